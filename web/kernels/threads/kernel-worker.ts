/** A worker that runs `kernel-thread.js`. */
export interface KernelWorker {
  /** Sends what it starts with. Settles when it can work, and rejects when it never will. */
  start(message: object): Promise<void>;
  /** Ends it, whatever it does. */
  end(): void;
}

/** Node, where there is one; bundlers for browsers must not find an import of it. */
declare const process: { getBuiltinModule?: (name: string) => unknown } | undefined;

interface NodeThreads {
  readonly Worker: new (
    script: URL,
  ) => {
    postMessage(message: object): void;
    once(event: "message" | "error", listener: (value: unknown) => void): void;
    unref(): void;
    terminate(): void;
  };
}

const ofNode = (name: string) => (typeof process === "object" ? process.getBuiltinModule?.(name) : undefined);

/** Starts a worker of the platform's. */
export function createWorker(): KernelWorker {
  const threads = ofNode("node:worker_threads") as NodeThreads | undefined;
  return threads ? inNode(threads) : inBrowser();
}

function inBrowser(): KernelWorker {
  // Bundlers find the file by this expression.
  const worker = new Worker(new URL("./kernel-thread.js", import.meta.url), { type: "module" });
  return {
    start: (message) =>
      new Promise((resolve, reject) => {
        const fail = ({ message }: ErrorEvent) => reject(new TypeError(message || "kernel-thread.js cannot be loaded"));
        worker.addEventListener("message", () => resolve(), { once: true });
        worker.addEventListener("error", fail, { once: true });
        worker.postMessage(message);
      }),
    end: () => worker.terminate(),
  };
}

function inNode({ Worker }: NodeThreads): KernelWorker {
  const worker = new Worker(new URL("./kernel-thread.js", import.meta.url));
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

/** How many threads the machine runs at once. */
export function threadsOfMachine(): number {
  const os = ofNode("node:os") as { availableParallelism(): number } | undefined;
  return os?.availableParallelism() ?? navigator.hardwareConcurrency;
}

/** Why no memory can be shared here, if so. */
export function whyNoThreads(): string | undefined {
  const isIsolated = Reflect.get(globalThis, "crossOriginIsolated") !== false;
  if (isIsolated && typeof SharedArrayBuffer === "function") return undefined;
  return "the page is not cross-origin isolated: its host has to send Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp";
}
