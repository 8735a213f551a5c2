/**
 * Keeps every file of the page, but the Python runtime, which has a cache of its own. A new version waits until no window
 * shows the old one, or a reader asks for it: an open page must find its own files, not those of another version.
 */
import { cleanupOutdatedCaches, type PrecacheEntry, precacheAndRoute } from "workbox-precaching";

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
/** What is used here of a service worker's own scope, whose types do not go with those of a page. */
declare const self: typeof globalThis & {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
};
/** Put in by the build: every file with its version. */
declare const filesOfPage: readonly PrecacheEntry[];

precacheAndRoute([...filesOfPage], { directoryIndex: "index.html" });
cleanupOutdatedCaches();

self.addEventListener("activate", (event) => (event as ExtendableEvent).waitUntil(self.clients.claim()));
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") void self.skipWaiting();
});
