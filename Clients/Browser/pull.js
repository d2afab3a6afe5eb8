// Follows one channel by pulling, as docs/REACH.md says under "The reader's order": decides when to
// subscribe to the picture, and whether the one that came is the one that was meant. Inputs come
// with their time in milliseconds; what is to be done is asked for by `Pulls`. No clock, no network.

import { isNewer, isOlder, isSame } from "./order.js";

/** After how long without a byte a pull has failed, in milliseconds. */
const patience = 60_000;
/** After how long without one the broker seems to have no picture, so that others need not wait. */
const silence = 2_000;
/** A browser hears of no byte of a message before its last one, so a large picture has longer: as
    many bytes a millisecond are waited for. */
const slowest = 32;
/** How long to wait before pulling again what was not the picture that was meant. */
const pause = 1_000;
/** After how many failures in a row to wait for the next `meta`. */
const mostTries = 3;

export class Pull {
  /** The newest picture that was announced and has not come; null for none. */
  #announced = null;
  /** The `meta` that the pull under way was begun for. */
  #target = null;
  /** The picture that came last. */
  #shown = null;
  /** idle; pulling; taking (the picture has come and is being decoded); pausing. */
  #state = "idle";
  #tries = 0;
  /** Since when a pull has been due, and when to look at the time again. */
  #due = 0;
  #deadline = Infinity;
  /** When the pull under way seems to bring nothing. */
  #silentFrom = Infinity;

  /** Since when this has waited for its turn; null while there is nothing to pull. */
  get dueSince() {
    return this.#state === "idle" && this.#announced !== null ? this.#due : null;
  }

  /** When `wake` has something to do. */
  get deadline() { return this.#deadline; }

  /** Whether the topic is subscribed to, and its picture has not come. */
  get isPulling() { return this.#state === "pulling"; }

  /** Whether a pull is under way, or its picture is being decoded. */
  get isBusy() { return this.isPulling || this.#state === "taking"; }

  /** When `isAwaited` ends by itself; Infinity for never. */
  get silentFrom() { return this.isPulling ? this.#silentFrom : Infinity; }

  /** Whether a picture is on its way, or is being decoded. */
  isAwaited(now) { return this.isBusy && now < this.silentFrom; }

  /** The picture that came last; null before the first. */
  get shown() { return this.#shown; }

  /** A `meta` came. Returns whether it tells of another picture than was known. */
  announce(meta, now) {
    if (this.#announced !== null && !isNewer(meta, this.#announced)) return false;
    if (!isNewer(meta, this.#shown)) {
      this.#announced = null;
      return false;
    }
    if (this.#announced === null) this.#due = now;
    this.#announced = meta;
    this.#tries = 0;
    if (this.#state === "pausing") this.#settle();
    return true;
  }

  /** The turn has come: from now on the topic is subscribed to. */
  begin(now) {
    this.#state = "pulling";
    this.#target = this.#announced;
    this.progress(now);
  }

  /** The broker acknowledged the subscription, or a byte came from it. */
  progress(now) {
    if (!this.isPulling) return;
    this.#deadline = now + patience + this.#target.bytes / slowest;
    this.#silentFrom = now + silence + this.#target.bytes / slowest;
  }

  /**
   * A picture came; the topic is to be unsubscribed from, whatever it is.
   *
   * @param {number} bytes its size
   * @param identity its epoch and sequence, where it carries them; else null
   * @returns null where it is not to be shown; else the `meta` that describes it, or only the
   *   epoch and sequence where none has come yet. `taken` is to be called once it is decoded.
   */
  arrive(bytes, identity, now) {
    if (!this.isPulling) return null;
    const picture = this.#recognise(bytes, identity);
    if (picture === null) {
      this.#fail(now);
      return null;
    }
    this.#state = "taking";
    this.#deadline = Infinity;
    this.#tries = 0;
    this.#shown = picture;
    const isLater = this.#announced !== this.#target && this.#announced !== null;
    if (!isLater || !isNewer(this.#announced, picture)) this.#announced = null;
    this.#due = now;
    return picture;
  }

  /** The picture that came has been decoded, or cannot be. */
  taken() {
    if (this.#state === "taking") this.#settle();
  }

  /** The broker refuses the subscription: the next `meta` is the next occasion. */
  refuse() { this.#giveUp(); }

  /** To be called at `deadline`. Returns whether the topic is to be unsubscribed from. */
  wake(now) {
    if (now < this.#deadline) return false;
    if (this.#state === "pausing") {
      this.#settle();
      return false;
    }
    this.#fail(now);
    return true;
  }

  /** The connection is gone, and with it the subscription. */
  disconnect() {
    if (this.#state !== "taking") this.#settle();
    this.#announced = null;
    this.#tries = 0;
  }

  /** The channel was removed. Returns whether the topic is to be unsubscribed from. */
  remove() {
    const wasPulling = this.isPulling;
    this.#announced = null;
    this.#shown = null;
    if (this.#state !== "taking") this.#settle();
    return wasPulling;
  }

  #recognise(bytes, identity) {
    if (bytes === 0) return null;
    const metas = [this.#target, this.#announced].filter((meta) => meta !== null);
    if (identity === null) return metas.find((meta) => meta.bytes === bytes) ?? null;
    if (isOlder(identity, this.#target)) return null;
    return metas.find((meta) => isSame(meta, identity)) ?? identity;
  }

  #fail(now) {
    this.#tries += 1;
    if (this.#tries >= mostTries) {
      this.#giveUp();
    } else {
      this.#state = "pausing";
      this.#deadline = now + pause;
    }
  }

  #giveUp() {
    if (this.#announced === this.#target) this.#announced = null;
    this.#tries = 0;
    this.#settle();
  }

  #settle() {
    this.#state = "idle";
    this.#target = null;
    this.#deadline = Infinity;
  }
}
