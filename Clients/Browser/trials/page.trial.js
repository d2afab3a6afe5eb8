// The page in a headless Chromium, beside a real broker. $SHMVIEW_PAGE names the page;
// $SHMVIEW_SCREENSHOTS, where it is set, a folder for what each part looks like.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { TestBroker, until } from "./broker.js";
import { Chromium } from "./chromium.js";

const page = process.env.SHMVIEW_PAGE;
const screenshots = process.env.SHMVIEW_SCREENSHOTS;
// Small: Debian 12's mosquitto sends 41 kB a second through a WebSocket (docs/REACH.md).
const example = (name, format, width = 640) => execFileSync("convert", [
  join(new URL(".", import.meta.url).pathname, "../../../Examples", name),
  "-resize", `${width}x`, "-quality", "60", "-strip", `${format}:-`,
], { maxBuffer: 1e8 });
const jpeg = example("dawn.jpg", "jpg"), other = example("julia.webp", "jpg");
const png = example("plot.png", "png8", 320);

let broker, publisher, chromium;
let tabs = [];
before(async () => {
  broker = await TestBroker.start();
  publisher = await broker.publisher();
  chromium = await Chromium.start();
});
after(async () => {
  await chromium.close();
  await broker.close();
});
afterEach(async () => {
  for (const tab of tabs) await tab.close();
  tabs = [];
});

async function open(query = {}, size = {}, file = page) {
  const url = new URL(file.startsWith("http") ? file : pathToFileURL(file));
  const { hash = "", ...named } = { broker: broker.address, ...query };
  for (const [name, value] of Object.entries(named)) url.searchParams.set(name, value);
  url.hash = hash;
  const tab = await chromium.open(url.href, size);
  tabs.push(tab);
  return tab;
}

async function look(tab, name) {
  if (!screenshots) return;
  mkdirSync(screenshots, { recursive: true });
  writeFileSync(join(screenshots, `${name}.png`), await tab.screenshot());
}

const photo = (name, bytes, title = "") =>
  publisher.publish(name, bytes, { type: bytes === png ? "image/png" : "image/jpeg", title });
const hasPicture = "document.querySelector('#stage img')?.naturalWidth > 0";
const rectangle = `(({ left, top, width, height }) => [left, top, width, height].map(Math.round))(
  document.querySelector('#stage img').getBoundingClientRect())`;

test("a channel is shown whole, with its title and size, and follows its publisher", async () => {
  await photo("cam", jpeg, "Dawn over the lake");
  const tab = await open({ channel: "cam" });
  await tab.until(hasPicture);
  assert.equal(await tab.text("#caption"), "Dawn over the lake");
  assert.match(await tab.text("#facts"), /^cam · \d+×\d+ · /);
  assert.equal(await tab.text("#notice"), null);
  assert.equal(await tab.value("document.title"), "Dawn over the lake");
  const [left, top, width, height] = await tab.value(rectangle);
  assert.ok((left === 0 && width === 1280) || (top === 0 && height === 800));
  await look(tab, "channel");
  await photo("cam", png, "A plot");
  await tab.until("document.querySelector('#caption').textContent === 'A plot'");
  await look(tab, "channel-next");
  assert.deepEqual(tab.complaints, []);
});

test("wheel, keys, buttons, double click and drag look closer", async () => {
  await photo("look", jpeg);
  const tab = await open({ channel: "look" });
  await tab.until(hasPicture);
  const before = await tab.value(rectangle);
  await tab.wheel(400, 300, -300);
  await tab.until(`${rectangle}[2] > ${before[2]}`);
  await look(tab, "zoomed");
  await tab.key("0");
  await tab.until(`${rectangle}[2] === ${before[2]}`);
  await tab.key("1");
  await tab.until("document.querySelector('#scale').textContent === '100 %'");
  await tab.value("document.querySelector('#larger').click()");
  await tab.until("document.querySelector('#scale').textContent === '125 %'");
  const [left] = await tab.value(rectangle);
  await tab.key("ArrowLeft");
  await tab.until(`${rectangle}[0] >= ${left}`);
  await tab.key("w");
  await tab.click(640, 400);
  await tab.click(640, 400, 2);
  await tab.until("document.querySelector('#scale').textContent === '100 %'");
  for (let times = 0; times < 5; times += 1) await tab.key("+");
  await tab.call("Input.dispatchMouseEvent", { type: "mousePressed", x: 500, y: 400, button: "left" });
  const grabbed = await tab.value(rectangle);
  await tab.call("Input.dispatchMouseEvent", { type: "mouseMoved", x: 450, y: 390, button: "left" });
  await tab.call("Input.dispatchMouseEvent", { type: "mouseReleased", x: 450, y: 390, button: "left" });
  await tab.until(`${rectangle}[0] !== ${grabbed[0]}`);
  for (let times = 0; times < 30; times += 1) await tab.key("+");
  await tab.until("document.querySelector('#stage img').style.imageRendering === 'pixelated'");
  await look(tab, "pixels");
  assert.deepEqual(tab.complaints, []);
});

test("on a phone two fingers zoom, and a tap hides the bar and brings it back", async () => {
  await photo("phone", jpeg, "A long title that tells more of the picture than a phone is wide");
  const tab = await open({ channel: "phone" }, { width: 390, height: 844, isPhone: true });
  await tab.until(hasPicture);
  await look(tab, "phone");
  const before = await tab.value(rectangle);
  await tab.pinch(195, 422, 100, 200);
  await tab.until(`${rectangle}[2] >= ${before[2] * 1.8}`);
  await look(tab, "phone-zoomed");
  const isAwake = "document.querySelector('#one').classList.contains('awake')";
  const tap = async () => {
    const point = [{ x: 195, y: 300 }];
    await tab.call("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: point });
    await tab.call("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  const wasAwake = await tab.value(isAwake);
  await tap();
  await tab.until(`${isAwake} === ${!wasAwake}`);
  assert.deepEqual(tab.complaints, []);
});

test("a wall has a tile for each channel, which opens it, and Escape goes back", async () => {
  const wall = await broker.publisher("house");
  const pictures = { kitchen: jpeg, door: png, cam2: other, cam10: jpeg };
  for (const [name, bytes] of Object.entries(pictures)) {
    await wall.publish(name, bytes, { title: name === "door" ? "<i>Door</i>" : "", type: "image/png" });
  }
  const tab = await open({ prefix: "house" });
  await tab.until("document.querySelectorAll('.tile img').length === 4");
  const names = "[...document.querySelectorAll('.tile .name')].map((e) => e.textContent).join()";
  assert.equal(await tab.value(names), "cam2,cam10,door,kitchen");
  assert.equal(await tab.text("#count"), "4 channels");
  await look(tab, "wall");
  await tab.value("document.querySelector('.tile[data-channel=door]').click()");
  await tab.until(hasPicture);
  assert.equal(await tab.text("#caption"), "<i>Door</i>");
  await look(tab, "wall-door");
  await tab.key("Escape");
  await tab.until("document.querySelectorAll('.tile img').length === 4");
  await wall.remove("door");
  await tab.until("document.querySelectorAll('.tile').length === 3");
  await wall.publish("attic", jpeg, { epoch: "new" });
  await tab.until("document.querySelectorAll('.tile img').length === 4");
  assert.equal(await tab.value(names), "attic,cam2,cam10,kitchen");
  await look(tab, "wall-again");
  const phone = await open({ prefix: "house" }, { width: 390, height: 844, isPhone: true });
  await phone.until("document.querySelectorAll('.tile img').length >= 3");
  await look(phone, "wall-phone");
  assert.deepEqual([...tab.complaints, ...phone.complaints], []);
});

test("a wall of many scrolls, and pulls what is seen alone", async () => {
  const wall = await broker.publisher("many");
  for (let count = 1; count <= 60; count += 1) await wall.publish(`cam${count}`, png, { type: "image/png" });
  const tab = await open({ prefix: "many" });
  await tab.until("document.querySelectorAll('.tile').length === 60");
  await tab.until("document.querySelectorAll('.tile img').length >= 12");
  await look(tab, "wall-many");
  assert.ok(await tab.value("document.querySelectorAll('.tile img').length") < 60);
  await tab.value("document.querySelector('.tile:last-child').scrollIntoView()");
  await tab.until("document.querySelector('.tile:last-child img') !== null");
  assert.deepEqual(tab.complaints, []);
});

test("a title is text, whatever is in it", async () => {
  const title = "<img src=x onerror='document.title=1'><script>document.title=2</script> \u202e&amp;";
  await photo("title", jpeg, title);
  const tab = await open({ channel: "title" });
  await tab.until(hasPicture);
  assert.equal(await tab.text("#caption"), title);
  assert.equal(await tab.value("document.title"), title);
  assert.equal(await tab.value("document.querySelectorAll('#caption *').length"), 0);
  assert.deepEqual(tab.complaints, []);
});

test("the policy of the page runs no other script, and lets nothing but WebSockets out", async () => {
  const tab = await open({ channel: "cam" });
  await tab.until(hasPicture);
  await tab.value(`(() => { const script = document.createElement('script');
    script.textContent = 'document.title = "ran"'; document.body.append(script); })()`);
  assert.notEqual(await tab.value("document.title"), "ran");
  const refused = "fetch('http://127.0.0.1:9/').then(() => 'went', () => 'refused')";
  assert.equal(await tab.value(refused), "refused");
  await until(() => tab.complaints.length >= 2);
  assert.match(tab.complaints.join("\n"), /Content Security Policy/);
});

test("without the broker the last picture stays, says how old it is, and follows again later", async () => {
  await photo("stays", jpeg, "What stays");
  const tab = await open({ channel: "stays" });
  await tab.until(hasPicture);
  await broker.stop();
  await tab.until("/^No connection to .* · picture is \\d/.test(document.querySelector('#notice').textContent)");
  assert.equal(await tab.value(hasPicture), true);
  await look(tab, "away");
  const phone = await open({ channel: "stays" }, { width: 390, height: 844, isPhone: true });
  await phone.until("/^No connection/.test(document.querySelector('#notice').textContent)");
  await look(phone, "away-phone");
  await broker.restart();
  await photo("stays", png, "What is new");
  await tab.until("document.querySelector('#caption').textContent === 'What is new'");
  await tab.until("document.querySelector('#notice').hidden");
  await phone.until(hasPicture);
});

test("what is broken leaves the last picture, with a word", async () => {
  await photo("broken", jpeg);
  const tab = await open({ channel: "broken" });
  await tab.until(hasPicture);
  await publisher.publish("broken", Buffer.from("no picture at all"));
  await tab.until("/cannot be decoded/.test(document.querySelector('#notice').textContent)");
  assert.equal(await tab.value(hasPicture), true);
  await look(tab, "broken");
  await photo("broken", png);
  await tab.until("document.querySelector('#notice').hidden");
});

test("before the first picture, and where the publisher is gone, it says so", async () => {
  const tab = await open({ channel: "soon" });
  await tab.until("document.querySelector('#notice').textContent === 'Waiting for channel soon'");
  await look(tab, "waiting");
  await photo("soon", jpeg);
  await tab.until(hasPicture);
  await publisher.send("soon", "state", "offline");
  await tab.until("/^Publisher is offline/.test(document.querySelector('#notice').textContent)");
  await look(tab, "offline");
  await publisher.remove("soon");
  await tab.until("/^Channel soon was removed/.test(document.querySelector('#notice').textContent)");
  const empty = await open({ prefix: "nobody" });
  await empty.until("document.querySelector('#empty').checkVisibility()");
  await look(empty, "wall-empty");
});

test("a page that was told no broker asks for one, and one that wants a name for that", async (context) => {
  const asking = await open({ broker: "" });
  await asking.until("document.querySelector('#door [name=broker]').checkVisibility()");
  await look(asking, "door");
  const guarded = await TestBroker.start({ password: { name: "screen", word: "secret" } });
  context.after(() => guarded.close());
  const inside = await guarded.publisher("shmview", { username: "screen", password: "secret" });
  await inside.publish("cam", jpeg);
  await asking.value(`document.querySelector('#door').elements.broker.value = '${guarded.address}'`);
  await asking.value("document.querySelector('#door').requestSubmit()");
  await asking.until("document.querySelector('#door [name=username]')?.checkVisibility()");
  await look(asking, "door-name");
  const answer = (word) => asking.value(`(() => { const { elements } = document.querySelector('#door');
    elements.username.value = 'screen'; elements.password.value = '${word}';
    document.querySelector('#door').requestSubmit(); })()`);
  await answer("wrong");
  await asking.until("/knows no such/.test(document.querySelector('.question').textContent) && "
    + "!document.querySelector('#door').hidden");
  await answer("secret");
  await asking.until("document.querySelector('.tile img') !== null");
});

test("a page that a server sends asks that server", async () => {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(readFileSync(page));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}/`;
  const tab = await open({ broker: "" }, {}, url);
  await tab.until(`document.querySelector('#host').textContent === '${new URL(url).host}'`);
  server.closeAllConnections?.();
  server.close();
});
