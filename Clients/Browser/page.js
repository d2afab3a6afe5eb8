// The page: shows the channels of a broker, one or a wall of all.

import { Channel } from "./channel.js";
import { askForBroker, askWho, isAskingForBroker } from "./door.js";
import { ago, notice, percent } from "./label.js";
import { Session } from "./session.js";
import { readSettings } from "./settings.js";
import { Stage } from "./stage.js";
import { isChannel } from "./topics.js";
import { Wall } from "./wall.js";

const element = (id) => document.getElementById(id);
const seconds = () => Date.now() / 1_000;

/** For how long after a movement the bar stays, in milliseconds. */
const barStays = 3_000;

class Page {
  #settings;
  #host;
  #session;
  #channels = new Map();
  #wall = new Wall(element("tiles"), () => this.#session?.go());
  #stage = new Stage(element("stage"), {
    looked: () => this.#updateBar(),
    clicked: (pointer) => this.#toggleBar(pointer),
  });
  #connection = { state: "connecting", reason: null };
  #wasRefused = false;
  #barTimer = null;

  constructor(settings) {
    this.#settings = settings;
    this.#host = new URL(settings.broker).host;
    this.#session = new Session(settings, this);
    element("host").textContent = this.#host;
    element("prefix").textContent = settings.prefix;
    element("other").onclick = () => askForBroker(element("door"), { ...settings, problem: null });
    if (settings.channel !== null) this.#channel(settings.channel);
  }

  run() {
    this.#listen();
    this.#route();
    this.#session.connect();
    setInterval(() => this.#update(), 1_000);
  }

  // What the session tells.

  connected() {
    this.#wasRefused = false;
    this.#connection = { state: "up", reason: null };
    this.#update();
  }

  lost(reason) {
    this.#connection = { state: "down", reason: reason && `${this.#host}: ${reason}` };
    this.#update();
  }

  refused() {
    this.#connection = { state: "connecting", reason: null };
    askWho(element("door"), this.#host, this.#wasRefused, (username, password) => {
      this.#session.identify(username, password);
      this.#session.connect();
    });
    this.#wasRefused = true;
    this.#update();
  }

  published(name, state) {
    const channel = this.#channels.get(name);
    if (channel) channel.publisher = state;
    this.#update();
  }

  announced(name) {
    this.#channel(name);
    this.#update();
  }

  removed(name) {
    const channel = this.#channels.get(name);
    if (!channel) return;
    channel.isRemoved = true;
    if (channel !== this.#stage.channel) this.#forget(channel);
    this.#update();
  }

  troubled(name, what) {
    const channels = name === null ? [...this.#channels.values()] : [this.#channel(name)];
    for (const channel of channels) channel.trouble = what;
    this.#update();
  }

  described(name, meta) {
    this.#channel(name).describe(meta);
    this.#update();
  }

  isWanted(name) {
    if (document.hidden) return false;
    return this.#stage.channel === null ? this.#wall.sees(name) : this.#stage.channel.name === name;
  }

  async show(name, payload, picture) {
    const channel = this.#channels.get(name);
    if (!channel || channel.isRemoved) return;
    await channel.take(payload, picture);
    if (channel === this.#stage.channel) this.#stage.place();
    this.#update();
  }

  // What is on the page.

  /** The channel of a name, which is new where it is not known. */
  #channel(name) {
    let channel = this.#channels.get(name);
    if (!channel) {
      channel = new Channel(name);
      this.#channels.set(name, channel);
      if (this.#settings.channel === null) this.#wall.add(channel);
    }
    channel.isRemoved = false;
    return channel;
  }

  #forget(channel) {
    this.#channels.delete(channel.name);
    this.#wall.remove(channel.name);
    channel.drop();
  }

  /** Goes where the page's address says: to one channel, or to the wall. */
  #route() {
    const named = location.hash.slice(1);
    const name = this.#settings.channel ?? (isChannel(named) ? named : null);
    const before = this.#stage.channel;
    if (before) this.#stage.leave();
    if (before?.isRemoved && before.name !== name) this.#forget(before);
    element("wall").hidden = name !== null;
    element("one").hidden = name === null;
    if (name !== null) this.#stage.enter(this.#channels.get(name) ?? this.#channel(name));
    element("back").hidden = this.#settings.channel !== null;
    this.#showBar();
    this.#update();
    this.#session.go();
  }

  #update() {
    if (document.hidden) return;
    const now = seconds();
    const channel = this.#stage.channel;
    if (channel === null) {
      this.#channels.forEach((channel) => this.#wall.update(channel, now));
      this.#updateHead();
    } else {
      this.#updateBar();
    }
    this.#updateNotice(channel, now);
    document.title = channel?.caption ?? "shmview";
  }

  #updateHead() {
    const count = this.#channels.size;
    element("count").textContent = count === 1 ? "1 channel" : `${count} channels`;
    element("empty").hidden = count > 0 || this.#connection.state !== "up";
  }

  #updateBar() {
    const channel = this.#stage.channel;
    if (channel === null) return;
    const age = channel.age(seconds());
    element("caption").textContent = channel.caption;
    const size = channel.image ? `${channel.size.width}×${channel.size.height}` : "";
    element("facts").textContent =
      [channel.title ? channel.name : "", size, age === null ? "" : ago(age)]
        .filter(Boolean).join(" · ");
    const { scale, isFitted } = this.#stage;
    element("scale").textContent = scale === null ? "" : percent(scale);
    for (const id of ["smaller", "scale", "larger", "fit"]) element(id).hidden = scale === null;
    element("fit").textContent = isFitted ? "1:1" : "Fit";
    element("fit").title =
      isFitted ? "One pixel of the picture for each of the screen (1)" : "All of it (w)";
  }

  #updateNotice(channel, now) {
    const connection = {
      ...this.#connection, host: this.#host, retry: (this.#session.retry ?? Date.now()) / 1_000,
    };
    const what = notice(connection, channel && {
      name: channel.name, publisher: channel.publisher, age: channel.age(now),
      isRemoved: channel.isRemoved, trouble: channel.trouble,
    }, now);
    const place = element("notice");
    place.hidden = what === null;
    place.textContent = what?.text ?? "";
    place.classList.toggle("warning", what?.isWarning ?? false);
    const isStale = channel?.image != null && what?.isWarning === true;
    element("one").classList.toggle("stale", isStale);
    element("tiles").classList.toggle("away", this.#connection.state !== "up");
  }

  // What the person does.

  #listen() {
    addEventListener("hashchange", () => this.#route());
    addEventListener("keydown", (event) => this.#press(event));
    addEventListener("online", () => this.#reconnect());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return;
      this.#reconnect();
      this.#update();
      this.#session.go();
    });
    element("one").addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") this.#showBar();
    });
    element("one").addEventListener("focusin", () => this.#showBar());
    element("larger").onclick = () => this.#stage.larger();
    element("smaller").onclick = () => this.#stage.smaller();
    element("fit").onclick = () => this.#stage.isFitted ? this.#stage.actual() : this.#stage.fit();
    element("full").onclick = () => fullscreen();
    element("full").hidden = !document.fullscreenEnabled;
  }

  /** The network is there again, or somebody looks: there is no sense in waiting. */
  #reconnect() {
    if (this.#session.retry !== null) this.#session.connect();
  }

  #press(event) {
    // Whoever only wondered about another broker goes back.
    if (event.key === "Escape" && isAskingForBroker(element("door"))) element("door").hidden = true;
    const isTyping = event.target instanceof HTMLInputElement;
    if (isTyping || event.ctrlKey || event.altKey || event.metaKey || !this.#stage.channel) return;
    const stage = this.#stage;
    const step = 0.1;
    const actions = {
      "+": () => stage.larger(), "=": () => stage.larger(), "-": () => stage.smaller(),
      "0": () => stage.fit(), w: () => stage.fit(), "1": () => stage.actual(),
      ArrowLeft: () => stage.move(step, 0), h: () => stage.move(step, 0),
      ArrowRight: () => stage.move(-step, 0), l: () => stage.move(-step, 0),
      ArrowUp: () => stage.move(0, step), k: () => stage.move(0, step),
      ArrowDown: () => stage.move(0, -step), j: () => stage.move(0, -step),
      f: () => fullscreen(), i: () => this.#toggleBar("key"),
      Escape: () => this.#leave(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  #leave() {
    if (this.#settings.channel === null) location.hash = "";
  }

  /** Shows the bar, for some seconds where a mouse or a finger can bring it back. */
  #showBar() {
    const one = element("one");
    one.classList.add("awake");
    clearTimeout(this.#barTimer);
    this.#barTimer = setTimeout(() => {
      if (!element("bar").matches(":hover, :focus-within")) one.classList.remove("awake");
    }, barStays);
  }

  #toggleBar(pointer) {
    const one = element("one");
    if (pointer === "mouse" || !one.classList.contains("awake")) this.#showBar();
    else one.classList.remove("awake");
  }
}

function fullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

const settings = readSettings(element("settings").dataset, new URL(location.href));
if (settings.broker === null || settings.problem !== null) askForBroker(element("door"), settings);
else new Page(settings).run();
