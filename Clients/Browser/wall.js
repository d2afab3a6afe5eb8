// All channels at once: a tile each, in the order of their names.

import { layOut } from "./grid.js";
import { ago } from "./label.js";

/** Between tiles, in CSS pixels; style.css has the same. */
const gap = 4;

export class Wall {
  #element;
  #seen = new Set();
  #tiles = new Map();
  #observer;

  /**
   * @param {HTMLElement} element where the tiles go
   * @param {() => void} seenChanged called when other tiles are seen
   */
  constructor(element, seenChanged) {
    this.#element = element;
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.#seen.add(target.dataset.channel);
        else this.#seen.delete(target.dataset.channel);
      }
      seenChanged();
    });
    new ResizeObserver(() => this.#layOut()).observe(element);
  }

  /** Whether the channel's tile is seen, as far as its place tells. */
  sees(name) { return this.#seen.has(name); }

  /** Adds a tile where the channel has none. */
  add(channel) {
    if (this.#tiles.has(channel.name)) return;
    const tile = makeTile(channel.name);
    this.#tiles.set(channel.name, tile);
    const after = [...this.#tiles.keys()].sort(compare);
    const next = after[after.indexOf(channel.name) + 1];
    this.#element.insertBefore(tile, next === undefined ? null : this.#tiles.get(next));
    this.#observer.observe(tile);
    this.#layOut();
  }

  remove(name) {
    const tile = this.#tiles.get(name);
    if (!tile) return;
    this.#observer.unobserve(tile);
    tile.remove();
    this.#tiles.delete(name);
    this.#seen.delete(name);
    this.#layOut();
  }

  /** Has the tile show what the channel has now. */
  update(channel, now) {
    const tile = this.#tiles.get(channel.name);
    if (!tile) return;
    const age = channel.age(now);
    if (channel.image && channel.image.parentElement !== tile) {
      channel.image.style.cssText = "";
      tile.prepend(channel.image);
    }
    tile.querySelector(".title").textContent = channel.title;
    tile.querySelector(".age").textContent = age === null ? "waiting" : ago(age);
    tile.classList.toggle("stale", channel.publisher === "offline" || channel.trouble !== null);
    tile.title = channel.trouble ?? (channel.publisher === "offline" ? "Publisher is offline" : "");
  }

  #layOut() {
    const { clientWidth, clientHeight } = this.#element;
    const { columns, width, height } =
      layOut(this.#tiles.size, { width: clientWidth, height: clientHeight }, gap);
    this.#element.style.gridTemplateColumns = `repeat(${columns}, ${Math.floor(width)}px)`;
    this.#element.style.gridAutoRows = `${Math.floor(height)}px`;
  }
}

/** As people sort: cam2 before cam10. */
const compare = new Intl.Collator(undefined, { numeric: true }).compare;

function makeTile(name) {
  const tile = document.createElement("a");
  tile.className = "tile";
  tile.href = "#" + name;
  tile.dataset.channel = name;
  tile.draggable = false;
  const words = document.createElement("span");
  words.className = "words";
  for (const [kind, text] of [["name", name], ["title", ""], ["age", ""]]) {
    const word = document.createElement("span");
    word.className = kind;
    word.textContent = text;
    words.append(word);
  }
  tile.append(words);
  return tile;
}
