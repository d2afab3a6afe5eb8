// What mqtt.js and its libraries expect of node, put into the page by esbuild's --inject.

export { Buffer } from "buffer";

export const process = {
  // mqtt.js: this is a browser.
  title: "browser",
  browser: true,
  env: {},
  version: "",
  nextTick: (call, ...values) => queueMicrotask(() => call(...values)),
};
