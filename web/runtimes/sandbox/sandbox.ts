import type { Endpoint } from "../endpoint.js";
import { type Frame, openFrame } from "./frame.js";

const pingMs = 1000;
const unreachable = "the sandbox stopped answering: the code probably ran out of memory.";

export interface SandboxOptions {
  /** Where `sandbox.html` is served. Default: beside this module. */
  readonly sandboxUrl?: string | URL;
}

export interface WorkerOptions {
  /** Default: null. */
  readonly assets?: unknown;
  /** Large buffers in `assets`: on their way through the frame they are handed on, not copied once more. */
  readonly buffers?: readonly ArrayBuffer[];
  /** Default: 20 seconds. */
  readonly readyMs?: number;
}

/** A place where workers run away from everything else: a frame, replaced by a new one when it dies. */
export interface Sandbox {
  /**
   * Starts a classic worker; resolves when it posts `{ type: "ready" }` on the port that comes with its first message.
   * `assets` is that message's data: whatever the worker needs that a worker without network cannot fetch.
   * Rejects with a sentence when the script fails, the frame dies, or nothing is ready in time.
   */
  start(script: string, options?: WorkerOptions): Promise<Endpoint>;
  dispose(): void;
}

export function createSandbox({
  sandboxUrl = new URL("./sandbox.html", import.meta.url),
}: SandboxOptions = {}): Sandbox {
  let frame: Promise<Frame> | undefined;
  let count = 0;

  const getFrame = () => {
    if (frame) return frame;
    const opened = openFrame(new URL(sandboxUrl, document.baseURI));
    frame = opened;
    const forget = () => {
      if (frame === opened) frame = undefined;
    };
    opened.then(({ gone }) => gone.then(forget), forget);
    return opened;
  };

  return {
    start: async (script, options = {}) => startWorker(await getFrame(), ++count, script, options),
    dispose: () => {
      frame?.then((it) => it.remove()).catch(() => {});
      frame = undefined;
    },
  };
}

function startWorker(
  frame: Frame,
  worker: number,
  script: string,
  { assets = null, buffers = [], readyMs = 20_000 }: WorkerOptions,
): Promise<Endpoint> {
  const { port1: port, port2 } = new MessageChannel();
  let pings: ReturnType<typeof setInterval> | undefined;
  let stopListening = () => {};
  const died = new Promise<string>((resolve) => {
    frame.gone.then(() => resolve(unreachable));
    stopListening = frame.listen((message) => {
      if (message.type === "failed" && message.worker === worker) resolve(`The worker failed: ${message.message}`);
    });
  });
  const terminate = () => {
    clearInterval(pings);
    stopListening();
    port.close();
    frame.send({ type: "stop", worker });
  };

  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timer);
      terminate();
      reject(new Error(reason));
    };
    const timer = setTimeout(() => fail(`No worker was ready within ${readyMs / 1000} seconds.`), readyMs);
    let ready = false;
    died.then((reason) => ready || fail(reason));
    port.onmessage = ({ data }) => {
      if (data?.type !== "ready") return;
      ready = true;
      clearTimeout(timer);
      resolve({
        send: (message) => {
          pings = setInterval(frame.ping, pingMs);
          port.postMessage(message);
        },
        listen: (listener) => {
          port.onmessage = ({ data }) => listener(data);
        },
        died,
        terminate,
      });
    };
    frame.send({ type: "start", worker, script, assets, buffers }, [port2]);
  });
}
