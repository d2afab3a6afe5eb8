// One channel in the whole window: fitted, zoomed and moved by wheel, fingers, mouse and keys.

import { moved, oneToOne, placed, whole, within, zoomed } from "./look.js";

/** How much larger a key or a button makes the picture. */
const step = 1.25;
/** How far a finger or the mouse may stray in a click, in CSS pixels. */
const stray = 6;
/** How soon after one click another makes it a double click, in milliseconds. */
const twice = 300;

export class Stage {
  /** The channel that is shown; null for none. */
  channel = null;
  #element;
  #handlers;
  #look = whole;
  #pointers = new Map();
  #wasDragged = false;
  #clickedAt = -Infinity;

  /**
   * @param {HTMLElement} element where the picture goes
   * @param handlers `looked()`, the look has changed; `clicked()`, once
   */
  constructor(element, handlers) {
    this.#element = element;
    this.#handlers = handlers;
    new ResizeObserver(() => this.place()).observe(element);
    element.addEventListener("wheel", (event) => this.#turnWheel(event), { passive: false });
    element.addEventListener("pointerdown", (event) => this.#press(event));
    element.addEventListener("pointermove", (event) => this.#drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      element.addEventListener(end, (event) => this.#release(event));
    }
  }

  /** Shows another channel, all of it. */
  enter(channel) {
    this.channel = channel;
    this.#look = whole;
    this.#pointers.clear();
    this.place();
  }

  leave() {
    this.channel = null;
    this.#element.replaceChildren();
  }

  /** The scale of the picture, in pixels of the screen; null without a picture. */
  get scale() { return this.#hasPicture ? this.#placed.scale : null; }

  /** Whether all of the picture is seen as large as that can be. */
  get isFitted() { return this.#look.zoom === 1; }

  /** Draws the picture that the channel has where it has to lie. */
  place() {
    if (!this.#hasPicture) return;
    const { image } = this.channel;
    if (image.parentElement !== this.#element) this.#element.replaceChildren(image);
    this.#look = within(this.#look, this.channel.size, this.#window);
    const { left, top, width, height, hasSquares } = this.#placed;
    Object.assign(image.style, {
      left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`,
      imageRendering: hasSquares ? "pixelated" : "auto",
    });
    this.#handlers.looked();
  }

  larger() { this.#zoom(this.#look.zoom * step, this.#middle); }
  smaller() { this.#zoom(this.#look.zoom / step, this.#middle); }

  fit() {
    this.#look = whole;
    this.place();
  }

  /** A pixel of the picture for each of the screen. */
  actual(at = this.#middle) {
    if (!this.#hasPicture) return;
    this.#zoom(oneToOne(this.channel.size, this.#window, devicePixelRatio), at);
  }

  /** Moves the picture by shares of the window. */
  move(x, y) {
    if (!this.#hasPicture) return;
    const { width, height } = this.#window;
    const by = { x: x * width, y: y * height };
    this.#look = moved(this.#look, by, this.channel.size, this.#window);
    this.place();
  }

  get #hasPicture() { return this.channel?.image != null && this.#window.width > 0; }
  get #window() { return { width: this.#element.clientWidth, height: this.#element.clientHeight }; }
  get #middle() { return { x: this.#window.width / 2, y: this.#window.height / 2 }; }
  get #placed() {
    return placed(this.#look, this.channel.size, this.#window, devicePixelRatio);
  }

  #zoom(zoom, at) {
    if (!this.#hasPicture) return;
    this.#look = zoomed(this.#look, zoom, at, this.channel.size, this.#window, devicePixelRatio);
    this.place();
  }

  #pointOf(event) {
    const { left, top } = this.#element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #turnWheel(event) {
    event.preventDefault();
    // Lines and pages, in pixels (UI Events, deltaMode); a pinch on a touch pad comes as Ctrl.
    const pixels = event.deltaY * [1, 16, 400][event.deltaMode];
    const factor = Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.002));
    this.#zoom(this.#look.zoom * factor, this.#pointOf(event));
  }

  #press(event) {
    if (event.button !== 0) return;
    this.#element.setPointerCapture(event.pointerId);
    if (this.#pointers.size === 0) this.#wasDragged = false;
    const point = this.#pointOf(event);
    this.#pointers.set(event.pointerId, { now: point, first: point });
  }

  #drag(event) {
    const pointer = this.#pointers.get(event.pointerId);
    if (!pointer || !this.#hasPicture) return;
    const before = this.#grip;
    pointer.now = this.#pointOf(event);
    const way = Math.hypot(pointer.now.x - pointer.first.x, pointer.now.y - pointer.first.y);
    if (way > stray || this.#pointers.size > 1) this.#wasDragged = true;
    if (!this.#wasDragged) return;
    const after = this.#grip;
    const by = { x: after.x - before.x, y: after.y - before.y };
    this.#look = moved(this.#look, by, this.channel.size, this.#window);
    if (before.width > 0) this.#zoom(this.#look.zoom * (after.width / before.width), after);
    else this.place();
  }

  #release(event) {
    if (!this.#pointers.delete(event.pointerId) || this.#pointers.size > 0) return;
    if (this.#wasDragged || event.type === "pointercancel") return;
    if (event.timeStamp - this.#clickedAt < twice) {
      this.#clickedAt = -Infinity;
      if (this.isFitted) this.actual(this.#pointOf(event));
      else this.fit();
    } else {
      this.#clickedAt = event.timeStamp;
    }
    this.#handlers.clicked(event.pointerType);
  }

  /** The middle of all fingers, and how far the first two are apart (0 for one). */
  get #grip() {
    const points = [...this.#pointers.values()].map(({ now }) => now);
    const sum = (axis) => points.reduce((total, point) => total + point[axis], 0) / points.length;
    const [one, other] = points;
    const width = other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
    return { x: sum("x"), y: sum("y"), width };
  }
}
