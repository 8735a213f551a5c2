// @ts-check
// A thread of the kernels: the same module on the same memory, with a stack of its own. It waits inside the WebAssembly for
// calls, and so hears no message after the first.

/**
 * @typedef {object} Start
 * @property {WebAssembly.Module} module
 * @property {WebAssembly.Memory} memory
 * @property {number} worker its number, from 0
 * @property {readonly string[]} kernels the C functions, by the numbers that calls give
 */

/** `Status::thread_lost` of `cpp/abi.h`. */
const LOST = 4;

/** Of Node's, or else a browser's. */
const { process } = /** @type {any} */ (globalThis);
const port = process ? process.getBuiltinModule("node:worker_threads").parentPort : globalThis;

/** @param {Start} start */
function work({ module, memory, worker, kernels }) {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { __stack_pointer, __wasm_init_tls, team_stack, team_block, team_call, team_join, team_leave } =
    /** @type {any} */ (exports);
  __stack_pointer.value = team_stack(worker);
  __wasm_init_tls(team_block(worker));
  port.postMessage("ready");
  for (;;) {
    team_join();
    const [kernel = 0, count = 0, ...values] = new Float64Array(memory.buffer, team_call(), 130);
    team_leave(attempt(() => /** @type {any} */ (exports)[kernels[kernel] ?? ""](...values.slice(0, count))));
  }
}

/** @param {() => number} action */
function attempt(action) {
  try {
    return action();
  } catch {
    return LOST;
  }
}

if (port === globalThis) {
  addEventListener("message", ({ data }) => work(data), { once: true });
} else {
  port.once("message", work);
}
