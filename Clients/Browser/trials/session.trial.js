// The page's session with a real broker, without a browser: the script that esbuild makes, with a
// WebSocket of node's. $SHMVIEW_SESSION names that script.

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { TestBroker, packages, until } from "./broker.js";

globalThis.WebSocket = packages("ws").WebSocket;
globalThis.crypto ??= webcrypto;
await import(pathToFileURL(process.env.SHMVIEW_SESSION));

let broker, publisher;
before(async () => {
  broker = await TestBroker.start();
  publisher = await broker.publisher();
});
after(() => broker.close());

/** A view that keeps what it is told, and decodes in no time. */
function follow(settings, changes = {}) {
  const view = {
    shown: [], told: [], isConnected: false,
    connected() { view.isConnected = true; },
    lost(reason) { view.isConnected = false; view.told.push(["lost", reason]); },
    refused() { view.told.push(["refused"]); },
    published(channel, state) { view.told.push([state, channel]); },
    announced() {},
    described(channel, meta) { view.told.push(["described", channel, meta.sequence]); },
    removed(channel) { view.told.push(["removed", channel]); },
    troubled(channel, what) { view.told.push(["troubled", channel, what]); },
    isWanted: () => true,
    async show(channel, payload, { sequence }) {
      view.shown.push([channel, sequence, Buffer.from(payload).toString("latin1").slice(0, 20)]);
    },
    ...changes,
  };
  const session = new Session({ broker: broker.address, prefix: "shmview", channel: null, ...settings }, view);
  session.connect();
  return { view, session };
}

const last = (view) => view.shown.at(-1);

test("a late comer gets the newest picture, and then each newer one", async () => {
  await publisher.publish("late", "one");
  const { view, session } = follow({ channel: "late" });
  await until(() => view.shown.length === 1);
  assert.deepEqual(last(view), ["late", 1, "one"]);
  await publisher.publish("late", "two");
  await until(() => last(view)[1] === 2);
  assert.deepEqual(view.told[0], ["online", "late"]);
  session.close();
});

test("whoever is slow skips pictures, and ends on the newest one", async () => {
  let release = null;
  const { view, session } = follow({ channel: "slow" });
  const show = view.show;
  view.show = (...values) => {
    show(...values);
    return release ? Promise.resolve() : new Promise((resolve) => { release = resolve; });
  };
  await publisher.publish("slow", "first");
  await until(() => view.shown.length === 1);
  for (let count = 2; count <= 30; count += 1) await publisher.publish("slow", `picture ${count}`);
  await publisher.send("slow", "state", "offline");
  await until(() => view.told.at(-1)[0] === "offline");
  release();
  await until(() => last(view)[1] === 30);
  assert.deepEqual(view.shown.map(([, sequence]) => sequence), [1, 30]);
  session.close();
});

test("whoever hears of very many pictures, more than it shows, ends on the newest one", async () => {
  let release = null;
  const isOver = new Promise((resolve) => { release = resolve; });
  const { view, session } = follow({ channel: "many" }, {
    async show(channel, payload, { sequence }) {
      view.shown.push([channel, sequence]);
      await isOver;
    },
  });
  await until(() => view.isConnected);
  for (let number = 1; number <= 150; number += 1) await publisher.publish("many", `${number}`);
  release();
  await until(() => last(view)?.[1] === 150);
  assert.ok(view.shown.length < 100);
  session.close();
});

test("what is not seen is not pulled, until it is", async () => {
  let isSeen = false;
  const { view, session } = follow({ channel: "hidden" }, { isWanted: () => isSeen });
  await publisher.publish("hidden", "one");
  await publisher.publish("hidden", "two");
  await publisher.publish("mark", "later than both");
  await until(() => view.told.length > 0);
  assert.equal(view.shown.length, 0);
  isSeen = true;
  session.go();
  await until(() => view.shown.length > 0);
  assert.equal(last(view)[1], 2);
  session.close();
});

test("a wall follows channels that come and go", async () => {
  const { view, session } = follow({});
  await publisher.publish("wall.1", "a");
  await publisher.publish("wall.2", "b");
  const shown = (name) => view.shown.some(([channel]) => channel === name);
  await until(() => shown("wall.1") && shown("wall.2"));
  await publisher.remove("wall.1");
  await until(() => view.told.some(([what, name]) => what === "removed" && name === "wall.1"));
  await publisher.publish("wall.1", "again", { epoch: "later" });
  await until(() => last(view)[2] === "again");
  session.close();
});

test("a picture that does not match its meta is pulled again, and what is broken is left alone", async () => {
  const { view, session } = follow({ channel: "odd" });
  await publisher.publish("odd", "good");
  await until(() => view.shown.length === 1);
  await publisher.send("odd", "meta", "{");
  await publisher.publish("odd", "other", { bytes: 77 });
  await publisher.send("odd", "image", "x".repeat(77));
  await until(() => view.shown.length === 2);
  assert.equal(last(view)[1], 2);
  assert.match(last(view)[2], /^x+$/);
  session.close();
});

test("a broker that was restarted is found again, and what came meanwhile is shown", async () => {
  const { view, session } = follow({ channel: "again" });
  await publisher.publish("again", "before");
  await until(() => view.shown.length === 1);
  await broker.stop();
  await until(() => !view.isConnected);
  assert.ok(session.retry > Date.now() - 1_000);
  await broker.restart();
  await publisher.publish("again", "after");
  await until(() => last(view)[2] === "after");
  assert.equal(view.shown.length, 2, "the picture from before is not pulled twice");
  session.close();
});

test("a name and a password are asked for, and told to the broker", async (context) => {
  const guarded = await TestBroker.start({ password: { name: "screen", word: "secret" } });
  context.after(() => guarded.close());
  const { view, session } = follow({ broker: guarded.address, channel: "cam" });
  await until(() => view.told.some(([what]) => what === "refused"));
  assert.equal(view.isConnected, false);
  session.identify("screen", "secret");
  session.connect();
  await until(() => view.isConnected);
  session.close();
});

test("a broker that knows MQTT 3.1.1 alone is spoken to in that", async (context) => {
  const server = new (packages("ws").WebSocketServer)({
    port: 0, host: "127.0.0.1", handleProtocols: () => "mqtt",
  });
  context.after(() => server.close());
  const versions = [];
  server.on("connection", (socket) => {
    let packet = Buffer.alloc(0);
    socket.on("message", (part) => {
      packet = Buffer.concat([packet, part]);
      if (packet.length < 9 || packet.length - part.length >= 9) return;
      // The protocol's level (MQTT 3.1.1, 3.1.2.2), and CONNACK: 1 is "unacceptable" (3.2.2.3).
      versions.push(packet[8]);
      socket.send(Buffer.from([0x20, 2, 0, packet[8] === 4 ? 0 : 1]));
      if (packet[8] !== 4) socket.close();
    });
  });
  await once(server, "listening");
  const address = `ws://127.0.0.1:${server.address().port}`;
  const { view, session } = follow({ broker: address, channel: "a" });
  context.after(() => session.close());
  await until(() => view.isConnected);
  assert.deepEqual(versions, [5, 4]);
});
