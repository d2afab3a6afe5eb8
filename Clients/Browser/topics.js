// The topics of docs/REACH.md.

/** Whether `name` can be a channel's (docs/PROTOCOL.md). */
export function isChannel(name) {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(name);
}

/** Whether topics can begin with `prefix`: no wildcards, no slash at an end, not a broker's own. */
export function isPrefix(prefix) {
  return /^[^/+#$\u0000-\u001f\u007f-\u009f][^+#\u0000-\u001f\u007f-\u009f]*$/.test(prefix) &&
    !prefix.endsWith("/");
}

/** The topic of one channel; `kind` is image, meta or state. */
export function topicOf(prefix, channel, kind) {
  return `${prefix}/${channel}/${kind}`;
}

/**
 * What to subscribe to for one kind of topic.
 *
 * @param {string | null} channel null for all channels
 */
export function filterOf(prefix, channel, kind) {
  return topicOf(prefix, channel ?? "+", kind);
}

/** The channel and the kind of a topic below `prefix`; null for any other topic. */
export function readTopic(prefix, topic) {
  if (!topic.startsWith(prefix + "/")) return null;
  const levels = topic.slice(prefix.length + 1).split("/");
  const [channel, kind] = levels;
  if (levels.length !== 2 || !isChannel(channel)) return null;
  return ["image", "meta", "state"].includes(kind) ? { channel, kind } : null;
}
