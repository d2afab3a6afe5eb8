// Where the page finds its pictures: what `shmshare bridge page` wrote into it, and over that what
// the page's address says.

import { isChannel, isPrefix } from "./topics.js";

/** The prefix of topics where none is named. */
export const standardPrefix = "shmview";

/**
 * @param written what stands in the page: `broker`, `prefix` and `channel`, each may be empty
 * @param {URL} address the page's own
 * @returns `broker`, or null where the person has to be asked; `prefix`; `channel`, or null for the
 *   wall; and `problem`, what is wrong with one of them, else null
 */
export function readSettings(written, address) {
  const named = (name) => address.searchParams.get(name) || written[name] || "";
  const prefix = named("prefix") || standardPrefix;
  const channel = named("channel") || null;
  const broker = named("broker") || brokerBehind(address);
  const settings = { broker, prefix, channel, problem: null };
  if (!isPrefix(prefix)) {
    settings.problem = `“${prefix}” cannot be the beginning of topics.`;
  } else if (channel !== null && !isChannel(channel)) {
    settings.problem = `“${channel}” is not the name of a channel.`;
  } else if (broker !== null) {
    settings.problem = problemOf(broker, address);
  }
  return settings;
}

/** Brokers serve pages beside their WebSockets: whoever sent this page is asked for pictures. */
function brokerBehind(address) {
  if (address.protocol === "http:") return `ws://${address.host}`;
  return address.protocol === "https:" ? `wss://${address.host}` : null;
}

/**
 * What is wrong with the address of a broker; null for nothing.
 *
 * @param {URL} page where this page comes from
 */
export function problemOf(broker, page) {
  let url;
  try {
    url = new URL(broker);
  } catch {
    return `“${broker}” is not an address; one is such as ws://broker.local:9001.`;
  }
  if (url.protocol !== "ws:" && url.protocol !== "wss:") {
    return `“${broker}” must begin with ws:// or wss://: browsers speak MQTT over WebSockets alone.`;
  }
  if (url.username || url.password) {
    return "The address has a password in it; leave it out, the page asks for it.";
  }
  if (url.protocol === "ws:" && page.protocol === "https:") {
    return "A page that came by https reaches brokers by wss:// alone.";
  }
  return null;
}

/** The address of a page like this one that shows something else. */
export function addressOf(page, { broker, prefix, channel }) {
  const address = new URL(page);
  address.hash = "";
  const values = { broker, prefix: prefix === standardPrefix ? "" : prefix, channel };
  for (const [name, value] of Object.entries(values)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  return address.href;
}
