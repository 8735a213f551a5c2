import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  DTypeError,
  type FloatTensor,
  type KernelsOptions,
  loadKernels,
  ShapeError,
  tensor,
} from "../../web/kernels/index.js";
import { anyOperation } from "./builds.js";
import { drawing } from "./draw.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const wasm = new WebAssembly.Module(readFileSync("web/kernels/kernels.wasm"));
const load = (options?: KernelsOptions) => loadKernels({ wasm, ...options });

test("a call like one before gives what a first one would", async () => {
  const kernels = await load();
  const { uniform, floats, bools } = drawing(1);
  const one = <T>(choices: readonly T[]): T => choices[Math.floor(uniform() * choices.length)] as T;
  for (let round = 0; round < 400; round++) {
    const first = await load();
    const [seqQ, seqK, headDim] = [one([1, 3]), one([2, 5]), one([2, 4])];
    const options = {
      ...one([
        {},
        { causal: true },
        { causal: false },
        { scale: 0.3 },
        { queryOffset: 1 },
        { window: [1, 0] as const },
      ]),
      ...one([{}, { returnLse: true }, { returnWeights: true }]),
    };
    const inputs = {
      q: floats(1, 2, seqQ, headDim),
      k: floats(1, 2, seqK, headDim),
      v: floats(1, 2, seqK, headDim),
      ...one([
        {},
        { mask: bools(0.6, seqQ, seqK) },
        { mask: undefined },
        { bias: floats(seqQ, seqK) },
        { mask: floats(1, seqK) },
      ]),
    };
    const out = tensor([1, 2, seqQ, headDim], new Float32Array(2 * seqQ * headDim));
    const into = one([{}, { out }]);
    const wanted = anyOperation(first, "scaledDotProductAttention")(inputs, options);
    const given = anyOperation(kernels, "scaledDotProductAttention")(inputs, options, into);
    expect(given).toEqual(wanted);
    if ("out" in into) expect(given.out?.data).toBe(out.data);
  }
});

describe("after a call that was right", () => {
  const table = tensor([3, 2], [1, 2, 3, 4, 5, 6]);
  const right = { x: tensor([2, 2], [1, 2, 3, 4]), gamma: tensor([2], [1, 1]) };

  test.each<[string, object, new (...args: never[]) => Error]>([
    ["data of another length", { ...right, x: { shape: [2, 2], data: new Float32Array(5) } }, ShapeError],
    ["data of another kind", { ...right, x: { shape: [2, 2], data: new Int32Array(4) } }, DTypeError],
    ["an array of numbers", { ...right, x: { shape: [2, 2], data: [1, 2, 3, 4] } }, DTypeError],
    ["a shape that does not fit", { ...right, x: { shape: [2, 3], data: new Float32Array(6) } }, ShapeError],
    [
      "a shape that is no array",
      { ...right, x: { shape: { 0: 2, 1: 2, length: 2 }, data: new Float32Array(4) } },
      ShapeError,
    ],
    ["an input left out", { x: right.x }, ArgumentError],
    ["an input left undefined", { x: right.x, gamma: undefined }, ArgumentError],
    ["an input that is null", { ...right, gamma: null }, ArgumentError],
    ["an input too many", { ...right, beta: right.gamma }, ArgumentError],
    ["an input twice, under another name", { x: right.x, gama: right.gamma }, ArgumentError],
  ])("%s is refused", async (_, inputs, error) => {
    const kernels = await load();
    kernels.rmsNorm(right);
    expect(() => kernels.rmsNorm(inputs as typeof right)).toThrow(error);
    expect(kernels.rmsNorm(right)).toEqual((await load()).rmsNorm(right));
  });

  test("a transferred buffer is refused", async () => {
    const kernels = await load();
    const { x, gamma } = { x: tensor([2, 2], new Float32Array(4)), gamma: tensor([2], [1, 1]) };
    kernels.rmsNorm({ x, gamma });
    structuredClone(x.data.buffer, { transfer: [x.data.buffer as ArrayBuffer] });
    expect(() => kernels.rmsNorm({ x, gamma })).toThrow(/x\.data is detached/);
  });

  test("an option that is wrong, or unknown, is refused", async () => {
    const kernels = await load();
    kernels.rmsNorm(right, { eps: 1e-6 });
    for (const options of [{ eps: Number.NaN }, { eps: 1e-6, axis: 0 }, { eps: "1e-6" }, { ep: 1e-6 }, null])
      expect(() => kernels.rmsNorm(right, options as object)).toThrow(ArgumentError);
  });

  test("-0 is another option than 0", async () => {
    const kernels = await load();
    const x = tensor([1], [2]);
    expect(kernels.softmax({ x }, { axis: 0 })).toEqual(kernels.softmax({ x }, { axis: -0 }));
  });

  test("indices are looked at each time", async () => {
    const kernels = await load();
    const cross = (...targets: number[]) =>
      kernels.crossEntropy({ logits: table, targets: tensor([3], Int32Array.from(targets)) });
    cross(0, 1, 0);
    expect(() => cross(0, 2, 0)).toThrow(/targets holds 2 at \[1\]/);
  });

  test("a mask of 0 and 1 as floats is refused, after one of scores", async () => {
    const kernels = await load();
    const x = tensor([1, 1, 2, 1], [1, 2]);
    const attend = (...mask: number[]) =>
      kernels.scaledDotProductAttention({ q: x, k: x, v: x, mask: tensor([2, 2], mask) });
    attend(0, -1, 0, 0);
    expect(() => attend(0, 1, 0, 0)).toThrow(/mask holds 0 and 1 as floats/);
  });

  test("a place for an output that does not fit is refused", async () => {
    const kernels = await load();
    kernels.rmsNorm(right, {}, { y: tensor([2, 2], new Float32Array(4)) });
    expect(() => kernels.rmsNorm(right, {}, { y: tensor([4], new Float32Array(4)) })).toThrow(ShapeError);
  });

  test("its tensors are not held", async () => {
    const kernels = await load();
    const refs = (() => {
      const x = tensor([1000], new Float32Array(1000));
      const y = tensor([1000], new Float32Array(1000));
      kernels.softmax({ x }, {}, { y });
      kernels.softmax({ x }, {}, { y });
      return [new WeakRef(x.data), new WeakRef(y.data)];
    })();
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    expect(refs.map((ref) => ref.deref())).toEqual([undefined, undefined]);
    expect(kernels.softmax({ x: tensor([1000], new Float32Array(1000)) }).y.data[0]).toBeCloseTo(0.001);
  });
});

describe("borrowed outputs", () => {
  test("are a view of the kernels' memory, which the next call overwrites", async () => {
    const kernels = await load({ outputs: "borrowed" });
    const { y } = kernels.softmax({ x: tensor([2], [1, 1]) });
    expect([...y.data]).toEqual([0.5, 0.5]);
    expect(y.data.buffer.byteLength).toBeGreaterThan(2 ** 16);
    kernels.softmax({ x: tensor([2], [100, 0]) });
    expect([...y.data]).toEqual([1, expect.closeTo(0)]);
  });

  test("are those of a call that makes its own, and may be written into a tensor as well", async () => {
    const [borrowing, fresh] = [await load({ outputs: "borrowed" }), await load({ outputs: "fresh" })];
    const { floats } = drawing(2);
    const [q, k, v] = [floats(1, 2, 9, 8), floats(1, 2, 9, 8), floats(1, 2, 9, 8)];
    const options = { returnLse: true, returnWeights: true } as const;
    const copies = (outputs: Readonly<Record<string, FloatTensor>>) =>
      Object.entries(outputs).map(([name, { shape, data }]) => [name, shape, [...data]]);
    const wanted = copies(fresh.scaledDotProductAttention({ q, k, v }, options));
    for (let call = 0; call < 2; call++)
      expect(copies(borrowing.scaledDotProductAttention({ q, k, v }, options))).toEqual(wanted);
    const out = tensor([1, 2, 9, 8], new Float32Array(144));
    expect(borrowing.scaledDotProductAttention({ q, k, v }, {}, { out }).out.data).toBe(out.data);
    borrowing.softmax({ x: q });
    expect([...out.data]).toEqual(wanted[0]?.[2]);
  });

  test.each(["mine", null, true])("are not asked for by %s", async (outputs) => {
    await expect(load({ outputs: outputs as "fresh" })).rejects.toThrow(
      /^loadKernels: outputs is .*, must be fresh or borrowed$/,
    );
  });
});
