import assert from "node:assert/strict";
import { test } from "node:test";

import { Listening } from "../listening.js";
import { Pull } from "../pull.js";
import { Pulls } from "../pulls.js";

const meta = (sequence, { epoch = "e", bytes = 100 + sequence } = {}) => ({ epoch, sequence, bytes });

test("a newer meta is pulled, and its picture shown", () => {
  const pull = new Pull();
  pull.announce(meta(1), 0);
  assert.equal(pull.dueSince, 0);
  pull.begin(0);
  assert.equal(pull.isPulling, true);
  assert.deepEqual(pull.arrive(101, null, 5), meta(1));
  assert.equal(pull.isPulling, false);
  pull.taken();
  assert.equal(pull.dueSince, null);
});

test("a meta of the picture that is shown, or of an older one, starts nothing", () => {
  const pull = shown(3);
  for (const sequence of [3, 2, 1]) pull.announce(meta(sequence), 10);
  assert.equal(pull.dueSince, null);
  pull.announce(meta(1, { epoch: "other" }), 10);
  assert.equal(pull.dueSince, 10);
});

test("a meta that comes during a pull is pulled after it, and starts no second one", () => {
  const pull = new Pull();
  pull.announce(meta(1), 0);
  pull.begin(0);
  pull.announce(meta(2), 1);
  pull.announce(meta(3), 2);
  assert.equal(pull.dueSince, null);
  assert.deepEqual(pull.arrive(101, null, 5), meta(1));
  assert.equal(pull.dueSince, null, "the picture is being decoded");
  pull.taken();
  assert.notEqual(pull.dueSince, null);
  pull.begin(6);
  assert.deepEqual(pull.arrive(103, null, 7), meta(3));
});

test("the picture of a newer meta than the one that was pulled is shown", () => {
  const pull = new Pull();
  pull.announce(meta(1), 0);
  pull.begin(0);
  pull.announce(meta(2), 1);
  assert.deepEqual(pull.arrive(102, null, 5), meta(2));
  pull.taken();
  assert.equal(pull.dueSince, null);
});

test("a picture says which one it is by its properties, whatever its size", () => {
  const pull = new Pull();
  pull.announce(meta(5), 0);
  pull.begin(0);
  assert.deepEqual(pull.arrive(1, { epoch: "e", sequence: 5 }, 1), meta(5));
});

test("a picture that is newer than every meta is shown, and its own meta starts no pull", () => {
  for (const identity of [{ epoch: "e", sequence: 9 }, { epoch: "next", sequence: 1 }]) {
    const pull = new Pull();
    pull.announce(meta(5), 0);
    pull.begin(0);
    assert.deepEqual(pull.arrive(1, identity, 1), identity);
    pull.taken();
    assert.equal(pull.dueSince, null);
    pull.announce({ ...identity, bytes: 1 }, 2);
    assert.equal(pull.dueSince, null);
  }
});

test("another picture than the one that was meant is pulled again after a second", () => {
  for (const [bytes, identity] of [[7, null], [0, null], [105, { epoch: "e", sequence: 4 }]]) {
    const pull = new Pull();
    pull.announce(meta(5), 0);
    pull.begin(0);
    assert.equal(pull.arrive(bytes, identity, 100), null);
    assert.equal(pull.dueSince, null);
    assert.equal(pull.deadline, 1_100);
    assert.equal(pull.wake(1_099), false);
    assert.equal(pull.dueSince, null);
    pull.wake(1_100);
    assert.notEqual(pull.dueSince, null);
  }
});

test("a newer meta ends the wait", () => {
  const pull = new Pull();
  pull.announce(meta(5), 0);
  pull.begin(0);
  pull.arrive(7, null, 100);
  pull.announce(meta(6), 200);
  assert.notEqual(pull.dueSince, null);
});

test("after the third failure only the next meta starts a pull", () => {
  const pull = new Pull();
  pull.announce(meta(5), 0);
  for (let time = 0; time < 3_000; time += 1_000) {
    pull.begin(time);
    pull.arrive(7, null, time);
    pull.wake(time + 1_000);
  }
  assert.equal(pull.dueSince, null);
  assert.equal(pull.deadline, Infinity);
  pull.announce(meta(6), 4_000);
  assert.equal(pull.dueSince, 4_000);
});

test("a meta that came during the last failure is pulled", () => {
  const pull = new Pull();
  pull.announce(meta(5), 0);
  for (let time = 0; time < 2_000; time += 1_000) {
    pull.begin(time);
    pull.arrive(7, null, time);
    pull.wake(time + 1_000);
  }
  pull.begin(2_000);
  pull.announce(meta(6), 2_100);
  pull.refuse();
  assert.notEqual(pull.dueSince, null);
});

test("where nothing comes for a minute the pull has failed, and bytes prolong it", () => {
  const pull = new Pull();
  pull.announce(meta(1, { bytes: 320 }), 0);
  pull.begin(0);
  assert.equal(pull.deadline, 60_010);
  pull.progress(50_000);
  assert.equal(pull.wake(60_010), false);
  assert.equal(pull.wake(110_010), true);
  assert.equal(pull.isPulling, false);
});

test("a lost connection ends a pull, and the retained meta starts it anew", () => {
  const pull = new Pull();
  pull.announce(meta(1), 0);
  pull.begin(0);
  pull.disconnect();
  assert.equal(pull.dueSince, null);
  assert.equal(pull.deadline, Infinity);
  pull.announce(meta(1), 100);
  assert.equal(pull.dueSince, 100);
});

test("after a lost connection the retained meta of the picture that is shown starts nothing", () => {
  const pull = shown(3);
  pull.disconnect();
  pull.announce(meta(3), 100);
  assert.equal(pull.dueSince, null);
});

test("a channel that is removed and made again begins anew", () => {
  const pull = shown(3);
  assert.equal(pull.remove(), false);
  pull.announce(meta(1), 100);
  assert.equal(pull.dueSince, 100);
  pull.begin(100);
  assert.equal(pull.remove(), true);
});

test("a meta tells of another picture, or of one that is known", () => {
  const pull = shown(3);
  assert.deepEqual([2, 3, 4, 4, 5].map((sequence) => pull.announce(meta(sequence), 0)),
    [false, false, true, false, true]);
});

test("who has heard of many pictures stops listening once, and goes on when nothing is pulled", () => {
  const listening = new Listening();
  for (let number = 1; number < 32; number += 1) {
    assert.equal(listening.hear(), false);
    assert.equal(listening.rest(), false);
  }
  assert.equal(listening.hear(), true);
  assert.equal(listening.hear(), false);
  assert.equal(listening.rest(), true);
  assert.equal(listening.rest(), false);
  listening.hear();
  listening.restart();
  assert.equal(Array.from({ length: 40 }, () => listening.hear()).indexOf(true), 31);
});

test("a few pulls run at once, those that have waited longest first", () => {
  const pulls = new Pulls();
  ["a", "b", "c", "d", "e", "f"].forEach((name, index) => pulls.of(name).announce(meta(1), 10 - index));
  const isWanted = (name) => name !== "f";
  assert.deepEqual(pulls.begin(isWanted, 20), ["e", "d", "c", "b"]);
  assert.deepEqual(pulls.begin(isWanted, 21), []);
  pulls.of("d").arrive(101, null, 22);
  assert.deepEqual(pulls.begin(isWanted, 23), [], "its picture is being decoded");
  pulls.of("d").taken();
  assert.deepEqual(pulls.begin(isWanted, 24), ["a"]);
});

// Whatever comes in whatever order: what is shown is never replaced by something older, and where
// the broker answers at last, the newest picture is shown.
test("a channel of which nothing comes does not keep the others from being heard of", () => {
  const pulls = new Pulls();
  pulls.of("c").announce(meta(1), 0);
  pulls.begin(() => true, 0);
  assert.equal(pulls.areAwaited(0), true);
  const end = pulls.silentFrom(0);
  assert.ok(end >= 2_000 && end < 3_000);
  assert.equal(pulls.areAwaited(end), false);
  assert.equal(pulls.silentFrom(end), Infinity);
  pulls.progress(end);
  assert.equal(pulls.areAwaited(end), true);
  pulls.of("c").arrive(101, null, end);
  assert.equal(pulls.areAwaited(end + 10_000), true, "it is being decoded");
});

test("random worlds end on the newest picture", () => {
  for (let seed = 1; seed <= 300; seed += 1) play(seed);
});

/** A pull that shows the picture of that sequence. */
function shown(sequence) {
  const pull = new Pull();
  pull.announce(meta(sequence), 0);
  pull.begin(0);
  pull.arrive(100 + sequence, null, 1);
  pull.taken();
  return pull;
}

function play(seed) {
  const chance = generator(seed);
  const pull = new Pull();
  let time = 0, published = meta(1), shown = null;
  pull.announce(published, time);
  const deliver = (image) => {
    const identity = chance() < 0.5 ? { epoch: image.epoch, sequence: image.sequence } : null;
    const picture = pull.arrive(image.bytes, identity, time);
    if (picture === null) return;
    assert.ok(shown === null || picture.epoch !== shown.epoch || picture.sequence > shown.sequence);
    shown = picture;
  };
  for (let step = 0; step < 200; step += 1) {
    time += Math.floor(chance() * 700);
    const event = chance();
    if (event < 0.2) {
      published = chance() < 0.1
        ? meta(1, { epoch: `e${step}`, bytes: 5_000 + step }) : { ...published, ...next(published) };
      if (pull.isPulling && chance() < 0.5) deliver(published);
      pull.announce(published, time);
    } else if (event < 0.25) {
      pull.disconnect();
      pull.announce(published, time);
    } else if (event < 0.5) {
      if (pull.dueSince !== null) pull.begin(time);
    } else if (event < 0.7) {
      deliver(published);
    } else if (event < 0.8) {
      pull.taken();
    } else {
      pull.wake(time);
    }
  }
  for (let step = 0; step < 10; step += 1) {
    pull.taken();
    if (pull.dueSince !== null) pull.begin(time);
    deliver(published);
    time += 2_000;
    pull.wake(time);
  }
  assert.deepEqual([shown.epoch, shown.sequence], [published.epoch, published.sequence], `seed ${seed}`);
}

const next = ({ sequence }) => ({ sequence: sequence + 1, bytes: 101 + sequence });

/** Mulberry32: the same numbers for the same seed. */
function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
