// A mosquitto of the test's own on loopback, and a publisher that keeps the order of docs/REACH.md.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// Debian's, found by $NODE_PATH, which `import` does not know.
export const packages = createRequire(import.meta.url);

export class TestBroker {
  #folder = mkdtempSync(join(tmpdir(), "page-broker-"));
  #process = null;
  #publishers = new Set();

  /** Ports for MQTT and for MQTT over WebSockets are chosen by the kernel. */
  static async start(options = {}) {
    const broker = new TestBroker();
    [broker.port, broker.webPort] = [await freePort(), await freePort()];
    broker.#configure(options);
    await broker.restart();
    return broker;
  }

  get address() { return `ws://127.0.0.1:${this.webPort}`; }

  #configure({ password = null }) {
    const lines = [
      "persistence true", `persistence_location ${this.#folder}/`, "log_dest none",
      `listener ${this.port} 127.0.0.1`, `listener ${this.webPort} 127.0.0.1`, "protocol websockets",
      `allow_anonymous ${password === null}`,
    ];
    if (process.getuid() === 0) lines.push("user root");
    if (password !== null) {
      const file = join(this.#folder, "passwords");
      spawnSync("mosquitto_passwd", ["-c", "-b", file, password.name, password.word]);
      lines.push(`password_file ${file}`);
    }
    writeFileSync(join(this.#folder, "mosquitto.conf"), lines.join("\n") + "\n");
  }

  /** Starts the broker, again where it was stopped. */
  async restart() {
    // It ends with this process, however that ends.
    const command = ["--pdeathsig", "KILL", "mosquitto", "-c", join(this.#folder, "mosquitto.conf")];
    this.#process = spawn("setpriv", command, {
      stdio: "ignore",
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    });
    await until(() => answers(this.webPort));
  }

  /** Ends the broker; by SIGTERM it keeps what is retained. */
  async stop(signal = "SIGTERM") {
    if (this.#process === null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill(signal);
    await ended;
    this.#process = null;
  }

  async publisher(prefix = "shmview", login = {}) {
    const { connect } = packages("mqtt");
    const client = connect(`mqtt://127.0.0.1:${this.port}`, { reconnectPeriod: 100, ...login });
    await once(client, "connect");
    const publisher = new TestPublisher(client, prefix);
    this.#publishers.add(client);
    return publisher;
  }

  /** Ends it, with what came of it. */
  async close() {
    this.#publishers.forEach((client) => client.end(true));
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }
}

class TestPublisher {
  #client;
  #prefix;
  #sequences = new Map();

  constructor(client, prefix) { [this.#client, this.#prefix] = [client, prefix]; }

  /** Publishes a picture as the specification says, and gives what it says of it. */
  async publish(channel, image, changes = {}) {
    const sequence = (this.#sequences.get(channel) ?? 0) + 1;
    this.#sequences.set(channel, sequence);
    const meta = {
      version: 1, epoch: "e", sequence, bytes: image.length, type: "image/png", width: 4, height: 4,
      title: "", time: Date.now() / 1_000, ...changes,
    };
    await this.send(channel, "state", "online");
    await this.send(channel, "image", image);
    await this.send(channel, "meta", JSON.stringify(meta));
    return meta;
  }

  /** Publishes any payload, retained, and waits for its acknowledgement. */
  send(channel, kind, payload) {
    return new Promise((resolve, reject) => {
      this.#client.publish(`${this.#prefix}/${channel}/${kind}`, payload, { qos: 1, retain: true },
        (error) => error ? reject(error) : resolve());
    });
  }

  /** As a channel that is removed. */
  async remove(channel) {
    for (const kind of ["meta", "image", "state"]) await this.send(channel, kind, "");
  }
}

/** Waits for a condition, whose last value it gives. */
export async function until(condition, what = "what the test waits for", seconds = 60) {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what} has not come in ${seconds} s`);
    await sleep(20);
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => { socket.destroy(); resolve(true); });
    socket.on("error", () => resolve(false));
  });
}
