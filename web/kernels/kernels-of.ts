import { prepare } from "./call.js";
import { operationsOf } from "./described.js";
import { attempt, type Run } from "./instance.js";
import type { Kernels } from "./load.js";
import { type Plan, planOf } from "./plan.js";

/** An operation as a function, before its types. */
export type AnyOperation = (inputs: unknown, options?: unknown, into?: unknown) => ReturnType<Run>;

/** Checks every call. */
export const checking =
  (plan: Plan, run: Run): AnyOperation =>
  (inputs, options = {}, into = {}) =>
    run(prepare(plan, inputs, options, into));

/** The operations that a module describes, as functions. */
export function kernelsOf(module: WebAssembly.Module, start: () => Run, operationOf = checking): Kernels {
  const rows = attempt("loadKernels", () => operationsOf(module));
  const run = start();
  // The one cast: `prepare` holds what comes in, and the row says what goes out, as the types derived from that row do.
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [name, operationOf(planOf(name, row), run)]),
  ) as Kernels;
}
