import { count } from "../arrays/index.js";
import type { Call, Slot } from "./call.js";
import { failure, KernelError } from "./errors.js";
import type { FloatTensor } from "./tensor.js";

/** An instance that came to hold more than this is dropped after the call, for WebAssembly memory never shrinks. */
export const KEPT_BYTES = 2 ** 28;

type Outputs = Readonly<Record<string, FloatTensor>>;

/**
 * Runs calls in an instance of the module. After a failure, or when memory grew beyond `KEPT_BYTES`, the next call gets a
 * fresh instance.
 */
export function createRunner(module: WebAssembly.Module): (call: Call) => Outputs {
  const start = () => attempt("loadKernels", () => new Instance(module));
  let ready: Instance | undefined = start();
  return (call) => {
    const instance = ready ?? start();
    ready = undefined;
    const outputs = attempt(call.plan.operation, () => instance.run(call));
    if (instance.memory.buffer.byteLength <= KEPT_BYTES) ready = instance;
    return outputs;
  };
}

/** Whatever the engine throws (a trap, an exhausted stack, no memory for a result) becomes a `KernelError`. */
export function attempt<T>(operation: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw failure(operation, "failed", cause);
  }
}

/** One instance of the module, with a memory of its own. */
export class Instance {
  readonly #exports: WebAssembly.Exports;
  readonly memory: WebAssembly.Memory;

  constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module).exports;
    const { memory } = this.#exports;
    if (!(memory instanceof WebAssembly.Memory)) throw new TypeError("the module has no memory");
    this.memory = memory;
    this.invoke("_initialize");
  }

  /** Memory is allocated first and seen afterwards: growing detaches every view. */
  run({ plan: { operation, kernel }, slots, scalars }: Call): Outputs {
    this.reset();
    const pointers = slots.map((slot) => (slot ? this.#place(operation, slot) : 0));
    const bytes = new Uint8Array(this.memory.buffer);
    slots.forEach((slot, i) => {
      const data = slot?.data;
      if (typeof data === "object")
        bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), pointers[i]);
    });
    const status = this.invoke(kernel, ...pointers, ...scalars);
    if (status) throw new KernelError(operation, `failed: ${this.describeStatus(status)}`);
    const { buffer } = this.memory;
    const outputs: Record<string, FloatTensor> = {};
    slots.forEach((slot, i) => {
      if (!slot || slot.data !== undefined) return;
      const { name, shape, into } = slot;
      const view = new Float32Array(buffer, pointers[i], count(shape));
      into?.set(view);
      outputs[name] = { shape, data: into ?? view.slice() };
    });
    return outputs;
  }

  protected describeStatus(status: unknown): string {
    return status === OUT_OF_MEMORY ? "not enough memory" : `status ${status}`;
  }

  /** Empties the arena. */
  protected reset(): void {
    this.invoke("arena_reset");
  }

  #place(operation: string, slot: Slot): number {
    return typeof slot.data === "number" ? slot.data : this.allocate(operation, slot, slot.data?.BYTES_PER_ELEMENT);
  }

  protected allocate(operation: string, { name, shape, axes }: Slot, elementBytes = 4): number {
    const bytes = count(shape) * elementBytes;
    // The arena takes a 32-bit size; a pointer beyond 2 GiB comes back as a negative number.
    const pointer = bytes < 2 ** 32 ? Number(this.invoke("arena_alloc", bytes)) >>> 0 : 0;
    if (pointer) return pointer;
    const problem = `not enough memory for ${name} of shape [${shape}], ${bytes} bytes`;
    // The largest dimension is to blame. Counted from the end, because leading dimensions are one word.
    const dimension = axes.at(shape.indexOf(Math.max(...shape)) - shape.length);
    throw new KernelError(operation, problem, name, dimension?.name);
  }

  protected invoke(name: string, ...values: readonly number[]): unknown {
    const exported = this.#exports[name];
    if (typeof exported === "function" && exported.length === values.length) return exported(...values);
    throw new TypeError(`the module has no ${name} of ${values.length} arguments: another version?`);
  }
}

/** `Status::out_of_memory` of `cpp/abi.h`. Arguments are checked before, so any other status is a mistake of ours. */
const OUT_OF_MEMORY = 1;
