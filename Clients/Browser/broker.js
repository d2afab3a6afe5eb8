// The connection to a broker: mqtt.js over the browser's WebSocket, and again and again until it is
// ended.

import MqttClient from "mqtt/lib/client.js";
import webSocketStream from "mqtt/lib/connect/ws.js";

import { waitBefore } from "./backoff.js";

/** How long a broker may take to answer, in milliseconds. */
const patience = 10_000;
/** After how many seconds a broker is asked whether it is there. mqtt.js gives up where the answer
    has not come as long after, and it comes behind the picture that is on the way. */
const keepAlive = 60;
/** MQTT 5, and 3.1.1 for brokers that know no other. */
const versions = [5, 4];
/** Reason codes of both versions for a name or password that is missing or wrong. */
const refusals = new Set([4, 5, 0x86, 0x87, 0x8c]);

export class Broker {
  /** When the next attempt is made, in milliseconds since 1970; null while there is a connection. */
  retry = null;
  #address;
  #handlers;
  #credentials = {};
  #client = null;
  #timer = null;
  #attempts = 0;
  #version = 0;

  /**
   * @param {string} address ws://... or wss://...
   * @param handlers `connected()`, `lost(reason)` (a sentence, or null for no answer),
   *   `refused()` (the broker wants a name and a password), `arrived(topic, payload, properties)`
   *   and `progressed()` (bytes came)
   */
  constructor(address, handlers) {
    this.#address = new URL(address);
    this.#handlers = handlers;
  }

  /** What the next connections say who they are. */
  identify(username, password) { this.#credentials = { username, password }; }

  /** Connects at once, without what is left of a wait. */
  connect() {
    clearTimeout(this.#timer);
    this.retry = null;
    this.#end();
    const client = new MqttClient(
      (client) => webSocketStream(client, client.options), this.#options());
    this.#client = client;
    this.#attend(client);
  }

  /** Ends the connection for good. */
  close() {
    clearTimeout(this.#timer);
    this.#end();
  }

  /** Subscribes; `done` hears whether the broker agreed. */
  subscribe(topic, done) {
    this.#client.subscribe(topic, { qos: 0 }, (error, granted) => {
      done(!error && (granted ?? []).every(({ qos }) => qos < 0x80));
    });
  }

  unsubscribe(topic) { this.#client.unsubscribe(topic); }

  #options() {
    const { protocol, hostname, port, pathname, search } = this.#address;
    const random = crypto.getRandomValues(new Uint32Array(3));
    return {
      protocol: protocol.replace(":", ""),
      hostname,
      port,
      path: pathname + search,
      protocolVersion: versions[this.#version],
      // At most 23 characters, which every broker takes (MQTT 3.1.1, 3.1.3.1).
      clientId: "page" + [...random].map((part) => part.toString(36)).join("").slice(0, 19),
      clean: true,
      keepalive: keepAlive,
      connectTimeout: patience,
      reconnectPeriod: 0,
      resubscribe: false,
      ...this.#credentials,
    };
  }

  #attend(client) {
    let isOpen = false, isConnected = false, reason = null, isRefused = false;
    const isCurrent = () => client === this.#client;
    client.stream.socket.addEventListener("open", () => { isOpen = true; });
    client.stream.socket.addEventListener("message", () => {
      if (isCurrent()) this.#handlers.progressed();
    });
    client.on("connect", () => {
      isConnected = true;
      this.#attempts = 0;
      if (isCurrent()) this.#handlers.connected();
    });
    client.on("error", (error) => {
      isRefused ||= refusals.has(error.code);
      if (typeof error.code === "number") reason = error.message;
      client.end(true);
    });
    client.on("message", (topic, payload, packet) => {
      if (isCurrent()) this.#handlers.arrived(topic, payload, packet.properties ?? {});
    });
    client.on("close", () => {
      if (!isCurrent()) return;
      // A broker that knows MQTT 3.1.1 alone refuses the first packet in one way or another.
      if (isOpen && !isConnected && !isRefused) this.#version = 1 - this.#version;
      this.#lose(reason, isRefused);
    });
  }

  #lose(reason, isRefused) {
    this.#client = null;
    if (isRefused) {
      this.#handlers.refused();
      return;
    }
    this.#attempts += 1;
    const wait = waitBefore(this.#attempts, Math.random()) * 1_000;
    this.retry = Date.now() + wait;
    this.#timer = setTimeout(() => this.connect(), wait);
    this.#handlers.lost(reason);
  }

  #end() {
    const client = this.#client;
    this.#client = null;
    client?.end(true);
  }
}
