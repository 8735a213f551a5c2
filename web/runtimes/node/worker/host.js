// @ts-check
// The main thread of a learner's process. It starts the worker thread in which the learner's code runs, hands on what is
// said, and watches the memory: the worker may be in a loop. frames.mjs stands before it, in the same script.
const { MessageChannel, receiveMessageOnPort, Worker } = require("node:worker_threads");
const { deserialize, serialize } = require("node:v8");

/** @typedef {import("../start-worker.js").ToHost} ToHost */
/** @typedef {import("../start-worker.js").FromHost} FromHost */

const watchMs = 20;

/** @param {FromHost} message */
const say = (message) => {
  for (const part of frameOf(serialize(message))) process.stdout.write(part);
};

/**
 * The same data, but every array of bytes by itself: read from a message they are parts of one large buffer.
 *
 * @param {unknown} data
 * @param {ArrayBuffer[]} buffers those of the arrays are added
 * @returns {unknown}
 */
function apart(data, buffers) {
  if (data instanceof Uint8Array) {
    const bytes = Uint8Array.from(data);
    buffers.push(bytes.buffer);
    return bytes;
  }
  if (Array.isArray(data)) return data.map((item) => apart(item, buffers));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, apart(value, buffers)]));
}

/** @param {Extract<ToHost, { type: "start" }>} message */
function start({ script, data, execArgv, resourceLimits, growthBytes }) {
  const { port1: port, port2 } = new MessageChannel();
  /** @type {ArrayBuffer[]} */
  const buffers = [];
  const workerData = { .../** @type {object} */ (apart(data ?? {}, buffers)), port: port2 };
  const worker = new Worker(script, {
    eval: true,
    env: {},
    execArgv: [...execArgv],
    stdin: false,
    stdout: true,
    stderr: true,
    workerData,
    transferList: [port2, ...buffers],
    resourceLimits,
  });
  let ended = false;
  /** @param {"memory" | "ended" | string} why */
  const die = (why) => {
    if (ended) return;
    ended = true;
    // What it said before may still wait.
    for (let left = receiveMessageOnPort(port); left; left = receiveMessageOnPort(port))
      say({ type: "said", message: left.message });
    say({ type: "died", why });
    process.stdout.end(() => process.exit());
  };
  port.on("message", (message) => ended || say({ type: "said", message }));
  worker.once("error", (error) =>
    die(/** @type {NodeJS.ErrnoException} */ (error).code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : error.message),
  );
  worker.once("exit", () => die("ended"));
  return (/** @type {unknown} */ message) => {
    const before = process.memoryUsage.rss();
    setInterval(() => {
      if (process.memoryUsage.rss() - before > growthBytes) die("memory");
    }, watchMs);
    port.postMessage(message);
  };
}

/** @type {((message: unknown) => void) | undefined} */
let send;
process.stdin.on(
  "data",
  readFrames((value) => {
    /** @type {ToHost} */
    const message = deserialize(value);
    if (message.type === "start") send = start(message);
    else send?.(message.message);
  }, Number.POSITIVE_INFINITY),
);
process.stdin.on("close", () => process.exit()); // Whoever judged is gone.
