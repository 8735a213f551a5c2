import { MessageChannel, type MessagePort, type ResourceLimits, Worker } from "node:worker_threads";
import type { Endpoint } from "./endpoint.js";

const watchMs = 20;
const outOfMemory = "out of memory: the code kept allocating.";

export interface NodeWorkerOptions {
  /** Becomes `workerData`, beside `port`. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** A last resort, far above `growthBytes`: Node 20 may abort the whole process when a worker reaches its heap's limit. */
  readonly resourceLimits: ResourceLimits;
  /** How much a run may let the process grow before its worker is ended; this counts array buffers too. */
  readonly growthBytes: number;
}

/** Starts a worker thread of Node; resolves when it posts its first message on its port, which says that it is ready. */
export function startNodeWorker(
  script: string,
  { data = {}, resourceLimits, growthBytes }: NodeWorkerOptions,
): Promise<Endpoint> {
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(script, {
    eval: true,
    env: {},
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    workerData: { ...data, port: port2 },
    transferList: [port2],
    resourceLimits,
  });
  const died = new Promise<string>((resolve) => {
    worker.once("error", (error) =>
      resolve(isOutOfMemory(error) ? outOfMemory : `The worker failed: ${error.message}`),
    );
    worker.once("exit", () => resolve("The worker ended by itself."));
  });
  return new Promise((resolve, reject) => {
    died.then((reason) => reject(new Error(reason)));
    port.once("message", () => {
      worker.unref();
      port.unref();
      resolve(createEndpoint(worker, port, died, growthBytes));
    });
  });
}

function createEndpoint(worker: Worker, port: MessagePort, died: Promise<string>, growthBytes: number): Endpoint {
  let stopWatching = () => {};
  let exceeded: (reason: string) => void = () => {};
  const tooMuch = new Promise<string>((resolve) => {
    exceeded = resolve;
  });
  const terminate = () => {
    stopWatching();
    port.close();
    void worker.terminate();
  };
  return {
    send: (message) => {
      stopWatching = watchMemory(growthBytes, () => {
        terminate();
        exceeded(outOfMemory);
      });
      port.postMessage(message);
    },
    listen: (listener) => {
      port.removeAllListeners("message");
      port.on("message", listener);
    },
    died: Promise.race([tooMuch, died]),
    terminate,
  };
}

const isOutOfMemory = (error: Error) => (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY";

/** Calls back when the process has grown too much since now; gives the function that stops watching. */
function watchMemory(growthBytes: number, tooMuch: () => void): () => void {
  const before = process.memoryUsage.rss();
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() - before > growthBytes) tooMuch();
  }, watchMs);
  return () => clearInterval(timer);
}
