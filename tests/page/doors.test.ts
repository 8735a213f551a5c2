import { attention } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";

const doors = [
  ...["postMessage", "close", "onmessage", "onmessageerror", "reportError", "importScripts", "Worker", "SharedWorker"],
  ...["BroadcastChannel", "fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource"],
  ...["RTCDataChannel", "FontFace", "fonts", "indexedDB", "caches", "CacheStorage", "cookieStore", "navigator"],
  ...["location", "Notification", "webkitRequestFileSystem", "webkitResolveLocalFileSystemURL"],
];

/** Those of the names that lead to something in a worker's global scope. */
const thoseOpen = (names: readonly string[]) => names.filter((name) => Reflect.get(globalThis, name) !== undefined);

for (const language of ["javascript", "python"] as const)
  test.describe(() => {
    test.use({ chosen: language });
    test(`a worker that waits for code in ${language} has no door left`, async ({ page }) => {
      const started = page.waitForEvent("worker");
      await page.goto(attention);
      const worker = await started;
      expect(await worker.evaluate(thoseOpen, ["structuredClone", "close"])).toContain("structuredClone");
      await expect.poll(() => worker.evaluate(thoseOpen, doors), { timeout: 60_000 }).toEqual([]);
    });
  });
