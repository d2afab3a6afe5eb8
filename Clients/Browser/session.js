// Follows channels at a broker: joins the connection with the pulls, and tells a view what comes.

import { Broker } from "./broker.js";
import { Listening } from "./listening.js";
import { readMeta } from "./meta.js";
import { isSame } from "./order.js";
import { Pulls } from "./pulls.js";
import { filterOf, readTopic, topicOf } from "./topics.js";

/** Larger pictures are not asked for: a page has to live with the memory of a phone. */
const largest = 96 * 1024 * 1024;

export class Session {
  #prefix;
  #channel;
  #view;
  #broker;
  #pulls = new Pulls();
  #listening = new Listening();
  #timer = null;
  #isConnected = false;

  /**
   * @param settings `broker`, `prefix` and `channel` (null for all channels)
   * @param view `connected()`, `lost(reason)`, `refused()`; `published(channel, state)` (online or
   *   offline), `announced(channel)`, `removed(channel)`, `troubled(channel, what)` (a sentence,
   *   of all channels where the channel is null), `described(channel, meta)` (of the picture that is
   *   shown); `isWanted(channel)`, whether it is seen; and `show(channel, payload, picture)`, which
   *   decodes a picture and gives a promise of its end
   */
  constructor({ broker, prefix, channel }, view) {
    this.#prefix = prefix;
    this.#channel = channel;
    this.#view = view;
    this.#broker = new Broker(broker, {
      connected: () => this.#connect(),
      lost: (reason) => this.#lose(() => view.lost(reason)),
      refused: () => this.#lose(() => view.refused()),
      arrived: (topic, payload, properties) => this.#take(topic, payload, properties),
      progressed: () => this.#pulls.progress(Date.now()),
    });
  }

  /** When the broker is tried again, in milliseconds since 1970; null while there is no need. */
  get retry() { return this.#broker.retry; }

  connect() { this.#broker.connect(); }
  identify(username, password) { this.#broker.identify(username, password); }
  close() { this.#broker.close(); }

  /** What is seen has changed, or time has passed: begins the pulls whose turn it is. */
  go() {
    if (!this.#isConnected) return;
    const now = Date.now();
    this.#pulls.wake(now).forEach((channel) => this.#unsubscribe(channel));
    this.#pulls.begin((channel) => this.#view.isWanted(channel), now)
      .forEach((channel) => this.#subscribe(channel));
    if (!this.#pulls.areAwaited(now) && this.#listening.rest()) this.#listen("meta");
    clearTimeout(this.#timer);
    const deadline = Math.min(this.#pulls.deadline, this.#pulls.silentFrom(now));
    if (deadline < Infinity) this.#timer = setTimeout(() => this.go(), Math.max(0, deadline - now));
  }

  #connect() {
    this.#isConnected = true;
    this.#view.connected();
    this.#listening.restart();
    for (const kind of ["state", "meta"]) this.#listen(kind);
  }

  #listen(kind) {
    this.#broker.subscribe(filterOf(this.#prefix, this.#channel, kind), (isGranted) => {
      if (!isGranted) this.#view.troubled(this.#channel, "The broker does not let you read this");
    });
  }

  #lose(tell) {
    this.#isConnected = false;
    clearTimeout(this.#timer);
    this.#pulls.disconnect();
    tell();
  }

  #subscribe(channel) {
    this.#broker.subscribe(topicOf(this.#prefix, channel, "image"), (isGranted) => {
      if (!this.#isConnected) return;
      if (isGranted) {
        this.#pulls.progress(Date.now());
      } else {
        this.#pulls.of(channel).refuse();
        this.#view.troubled(channel, "The broker does not let you read this picture");
      }
      this.go();
    });
  }

  #unsubscribe(channel) {
    this.#broker.unsubscribe(topicOf(this.#prefix, channel, "image"));
  }

  #take(topic, payload, properties) {
    const named = readTopic(this.#prefix, topic);
    if (named === null || (this.#channel !== null && named.channel !== this.#channel)) return;
    if (named.kind === "state") this.#takeState(named.channel, payload);
    if (named.kind === "meta") this.#takeMeta(named.channel, payload);
    if (named.kind === "image") this.#takeImage(named.channel, payload, properties);
    this.go();
  }

  #takeState(channel, payload) {
    const state = new TextDecoder().decode(payload);
    if (state === "online" || state === "offline") this.#view.published(channel, state);
  }

  #takeMeta(channel, payload) {
    if (payload.length === 0) {
      if (this.#pulls.of(channel).remove()) this.#unsubscribe(channel);
      this.#pulls.drop(channel);
      this.#view.removed(channel);
      return;
    }
    const meta = readMeta(payload);
    if (meta === null) return;
    this.#view.announced(channel);
    if (meta.bytes > largest) {
      const size = Math.round(meta.bytes / 1_048_576);
      this.#view.troubled(channel, `The newest picture has ${size} MiB, too many for this page`);
      return;
    }
    const pull = this.#pulls.of(channel);
    if (pull.announce(meta, Date.now()) && this.#listening.hear()) {
      this.#broker.unsubscribe(filterOf(this.#prefix, this.#channel, "meta"));
    }
    // The picture came before what there is to say of it.
    if (pull.shown !== null && isSame(meta, pull.shown)) this.#view.described(channel, meta);
  }

  #takeImage(channel, payload, properties) {
    const pull = this.#pulls.of(channel);
    if (!pull.isPulling) return;
    this.#unsubscribe(channel);
    const picture = pull.arrive(payload.length, identityOf(properties), Date.now());
    if (picture === null) return;
    this.#view.show(channel, payload, picture).finally(() => {
      pull.taken();
      this.go();
    });
  }
}

/** The epoch and the sequence that a picture carries with MQTT 5; null without. */
export function identityOf({ userProperties }) {
  const { epoch, sequence } = userProperties ?? {};
  if (typeof epoch !== "string" || !/^[1-9][0-9]{0,15}$/.test(sequence ?? "")) return null;
  return { epoch, sequence: Number(sequence) };
}
