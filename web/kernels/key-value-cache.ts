import {
  APPEND,
  type CacheInstance,
  type CacheShape,
  CREATE,
  FloatInstance,
  type NarrowDType,
  NarrowInstance,
} from "./cache-instances.js";
import { prepare } from "./call.js";
import { KernelError, KernelsError, ShapeError } from "./errors.js";
import type { Inputs, Into, Options, Outputs } from "./function-types.js";
import { attempt } from "./instance.js";
import { compileKernels, compileOneOf, type LoadOptions } from "./module.js";
import { readNamed, unfit } from "./names.js";
import { type Plan, planOf } from "./plan.js";
import { type FloatTensor, isInteger } from "./tensor.js";

const ATTEND = "KeyValueCache.attend";

/**
 * As what a cache keeps its keys and values: `float32`, as they are; `float16`, each number rounded to the nearest half (11 bits;
 * beyond 65504 infinite); `int8`, as whole numbers from -127 to 127 with a scale for each key and head, and one for its value. Of
 * normally distributed inputs the root mean square error of `out`, against that of `out` itself, is 0.03 % with float16 and 0.9 % with
 * int8, at a headDim of 128. An infinity or NaN makes the whole of its key or value, in its head, NaN with int8.
 */
export type CacheDType = "float32" | NarrowDType;

/** What a cache holds: keys `[batch, numKvHeads, capacity, headDim]` and values `[batch, numKvHeads, capacity, valueDim]`. */
export interface CacheSizes {
  readonly batch: number;
  readonly numKvHeads: number;
  /** How many keys there is room for. */
  readonly capacity: number;
  readonly headDim: number;
  /** Default: headDim. */
  readonly valueDim?: number | undefined;
  /** Default: float32. */
  readonly dtype?: CacheDType | undefined;
  /**
   * Whether a full cache goes on: each new key takes the place of the oldest one, as a sliding window of `capacity` keys needs it.
   * From then on it takes one token at a time, `attend` one query, and masks and biases are by place, not by age. Default: false.
   */
  readonly rolling?: boolean | undefined;
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
  /** As what it keeps them. */
  readonly dtype: CacheDType;

  /**
   * Adds keys `[batch, numKvHeads, seqK, headDim]` and values `[batch, numKvHeads, seqK, valueDim]` after those it has.
   *
   * @throws {ShapeError} when sizes differ from the cache's, or there is no room (a full rolling cache takes one token); the cache is
   * then as before
   * @throws {KernelError} when memory does not suffice to convert them
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

  /** Forgets all keys from `length` on (default: all), such as those of rejected guesses. One that has rolled on forgets all or none. */
  truncate(length?: number): void;

  /** Gives the memory back. After this every call throws a KernelError. */
  dispose(): void;
}

/**
 * Makes a key/value cache with a WebAssembly instance of its own. Its memory is taken at once:
 * `4 * batch * numKvHeads * capacity * (headDim + valueDim)` bytes; of float16 half of that, with headDim and valueDim rounded up to
 * multiples of 8; of int8 a quarter, with multiples of 16 and 16 more each. All but float32 is in a module of its own, `kernels-cache.wasm` or `kernels-cache-relaxed.wasm`, which is the one
 * to give where `wasm` says where it is.
 *
 * @throws {ArgumentError} when a size is missing or no integer of 1 or more, or there is no such dtype
 * @throws {KernelError} when the WebAssembly cannot be loaded, or there is not memory enough
 */
export async function createKeyValueCache(sizes: CacheSizes, options: LoadOptions = {}): Promise<KeyValueCache> {
  const given = readNamed(CREATE, "size", sizes, [
    "batch",
    "numKvHeads",
    "capacity",
    "headDim",
    "valueDim",
    "dtype",
    "rolling",
  ]);
  const sizeOf = (name: string, otherwise?: unknown) => {
    const size = given.get(name) ?? otherwise;
    if (isInteger(size, 1)) return size;
    throw unfit(CREATE, name, size, "an integer of 1 or more");
  };
  const [batch, numKvHeads, capacity] = [sizeOf("batch"), sizeOf("numKvHeads"), sizeOf("capacity")];
  const headDim = sizeOf("headDim");
  const shape = { batch, numKvHeads, capacity, headDim, valueDim: sizeOf("valueDim", headDim) };
  const dtype = given.has("dtype") ? given.get("dtype") : "float32";
  const rolling = given.get("rolling") ?? false;
  if (typeof rolling !== "boolean") throw unfit(CREATE, "rolling", rolling, "true or false");
  if (dtype === "float32") {
    const module = await compileKernels(CREATE, options);
    return attempt(CREATE, () => new Cache(shape, dtype, rolling, new FloatInstance(module, shape)));
  }
  if (dtype !== "float16" && dtype !== "int8") throw unfit(CREATE, "dtype", dtype, "one of float32, float16, int8");
  const module = await compileOneOf(CREATE, options, (relaxed) =>
    relaxed
      ? new URL("./kernels-cache-relaxed.wasm", import.meta.url)
      : new URL("./kernels-cache.wasm", import.meta.url),
  );
  return attempt(CREATE, () => new Cache(shape, dtype, rolling, new NarrowInstance(module, shape, dtype)));
}

const appended = {
  inputs: { k: "batch numKvHeads seqK headDim", v: "batch numKvHeads seqK valueDim" },
  outputs: {},
  params: {},
} as const;

class Cache implements KeyValueCache {
  readonly #appending = planOf(APPEND, appended);
  readonly #attending: Plan;
  readonly #options: readonly string[];
  readonly #shape: CacheShape;
  readonly dtype: CacheDType;
  readonly #rolling: boolean;
  #instance: CacheInstance | undefined;
  #length = 0;
  /** Of a rolling cache that is full: where its oldest key lies. */
  #oldest = 0;
  /** Whether keys have been overwritten, so that places are no positions any more. */
  #rolled = false;

  constructor(shape: CacheShape, dtype: CacheDType, rolling: boolean, instance: CacheInstance) {
    this.#shape = shape;
    this.#rolling = rolling;
    this.dtype = dtype;
    this.#instance = instance;
    this.#attending = { ...instance.attending, operation: ATTEND };
    this.#options = Object.keys(this.#attending.row.params).filter(
      (name) => !["returnPresent", "dtype"].includes(name),
    );
  }

  get length() {
    return this.#length;
  }

  get capacity() {
    return this.#shape.capacity;
  }

  append(inputs: { readonly k: FloatTensor; readonly v: FloatTensor }): void {
    const instance = this.#ready(APPEND);
    const count = this.#countOf(inputs);
    const room = this.capacity - this.#length;
    if (this.#rolling && room === 0 && count === 1) {
      this.#overwrite(instance, inputs);
      return;
    }
    if (count > room) {
      const rolls = this.#rolling ? ", and rolls on by 1 when it is full" : "";
      const problem = `k.seqK is ${count}, the cache has room for ${room} of ${this.capacity}${rolls}`;
      throw new ShapeError(APPEND, problem, "k", "seqK");
    }
    this.#attempt(APPEND, () => instance.store(inputs, this.#length, count));
    this.#length += count;
  }

  /** How many keys are given, whose other sizes must be the cache's. */
  #countOf(inputs: { readonly k: FloatTensor; readonly v: FloatTensor }): number {
    let count = 0;
    for (const slot of prepare(this.#appending, inputs, {}, {}).slots) {
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
    return count;
  }

  /** What was first comes to lie last: attention does not ask for the order of keys. */
  #overwrite(instance: CacheInstance, inputs: { readonly k: FloatTensor; readonly v: FloatTensor }): void {
    this.#attempt(APPEND, () => instance.store(inputs, this.#oldest, 1));
    this.#oldest = (this.#oldest + 1) % this.capacity;
    this.#rolled = true;
  }

  attend<const O extends CacheOptions = Nothing>(
    inputs: CacheInputs,
    options?: O,
    into: Omit<Into<"scaledDotProductAttention">, "presentK" | "presentV"> = {},
  ): Outputs<"scaledDotProductAttention", O> {
    const instance = this.#ready(ATTEND);
    const { q, ...others } = Object.fromEntries(readNamed(ATTEND, "input", inputs, ["q", "mask", "bias", "sinks"]));
    const given = readNamed(ATTEND, "option", options ?? {}, this.#options);
    const queries = inputs.q?.shape?.[2] ?? 0;
    if (this.#rolled) this.#expectNewest(queries, given);
    const call = prepare(
      this.#attending,
      { q, ...others, ...instance.views(this.#length) },
      { queryOffset: this.#length - queries, ...Object.fromEntries(given), ...instance.options },
      into,
    );
    // The one cast, as in `loadKernels`: the row says what comes out.
    return this.#attempt(ATTEND, () => instance.run(call)) as Outputs<"scaledDotProductAttention", O>;
  }

  /** Only the newest token may ask after all keys that are held; those between have lost their order. */
  #expectNewest(queries: number, given: ReadonlyMap<string, unknown>): void {
    if (queries !== 1)
      throw new ShapeError(ATTEND, `q.seqQ is ${queries}, 1 from when a rolling cache overwrites keys`, "q", "seqQ");
    if (given.get("window") !== undefined)
      throw unfit(
        ATTEND,
        "window",
        given.get("window"),
        "left out: a rolling cache that overwrites keys is the window",
      );
  }

  truncate(length = 0): void {
    const instance = this.#ready("KeyValueCache.truncate");
    if (!isInteger(length, 0, this.#length)) {
      throw unfit("KeyValueCache.truncate", "length", length, `an integer from 0 to ${this.#length}`);
    }
    if (this.#rolled && length > 0 && length < this.#length)
      throw unfit("KeyValueCache.truncate", "length", length, `0 or ${this.#length}: the cache has overwritten keys`);
    this.#length = length;
    if (length > 0) return;
    this.#oldest = 0;
    this.#rolled = false;
    instance.forget();
  }

  dispose(): void {
    this.#instance = undefined;
    this.#length = 0;
  }

  #attempt<T>(operation: string, action: () => T): T {
    try {
      return attempt(operation, action);
    } catch (error) {
      // After a trap nobody knows what the memory holds.
      if (error instanceof KernelsError && error.cause !== undefined) this.dispose();
      throw error;
    }
  }

  #sizeOf(axis: string): number {
    return new Map(Object.entries(this.#shape)).get(axis) ?? 0;
  }

  #ready(operation: string): CacheInstance {
    if (this.#instance) return this.#instance;
    throw new KernelError(operation, "failed: the cache has been disposed of");
  }
}
