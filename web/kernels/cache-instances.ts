import { count as elementsOf } from "../arrays/index.js";
import { readAxes } from "./axes.js";
import { prepare } from "./call.js";
import { operationsOf } from "./described.js";
import { Instance } from "./instance.js";
import { scaledDotProductAttention } from "./operations/scaled-dot-product-attention.js";
import { Placed } from "./placed.js";
import { type Plan, planOf } from "./plan.js";
import type { FloatTensor } from "./tensor.js";

/** What errors call it. */
export const CREATE = "createKeyValueCache";
export const APPEND = "KeyValueCache.append";

/** Its sizes, all of them. */
export type CacheShape = Readonly<Record<"batch" | "numKvHeads" | "capacity" | "headDim" | "valueDim", number>>;

export type NarrowDType = keyof typeof narrowWords;

/** How many words of 4 bytes a row of so many elements takes: see `cpp/ops/cache/store_narrow.h`. */
const narrowWords = {
  float16: (dim: number) => 4 * Math.ceil(dim / 8),
  int8: (dim: number) => 4 * Math.ceil(dim / 16) + 4,
};

/** An instance whose arena begins with the cache, which therefore outlives every call. */
export abstract class CacheInstance extends Instance {
  readonly shape: CacheShape;
  readonly #wordsOf: (dim: number) => number;
  #k = 0;
  #v = 0;

  /** The plan of `attend`, and options that are not its caller's. */
  abstract readonly attending: Plan;
  abstract readonly options: Readonly<Record<string, unknown>>;

  /** @param wordsOf how many words of 4 bytes a row of so many elements takes */
  constructor(module: WebAssembly.Module, shape: CacheShape, wordsOf: (dim: number) => number) {
    super(module);
    this.shape = shape;
    this.#wordsOf = wordsOf;
  }

  /** Writes `count` rows of every key head from row `from` on. */
  abstract store(inputs: Readonly<Record<"k" | "v", FloatTensor>>, from: number, count: number): void;

  /** Nothing is held any more. */
  abstract forget(): void;

  /** What of the cache `attend` takes: the first `length` rows of every key head. */
  abstract views(length: number): Readonly<Record<string, Placed>>;

  /** The arena hands out the same places after each reset, and leaves what is there. */
  protected override reset(): void {
    super.reset();
    const { batch, numKvHeads, capacity, headDim, valueDim } = this.shape;
    const place = (name: string, dim: number) =>
      this.allocate(CREATE, {
        name,
        shape: [batch, numKvHeads, capacity, this.#wordsOf(dim)],
        axes: readAxes(`batch numKvHeads capacity ${name}`),
      });
    this.#k = place("headDim", headDim);
    this.#v = place("valueDim", valueDim);
  }

  /** `count` rows of every key head, from row `from` on. */
  protected rows(from: number, count: number): Record<"k" | "v", Placed> {
    const { batch, numKvHeads, capacity, headDim, valueDim } = this.shape;
    const view = (pointer: number, dim: number) => {
      const words = this.#wordsOf(dim);
      const strides = [numKvHeads * capacity * words, capacity * words, words];
      return new Placed([batch, numKvHeads, count, dim], pointer + 4 * from * words, strides);
    };
    return { k: view(this.#k, headDim), v: view(this.#v, valueDim) };
  }
}

/** Rows as they were given. */
export class FloatInstance extends CacheInstance {
  readonly attending = planOf("scaledDotProductAttention", scaledDotProductAttention);
  readonly options = {};

  constructor(module: WebAssembly.Module, shape: CacheShape) {
    super(module, shape, (dim) => dim);
    this.reset();
  }

  store({ k, v }: Readonly<Record<"k" | "v", FloatTensor>>, from: number, count: number): void {
    const { batch, numKvHeads, capacity } = this.shape;
    const places = this.rows(from, count);
    for (const [{ data }, place] of [
      [k, places.k],
      [v, places.v],
    ] as const) {
      const dim = place.shape[3] ?? 0;
      for (let head = 0; head < batch * numKvHeads; head++) {
        const row = new Float32Array(this.memory.buffer, place.data + 4 * head * capacity * dim, count * dim);
        row.set(data.subarray(head * count * dim, (head + 1) * count * dim));
      }
    }
  }

  forget(): void {}

  views(length: number): Readonly<Record<string, Placed>> {
    return this.rows(0, length);
  }
}

/** Rows of a narrow type. */
export class NarrowInstance extends CacheInstance {
  readonly attending: Plan;
  readonly options: { readonly dtype: NarrowDType };
  readonly #storing: Plan;
  #strange = 0;

  constructor(module: WebAssembly.Module, shape: CacheShape, dtype: NarrowDType) {
    super(module, shape, narrowWords[dtype]);
    this.options = { dtype };
    const plan = (operation: string) => {
      const row = operationsOf(module)[operation];
      if (row) return planOf(operation, row);
      throw new TypeError(`the module has no ${operation}: another version?`);
    };
    this.attending = plan("narrowAttention");
    this.#storing = { ...plan("storeNarrow"), operation: APPEND };
    this.reset();
  }

  store(inputs: Readonly<Record<"k" | "v", FloatTensor>>, from: number, count: number): void {
    const { k, v } = this.rows(from, count);
    const given = { ...inputs, kCache: k, vCache: v, strange: this.#flags() };
    this.run(prepare(this.#storing, given, this.options, {}));
  }

  forget(): void {
    const { shape, data } = this.#flags();
    new Int32Array(this.memory.buffer, data, elementsOf(shape)).fill(0);
  }

  views(length: number): Readonly<Record<string, Placed>> {
    return { ...this.rows(0, length), strange: this.#flags() };
  }

  protected override reset(): void {
    super.reset();
    const { shape } = this.#flags();
    this.#strange = this.allocate(CREATE, { name: "strange", shape, axes: readAxes("batch numKvHeads") });
  }

  #flags(): Placed {
    return new Placed([this.shape.batch, this.shape.numKvHeads], this.#strange);
  }
}
