import assert from "node:assert/strict";
import { test } from "node:test";

import { layOut } from "../grid.js";
import { fitting, moved, oneToOne, placed, whole, within, zoomed } from "../look.js";

const picture = { width: 400, height: 200 };
const window = { width: 800, height: 600 };

test("at first all of the picture is seen, in the middle", () => {
  assert.equal(fitting(picture, window), 2);
  const { left, top, width, height, scale } = placed(whole, picture, window, 1);
  assert.deepEqual([left, top, width, height, scale], [0, 100, 800, 400, 2]);
});

test("zooming keeps the point under the pointer where it is", () => {
  const at = { x: 600, y: 350 };
  const pointOf = (look) => {
    const { left, top, scale } = placed(look, picture, window, 1);
    return [(at.x - left) / scale, (at.y - top) / scale];
  };
  const before = pointOf(whole);
  const look = zoomed(whole, 4, at, picture, window, 1);
  pointOf(look).forEach((value, axis) => assert.ok(Math.abs(value - before[axis]) < 1e-9));
});

test("no side of a picture that is larger than the window can be drawn into it", () => {
  const look = moved(zoomed(whole, 2, { x: 400, y: 300 }, picture, window, 1), { x: 9e9, y: -9e9 },
    picture, window);
  const { left, top, height } = placed(look, picture, window, 1);
  assert.equal(left, 0);
  assert.equal(top + height, window.height);
});

test("a picture that is smaller than the window stays in its middle", () => {
  assert.deepEqual(within({ zoom: 1, x: 0.9, y: 0.1 }, picture, window), whole);
});

test("a zoom ends at 64:1, and where all of the picture, or each of its pixels, is seen", () => {
  const middle = { x: 400, y: 300 };
  const scaleAt = (zoom, ratio = 1) =>
    placed(zoomed(whole, zoom, middle, picture, window, ratio), picture, window, ratio).scale;
  assert.equal(scaleAt(1e9), 64);
  assert.equal(scaleAt(1e9, 2), 64);
  assert.equal(scaleAt(0), 1, "it is enlarged to fit");
  const large = { width: 8_000, height: 4_000 };
  assert.equal(zoomed(whole, 0, middle, large, window, 1).zoom, 1);
});

test("one to one counts pixels of the screen, and from 4:1 on they are squares", () => {
  for (const ratio of [1, 1.5, 3]) {
    const look = { ...whole, zoom: oneToOne(picture, window, ratio) };
    assert.equal(placed(look, picture, window, ratio).scale, 1);
  }
  assert.equal(placed({ ...whole, zoom: 1.9 }, picture, window, 1).hasSquares, false);
  assert.equal(placed({ ...whole, zoom: 2 }, picture, window, 1).hasSquares, true);
});

test("a look shows the same part of a picture of another size", () => {
  const look = zoomed(whole, 3, { x: 700, y: 500 }, picture, window, 1);
  const larger = { width: 4_000, height: 2_000 };
  const before = placed(look, picture, window, 1);
  const after = placed(within(look, larger, window), larger, window, 1);
  for (const side of ["left", "top", "width", "height"]) {
    assert.ok(Math.abs(before[side] - after[side]) < 1e-9);
  }
});

test("tiles of a wall are as large as they can be", () => {
  const columns = (count, width, height) => layOut(count, { width, height }, 4).columns;
  assert.equal(columns(1, 1440, 860), 1);
  assert.equal(columns(2, 1440, 860), 2);
  assert.equal(columns(4, 1440, 860), 2);
  assert.equal(columns(9, 1440, 860), 3);
  for (const count of [1, 2, 3, 5, 7, 12]) {
    const { columns, width, height } = layOut(count, { width: 1440, height: 860 }, 4);
    const rows = Math.ceil(count / columns);
    assert.ok(rows * height + (rows - 1) * 4 <= 860.001);
    assert.ok(columns * width + (columns - 1) * 4 <= 1440.001);
  }
});

test("a wall that would be too small, or that is on a phone, scrolls", () => {
  const many = layOut(100, { width: 1440, height: 860 }, 4);
  assert.equal(many.columns, 5);
  assert.ok(many.width >= 280);
  const phone = layOut(4, { width: 390, height: 800 }, 4);
  assert.deepEqual([phone.columns, phone.width], [1, 390]);
});

test("an empty wall has some layout", () => {
  assert.ok(layOut(0, { width: 0, height: 0 }, 4).columns >= 1);
});
