// @ts-check
// The ways out of a browser's worker. Every worker that runs learner code closes them before that code comes; the frame's
// policy forbids the network too: two fences.

const doors = {
  page: ["postMessage", "close", "onmessage", "onmessageerror", "onrtctransform", "reportError"],
  workers: ["importScripts", "Worker", "SharedWorker", "BroadcastChannel"],
  network: [
    ...["fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource"],
    ...["RTCDataChannel", "FontFace", "fonts"],
  ],
  browser: ["indexedDB", "caches", "CacheStorage", "cookieStore", "navigator", "location", "Notification"],
  files: [
    ...["webkitRequestFileSystem", "webkitRequestFileSystemSync"],
    ...["webkitResolveLocalFileSystemURL", "webkitResolveLocalFileSystemSyncURL"],
  ],
};

/** Removes the doors from the worker's global object and from everything that it inherits from. */
function closeDoors() {
  for (
    let target = /** @type {object | null} */ (globalThis);
    target !== null && target !== Object.prototype;
    target = Reflect.getPrototypeOf(target)
  ) {
    for (const door of Object.values(doors).flat()) Reflect.deleteProperty(target, door);
  }
}
