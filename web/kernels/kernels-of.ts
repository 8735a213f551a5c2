import { prepare } from "./call.js";
import { operationsOf } from "./described.js";
import { attempt, type Run } from "./instance.js";
import { KnownCalls } from "./known-calls.js";
import type { Kernels } from "./load.js";
import { planOf } from "./plan.js";

/** The operations that a module describes, as functions. */
export function kernelsOf(module: WebAssembly.Module, start: () => Run): Kernels {
  const rows = attempt("loadKernels", () => operationsOf(module));
  const run = start();
  const functions = Object.entries(rows).map(([name, row]) => {
    const plan = planOf(name, row);
    const known = new KnownCalls();
    return [
      name,
      (inputs: unknown, given: unknown = {}, into: unknown = {}) => {
        const found = known.find(inputs, given, into);
        if (found) return run(found.call, found.arrays);
        const call = prepare(plan, inputs, given, into);
        known.add(call, inputs, given, into);
        return run(call);
      },
    ];
  });
  // The one cast: `prepare` holds what comes in, and the row says what goes out, as the types derived from that row do.
  return Object.fromEntries(functions) as Kernels;
}
