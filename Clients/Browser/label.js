// The words that the page shows.

const units = [
  [86_400, "day", "days"],
  [3_600, "h", "h"],
  [60, "min", "min"],
  [1, "s", "s"],
];

/** A duration in its largest unit: 12 s, 3 min, 2 h, 5 days. */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [size, one, many] = units.find(([size]) => whole >= size) ?? units.at(-1);
  const count = Math.floor(whole / size);
  return `${count} ${count === 1 ? one : many}`;
}

/** How long ago something was: now, 12 s ago, 3 min ago. */
export function ago(seconds) {
  return seconds < 2 ? "now" : `${duration(seconds)} ago`;
}

/** When the label of an age next says something else, in seconds from now. */
export function nextChange(seconds) {
  const age = Math.max(0, seconds);
  if (age < 2) return 2 - age;
  const [size] = units.find(([size]) => age >= size);
  return size - (age % size);
}

/**
 * How old a picture is, in seconds.
 *
 * @param {number} time when it was published, by the publisher's clock, in seconds since 1970
 * @param {number} arrived when it came here, by this clock; no picture is younger than that
 */
export function age(time, arrived, now) {
  return Math.max(0, now - Math.min(time ?? arrived, arrived));
}

/**
 * What a person has to know beside the picture.
 *
 * @param connection `state` (connecting, up, down), `host`, `reason` (why it is down, or null),
 *   `since` and `retry` (times in seconds)
 * @param channel null for a wall; else `name`, `publisher` (online, offline, or null where nothing
 *   is known), `age` of its picture in seconds (null for none), `isRemoved`, `trouble` (what is
 *   wrong with its newest picture, or null)
 * @param {number} now in seconds
 * @returns `text`, and whether it is a warning; null where all is well
 */
export function notice(connection, channel, now) {
  const age = channel?.age ?? null;
  const picture = age === null ? [] : [`picture is ${duration(age)} old`];
  if (connection.state === "down") {
    const wait = Math.max(0, Math.ceil(connection.retry - now));
    const next = wait > 0 ? `trying again in ${wait} s` : "trying again";
    return warning(connection.reason ?? `No connection to ${connection.host}`, next, ...picture);
  }
  if (connection.state === "connecting") {
    const words = `Connecting to ${connection.host}`;
    return age === null ? { text: words, isWarning: false } : warning(words, ...picture);
  }
  return channel === null ? null : noticeOfChannel(channel, picture);
}

function noticeOfChannel(channel, picture) {
  if (channel.isRemoved) return warning(`Channel ${channel.name} was removed`, ...picture);
  if (channel.trouble !== null) return warning(channel.trouble, ...picture);
  if (channel.age === null) {
    const whose = channel.publisher === "offline" ? ", whose publisher is offline" : "";
    return { text: `Waiting for channel ${channel.name}${whose}`, isWarning: false };
  }
  return channel.publisher === "offline" ? warning("Publisher is offline", ...picture) : null;
}

const warning = (...parts) => ({ text: parts.join(" · "), isWarning: true });

/** What the newest picture is called: its title, else its channel's name. */
export function caption(channel, title) { return title || channel; }

/** A scale as the viewer says it: 100 %. */
export function percent(scale) {
  const value = scale * 100;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}
