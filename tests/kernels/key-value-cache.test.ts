import { setFlagsFromString } from "node:v8";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  ArgumentError,
  type CacheDType,
  createKeyValueCache,
  type FloatTensor,
  KernelError,
  loadKernels,
  ShapeError,
  tensor,
} from "../../web/kernels/index.js";
import { expectBudget } from "../budget.js";

if (process.versions.node.startsWith("20.")) setFlagsFromString("--experimental-wasm-relaxed-simd");

let seed = 1;
const draw = (...shape: number[]) =>
  tensor(
    shape,
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
      seed = (seed * 16807) % 2147483647;
      return (seed / 2147483647) * 4 - 2;
    }),
  );

/** Rows `from` to `to` of every `[.., seq, dim]` head. */
function rows({ shape, data }: FloatTensor, from: number, to: number): FloatTensor {
  const [batch = 0, heads = 0, seq = 0, dim = 0] = shape;
  const parts = Array.from({ length: batch * heads }, (_, head) =>
    Array.from(data.subarray((head * seq + from) * dim, (head * seq + to) * dim)),
  );
  return tensor([batch, heads, to - from, dim], parts.flat());
}

const sizes = { batch: 2, numKvHeads: 2, capacity: 20, headDim: 8, valueDim: 6 };

describe.each([false, true])("relaxed: %s", (relaxed) => {
  test("prefill and steps give what pastK and pastV give", async () => {
    const kernels = await loadKernels({ relaxed });
    const cache = await createKeyValueCache(sizes, { relaxed });
    const [q, k, v] = [draw(2, 6, 20, 8), draw(2, 2, 20, 8), draw(2, 2, 20, 6)];
    let length = 0;
    for (const count of [9, 1, 1, 4, 1, 0, 4]) {
      const [from, to] = [length, length + count];
      length = to;
      cache.append({ k: rows(k, from, to), v: rows(v, from, to) });
      expect(cache.length).toBe(to);
      const options = { causal: true, softcap: 3, window: [7, -1], returnWeights: true, returnLse: true } as const;
      const mask = tensor(
        [2, 1, 1, to],
        Array.from({ length: 2 * to }, (_, i) => i % 5 !== 3),
      );
      const bias = draw(6, 1, to);
      const step = rows(q, from, to);
      const expected = kernels.scaledDotProductAttention(
        {
          q: step,
          k: rows(k, from, to),
          v: rows(v, from, to),
          mask,
          bias,
          pastK: rows(k, 0, from),
          pastV: rows(v, 0, from),
        },
        options,
      );
      const actual = cache.attend({ q: step, mask, bias }, options);
      expectTypeOf(actual.weights).toEqualTypeOf<FloatTensor>();
      expect(actual).toEqual(expected);
    }
  });

  test("options for each entry of the batch reach their entry", async () => {
    const kernels = await loadKernels({ relaxed });
    const cache = await createKeyValueCache(sizes, { relaxed });
    const [q, k, v] = [draw(2, 4, 3, 8), draw(2, 2, 11, 8), draw(2, 2, 11, 6)];
    cache.append({ k, v });
    const options = { causal: true, queryOffset: [2, 7], kvLengths: [4, 11] } as const;
    expect(cache.attend({ q }, options)).toEqual(kernels.scaledDotProductAttention({ q, k, v }, options));
    const sinks = draw(4);
    expect(cache.attend({ q, sinks }, options)).toEqual(kernels.scaledDotProductAttention({ q, k, v, sinks }, options));
  });
});

/** The half that is nearest to a number, of two such the one whose fraction is even. */
function nearestHalf(x: number): number {
  const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(x))), -14) - 10);
  const units = Math.abs(x) / unit;
  const below = Math.floor(units);
  const up = units - below > 0.5 || (units - below === 0.5 && below % 2 === 1);
  const size = unit * (up ? below + 1 : below);
  return x === 0 || Number.isNaN(x) ? x : Math.sign(x) * (size > 65504 ? Number.POSITIVE_INFINITY : size);
}
const nearestHalves = ({ shape, data }: FloatTensor) => tensor(shape, data.map(nearestHalf));

/** What bytes with a scale for each row hold. */
function nearestBytes({ shape, data }: FloatTensor): FloatTensor {
  const dim = shape.at(-1) ?? 0;
  const result = data.slice();
  for (let from = 0; from < data.length; from += dim) {
    const row = data.subarray(from, from + dim);
    const scale = row.every(Number.isFinite) ? Math.fround(Math.max(...row.map(Math.abs)) / 127) : Number.NaN;
    row.forEach((value, i) => {
      const quotient = Math.fround(value / scale);
      const below = Math.floor(quotient);
      const up = quotient - below > 0.5 || (quotient - below === 0.5 && below % 2 !== 0);
      result[from + i] = scale === 0 ? 0 : (up ? below + 1 : below) * scale;
    });
  }
  return tensor(shape, result);
}

const narrow = [
  { dtype: "float16", nearest: nearestHalves, most: 1e-6 },
  // A scale comes after the sum of products with whole numbers, here before.
  { dtype: "int8", nearest: nearestBytes, most: 3e-6 },
] as const;

/** The results of two orders of adding up: of values up to 2, a few units in the last place. */
function expectNear(
  actual: Readonly<Record<string, FloatTensor>>,
  expected: Readonly<Record<string, FloatTensor>>,
  most: number,
) {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, { shape, data }] of Object.entries(expected)) {
    expect(actual[name]?.shape).toEqual(shape);
    data.forEach((value, i) => {
      const other = actual[name]?.data[i] ?? Number.NaN;
      if (!Object.is(other, value)) expect(Math.abs(other - value), `${name}[${i}]`).toBeLessThan(most);
    });
  }
}

const both = narrow.flatMap((one) => [false, true].map((relaxed) => ({ ...one, relaxed })));
describe.each(both)("a cache of $dtype, relaxed: $relaxed", ({ dtype, nearest, most, relaxed }) => {
  test.each([
    { numHeads: 2, headDim: 8, valueDim: 6 },
    { numHeads: 4, headDim: 21, valueDim: 40 },
    { numHeads: 6, headDim: 64, valueDim: 64 },
    { numHeads: 16, headDim: 128, valueDim: 33 },
  ])("gives what one of float32 gives for the nearest of these: %o", async ({ numHeads, ...dims }) => {
    const sizes = { batch: 2, numKvHeads: 2, capacity: 300, ...dims };
    const exact = await createKeyValueCache(sizes, { relaxed });
    const other = await createKeyValueCache({ ...sizes, dtype }, { relaxed });
    expect([exact.dtype, other.dtype]).toEqual(["float32", dtype]);
    for (const count of [250, 1, 1, 0, 20]) {
      const [k, v] = [draw(2, 2, count, dims.headDim), draw(2, 2, count, dims.valueDim)];
      exact.append({ k: nearest(k), v: nearest(v) });
      other.append({ k, v });
      const to = exact.length;
      const mask = tensor(
        [2, 1, 1, to],
        Array.from({ length: 2 * to }, (_, i) => i % 5 !== 3),
      );
      const options = { causal: true, softcap: 3, window: [270, -1], returnWeights: true, returnLse: true } as const;
      for (const seqQ of [1, 3]) {
        const sinks = seqQ === 3 ? { sinks: draw(numHeads) } : {};
        const inputs = { q: draw(2, numHeads, seqQ, dims.headDim), mask, bias: draw(numHeads, 1, to), ...sinks };
        expectNear(other.attend(inputs, options), exact.attend(inputs, options), most);
      }
    }
  });

  test("does the same of numbers that it cannot hold, and lets none that is hidden through", async () => {
    const exact = await createKeyValueCache(sizes, { relaxed });
    const other = await createKeyValueCache({ ...sizes, dtype }, { relaxed });
    const [k, v] = [draw(2, 2, 9, 8), draw(2, 2, 9, 6)];
    const strange = [Number.NaN, Number.POSITIVE_INFINITY, -1e30, 65519, 65520, 1e-8, -6e-8];
    strange.forEach((value, i) => {
      k.data[8 * i + i] = value;
      v.data[54 + 6 * i] = value;
    });
    other.append({ k, v });
    exact.append({ k: nearest(k), v: nearest(v) });
    const q = draw(2, 4, 1, 8);
    for (const kvLengths of [9, 8, 4, [1, 9]])
      expectNear(other.attend({ q }, { kvLengths }), exact.attend({ q }, { kvLengths }), most);
    const hidden = { q, mask: tensor([9], [false, false, false, false, false, false, false, true, true]) };
    const { out } = other.attend(hidden);
    expect(out.data.every(Number.isFinite)).toBe(true);
    // What is forgotten is strange no longer.
    other.truncate();
    other.append({ k: draw(2, 2, 9, 8), v: draw(2, 2, 9, 6) });
    expect(other.attend({ q }).out.data.every(Number.isFinite)).toBe(true);
  });

  test("is right where queries take scores out of float32", async () => {
    const exact = await createKeyValueCache(sizes, { relaxed });
    const other = await createKeyValueCache({ ...sizes, dtype }, { relaxed });
    const [q, k, v] = [draw(2, 4, 1, 8), nearest(draw(2, 2, 9, 8)), nearest(draw(2, 2, 9, 6))];
    exact.append({ k, v });
    other.append({ k, v });
    for (const scale of [1e5, 1e36, 1e38]) {
      expectNear(other.attend({ q }, { scale, softcap: 2 }), exact.attend({ q }, { scale, softcap: 2 }), most);
    }
  });
});

/** Box and Muller's transform. */
function drawNormal(...shape: number[]): FloatTensor {
  const [size, turn] = [draw(...shape), draw(...shape)];
  const values = size.data.map((value, i) => {
    const radius = Math.sqrt(-2 * Math.log((value + 2) / 4 || 1));
    return radius * Math.cos(((turn.data[i] ?? 0) * Math.PI) / 2);
  });
  return tensor(shape, values);
}

test.each([
  { dtype: "float16", least: 2.5e-4, most: 3.5e-4 },
  { dtype: "int8", least: 8.5e-3, most: 9.5e-3 },
] as const)("the error of $dtype is what its documentation says", async ({ dtype, least, most }) => {
  const sizes = { batch: 1, numKvHeads: 4, capacity: 1000, headDim: 128 };
  const [exact, other] = [await createKeyValueCache(sizes), await createKeyValueCache({ ...sizes, dtype })];
  const drawn = { k: drawNormal(1, 4, 1000, 128), v: drawNormal(1, 4, 1000, 128) };
  exact.append(drawn);
  other.append(drawn);
  const q = drawNormal(1, 16, 1, 128);
  const expected = exact.attend({ q }).out.data;
  const actual = other.attend({ q }).out.data;
  const error = Math.hypot(...expected.map((value, i) => value - (actual[i] ?? Number.NaN))) / Math.hypot(...expected);
  console.info(`The error of ${dtype}: ${error.toExponential(2)}`);
  expect(error).toBeGreaterThan(least);
  expect(error).toBeLessThan(most);
});

test("a cache of float16 takes half the memory, of int8 little more than a quarter", async () => {
  const bytesOf = async (dtype: CacheDType) => {
    const { Instance } = WebAssembly;
    let memory: WebAssembly.Memory | undefined;
    WebAssembly.Instance = class extends Instance {
      constructor(...args: ConstructorParameters<typeof Instance>) {
        super(...args);
        if (this.exports.memory instanceof WebAssembly.Memory) memory = this.exports.memory;
      }
    };
    await createKeyValueCache({ batch: 1, numKvHeads: 8, capacity: 4096, headDim: 64, dtype });
    WebAssembly.Instance = Instance;
    return memory?.buffer.byteLength ?? Number.NaN;
  };
  const half = 8 * 4096 * 64 * 4;
  expect(await bytesOf("float32")).toBeGreaterThan(2 * half);
  expect(await bytesOf("float16")).toBeLessThan(half + 300_000);
  expect(await bytesOf("int8")).toBeLessThan(half * (1 / 2 + 1 / 8) + 300_000);
});

test("an empty cache gives zeros", async () => {
  const cache = await createKeyValueCache(sizes);
  const { out, lse } = cache.attend({ q: draw(2, 2, 1, 8) }, { returnLse: true });
  expect(out.data.every((value) => value === 0)).toBe(true);
  expect(lse.data.every((value) => value === Number.NEGATIVE_INFINITY)).toBe(true);
});

test("what is forgotten may be written again", async () => {
  const cache = await createKeyValueCache(sizes);
  const [q, k, v] = [draw(2, 2, 1, 8), draw(2, 2, 5, 8), draw(2, 2, 5, 6)];
  cache.append({ k, v });
  const before = cache.attend({ q });
  cache.append({ k: draw(2, 2, 3, 8), v: draw(2, 2, 3, 6) });
  expect(cache.attend({ q })).not.toEqual(before);
  cache.truncate(5);
  expect(cache.length).toBe(5);
  expect(cache.attend({ q })).toEqual(before);
  cache.truncate();
  cache.append({ k, v });
  expect(cache.attend({ q })).toEqual(before);
  expect(() => cache.truncate(6)).toThrow(/^KeyValueCache.truncate: length is 6, must be an integer from 0 to 5$/);
});

test("memory does not grow from step to step", async () => {
  const { Instance } = WebAssembly;
  const memories: WebAssembly.Memory[] = [];
  WebAssembly.Instance = class extends Instance {
    constructor(...args: ConstructorParameters<typeof Instance>) {
      super(...args);
      if (this.exports.memory instanceof WebAssembly.Memory) memories.push(this.exports.memory);
    }
  };
  const cache = await createKeyValueCache({ batch: 1, numKvHeads: 2, capacity: 4096, headDim: 64 });
  WebAssembly.Instance = Instance;
  const bytes = () => memories[0]?.buffer.byteLength ?? Number.NaN;
  const step = () => {
    cache.append({ k: draw(1, 2, 1, 64), v: draw(1, 2, 1, 64) });
    cache.attend({ q: draw(1, 4, 1, 64) });
  };
  step();
  const held = bytes();
  expectBudget("Memory of a cache of 4 MiB", held, 4_390_912);
  for (let i = 0; i < 200; i++) step();
  expect(bytes()).toBe(held);
});

describe("refuses", () => {
  test("more than there is room for, and stays as it was", async () => {
    const cache = await createKeyValueCache(sizes);
    cache.append({ k: draw(2, 2, 18, 8), v: draw(2, 2, 18, 6) });
    const full = () => cache.append({ k: draw(2, 2, 3, 8), v: draw(2, 2, 3, 6) });
    expect(full).toThrow(ShapeError);
    expect(full).toThrow(/^KeyValueCache.append: k.seqK is 3, the cache has room for 2 of 20$/);
    expect(cache.length).toBe(18);
  });

  test("sizes that are not the cache's", async () => {
    const cache = await createKeyValueCache(sizes);
    expect(() => cache.append({ k: draw(2, 2, 1, 7), v: draw(2, 2, 1, 6) })).toThrow(
      /^KeyValueCache.append: k.headDim is 7, the cache's is 8$/,
    );
    expect(() => cache.append({ k: draw(2, 2, 1, 8), v: draw(2, 2, 2, 6) })).toThrow(ShapeError);
    expect(() => cache.attend({ q: draw(1, 2, 1, 8) })).toThrow(ShapeError);
    expect(() => cache.attend({ q: draw(2, 3, 1, 8) })).toThrow(ShapeError);
  });

  test("inputs and options that it has not", async () => {
    const cache = await createKeyValueCache(sizes);
    // @ts-expect-error keys are the cache's
    expect(() => cache.attend({ q: draw(2, 2, 1, 8), k: draw(2, 2, 1, 8) })).toThrow(ArgumentError);
    // @ts-expect-error the cache is the present
    expect(() => cache.attend({ q: draw(2, 2, 1, 8) }, { returnPresent: true })).toThrow(ArgumentError);
    // @ts-expect-error missing
    expect(() => cache.attend({})).toThrow(/^KeyValueCache.attend: q is missing$/);
  });

  test("sizes that are none", async () => {
    await expect(createKeyValueCache({ ...sizes, capacity: 0 })).rejects.toThrow(
      /^createKeyValueCache: capacity is 0, must be an integer of 1 or more$/,
    );
    await expect(createKeyValueCache({ ...sizes, capacity: 2 ** 30 })).rejects.toBeInstanceOf(KernelError);
  });

  test("a type that there is not, and the module of another", async () => {
    // @ts-expect-error no such type
    const unknown = createKeyValueCache({ ...sizes, dtype: "float8" });
    await expect(unknown).rejects.toThrow(
      /^createKeyValueCache: dtype is float8, must be one of float32, float16, int8$/,
    );
    await expect(unknown).rejects.toBeInstanceOf(ArgumentError);
    const wasm = new URL("../../web/kernels/kernels.wasm", import.meta.url);
    await expect(createKeyValueCache({ ...sizes, dtype: "float16" }, { wasm })).rejects.toThrow(
      /the module has no narrowAttention: another version\?$/,
    );
  });

  test("everything once it is disposed of", async () => {
    const cache = await createKeyValueCache(sizes);
    cache.dispose();
    expect(cache.length).toBe(0);
    expect(() => cache.attend({ q: draw(2, 2, 1, 8) })).toThrow(KernelError);
    expect(() => cache.append({ k: draw(2, 2, 1, 8), v: draw(2, 2, 1, 6) })).toThrow(/has been disposed of$/);
  });
});

describe("a rolling cache", () => {
  const dtypes: readonly CacheDType[] = ["float32", "float16", "int8"];

  test.each(dtypes)("of %s gives what a window over all keys gives, long after it is full", async (dtype) => {
    const window = 5;
    const shape = { ...sizes, capacity: window, dtype };
    const rolling = await createKeyValueCache({ ...shape, rolling: true });
    const [q, k, v] = [draw(2, 6, 17, 8), draw(2, 2, 17, 8), draw(2, 2, 17, 6)];
    rolling.append({ k: rows(k, 0, 3), v: rows(v, 0, 3) });
    for (let at = 3; at < 17; at++) {
      rolling.append({ k: rows(k, at, at + 1), v: rows(v, at, at + 1) });
      expect(rolling.length).toBe(Math.min(at + 1, window));
      const plain = await createKeyValueCache(shape);
      const from = Math.max(0, at + 1 - window);
      plain.append({ k: rows(k, from, at + 1), v: rows(v, from, at + 1) });
      const query = rows(q, at, at + 1);
      const wanted = plain.attend({ q: query }, { causal: true, returnLse: true });
      const given = rolling.attend({ q: query }, { causal: true, returnLse: true });
      for (const name of ["out", "lse"] as const)
        given[name].data.forEach((value, i) => {
          expect(value).toBeCloseTo(wanted[name].data[i] as number, 5);
        });
    }
  });

  test("that overwrites keys refuses what needs their order, and is as before", async () => {
    const cache = await createKeyValueCache({ ...sizes, capacity: 4, rolling: true });
    const [k, v] = [draw(2, 2, 5, 8), draw(2, 2, 5, 6)];
    cache.append({ k: rows(k, 0, 3), v: rows(v, 0, 3) });
    expect(() => cache.append({ k: rows(k, 3, 5), v: rows(v, 3, 5) })).toThrow(
      "k.seqK is 2, the cache has room for 1 of 4, and rolls on by 1 when it is full",
    );
    cache.append({ k: rows(k, 3, 4), v: rows(v, 3, 4) });
    const q = draw(2, 2, 2, 8);
    cache.attend({ q }, { causal: true, window: [1, 0] });
    cache.truncate(4);
    cache.append({ k: rows(k, 4, 5), v: rows(v, 4, 5) });
    expect(() => cache.attend({ q })).toThrow(ShapeError);
    expect(() => cache.attend({ q: rows(q, 0, 1) }, { window: [1, 0] })).toThrow(ArgumentError);
    expect(() => cache.truncate(2)).toThrow("must be 0 or 4: the cache has overwritten keys");
    expect(cache.attend({ q: rows(q, 0, 1) }).out.shape).toEqual([2, 2, 1, 6]);
    cache.truncate();
    cache.append({ k: rows(k, 0, 3), v: rows(v, 0, 3) });
    expect(cache.attend({ q }, { causal: true }).out.shape).toEqual([2, 2, 2, 6]);
    await expect(createKeyValueCache({ ...sizes, rolling: 1 as never })).rejects.toThrow("must be true or false");
  });
});
