// Which of two pictures is the newer one. A picture is told by its epoch and its sequence
// (docs/REACH.md): epochs have no order, and within one the sequence rises.

/** Whether both are the same picture. */
export function isSame(one, other) {
  return one.epoch === other.epoch && one.sequence === other.sequence;
}

/** Whether `one` is of the same epoch as `other`, and came before it. */
export function isOlder(one, other) {
  return one.epoch === other.epoch && one.sequence < other.sequence;
}

/** Whether `one` may take the place of `shown`, which is null before the first picture. */
export function isNewer(one, shown) {
  return shown === null || one.epoch !== shown.epoch || one.sequence > shown.sequence;
}
