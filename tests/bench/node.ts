// The process that measures in Node. Its argument is an `Order` as JSON; it answers with messages.
import { join } from "node:path";
import type { Message } from "./messages.js";
import { type Order, run } from "./run.js";

const [text = ""] = process.argv.slice(2);
const order: Order = JSON.parse(text);
const send = (message: Message) => process.send?.(message);
const kernels = {
  simd128: join(process.cwd(), "web/kernels/kernels.wasm"),
  relaxed: join(process.cwd(), "web/kernels/kernels-relaxed.wasm"),
};
const results = await run(order, { kernels }, (line) => send({ type: "progress", line }));
send({ type: "results", results });
process.disconnect();
