import { prepare } from "./call.js";
import { operationsOf } from "./described.js";
import type { Operation } from "./function-types.js";
import { attempt, createRunner } from "./instance.js";
import { compileKernels, type LoadOptions } from "./module.js";
import type { operations } from "./operations/index.js";
import { planOf } from "./plan.js";

/**
 * The operations, as functions that take tensors and options by name and return tensors of their own. They are synchronous.
 * Memory that a call needs is used again by the next; after a very large call (256 MiB) it is given back. Who calls often with
 * large tensors spares the engine new ones by a third argument, tensors to write outputs into: `kernels.softmax({ x }, {}, { y })`.
 * One of them may be an input too.
 *
 * Every function throws, before anything is computed, {@link ShapeError} when sizes do not fit, {@link DTypeError} when data
 * is of the wrong kind and {@link ArgumentError} when an input is missing, or an option unknown or out of range; and
 * {@link KernelError} when memory does not suffice. After an error the next call works.
 */
export type Kernels = { readonly [Name in keyof typeof operations]: Operation<Name> };

/**
 * Loads the kernels, in a page, a worker or Node. Each call returns kernels with a memory of their own. A page's
 * content security policy has to allow `'wasm-unsafe-eval'`.
 *
 * @throws {KernelError} when the WebAssembly cannot be fetched, compiled or started
 * @throws {ArgumentError} when an option is unknown or of the wrong type
 */
export async function loadKernels(options: LoadOptions = {}): Promise<Kernels> {
  const module = await compileKernels("loadKernels", options);
  const rows = attempt("loadKernels", () => operationsOf(module));
  const run = createRunner(module);
  const functions = Object.entries(rows).map(([name, row]) => {
    const plan = planOf(name, row);
    return [
      name,
      (inputs: unknown, given: unknown = {}, into: unknown = {}) => run(prepare(plan, inputs, given, into)),
    ];
  });
  // The one cast: `prepare` holds what comes in, and the row says what goes out, as the types derived from that row do.
  return Object.fromEntries(functions) as Kernels;
}
