// When to try a broker again.

/** The shortest and the longest wait, in seconds. */
const shortest = 1;
const longest = 10;

/**
 * How long to wait before the next attempt, in seconds: longer from attempt to attempt, and by
 * chance, so that all screens of a broker that comes back do not come at once.
 *
 * @param {number} attempt how many have failed in a row, from 1
 * @param {number} chance from 0 to 1
 */
export function waitBefore(attempt, chance) {
  const most = Math.min(longest, shortest * 2 ** attempt);
  return shortest + (most - shortest) * chance;
}
