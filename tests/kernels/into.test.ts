import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  createKeyValueCache,
  DTypeError,
  loadKernels,
  ShapeError,
  tensor,
} from "../../web/kernels/index.js";

const kernels = await loadKernels();
const ramp = (...shape: number[]) =>
  tensor(
    shape,
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i)),
  );

describe("tensors to write outputs into", () => {
  test("get what a call would return, and are what it returns", () => {
    const x = ramp(3, 5);
    const y = tensor([3, 5], new Float32Array(15).fill(7));
    const expected = kernels.softmax({ x }).y.data;
    const returned = kernels.softmax({ x }, {}, { y });
    expect(returned.y.data).toBe(y.data);
    expect(y.data).toEqual(expected);
  });

  test("may be an input too", () => {
    const x = ramp(3, 5);
    const expected = kernels.softmax({ x }).y.data;
    kernels.softmax({ x }, {}, { y: x });
    expect(x.data).toEqual(expected);
  });

  test("may be part of a larger buffer, whose rest stays", () => {
    const whole = new Float32Array(20).fill(7);
    kernels.softmax({ x: ramp(2, 5) }, {}, { y: tensor([2, 5], whole.subarray(5, 15)) });
    expect([...whole.subarray(0, 5), ...whole.subarray(15)]).toEqual(Array(10).fill(7));
    expect(whole.subarray(5, 10).reduce((a, b) => a + b)).toBeCloseTo(1);
  });

  test("may be some of the outputs", () => {
    const [q, k, v] = [ramp(1, 2, 3, 4), ramp(1, 2, 5, 4), ramp(1, 2, 5, 6)];
    const options = { returnWeights: true, returnLse: true } as const;
    const weights = tensor([1, 2, 3, 5], new Float32Array(30));
    const expected = kernels.scaledDotProductAttention({ q, k, v }, options);
    const returned = kernels.scaledDotProductAttention({ q, k, v }, options, { weights });
    expect(returned).toEqual(expected);
    expect(returned.weights.data).toBe(weights.data);
  });

  test("serve a key/value cache, step after step", async () => {
    const cache = await createKeyValueCache({ batch: 1, numKvHeads: 2, capacity: 8, headDim: 4 });
    cache.append({ k: ramp(1, 2, 3, 4), v: ramp(1, 2, 3, 4) });
    const out = tensor([1, 2, 1, 4], new Float32Array(8));
    const q = ramp(1, 2, 1, 4);
    expect(cache.attend({ q }, {}, { out }).out.data).toBe(out.data);
    expect(out.data).toEqual(cache.attend({ q }).out.data);
  });

  test("are checked, and named when they do not fit; the next call works", () => {
    const x = ramp(3, 5);
    const softmax = kernels.softmax as (...given: unknown[]) => unknown;
    expect(() => softmax({ x }, {}, { y: ramp(5, 3) })).toThrow(
      new ShapeError("softmax", "y has shape [5,3], the output's is [3,5]", "y"),
    );
    expect(() => softmax({ x }, {}, { y: { shape: [3, 5], data: new Float64Array(15) } })).toThrow(DTypeError);
    expect(() => softmax({ x }, {}, { z: x })).toThrow(/there is no output z, did you mean y/);
    expect(() => softmax({ x }, {}, 3)).toThrow(ArgumentError);
    const [q, k, v] = [ramp(1, 1, 2, 4), ramp(1, 1, 2, 4), ramp(1, 1, 2, 4)];
    expect(() => kernels.scaledDotProductAttention({ q, k, v }, {}, { weights: ramp(1, 1, 2, 2) })).toThrow(
      /weights is to be written, but returnWeights is false/,
    );
    expect(kernels.softmax({ x }).y.shape).toEqual([3, 5]);
  });
});
