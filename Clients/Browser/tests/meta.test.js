import assert from "node:assert/strict";
import { test } from "node:test";

import { readMeta } from "../meta.js";

const example = {
  version: 1, epoch: "5f0c2a9be4d17f30", sequence: 12, bytes: 48211, type: "image/jpeg",
  width: 1920, height: 1080, title: "Lighthouse", time: 1795829573.25,
};
const read = (text) => readMeta(new TextEncoder().encode(text));
const readChanged = (changes) => read(JSON.stringify({ ...example, ...changes }));

test("the example of the specification is read", () => {
  assert.deepEqual(readChanged({}), example);
});

test("members that are not known are passed over, whatever is in them", () => {
  assert.deepEqual(readChanged({ tags: { version: 7, list: ["}", { epoch: 1 }] } }), example);
});

test("a title of any script is read, up to 1,024 bytes", () => {
  for (const title of ["", "<img src=x onerror=alert(1)>", "灯台 \"a\" \\", "é".repeat(512)]) {
    assert.equal(readChanged({ title }).title, title);
  }
});

test("what is not as specified is left alone", () => {
  const changes = [
    { version: 2 }, { version: "1" }, { epoch: "" }, { epoch: "a/b" }, { epoch: 5 },
    { epoch: "a".repeat(65) }, { sequence: 0 }, { sequence: 1.5 }, { sequence: 2 ** 53 },
    { sequence: "12" }, { bytes: 0 }, { bytes: 268_435_456 }, { type: "image/svg+xml" },
    { type: null }, { width: 0 }, { width: 65_536 }, { height: -1 }, { title: "a\nb" },
    { title: "\u0085" }, { title: 5 }, { title: "é".repeat(513) }, { time: "now" }, { time: null },
  ];
  for (const change of changes) assert.equal(readChanged(change), null, JSON.stringify(change));
  for (const name of Object.keys(example)) {
    assert.equal(readChanged({ [name]: undefined }), null, `without ${name}`);
  }
});

test("what is no object of JSON, too long or no UTF-8 is left alone", () => {
  for (const text of ["", "null", "[]", "5", "{", "\ufeff" + JSON.stringify(example)]) {
    assert.equal(read(text), null, text);
  }
  assert.equal(readChanged({ more: "a".repeat(16_384) }), null);
  const bytes = new TextEncoder().encode(JSON.stringify(example));
  bytes[bytes.indexOf(0x4c)] = 0xff; // the L of Lighthouse
  assert.equal(readMeta(bytes), null);
});

test("a member that is there twice is refused, however it is written", () => {
  const text = JSON.stringify(example).slice(0, -1);
  for (const again of ['"bytes":5', '"byte\\u0073" : 5', '"other":1,"other":2']) {
    assert.equal(read(`${text},${again}}`), null, again);
  }
  assert.notEqual(read(`${text},"other":{"bytes":5},"more":"\\",\\"bytes\\":"}`), null);
});
