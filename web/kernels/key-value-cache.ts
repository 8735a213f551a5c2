import { readAxes } from "./axes.js";
import { prepare } from "./call.js";
import { KernelError, KernelsError, ShapeError } from "./errors.js";
import type { Inputs, Into, Options, Outputs } from "./function-types.js";
import { attempt, Instance } from "./instance.js";
import { compileKernels, type LoadOptions } from "./module.js";
import { readNamed, unfit } from "./names.js";
import { scaledDotProductAttention } from "./operations/scaled-dot-product-attention.js";
import { Placed } from "./placed.js";
import { planOf } from "./plan.js";
import { type FloatTensor, isInteger } from "./tensor.js";

const CREATE = "createKeyValueCache";
const APPEND = "KeyValueCache.append";
const ATTEND = "KeyValueCache.attend";

/** What a cache holds: keys `[batch, numKvHeads, capacity, headDim]` and values `[batch, numKvHeads, capacity, valueDim]`. */
export interface CacheSizes {
  readonly batch: number;
  readonly numKvHeads: number;
  /** How many keys there is room for. */
  readonly capacity: number;
  readonly headDim: number;
  /** Default: headDim. */
  readonly valueDim?: number | undefined;
}

/** As for `scaledDotProductAttention`, less the keys and values. Masks broadcast to `[batch, numHeads, seqQ, length]`. */
export type CacheInputs = Omit<Inputs<"scaledDotProductAttention">, "k" | "v" | "pastK" | "pastV">;

/** As for `scaledDotProductAttention`, but `queryOffset` is `length - seqQ` by default: the queries are the newest tokens. */
export type CacheOptions = Omit<Options<"scaledDotProductAttention">, "returnPresent">;

type Nothing = Record<never, never>;

/** Keys and values that stay inside the WebAssembly memory, so that a decode step copies only what is new. */
export interface KeyValueCache {
  /** How many keys it holds now. */
  readonly length: number;
  /** How many it can hold. */
  readonly capacity: number;

  /**
   * Adds keys `[batch, numKvHeads, seqK, headDim]` and values `[batch, numKvHeads, seqK, valueDim]` after those it has.
   *
   * @throws {ShapeError} when sizes differ from the cache's, or there is no room; the cache is then as before
   */
  append(inputs: { readonly k: FloatTensor; readonly v: FloatTensor }): void;

  /**
   * `scaledDotProductAttention` of `q` (`[batch, numHeads, seqQ, headDim]`, numHeads a multiple of numKvHeads) over all that
   * the cache holds. A causal prefill and a decode step are the same call, made after `append`.
   *
   * @throws as `scaledDotProductAttention` does
   */
  attend<const O extends CacheOptions = Nothing>(
    inputs: CacheInputs,
    options?: O,
    into?: Omit<Into<"scaledDotProductAttention">, "presentK" | "presentV">,
  ): Outputs<"scaledDotProductAttention", O>;

  /** Forgets all keys from `length` on (default: all), such as those of rejected guesses. */
  truncate(length?: number): void;

  /** Gives the memory back. After this every call throws a KernelError. */
  dispose(): void;
}

/**
 * Makes a key/value cache with a WebAssembly instance of its own. Its memory is taken at once:
 * `4 * batch * numKvHeads * capacity * (headDim + valueDim)` bytes.
 *
 * @throws {ArgumentError} when a size is missing or no integer of 1 or more
 * @throws {KernelError} when the WebAssembly cannot be loaded, or there is not memory enough
 */
export async function createKeyValueCache(sizes: CacheSizes, options: LoadOptions = {}): Promise<KeyValueCache> {
  const given = readNamed(CREATE, "size", sizes, ["batch", "numKvHeads", "capacity", "headDim", "valueDim"]);
  const sizeOf = (name: string, otherwise?: unknown) => {
    const size = given.get(name) ?? otherwise;
    if (isInteger(size, 1)) return size;
    throw unfit(CREATE, name, size, "an integer of 1 or more");
  };
  const [batch, numKvHeads, capacity] = [sizeOf("batch"), sizeOf("numKvHeads"), sizeOf("capacity")];
  const headDim = sizeOf("headDim");
  const shape = { batch, numKvHeads, capacity, headDim, valueDim: sizeOf("valueDim", headDim) };
  const module = await compileKernels(CREATE, options);
  return attempt(CREATE, () => new Cache(shape, new CacheInstance(module, shape)));
}

type Shape = Required<Readonly<Record<keyof CacheSizes, number>>>;

const appended = {
  inputs: { k: "batch numKvHeads seqK headDim", v: "batch numKvHeads seqK valueDim" },
  outputs: {},
  params: {},
} as const;

class Cache implements KeyValueCache {
  readonly #appending = planOf(APPEND, appended);
  readonly #attending = { ...planOf("scaledDotProductAttention", scaledDotProductAttention), operation: ATTEND };
  readonly #options = Object.keys(this.#attending.row.params).filter((name) => name !== "returnPresent");
  readonly #shape: Shape;
  #instance: CacheInstance | undefined;
  #length = 0;

  constructor(shape: Shape, instance: CacheInstance) {
    this.#shape = shape;
    this.#instance = instance;
  }

  get length() {
    return this.#length;
  }

  get capacity() {
    return this.#shape.capacity;
  }

  append(inputs: { readonly k: FloatTensor; readonly v: FloatTensor }): void {
    const instance = this.#ready(APPEND);
    const { slots } = prepare(this.#appending, inputs, {}, {});
    let count = 0;
    for (const slot of slots) {
      if (!slot) continue;
      slot.axes.forEach(({ name: axis }, i) => {
        const size = slot.shape[i] ?? 0;
        if (axis === "seqK") count = size;
        else if (size !== this.#sizeOf(axis)) {
          throw new ShapeError(
            APPEND,
            `${slot.name}.${axis} is ${size}, the cache's is ${this.#sizeOf(axis)}`,
            slot.name,
            axis,
          );
        }
      });
    }
    const room = this.capacity - this.#length;
    if (count > room) {
      throw new ShapeError(
        APPEND,
        `k.seqK is ${count}, the cache has room for ${room} of ${this.capacity}`,
        "k",
        "seqK",
      );
    }
    instance.store(inputs.k.data, inputs.v.data, this.#length, count);
    this.#length += count;
  }

  attend<const O extends CacheOptions = Nothing>(
    inputs: CacheInputs,
    options?: O,
    into: Omit<Into<"scaledDotProductAttention">, "presentK" | "presentV"> = {},
  ): Outputs<"scaledDotProductAttention", O> {
    const instance = this.#ready(ATTEND);
    const { q, ...masks } = Object.fromEntries(readNamed(ATTEND, "input", inputs, ["q", "mask", "bias"]));
    const given = readNamed(ATTEND, "option", options ?? {}, this.#options);
    const queries = inputs.q?.shape?.[2] ?? 0;
    const call = prepare(
      this.#attending,
      { q, ...masks, ...instance.views(this.#length) },
      { queryOffset: this.#length - queries, ...Object.fromEntries(given) },
      into,
    );
    try {
      // The one cast, as in `loadKernels`: the row says what comes out.
      return attempt(ATTEND, () => instance.run(call)) as Outputs<"scaledDotProductAttention", O>;
    } catch (error) {
      // After a trap nobody knows what the memory holds.
      if (error instanceof KernelsError && error.cause !== undefined) this.dispose();
      throw error;
    }
  }

  truncate(length = 0): void {
    this.#ready("KeyValueCache.truncate");
    if (!isInteger(length, 0, this.#length)) {
      throw unfit("KeyValueCache.truncate", "length", length, `an integer from 0 to ${this.#length}`);
    }
    this.#length = length;
  }

  dispose(): void {
    this.#instance = undefined;
    this.#length = 0;
  }

  #sizeOf(axis: string): number {
    return new Map(Object.entries(this.#shape)).get(axis) ?? 0;
  }

  #ready(operation: string): CacheInstance {
    if (this.#instance) return this.#instance;
    throw new KernelError(operation, "failed: the cache has been disposed of");
  }
}

/** An instance whose arena begins with the cache, which therefore outlives every call. */
class CacheInstance extends Instance {
  readonly #shape: Shape;
  #k = 0;
  #v = 0;

  constructor(module: WebAssembly.Module, shape: Shape) {
    super(module);
    this.#shape = shape;
    this.reset();
  }

  /** The arena hands out the same places after each reset, and leaves what is there. */
  protected override reset(): void {
    super.reset();
    const { batch, numKvHeads, capacity, headDim, valueDim } = this.#shape;
    const place = (name: string, dim: number) =>
      this.allocate(CREATE, {
        name,
        shape: [batch, numKvHeads, capacity, dim],
        axes: readAxes(`batch numKvHeads capacity ${name}`),
      });
    this.#k = place("headDim", headDim);
    this.#v = place("valueDim", valueDim);
  }

  /** Writes `count` rows of every key head from row `from` on. */
  store(k: Float32Array, v: Float32Array, from: number, count: number): void {
    const { batch, numKvHeads, capacity, headDim, valueDim } = this.#shape;
    for (const [data, place, dim] of [
      [k, this.#k, headDim],
      [v, this.#v, valueDim],
    ] as const) {
      const cache = new Float32Array(this.memory.buffer, place, batch * numKvHeads * capacity * dim);
      for (let head = 0; head < batch * numKvHeads; head++) {
        cache.set(data.subarray(head * count * dim, (head + 1) * count * dim), (head * capacity + from) * dim);
      }
    }
  }

  /** The first `length` rows of every key head. */
  views(length: number): Record<"k" | "v", Placed> {
    const { batch, numKvHeads, capacity, headDim, valueDim } = this.#shape;
    const view = (pointer: number, dim: number) =>
      new Placed([batch, numKvHeads, length, dim], pointer, [numKvHeads * capacity * dim, capacity * dim, dim]);
    return { k: view(this.#k, headDim), v: view(this.#v, valueDim) };
  }
}
