import { count } from "../arrays/index.js";
import type { Call, Placement, Slot, SlotData } from "./call.js";
import { failure, KernelError } from "./errors.js";
import type { FloatTensor } from "./tensor.js";

/** An instance that came to hold more than this is dropped after the call, for WebAssembly memory never shrinks. */
export const KEPT_BYTES = 2 ** 28;

type Outputs = Readonly<Record<string, FloatTensor>>;

/** Runs a call, with other data than its own where they are given. */
export type Run = (call: Call, arrays?: readonly SlotData[]) => Outputs;

/**
 * Runs calls in an instance of the module. After a failure, or when memory grew beyond `KEPT_BYTES`, the next call gets a
 * fresh instance.
 */
export function createRunner(make: () => Instance): Run {
  const start = () => attempt("loadKernels", make);
  let ready: Instance | undefined = start();
  return (call, arrays) => {
    const instance = ready ?? start();
    ready = undefined;
    const outputs = attempt(call.plan.operation, () => instance.run(call, arrays));
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

  /** @param imported the memory, where the module asks for one */
  constructor(module: WebAssembly.Module, imported?: WebAssembly.Memory) {
    this.#exports = new WebAssembly.Instance(module, imported && { env: { memory: imported } }).exports;
    const memory = imported ?? this.#exports.memory;
    if (!(memory instanceof WebAssembly.Memory)) throw new TypeError("the module has no memory");
    this.memory = memory;
    this.invoke("_initialize");
  }

  /** Memory is allocated first and seen afterwards: growing detaches every view. */
  run(call: Call, arrays: readonly SlotData[] = call.slots.map((slot) => slot?.into ?? slot?.data)): Outputs {
    const { plan, slots } = call;
    const { operation } = plan;
    const placed = this.#place(call);
    const { pointers } = placed;
    const firstOutput = slots.length - plan.outputs.length;
    for (let i = 0; i < firstOutput; i++) this.#write(arrays[i], pointers[i]);
    const status = this.compute(call, placed);
    if (status) throw new KernelError(operation, `failed: ${this.describeStatus(status)}`);
    const floats = this.#views().floats;
    const outputs: Record<string, FloatTensor> = {};
    for (let i = firstOutput; i < slots.length; i++) {
      const slot = slots[i];
      const into = arrays[i];
      if (!slot || typeof into === "number") continue;
      const at = (pointers[i] as number) / 4;
      const { name, shape } = slot;
      const view = floats.subarray(at, at + count(shape));
      into?.set(view);
      outputs[name] = { shape, data: (into as Float32Array | undefined) ?? this.own(view) };
    }
    return outputs;
  }

  /** What becomes of an output that is to be written nowhere. */
  protected own(view: Float32Array): Float32Array {
    return view.slice();
  }

  /** Calls the kernel; gives its status. */
  protected compute({ plan: { kernel } }: Call, { values }: Placement): unknown {
    return this.invoke(kernel, ...values);
  }

  protected describeStatus(status: unknown): string {
    return status === OUT_OF_MEMORY ? "not enough memory" : `status ${status}`;
  }

  /** Empties the arena. */
  protected reset(): void {
    this.invoke("arena_reset");
  }

  /** Where the tensors of a call lie: where they did before, if so much is free there again. */
  #place(call: Call): Placement {
    const { plan, slots, scalars, placement } = call;
    this.reset();
    if (placement && Number(this.invoke("arena_alloc", placement.bytes)) >>> 0 === placement.start) return placement;
    this.reset();
    const sizes = slots.map((slot) => (slot ? count(slot.shape) : 0));
    const pointers = slots.map((slot) => {
      if (!slot) return 0;
      const { data } = slot;
      return typeof data === "number" ? data : this.allocate(plan.operation, slot, data?.BYTES_PER_ELEMENT);
    });
    const start = pointers.find(Boolean) ?? 0;
    call.placement = {
      start,
      bytes: Math.max(...pointers.map((pointer, i) => pointer + 4 * (sizes[i] as number))) - start,
      pointers,
      values: [...pointers, ...scalars],
      elements: sizes.reduce((sum, size) => sum + size, 0),
    };
    return call.placement;
  }

  #write(data: SlotData, pointer = 0): void {
    if (typeof data !== "object") return;
    const { bytes, floats } = this.#views();
    if (data instanceof Float32Array) floats.set(data, pointer / 4);
    else bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), pointer);
  }

  #seen: { readonly buffer: ArrayBufferLike; readonly bytes: Uint8Array; readonly floats: Float32Array } | undefined;

  #views() {
    const { buffer } = this.memory;
    if (this.#seen?.buffer !== buffer) {
      this.#seen = { buffer, bytes: new Uint8Array(buffer), floats: new Float32Array(buffer) };
    }
    return this.#seen;
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
