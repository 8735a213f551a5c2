// @ts-check
// The main thread of a learner's process. It starts the worker thread in which the learner's code runs, hands on what is
// said, and watches the memory: the worker may be in a loop. frames.mjs stands before it, in the same script.
const { closeSync, readSync } = require("node:fs");
const { MessageChannel, receiveMessageOnPort, Worker } = require("node:worker_threads");
const { deserialize, serialize, setFlagsFromString } = require("node:v8");

/** @typedef {import("../start-worker.js").ToHost} ToHost */
/** @typedef {import("../start-worker.js").FromHost} FromHost */

// Most programs are over before optimized WebAssembly is of use: ten times the budget of Node 20.
setFlagsFromString("--wasm-tiering-budget=18000000");

const watchMs = 20;

/** @param {FromHost} message */
const say = (message) => {
  for (const part of frameOf(serialize(message))) process.stdout.write(part);
};

/** Descriptors below are those of the three streams. */
const firstDescriptor = 3;

/**
 * @param {number} descriptor of a file that this process has got open; closed afterwards
 * @param {number} size in bytes
 */
function readOpened(descriptor, size) {
  const bytes = new Uint8Array(size);
  for (let at = 0, count = 0; at < size; at += count) {
    count = readSync(descriptor, bytes, at, size - at, null);
    if (count === 0) throw new RangeError("A file has become shorter.");
  }
  closeSync(descriptor);
  return bytes;
}

/** @param {Extract<ToHost, { type: "start" }>} message */
function start({ script, data, opened, execArgv, resourceLimits, growthBytes }) {
  const { port1: port, port2 } = new MessageChannel();
  const files = Object.fromEntries(opened.map(({ name, bytes }, i) => [name, readOpened(firstDescriptor + i, bytes)]));
  const workerData = { ...data, files, port: port2 };
  const worker = new Worker(script, {
    eval: true,
    env: {},
    execArgv: [...execArgv],
    stdin: false,
    stdout: true,
    stderr: true,
    workerData,
    transferList: [port2, ...Object.values(files).map(({ buffer }) => buffer)],
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
  let before = 0;
  return (/** @type {unknown} */ message) => {
    if (before === 0) {
      before = process.memoryUsage.rss();
      setInterval(() => {
        if (process.memoryUsage.rss() - before > growthBytes) die("memory");
      }, watchMs);
    }
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
