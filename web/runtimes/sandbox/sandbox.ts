import type { Endpoint } from "../endpoint.js";
import { type Frame, type FrameUrls, openFrame } from "./frame.js";

const pingMs = 1000;
/** How often the frame of a worker that starts is looked for in the page. */
const lookMs = 250;
const unreachable = "the sandbox stopped answering: the code probably ran out of memory.";

export interface SandboxOptions {
  /** Where `sandbox.html` and `sandbox-offline.html` are served. Default: beside this module. */
  readonly folder?: URL | undefined;
}

export interface WorkerOptions {
  /** Default: null. */
  readonly assets?: unknown;
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

export function createSandbox({ folder }: SandboxOptions = {}): Sandbox {
  let house: Promise<House> | undefined;
  let count = 0;

  const openHouse = () => {
    const forget = () => {
      if (house === opened) house = undefined;
    };
    const opened = openFrame(urlsIn(folder)).then((frame) => createHouse(frame, forget));
    opened.then(({ frame }) => frame.gone.then(forget), forget);
    return opened;
  };
  const getHouse = async (): Promise<House> => {
    house ??= openHouse();
    const opened = await house;
    return opened.isOpen() ? opened : getHouse();
  };

  const start: Sandbox["start"] = async (script, options = {}) =>
    (await startWorker(await getHouse(), ++count, script, options)) ?? start(script, options);

  return {
    start,
    dispose: () => {
      house?.then(({ frame }) => frame.remove()).catch(() => {});
      house = undefined;
    },
  };
}

/** Bundlers find the two files by the expressions with `import.meta.url`; one gives a path in the place of an address. */
function urlsIn(folder: URL | undefined): FrameUrls {
  const address = (file: URL) => new URL(file, document.baseURI);
  return {
    sandbox: address(folder ? new URL("sandbox.html", folder) : new URL("./sandbox.html", import.meta.url)),
    offline: address(
      folder ? new URL("sandbox-offline.html", folder) : new URL("./sandbox-offline.html", import.meta.url),
    ),
  };
}

/** A frame with the programs that run in it. */
interface House {
  readonly frame: Frame;
  /** Whether a program may begin here. */
  isOpen(): boolean;
  /** Whether a program had to be stopped here. */
  isCondemned(): boolean;
  enter(): void;
  leave(how: { readonly running: boolean }): void;
}

/**
 * A worker that is terminated while it allocates goes on for seconds, and may take the frame's process with it; a frame
 * that is removed ends its process at once. So where a program had to be stopped no other one begins, and the frame is
 * removed when those that run in it have ended.
 */
function createHouse(frame: Frame, forget: () => void): House {
  let programs = 0;
  let condemned = false;
  return {
    frame,
    isOpen: () => {
      if (frame.isInPage()) return !condemned;
      forget();
      frame.remove();
      return false;
    },
    isCondemned: () => condemned,
    enter: () => {
      programs += 1;
    },
    leave: ({ running }) => {
      programs -= 1;
      if (running) {
        condemned = true;
        forget();
      }
      if (condemned && programs === 0) frame.remove();
    },
  };
}

/** Undefined where its frame is taken out of the page, or leaves with a program that had to be stopped, before it is ready. */
function startWorker(
  { frame, isOpen, isCondemned, enter, leave }: House,
  worker: number,
  script: string,
  { assets = null, readyMs = 20_000 }: WorkerOptions,
): Promise<Endpoint | undefined> {
  const { port1: port, port2 } = new MessageChannel();
  let pings: ReturnType<typeof setInterval> | undefined;
  let stopListening = () => {};
  const died = new Promise<string>((resolve) => {
    frame.gone.then(() => resolve(unreachable));
    stopListening = frame.listen((message) => {
      if (message.type === "failed" && message.worker === worker) resolve(`The worker failed: ${message.message}`);
    });
  });
  let entered = false;
  const terminate = ({ running } = { running: false }) => {
    clearInterval(pings);
    stopListening();
    port.close();
    frame.send({ type: "stop", worker });
    if (entered) leave({ running });
    entered = false;
  };

  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timer);
      terminate();
      reject(new Error(reason));
    };
    const giveUp = () => {
      clearTimeout(timer);
      terminate();
      resolve(undefined);
    };
    pings = setInterval(() => {
      if (!frame.isInPage()) giveUp();
    }, lookMs);
    const timer = setTimeout(() => fail(`No worker was ready within ${readyMs / 1000} seconds.`), readyMs);
    let ready = false;
    died.then((reason) => {
      if (ready) return;
      if (isCondemned()) giveUp();
      else fail(reason);
    });
    port.onmessage = ({ data }) => {
      if (data?.type !== "ready") return;
      ready = true;
      clearTimeout(timer);
      clearInterval(pings);
      resolve({
        send: (message) => {
          // A program that is asked for a call once more entered with its first message.
          if (!entered) {
            entered = true;
            enter();
            pings = setInterval(frame.ping, pingMs);
          }
          port.postMessage(message);
        },
        listen: (listener) => {
          port.onmessage = ({ data }) => listener(data);
        },
        died,
        isUsable: isOpen,
        terminate,
      });
    };
    frame.send({ type: "start", worker, script, assets }, [port2]);
  });
}
