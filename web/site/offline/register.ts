/** A version of the page that has been fetched and waits. */
export interface NewVersion {
  /** Shows it: the page loads anew. */
  show(): void;
}

/**
 * Keeps the page for visits without a network, and says when a new version is there. Does nothing where there are no service
 * workers: in some private windows, and without HTTPS.
 */
export async function keepOffline(onNewVersion: (version: NewVersion) => void): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const registration = await workers.register(new URL("./service-worker.js", document.baseURI)).catch(() => undefined);
  if (!registration) return;

  const offer = (worker: ServiceWorker) => {
    onNewVersion({
      show: () => {
        workers.addEventListener("controllerchange", () => location.reload(), { once: true });
        worker.postMessage("take-over");
      },
    });
  };
  const watch = (worker: ServiceWorker | null) => {
    worker?.addEventListener("statechange", () => {
      // Without a version before it, there is nothing new about the first.
      if (worker.state === "installed" && registration.active) offer(worker);
    });
  };
  if (registration.waiting) offer(registration.waiting);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
}
