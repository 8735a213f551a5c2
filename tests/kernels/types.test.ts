import { expect, expectTypeOf, test } from "vitest";
import { type BoolTensor, type FloatTensor, type IntTensor, loadKernels, tensor } from "../../web/kernels/index.js";

const kernels = await loadKernels();
const q = tensor([1, 1, 2, 2], [1, 2, 3, 4]);
const inputs = { q, k: q, v: q };

test("outputs are there when they are asked for, in the types as in fact", () => {
  const plain = kernels.scaledDotProductAttention(inputs);
  expectTypeOf<keyof typeof plain>().toEqualTypeOf<"out">();
  expectTypeOf(plain.out).toEqualTypeOf<FloatTensor>();
  expect(Object.keys(plain)).toEqual(["out"]);
  // @ts-expect-error not asked for
  expect(plain.weights).toBeUndefined();

  const both = kernels.scaledDotProductAttention(inputs, { returnWeights: true, returnLse: true, causal: true });
  expectTypeOf(both.weights).toEqualTypeOf<FloatTensor>();
  expectTypeOf(both.lse).toEqualTypeOf<FloatTensor>();

  const returnWeights: boolean = inputs.q.data.length > 2;
  const perhaps = kernels.scaledDotProductAttention(inputs, { returnWeights });
  expectTypeOf(perhaps.weights).toEqualTypeOf<FloatTensor | undefined>();
  expect(perhaps.weights?.shape).toEqual([1, 1, 2, 2]);

  const byDefault = kernels.weightedSumAttention({ x: tensor([1, 1], [1]), w: tensor([1], [1]) });
  expectTypeOf(byDefault.weights).toEqualTypeOf<FloatTensor>();
  const declined = kernels.weightedSumAttention(
    { x: tensor([1, 1], [1]), w: tensor([1], [1]) },
    { returnWeights: false },
  );
  // @ts-expect-error declined
  expect(declined.weights).toBeUndefined();
});

test("masks are booleans or floats, offsets numbers or one for each entry", () => {
  type Attention = typeof kernels.scaledDotProductAttention;
  expectTypeOf<Parameters<Attention>[0]["mask"]>().toEqualTypeOf<BoolTensor | FloatTensor | undefined>();
  expectTypeOf<NonNullable<Parameters<Attention>[1]>["queryOffset"]>().toEqualTypeOf<
    number | readonly number[] | Int32Array | IntTensor | undefined
  >();
  const window: readonly [number, number] = [-1, 0];
  expect(
    kernels.scaledDotProductAttention(inputs, { scale: undefined, window, queryOffset: [0] }).out.data.length,
  ).toBe(4);
});

test("what is wrong does not compile", () => {
  // @ts-expect-error an unknown option
  expect(() => kernels.scaledDotProductAttention(inputs, { causal: true, isCausal: true })).toThrow();
  // @ts-expect-error an unknown option alone
  expect(() => kernels.scaledDotProductAttention(inputs, { isCausal: true })).toThrow();
  // @ts-expect-error a missing input
  expect(() => kernels.scaledDotProductAttention({ q, k: q })).toThrow();
  // @ts-expect-error integers for floats
  expect(() => kernels.softmax({ x: tensor([1], Int32Array.of(1)) })).toThrow();
  // @ts-expect-error numHeads is required
  expect(() => kernels.multiHeadAttention({ query: q, key: q, value: q, wq: q, wk: q, wv: q, wo: q }, {})).toThrow();
  // @ts-expect-error so are the options then
  expect(() => kernels.multiHeadAttention({ query: q, key: q, value: q, wq: q, wk: q, wv: q, wo: q })).toThrow();
});
