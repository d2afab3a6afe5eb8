// Whether the page listens to `meta`. What it has not read of that waits in the broker, and a broker
// whose queue is full drops what comes then: of the last picture nobody would hear. So from time to
// time the page stops, and when it has pulled what it has heard of, it asks anew (docs/REACH.md, "The
// reader's order").

/** Of so many pictures it hears before that: far fewer than brokers queue. */
const patience = 32;

export class Listening {
  #heard = 0;
  #isPaused = false;

  /** Another picture was announced. Returns whether to stop listening. */
  hear() {
    this.#heard += 1;
    if (this.#isPaused || this.#heard < patience) return false;
    this.#isPaused = true;
    return true;
  }

  /** Nothing is being pulled. Returns whether to listen again. */
  rest() {
    const wasPaused = this.#isPaused;
    if (wasPaused) this.restart();
    return wasPaused;
  }

  /** There is a new subscription. */
  restart() {
    this.#heard = 0;
    this.#isPaused = false;
  }
}
