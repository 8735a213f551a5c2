import { KernelError } from "../errors.js";

/** A worker that runs `kernel-worker.js`. */
export interface KernelWorker {
  /** Sends what it starts with; settles when it can work, and rejects when it never will. */
  start(message: object): Promise<void>;
  /** Ends it, whatever it does. */
  end(): void;
}

/** Node, where there is one; bundlers for browsers must not find an import of it. */
declare const process: { getBuiltinModule?: (name: string) => unknown } | undefined;

interface NodeWorker {
  postMessage(message: object): void;
  once(event: string, listener: (value: unknown) => void): void;
  unref(): void;
  terminate(): void;
}
interface NodeWorkers {
  readonly Worker: new (script: URL) => NodeWorker;
}

/** Starts a worker of the platform's. */
export function startWorker(): KernelWorker {
  const inNode = typeof process === "object" && process.getBuiltinModule?.("node:worker_threads");
  return inNode ? startInNode(inNode as NodeWorkers) : startInBrowser();
}

function startInBrowser(): KernelWorker {
  // Bundlers find the file by this expression.
  const worker = new Worker(new URL("./kernel-worker.js", import.meta.url), { type: "module" });
  return {
    start: (message) =>
      new Promise((resolve, reject) => {
        worker.addEventListener("message", () => resolve(), { once: true });
        worker.addEventListener("error", ({ message }) =>
          reject(new TypeError(message || "its script cannot be loaded")),
        );
        worker.postMessage(message);
      }),
    end: () => worker.terminate(),
  };
}

function startInNode({ Worker }: NodeWorkers): KernelWorker {
  const worker = new Worker(new URL("./kernel-worker.js", import.meta.url));
  return {
    start: (message) =>
      new Promise((resolve, reject) => {
        worker.once("message", () => {
          // A program ends when it has nothing else to do.
          worker.unref();
          resolve();
        });
        worker.once("error", reject);
        worker.postMessage(message);
      }),
    end: () => worker.terminate(),
  };
}

/** How many threads a machine is said to have. */
export function threadsOfMachine(): number {
  const os = typeof process === "object" && process.getBuiltinModule?.("node:os");
  return os ? (os as { availableParallelism(): number }).availableParallelism() : navigator.hardwareConcurrency;
}

/** Why there can be no shared memory here, if so. */
export function whyNoThreads(): string | undefined {
  const isIsolated = Reflect.get(globalThis, "crossOriginIsolated") !== false;
  if (isIsolated && typeof SharedArrayBuffer === "function") return undefined;
  return "this page is not cross-origin isolated: its host must send Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp";
}

/** When a call, whose own part is done, waits longer than this for another thread, that thread is gone. In milliseconds. */
const PATIENCE = 10_000;

/** Calls `look` until it says that the others are done. */
export function waitForOthers(operation: string, look: () => boolean): void {
  const start = performance.now();
  while (!look()) {
    if (performance.now() - start > PATIENCE)
      throw new KernelError(operation, "failed: a thread was ended while it worked");
  }
}
