// Reads what a publisher says of its picture: the topic `meta` of docs/REACH.md. It comes from a
// stranger, so whatever is not as specified is left alone as a whole.

/** The version of the format that this reads. */
const version = 1;
/** The most that a `meta` may have, in bytes. */
const longest = 16_384;
/** The most that a title may have, in bytes of UTF-8. */
const longestTitle = 1_024;

const isInteger = (value, first, last) =>
  Number.isInteger(value) && value >= first && value <= last;
const isTitle = (value) =>
  typeof value === "string" && !/[\u0000-\u001f\u007f-\u009f]/.test(value) &&
  new TextEncoder().encode(value).length <= longestTitle;

/** What each member has to be. */
const members = {
  version: (value) => value === version,
  epoch: (value) => typeof value === "string" && /^[A-Za-z0-9._-]{1,64}$/.test(value),
  sequence: (value) => isInteger(value, 1, Number.MAX_SAFE_INTEGER),
  bytes: (value) => isInteger(value, 1, 268_435_455),
  type: (value) => value === "image/jpeg" || value === "image/png",
  width: (value) => isInteger(value, 1, 65_535),
  height: (value) => isInteger(value, 1, 65_535),
  title: isTitle,
  time: (value) => typeof value === "number" && Number.isFinite(value),
};

/**
 * The members that the specification names.
 *
 * @param {Uint8Array} bytes the payload
 * @returns the object, or null where it is not as specified
 */
export function readMeta(bytes) {
  if (bytes.length > longest) return null;
  let text, object;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    object = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof object !== "object" || object === null || Array.isArray(object)) return null;
  if (hasTwice(text)) return null;
  const meta = {};
  for (const [name, isRight] of Object.entries(members)) {
    if (!Object.hasOwn(object, name) || !isRight(object[name])) return null;
    meta[name] = object[name];
  }
  return meta;
}

/** Whether the JSON object `text` has a member twice, which `JSON.parse` passes over. */
function hasTwice(text) {
  const names = new Set();
  let depth = 0;
  for (const match of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[[\]{}]/g)) {
    const [token, string, colon] = match;
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (colon && depth === 1) {
      const name = JSON.parse(string);
      if (names.has(name)) return true;
      names.add(name);
    }
  }
  return false;
}
