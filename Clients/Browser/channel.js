// One channel as the page has it: its picture, and what is to be said of it.

import { age, caption } from "./label.js";

export class Channel {
  name;
  /** online, offline, or null where nothing is known. */
  publisher = null;
  isRemoved = false;
  /** What is wrong with its newest picture, or null. */
  trouble = null;
  /** The element of the picture that is shown; null before the first. */
  image = null;
  #meta = null;
  #arrived = 0;

  constructor(name) { this.name = name; }

  get title() { return this.#meta?.title ?? ""; }
  get caption() { return caption(this.name, this.title); }

  /** How old the picture is, in seconds; null without one. */
  age(now) { return this.image && age(this.#meta?.time, this.#arrived, now); }

  /** Width and height of the picture, which there is, in pixels. */
  get size() { return { width: this.image.naturalWidth, height: this.image.naturalHeight }; }

  /** What is known of the picture that is shown. */
  describe(meta) { this.#meta = meta; }

  /**
   * Decodes a picture and puts it in the place of the one before, which stays where it cannot be.
   *
   * @param picture its `meta`, or only its epoch and sequence
   */
  async take(payload, picture) {
    const image = new Image();
    const blob = new Blob([payload], { type: picture.type ?? "" });
    image.src = URL.createObjectURL(blob);
    image.draggable = false;
    const arrived = Date.now() / 1_000;
    try {
      await image.decode();
    } catch {
      URL.revokeObjectURL(image.src);
      this.trouble = "The newest picture cannot be decoded";
      return;
    }
    this.#place(image);
    this.#meta = picture;
    this.#arrived = arrived;
    this.trouble = null;
    this.isRemoved = false;
  }

  #place(image) {
    image.alt = "";
    const before = this.image;
    this.image = image;
    if (before === null) return;
    before.replaceWith(image);
    URL.revokeObjectURL(before.src);
  }

  /** Lets go of the picture. */
  drop() {
    if (this.image) URL.revokeObjectURL(this.image.src);
  }
}
