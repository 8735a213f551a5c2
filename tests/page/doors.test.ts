import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, visit } from "./browser.js";
import { attention } from "./exercise-page.js";
import { type Site, serve } from "./serve.js";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await serve(fileURLToPath(new URL("../../dist/site", import.meta.url)));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
});

const doors = [
  ...["postMessage", "close", "onmessage", "onmessageerror", "reportError", "importScripts", "Worker", "SharedWorker"],
  ...["BroadcastChannel", "fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource"],
  ...["RTCDataChannel", "FontFace", "fonts", "indexedDB", "caches", "CacheStorage", "cookieStore", "navigator"],
  ...["location", "Notification", "webkitRequestFileSystem", "webkitResolveLocalFileSystemURL"],
];

/** Those of the names that lead to something in a worker's global scope. */
const thoseOpen = (names: readonly string[]) => names.filter((name) => Reflect.get(globalThis, name) !== undefined);

test.each(["javascript", "python"] as const)(
  "a worker that waits for code in %s has no door left",
  async (language) => {
    const { page, go, close } = await visit(browser, site, {}, language);
    const started = page.waitForEvent("worker");
    await go(attention);
    const worker = await started;
    expect(await worker.evaluate(thoseOpen, ["structuredClone", "close"])).toContain("structuredClone");
    await expect.poll(() => worker.evaluate(thoseOpen, doors), { timeout: 60_000 }).toEqual([]);
    await close();
  },
  120_000,
);
