// The process that measures in Node. Its argument is an `Order` as JSON; it answers with messages.
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Message } from "./messages.js";
import type { Order } from "./run.js";

// What jax-js asks for. Whether there is a Worker it asks each time, and onnxruntime-web makes one when it starts: so there is one before.
Object.assign(globalThis, { Worker });
globalThis.navigator ??= { userAgent: "" } as Navigator;
const { run } = await import("./run.js");

const [text = ""] = process.argv.slice(2);
const order: Order = JSON.parse(text);
const send = (message: Message) => process.send?.(message);
const kernel = (name: string) => join(process.cwd(), `web/kernels/${name}.wasm`);
const files = {
  kernels: { simd128: kernel("kernels"), relaxed: kernel("kernels-relaxed") },
  threads: { simd128: kernel("kernels-threads"), relaxed: kernel("kernels-threads-relaxed") },
  training: { simd128: kernel("kernels-training"), relaxed: kernel("kernels-training-relaxed") },
};
const results = await run(order, files, (line) => send({ type: "progress", line }));
send({ type: "results", results });
process.disconnect();
