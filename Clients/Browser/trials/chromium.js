// A headless Chromium, driven by the DevTools protocol.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { packages, until } from "./broker.js";

const { WebSocket } = packages("ws");

export class Chromium {
  #process;
  #folder = mkdtempSync(join(tmpdir(), "page-chromium-"));
  #socket;
  #calls = new Map();
  #lastCall = 0;
  #tabs = new Map();

  static async start() {
    const chromium = new Chromium();
    await chromium.#start();
    return chromium;
  }

  async #start() {
    this.#process = spawn(process.env.SHMVIEW_CHROMIUM ?? "chromium-headless-shell", [
      "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
      "--remote-debugging-port=0", `--user-data-dir=${this.#folder}`, "about:blank",
    ], { stdio: "ignore", detached: true });
    process.on("exit", this.#kill);
    // Its first line is the port, its second the path of the browser's own endpoint.
    const [port, path] = await until(() => {
      try {
        const lines = readFileSync(join(this.#folder, "DevToolsActivePort"), "utf8").split("\n");
        return lines.length >= 2 && lines;
      } catch {
        return null;
      }
    }, "Chromium's port", 60);
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false });
    await once(this.#socket, "open");
    this.#socket.on("message", (data) => this.#take(JSON.parse(data)));
  }

  /** A call of the protocol; `sessionId` is a tab's. */
  call(method, params = {}, sessionId = undefined) {
    const id = ++this.#lastCall;
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    return new Promise((resolve, reject) => this.#calls.set(id, { resolve, reject, method }));
  }

  /** Opens a page in a window of that size; `isPhone` has touch and three pixels for each of CSS. */
  async open(url, { width = 1280, height = 800, isPhone = false } = {}) {
    const { targetId } = await this.call("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.call("Target.attachToTarget", { targetId, flatten: true });
    const tab = new Tab(this, sessionId);
    this.#tabs.set(sessionId, tab);
    await tab.call("Page.enable");
    await tab.call("Runtime.enable");
    await tab.call("Log.enable");
    await tab.call("Emulation.setDeviceMetricsOverride",
      { width, height, deviceScaleFactor: isPhone ? 3 : 1, mobile: isPhone });
    if (isPhone) await tab.call("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 2 });
    await tab.call("Page.navigate", { url });
    await tab.until("document.readyState === 'complete'");
    return tab;
  }

  /** Debian's program is a script that starts it, so a group of processes is to be ended. */
  #kill = () => {
    try {
      process.kill(-this.#process.pid, "SIGKILL");
    } catch {
      // It is gone.
    }
  };

  async close() {
    const ended = once(this.#process, "exit");
    this.#socket.terminate();
    this.#kill();
    await ended;
    process.off("exit", this.#kill);
    // Its helpers end by themselves, and write until then.
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  #take({ id, result, error, method, params, sessionId }) {
    if (id === undefined) {
      this.#tabs.get(sessionId)?.hear(method, params);
      return;
    }
    const { resolve, reject, method: called } = this.#calls.get(id);
    this.#calls.delete(id);
    if (error) reject(new Error(`${called}: ${error.message}`));
    else resolve(result);
  }
}

class Tab {
  /** What the page or the browser complained about. */
  complaints = [];
  #browser;
  #session;

  constructor(browser, session) { [this.#browser, this.#session] = [browser, session]; }

  call(method, params) { return this.#browser.call(method, params, this.#session); }

  hear(method, params) {
    if (method === "Runtime.exceptionThrown") {
      this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    } else if (method === "Log.entryAdded" && params.entry.level === "error") {
      this.complaints.push(params.entry.text);
    } else if (method === "Runtime.consoleAPICalled" && params.type === "error") {
      this.complaints.push(params.args.map(({ value }) => value).join(" "));
    }
  }

  /** The value of an expression in the page. */
  async value(expression) {
    const { result, exceptionDetails } =
      await this.call("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception.description}`);
    return result.value;
  }

  /** Waits until an expression is true. */
  until(expression) { return until(() => this.value(expression), expression); }

  /** The text of an element that is seen; null where it is not. */
  text(selector) {
    return this.value(`(() => { const e = document.querySelector(${JSON.stringify(selector)});
      return e?.checkVisibility() ? e.textContent : null; })()`);
  }

  async click(x, y, count = 1) {
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.call("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: count });
    }
  }

  key(key) { return this.call("Input.dispatchKeyEvent", { type: "keyDown", key, text: key.length === 1 ? key : undefined }); }

  wheel(x, y, deltaY) {
    return this.call("Input.dispatchMouseEvent", { type: "mouseWheel", x, y, deltaX: 0, deltaY });
  }

  /** Two fingers that move from one distance to another around a point. */
  async pinch(x, y, from, to) {
    const fingers = (distance) =>
      [{ x: x - distance / 2, y, id: 0 }, { x: x + distance / 2, y, id: 1 }];
    await this.call("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: fingers(from) });
    for (let step = 1; step <= 10; step += 1) {
      const touchPoints = fingers(from + (to - from) * step / 10);
      await this.call("Input.dispatchTouchEvent", { type: "touchMove", touchPoints });
    }
    await this.call("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }

  /** What the window shows, as a PNG. */
  async screenshot() {
    const { data } = await this.call("Page.captureScreenshot", { format: "png" });
    return Buffer.from(data, "base64");
  }

  close() { return this.call("Page.close"); }
}
