import assert from "node:assert/strict";
import { test } from "node:test";

import { waitBefore } from "../backoff.js";
import { age, ago, caption, duration, notice, percent } from "../label.js";

test("a duration is told in its largest unit", () => {
  const table = [[0, "0 s"], [59.9, "59 s"], [60, "1 min"], [3599, "59 min"], [7200, "2 h"],
    [86_400, "1 day"], [200_000, "2 days"], [-5, "0 s"]];
  for (const [seconds, text] of table) assert.equal(duration(seconds), text);
  assert.equal(ago(1.9), "now");
  assert.equal(ago(2), "2 s ago");
});

test("a picture is as old as its publisher says, and no younger than its arrival here", () => {
  assert.equal(age(100, 200, 260), 160);
  assert.equal(age(900, 200, 260), 60, "the publisher's clock is ahead");
  assert.equal(age(undefined, 200, 260), 60);
  assert.equal(age(100, 200, 50), 0, "this clock was set back");
});

test("a picture is called by its title, else by its channel", () => {
  assert.equal(caption("cam", ""), "cam");
  assert.equal(caption("cam", "<b>Door</b>"), "<b>Door</b>");
  assert.deepEqual([1, 0.5, 0.0156, 2.499].map(percent), ["100 %", "50 %", "1.6 %", "250 %"]);
});

const up = { state: "up", host: "b:9001", reason: null };
const down = { ...up, state: "down", retry: 103 };
const channel = {
  name: "cam", publisher: "online", age: 5, isRemoved: false, trouble: null,
};
const say = (connection, changes) =>
  notice(connection, changes && { ...channel, ...changes }, 100)?.text ?? null;

test("where all is well nothing is said", () => {
  assert.equal(say(up, {}), null);
  assert.equal(say(up, { publisher: null }), null);
  assert.equal(say(up, null), null);
});

test("what is not well is said, with the age of the picture that is left", () => {
  assert.equal(say(down, {}), "No connection to b:9001 · trying again in 3 s · picture is 5 s old");
  assert.equal(say({ ...down, retry: 100 }, { age: null }), "No connection to b:9001 · trying again");
  assert.equal(say({ ...down, reason: "b:9001: banned" }, null), "b:9001: banned · trying again in 3 s");
  assert.equal(say({ ...up, state: "connecting" }, { age: null }), "Connecting to b:9001");
  assert.equal(say({ ...up, state: "connecting" }, {}), "Connecting to b:9001 · picture is 5 s old");
  assert.equal(say(up, { publisher: "offline" }), "Publisher is offline · picture is 5 s old");
  assert.equal(say(up, { isRemoved: true }), "Channel cam was removed · picture is 5 s old");
  assert.equal(say(up, { trouble: "It is broken" }), "It is broken · picture is 5 s old");
  assert.equal(say(up, { age: null, publisher: null }), "Waiting for channel cam");
  assert.equal(
    say(up, { age: null, publisher: "offline" }), "Waiting for channel cam, whose publisher is offline");
});

test("a picture that is left without its broker is a warning; a first connection is none", () => {
  assert.equal(notice({ ...up, state: "connecting" }, { ...channel, age: null }, 0).isWarning, false);
  assert.equal(notice({ ...up, state: "connecting" }, channel, 0).isWarning, true);
  assert.equal(notice(down, channel, 0).isWarning, true);
});

test("a broker is tried again after 1 to 10 seconds, later from time to time, and by chance", () => {
  assert.deepEqual([1, 2, 3, 4, 100].map((attempt) => waitBefore(attempt, 1)), [2, 4, 8, 10, 10]);
  for (const attempt of [1, 2, 50]) assert.equal(waitBefore(attempt, 0), 1);
  assert.equal(waitBefore(2, 0.5), 2.5);
});
