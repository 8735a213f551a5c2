import type { Operation } from "./function-types.js";
import { createRunner, Instance } from "./instance.js";
import { kernelsOf } from "./kernels-of.js";
import { remembering } from "./known-calls.js";
import { LendingInstance } from "./lending-instance.js";
import { compileKernels, type LoadOptions } from "./module.js";
import { unfit } from "./names.js";
import type { operations } from "./operations/index.js";
import type { Threads, ThreadsOptions } from "./threads/load-threads.js";

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

/** How `loadKernels` finds the WebAssembly, and what it makes of outputs. */
export interface KernelsOptions extends LoadOptions {
  /**
   * Of an output that is not written into a given tensor: `"fresh"`, an array of its own, or `"borrowed"`, a view of the kernels'
   * memory, which their next call overwrites. Borrowing allocates and copies nothing. Default: `"fresh"`.
   */
  readonly outputs?: "fresh" | "borrowed" | undefined;
}

/** Kernels that may work with several threads. */
export type ThreadedKernels = Kernels & { readonly threads: Threads };

/**
 * Loads the kernels with several threads, as many as `threads` says, counting the one that calls: a large call is divided
 * among them, and gives the same to the last bit. They take a build of their own, `kernels-threads.wasm` or
 * `kernels-threads-relaxed.wasm`, and `kernel-thread.js`. Where threads are not to be had, as in a page that is not
 * cross-origin isolated, the kernels work without, and `threads.reason` says why.
 *
 * @throws as without threads
 */
export async function loadKernels(options: ThreadsOptions): Promise<ThreadedKernels>;

/**
 * Loads the kernels, in a page, a worker or Node. Each call returns kernels with a memory of their own. A page's
 * content security policy has to allow `'wasm-unsafe-eval'`.
 *
 * @throws {KernelError} when the WebAssembly cannot be fetched, compiled or started
 * @throws {ArgumentError} when an option is unknown or of the wrong type
 */
export async function loadKernels(options?: KernelsOptions): Promise<Kernels>;
export async function loadKernels(options: KernelsOptions | ThreadsOptions = {}): Promise<Kernels> {
  if (areThreaded(options)) return (await import("./threads/load-threads.js")).loadThreads(options);
  const module = await compileKernels("loadKernels", options, ["outputs", "threads"]);
  const Chosen = areBorrowed(options.outputs) ? LendingInstance : Instance;
  return kernelsOf(module, () => createRunner(() => new Chosen(module)), remembering);
}

/** What the option `outputs` says. */
export function areBorrowed(outputs: unknown = "fresh"): boolean {
  if (outputs === "fresh" || outputs === "borrowed") return outputs === "borrowed";
  throw unfit("loadKernels", "outputs", outputs, "fresh or borrowed");
}

const areThreaded = (options: KernelsOptions | ThreadsOptions): options is ThreadsOptions =>
  Reflect.get(Object(options), "threads") !== undefined;
