import { setFlagsFromString } from "node:v8";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  ArgumentError,
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
  });
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

  test("everything once it is disposed of", async () => {
    const cache = await createKeyValueCache(sizes);
    cache.dispose();
    expect(cache.length).toBe(0);
    expect(() => cache.attend({ q: draw(2, 2, 1, 8) })).toThrow(KernelError);
    expect(() => cache.append({ k: draw(2, 2, 1, 8), v: draw(2, 2, 1, 6) })).toThrow(/has been disposed of$/);
  });
});
