// Follows any number of channels, a few pulls at a time: a wall of a hundred channels asks its
// broker for no more than it can take.

import { Pull } from "./pull.js";

/** How many pictures may be on the way at once, over all channels. */
const mostAtOnce = 4;

export class Pulls {
  #pulls = new Map();

  /** The pull of a channel, which is made when it is first asked for. */
  of(channel) {
    if (!this.#pulls.has(channel)) this.#pulls.set(channel, new Pull());
    return this.#pulls.get(channel);
  }

  /** Forgets a channel. */
  drop(channel) { this.#pulls.delete(channel); }

  /** Whether a picture is on its way, as far as anybody can know, or is being decoded. */
  areAwaited(now) { return [...this.#pulls.values()].some((pull) => pull.isAwaited(now)); }

  /** When `areAwaited` may end by itself; Infinity for never. */
  silentFrom(now) {
    const ends = [...this.#pulls.values()].map((pull) => pull.silentFrom);
    return Math.min(Infinity, ...ends.filter((end) => end > now));
  }

  /** The connection is gone. */
  disconnect() { this.#pulls.forEach((pull) => pull.disconnect()); }

  /** A byte came from the broker. */
  progress(now) { this.#pulls.forEach((pull) => pull.progress(now)); }

  /**
   * Begins the pulls whose turn it is: those that have waited longest.
   *
   * @param {(channel: string) => boolean} isWanted whether anybody sees the channel
   * @returns {string[]} the channels whose picture is to be subscribed to
   */
  begin(isWanted, now) {
    const busy = [...this.#pulls.values()].filter((pull) => pull.isBusy).length;
    const due = [...this.#pulls]
      .filter(([channel, pull]) => pull.dueSince !== null && isWanted(channel))
      .sort(([, one], [, other]) => one.dueSince - other.dueSince)
      .slice(0, Math.max(0, mostAtOnce - busy));
    due.forEach(([, pull]) => pull.begin(now));
    return due.map(([channel]) => channel);
  }

  /** To be called at `deadline`. Returns the channels whose picture is to be unsubscribed from. */
  wake(now) {
    return [...this.#pulls].filter(([, pull]) => pull.wake(now)).map(([channel]) => channel);
  }

  /** When `wake` has something to do; Infinity for never. */
  get deadline() {
    return Math.min(Infinity, ...[...this.#pulls.values()].map((pull) => pull.deadline));
  }
}
