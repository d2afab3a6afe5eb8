import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, problemOf, readSettings } from "../settings.js";
import { filterOf, isChannel, isPrefix, readTopic, topicOf } from "../topics.js";

const read = (written, address) => readSettings(written, new URL(address));
const nothing = { broker: "", prefix: "", channel: "" };
const file = "file:///home/a/shmview.html";

test("what stands in the page counts, and what its address says counts more", () => {
  const written = { broker: "ws://a:9001", prefix: "house", channel: "door" };
  assert.deepEqual(read(written, file),
    { broker: "ws://a:9001", prefix: "house", channel: "door", problem: null });
  assert.deepEqual(read(written, `${file}?broker=wss://b/mqtt&prefix=x/y&channel=cam`),
    { broker: "wss://b/mqtt", prefix: "x/y", channel: "cam", problem: null });
});

test("without a channel it is the wall, and without a broker the one behind the page", () => {
  assert.deepEqual(read(nothing, "http://tv:9001/shmview.html"),
    { broker: "ws://tv:9001", prefix: "shmview", channel: null, problem: null });
  assert.equal(read(nothing, "https://tv/").broker, "wss://tv");
  assert.equal(read(nothing, file).broker, null);
});

test("what cannot be is said", () => {
  const problem = (query, address = file) => read(nothing, `${address}?${query}`).problem;
  assert.match(problem("channel=a%2Fb"), /^“a\/b” is not the name of a channel/);
  assert.match(problem("prefix=a%2F%23"), /cannot be the beginning of topics/);
  assert.match(problem("broker=mqtt://a"), /must begin with ws:\/\/ or wss:\/\//);
  assert.match(problem("broker=javascript:alert(1)"), /must begin with/);
  assert.match(problem("broker=a"), /is not an address/);
  assert.match(problem("broker=ws://me:secret@a"), /has a password in it/);
  assert.match(problem("broker=ws://a", "https://a/"), /by wss:\/\/ alone/);
  assert.equal(problemOf("ws://a", new URL("http://a/")), null);
});

test("the address of another wall keeps what is not named, and drops what is usual", () => {
  assert.equal(
    addressOf(`${file}?x=1&channel=a#b`, { broker: "ws://a:1", prefix: "shmview", channel: null }),
    `${file}?x=1&broker=ws%3A%2F%2Fa%3A1`);
});

test("topics are those of the prefix, and of channels that there can be", () => {
  assert.equal(topicOf("p/q", "cam", "image"), "p/q/cam/image");
  assert.equal(filterOf("p", null, "meta"), "p/+/meta");
  assert.deepEqual(readTopic("p/q", "p/q/cam/meta"), { channel: "cam", kind: "meta" });
  for (const topic of ["p/cam/meta", "p/q/meta", "p/q/cam/x/meta", "p/q/.cam/meta", "p/q/cam/command"]) {
    assert.equal(readTopic("p/q", topic), null, topic);
  }
});

test("names and prefixes are those of the specification", () => {
  for (const name of ["a", "A.b_c-9", "x".repeat(64)]) assert.ok(isChannel(name));
  for (const name of ["", ".a", "a b", "a/b", "é", "x".repeat(65)]) assert.ok(!isChannel(name));
  for (const prefix of ["shmview", "house/ground floor", "灯"]) assert.ok(isPrefix(prefix));
  for (const prefix of ["", "/a", "a/", "$SYS", "a/#", "+", "a\u0000"]) assert.ok(!isPrefix(prefix));
});
