import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  DTypeError,
  KernelError,
  type Kernels,
  KernelsError,
  loadKernels,
  ShapeError,
  tensor,
} from "../../web/kernels/index.js";
import { type AnyOperation, anyOperation } from "./builds.js";

const kernels = await loadKernels();

const zeros = (...shape: number[]) => tensor(shape, new Float32Array(shape.reduce((a, b) => a * b, 1)));
const ints = (shape: number[], ...values: number[]) => tensor(shape, Int32Array.from(values));
const bools = (...shape: number[]) => tensor(shape, new Uint8Array(shape.reduce((a, b) => a * b, 1)));

const q = zeros(2, 4, 3, 8);
const k = zeros(2, 2, 5, 8);
const v = zeros(2, 2, 5, 6);
const model = {
  ...{ query: zeros(2, 3, 12), key: zeros(2, 5, 12), value: zeros(2, 5, 12) },
  ...{ wq: zeros(12, 12), wk: zeros(12, 12), wv: zeros(12, 12), wo: zeros(12, 12) },
};
const text = {
  ...{ ids: ints([1, 3], 0, 4, 1), mask: bools(1, 3), embedding: zeros(5, 4), wc: zeros(2, 4), bc: zeros(2) },
  ...{
    wq: zeros(4, 4),
    bq: zeros(4),
    wk: zeros(4, 4),
    bk: zeros(4),
    wv: zeros(4, 4),
    bv: zeros(4),
    wo: zeros(4, 4),
    bo: zeros(4),
  },
};

function detached() {
  const data = new Float32Array(2 * 2 * 5 * 8);
  structuredClone(data, { transfer: [data.buffer] });
  return { shape: [2, 2, 5, 8], data };
}

function detachedInts() {
  const data = new Int32Array(2);
  structuredClone(data, { transfer: [data.buffer] });
  return data;
}

/** The error of a call, having made sure that the next one works. */
function errorOf(call: () => unknown): KernelsError {
  try {
    call();
  } catch (error) {
    const { y } = kernels.softmax({ x: tensor([2], [0, 0]) });
    expect(Array.from(y.data)).toEqual([0.5, 0.5]);
    if (error instanceof KernelsError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** What is wrong, then: class, tensor, dimension, message after the operation. */
type Case = readonly [
  string,
  Record<string, unknown>,
  typeof ShapeError,
  string | undefined,
  string | undefined,
  RegExp,
];

function refuses(
  name: keyof Kernels,
  inputs: Record<string, unknown>,
  cases: readonly Case[],
  place: "inputs" | "options",
) {
  // What the types forbid is what is tested.
  const operation = anyOperation(kernels, name) as (
    ...args: Parameters<(inputs: unknown, options: unknown) => unknown>
  ) => ReturnType<AnyOperation>;
  describe(name, () => {
    test.each(cases)("%s", (_, wrong, type, tensorName, dimension, message) => {
      const error = errorOf(() =>
        place === "inputs" ? operation({ ...inputs, ...wrong }, {}) : operation(inputs, wrong),
      );
      expect(error).toBeInstanceOf(type);
      expect(error.name).toBe(type.name);
      expect([error.operation, error.tensor, error.dimension]).toEqual([name, tensorName, dimension]);
      expect(error.message).toMatch(new RegExp(`^${name}: `));
      expect(error.message.slice(name.length + 2)).toMatch(message);
    });
  });
}

refuses(
  "scaledDotProductAttention",
  { q, k, v },
  [
    ["a missing tensor", { v: undefined }, ArgumentError, "v", undefined, /^v is missing$/],
    ["null", { v: null }, ArgumentError, "v", undefined, /^v is null, must be a tensor/],
    ["a number", { q: 5 }, ArgumentError, "q", undefined, /^q is 5/],
    ["nested arrays", { q: [[1]] }, ArgumentError, "q", undefined, /^q is \[\[\.\.\.\]\], must be a tensor/],
    ["an unknown input", { qq: q }, ArgumentError, "qq", undefined, /no input qq, did you mean q\?/],
    [
      "a rank too low",
      { q: zeros(4, 3, 8) },
      ShapeError,
      "q",
      undefined,
      /^q has shape \[4,3,8\], must be \[batch, numHeads, seqQ, headDim\]$/,
    ],
    ["a rank too high", { q: zeros(1, 2, 4, 3, 8) }, ShapeError, "q", undefined, /^q has shape/],
    ["lengths of k and v", { v: zeros(2, 2, 8, 6) }, ShapeError, "v", "seqK", /^v\.seqK is 8, k\.seqK is 5$/],
    ["depths of q and k", { k: zeros(2, 2, 5, 7) }, ShapeError, "k", "headDim", /^k\.headDim is 7, q\.headDim is 8$/],
    [
      "batches",
      { k: zeros(1, 2, 5, 8), v: zeros(1, 2, 5, 6) },
      ShapeError,
      "k",
      "batch",
      /^k\.batch is 1, q\.batch is 2$/,
    ],
    [
      "heads that do not divide",
      { k: zeros(2, 3, 5, 8), v: zeros(2, 3, 5, 6) },
      ShapeError,
      "q",
      "numHeads",
      /^q\.numHeads is 4, must be a multiple of k\.numKvHeads, which is 3$/,
    ],
    ["no key heads", { k: zeros(2, 0, 5, 8), v: zeros(2, 0, 5, 6) }, ShapeError, "q", "numHeads", /multiple/],
    [
      "float64",
      { q: { shape: q.shape, data: new Float64Array(192) } },
      DTypeError,
      "q",
      undefined,
      /^q\.data is \[object Float64Array\], must be Float32Array$/,
    ],
    [
      "a plain array",
      { q: { shape: [1], data: [1] } },
      DTypeError,
      "q",
      undefined,
      /^q\.data is \[1\], must be Float32Array$/,
    ],
    ["integers for floats", { q: ints([1], 1) }, DTypeError, "q", undefined, /Int32Array/],
    [
      "an integer mask",
      { mask: ints([1], 1) },
      DTypeError,
      "mask",
      undefined,
      /^mask\.data is \[object Int32Array\], must be Uint8Array or Float32Array$/,
    ],
    [
      "too few elements",
      { q: { shape: [2, 4, 3, 8], data: new Float32Array(191) } },
      ShapeError,
      "q",
      undefined,
      /^q\.data has 191 elements, shape \[2,4,3,8\] needs 192$/,
    ],
    [
      "a detached buffer",
      { k: detached() },
      ShapeError,
      "k",
      undefined,
      /^k\.data is detached, for its buffer was transferred: transfer a copy instead$/,
    ],
    [
      "a shape that is none",
      { q: { shape: 192, data: q.data } },
      ShapeError,
      "q",
      "0",
      /^q\.shape has 192, must be an array/,
    ],
    ["a negative size", { q: { shape: [-2, 4, 3, 8], data: q.data } }, ShapeError, "q", "0", /^q\.shape has -2/],
    ["a fractional size", { q: { shape: [2, 4, 1.5, 8], data: q.data } }, ShapeError, "q", "2", /^q\.shape has 1\.5/],
    ["a size of NaN", { q: { shape: [2, 4, Number.NaN, 8], data: q.data } }, ShapeError, "q", "2", /^q\.shape has NaN/],
    [
      "a hole in a shape",
      { q: { shape: Object.assign(Array(4), { 0: 2, 2: 3, 3: 8 }), data: q.data } },
      ShapeError,
      "q",
      "1",
      /^q\.shape has undefined/,
    ],
    [
      "a size beyond 32 bits",
      { q: { shape: [2 ** 31, 0, 3, 8], data: new Float32Array() } },
      ShapeError,
      "q",
      "0",
      /^q\.shape has 2147483648/,
    ],
    [
      "a product beyond 32 bits",
      { q: { shape: [65536, 65536, 1, 1], data: new Float32Array(1) } },
      ShapeError,
      "q",
      undefined,
      /needs 4294967296/,
    ],
    [
      "a mask that does not broadcast",
      { mask: bools(3, 4) },
      ShapeError,
      "mask",
      "seqK",
      /^mask\.seqK is 4, k\.seqK is 5$/,
    ],
    [
      "a mask of another batch",
      { mask: bools(3, 1, 1, 5) },
      ShapeError,
      "mask",
      "batch",
      /^mask\.batch is 3, q\.batch is 2$/,
    ],
    ["a mask of too high a rank", { mask: bools(1, 2, 4, 3, 5) }, ShapeError, "mask", undefined, /must broadcast to/],
    [
      "a float mask that does not broadcast",
      { mask: zeros(7) },
      ShapeError,
      "mask",
      "seqK",
      /^mask\.seqK is 7, k\.seqK is 5$/,
    ],
    [
      "a float mask beside a bias",
      { mask: zeros(5), bias: zeros(5) },
      ArgumentError,
      "bias",
      undefined,
      /^bias is of floats and so is mask: add them up \(two of the lowest float make -Infinity, which hides a key\)$/,
    ],
    [
      "a mask of ones and zeros that are floats",
      { mask: tensor([5], [1, 0, 1, 1, 0]) },
      ArgumentError,
      "mask",
      undefined,
      /^mask holds 0 and 1 as floats, which are added to scores: give true and false, or bias to add them$/,
    ],
    ["null for a mask", { mask: null }, ArgumentError, "mask", undefined, /^mask is null: leave it out$/],
    [
      "an empty tensor whose buffer is detached",
      { k: { ...detached(), shape: [2, 2, 0, 8] }, v: zeros(2, 2, 0, 6) },
      ShapeError,
      "k",
      undefined,
      /^k\.data is detached/,
    ],
    [
      "an empty mask whose buffer is detached",
      { k: zeros(2, 2, 0, 8), v: zeros(2, 2, 0, 6), mask: { ...detached(), shape: [0] } },
      ShapeError,
      "mask",
      undefined,
      /^mask\.data is detached/,
    ],
    ["past keys without values", { pastK: zeros(2, 2, 1, 8) }, ArgumentError, "pastV", undefined, /^pastV is missing$/],
    ["past values without keys", { pastV: zeros(2, 2, 1, 6) }, ArgumentError, "pastK", undefined, /^pastK is missing$/],
    [
      "past of two lengths",
      { pastK: zeros(2, 2, 1, 8), pastV: zeros(2, 2, 3, 6) },
      ShapeError,
      "pastV",
      "seqPast",
      /^pastV\.seqPast is 3, pastK\.seqPast is 1$/,
    ],
    [
      "sinks for fewer heads",
      { sinks: zeros(1) },
      ShapeError,
      "sinks",
      "numHeads",
      /^sinks\.numHeads is 1, q\.numHeads is \d$/,
    ],
    [
      "a mask without the past",
      { pastK: zeros(2, 2, 1, 8), pastV: zeros(2, 2, 1, 6), mask: bools(5) },
      ShapeError,
      "mask",
      "seqPast+seqK",
      /is 5, must be 6$/,
    ],
  ],
  "inputs",
);

refuses(
  "scaledDotProductAttention",
  { q, k, v },
  [
    [
      "an unknown option",
      { isCausal: true },
      ArgumentError,
      "isCausal",
      undefined,
      /no option isCausal, did you mean causal\?/,
    ],
    [
      "snake case",
      { return_weights: true },
      ArgumentError,
      "return_weights",
      undefined,
      /did you mean returnWeights\?/,
    ],
    [
      "a number for a boolean",
      { causal: 1 },
      ArgumentError,
      "causal",
      undefined,
      /^causal is 1, must be true or false$/,
    ],
    [
      "null for a boolean",
      { returnLse: null },
      ArgumentError,
      "returnLse",
      undefined,
      /^returnLse is null, must be true or false; leave it out for the default$/,
    ],
    [
      "null for a scale",
      { scale: null },
      ArgumentError,
      "scale",
      undefined,
      /^scale is null, must be a finite number of 0 or more; leave it out for the default$/,
    ],
    [
      "a window that reaches too far",
      { window: [-2, 0] },
      ArgumentError,
      "window",
      undefined,
      /^window is \[-2, 0\], must be \[left, right\], integers of -1/,
    ],
    [
      "a window of many",
      { window: [1, "2", {}, [3], 5, 6, 7, 8] },
      ArgumentError,
      "window",
      undefined,
      /^window is \[1, 2, \[object Object\], \[\.\.\.\], 5, 6, \.\.\.\], must/,
    ],
    [
      "lengths in a detached array",
      { kvLengths: detachedInts() },
      ArgumentError,
      "kvLengths",
      undefined,
      /^kvLengths is \[object Int32Array\], must be an integer from 0 to 5, or an array of 2$/,
    ],
    ["a long text", { window: "a".repeat(1e6) }, ArgumentError, "window", undefined, /^window is a{60}, must be/],
    [
      "a scale of NaN",
      { scale: Number.NaN },
      ArgumentError,
      "scale",
      undefined,
      /^scale is NaN, must be a finite number of 0 or more$/,
    ],
    ["a negative scale", { scale: -1 }, ArgumentError, "scale", undefined, /^scale is -1/],
    ["an infinite scale", { scale: Number.POSITIVE_INFINITY }, ArgumentError, "scale", undefined, /Infinity/],
    ["a scale beyond float32", { scale: 1e39 }, ArgumentError, "scale", undefined, /1e\+39/],
    ["text for a number", { softcap: "2" }, ArgumentError, "softcap", undefined, /^softcap is 2/],
    ["a negative softcap", { softcap: -2 }, ArgumentError, "softcap", undefined, /^softcap is -2/],
    ["half a window", { window: [1] }, ArgumentError, "window", undefined, /must be \[left, right\]/],
    ["a window below -1", { window: [-2, 0] }, ArgumentError, "window", undefined, /-1 \(no bound\)/],
    ["a fractional window", { window: [0.5, 0] }, ArgumentError, "window", undefined, /integer/],
    [
      "a fractional offset",
      { queryOffset: 0.5 },
      ArgumentError,
      "queryOffset",
      undefined,
      /^queryOffset is 0\.5, must be an integer/,
    ],
    ["an offset beyond 32 bits", { queryOffset: 2 ** 31 }, ArgumentError, "queryOffset", undefined, /integer/],
    ["offsets for another batch", { queryOffset: [0, 0, 0] }, ArgumentError, "queryOffset", undefined, /an array of 2/],
    ["a negative length", { kvLengths: [1, -1] }, ArgumentError, "kvLengths", undefined, /from 0 to 5/],
    [
      "a length beyond the keys",
      { kvLengths: 6 },
      ArgumentError,
      "kvLengths",
      undefined,
      /^kvLengths is 6, must be an integer from 0 to 5/,
    ],
    ["float lengths", { kvLengths: new Float32Array(2) }, ArgumentError, "kvLengths", undefined, /array of 2/],
  ],
  "options",
);

refuses(
  "multiHeadAttention",
  model,
  [
    [
      "no number of heads",
      {},
      ArgumentError,
      "numHeads",
      undefined,
      /^numHeads is undefined, must be an integer of 1 or more$/,
    ],
    ["no heads", { numHeads: 0 }, ArgumentError, "numHeads", undefined, /^numHeads is 0/],
    ["a negative number of heads", { numHeads: -3 }, ArgumentError, "numHeads", undefined, /^numHeads is -3/],
    ["half a head", { numHeads: 1.5 }, ArgumentError, "numHeads", undefined, /^numHeads is 1\.5/],
    [
      "heads that do not divide",
      { numHeads: 5 },
      ShapeError,
      "query",
      "modelDim",
      /^query\.modelDim is 12, must be a multiple of numHeads, which is 5$/,
    ],
  ],
  "options",
);

refuses(
  "transformerEncoderLayer",
  {
    ...{
      x: zeros(1, 2, 4),
      wq: zeros(4, 4),
      bq: zeros(4),
      wk: zeros(4, 4),
      bk: zeros(4),
      wv: zeros(4, 4),
      bv: zeros(4),
      wo: zeros(4, 4),
    },
    ...{ bo: zeros(4), w1: zeros(3, 4), b1: zeros(3), w2: zeros(4, 3), b2: zeros(4) },
    ...{ gamma1: zeros(4), beta1: zeros(4), gamma2: zeros(4), beta2: zeros(4) },
  },
  [
    [
      "an unknown activation",
      { numHeads: 2, activation: "swish" },
      ArgumentError,
      "activation",
      undefined,
      /^activation is swish, must be one of relu, gelu$/,
    ],
  ],
  "options",
);

refuses(
  "layerNorm",
  { x: zeros(2, 3, 4), gamma: zeros(4), beta: zeros(4) },
  [
    ["a negative eps", { eps: -1e-5 }, ArgumentError, "eps", undefined, /^eps is -0\.00001/],
    ["an eps of NaN", { eps: Number.NaN }, ArgumentError, "eps", undefined, /^eps is NaN/],
    [
      "options that are no object",
      5 as never,
      ArgumentError,
      undefined,
      undefined,
      /^the options are 5, must be an object$/,
    ],
  ],
  "options",
);
refuses(
  "layerNorm",
  { x: zeros(2, 3, 4), gamma: zeros(4), beta: zeros(4) },
  [
    ["a scalar", { x: zeros() }, ShapeError, "x", undefined, /^x has shape \[\], must be \[\.\.\.rows, dim\]$/],
    ["another width", { gamma: zeros(5) }, ShapeError, "gamma", "dim", /^gamma\.dim is 5, x\.dim is 4$/],
    [
      "more rows without elements than are walked in a moment",
      { x: { shape: [65536, 65536, 0], data: new Float32Array() }, gamma: zeros(0), beta: zeros(0) },
      ShapeError,
      "x",
      undefined,
      /^x has shape \[65536,65536,0\], too large for a tensor without elements$/,
    ],
  ],
  "inputs",
);

refuses(
  "softmax",
  { x: zeros(2, 3) },
  [
    [
      "an axis beyond the rank",
      { axis: 2 },
      ArgumentError,
      "axis",
      undefined,
      /^axis is 2, must be an integer from -2 to 1/,
    ],
    ["an axis below the rank", { axis: -3 }, ArgumentError, "axis", undefined, /^axis is -3/],
    ["a fractional axis", { axis: 0.5 }, ArgumentError, "axis", undefined, /^axis is 0\.5/],
    ["text", { axis: "0" }, ArgumentError, "axis", undefined, /^axis is 0/],
  ],
  "options",
);
refuses(
  "softmax",
  {},
  [
    [
      "a scalar",
      { x: zeros() },
      ShapeError,
      "x",
      undefined,
      /^x has shape \[\], must have a dimension: \[1\] for one number$/,
    ],
  ],
  "inputs",
);

refuses(
  "attentionTextClassifier",
  text,
  [
    [
      "an id beyond the vocabulary",
      { ids: ints([1, 3], 0, 5, 1) },
      ArgumentError,
      "ids",
      "vocab",
      /^ids holds 5 at \[0, 1\], must be from 0 to vocab - 1 = 4$/,
    ],
    ["a negative id", { ids: ints([1, 3], 0, -1, 1) }, ArgumentError, "ids", "vocab", /^ids holds -1/],
    ["float ids", { ids: zeros(1, 3) }, DTypeError, "ids", undefined, /Int32Array/],
    ["a float mask", { mask: zeros(1, 3) }, DTypeError, "mask", undefined, /must be Uint8Array$/],
  ],
  "inputs",
);

const tokens = { logits: zeros(2, 3, 5), targets: ints([2, 3], 0, 4, -100, 1, 2, 3) };
refuses(
  "crossEntropy",
  tokens,
  [
    [
      "a target beyond the classes",
      { targets: ints([2, 3], 0, 4, -100, 1, 5, 3) },
      ArgumentError,
      "targets",
      "vocab",
      /^targets holds 5 at \[1, 1\], must be from 0 to vocab - 1 = 4, or ignoreIndex, -100$/,
    ],
    [
      "another negative one",
      { targets: ints([2, 3], -1, 0, 0, 0, 0, 0) },
      ArgumentError,
      "targets",
      "vocab",
      /holds -1/,
    ],
    [
      "targets of another shape",
      { targets: ints([3, 2], 0, 0, 0, 0, 0, 0) },
      ShapeError,
      "targets",
      "rows",
      /^targets\.rows is 3,2, logits\.rows is 2,3$/,
    ],
    ["float targets", { targets: zeros(2, 3) }, DTypeError, "targets", undefined, /must be Int32Array$/],
  ],
  "inputs",
);
refuses(
  "crossEntropy",
  tokens,
  [
    [
      "half an index",
      { ignoreIndex: 0.5 },
      ArgumentError,
      "ignoreIndex",
      undefined,
      /^ignoreIndex is 0\.5, must be an integer of 32 bits$/,
    ],
    ["an index beyond 32 bits", { ignoreIndex: 2 ** 31 }, ArgumentError, "ignoreIndex", undefined, /2147483648/],
    [
      "an ignored index that targets lack",
      { ignoreIndex: -1 },
      ArgumentError,
      "targets",
      "vocab",
      /or ignoreIndex, -1$/,
    ],
  ],
  "options",
);
refuses(
  "crossEntropyBackward",
  tokens,
  [
    [
      "an infinite gradient",
      { dloss: Number.NEGATIVE_INFINITY },
      ArgumentError,
      "dloss",
      undefined,
      /^dloss is -Infinity, must be a finite number$/,
    ],
  ],
  "options",
);

refuses(
  "pagedAttention",
  {
    ...{ q: zeros(2, 4, 8), kPages: zeros(5, 3, 2, 8), vPages: zeros(5, 3, 2, 6) },
    ...{ lengths: ints([2], 4, 3), table: ints([2, 3], 0, 4, -1, 2, -1, -1) },
  },
  [
    [
      "no page where a length needs one",
      { lengths: ints([2], 4, 4) },
      ArgumentError,
      "table",
      "pages",
      /^table holds -1 at \[1, 1\], must be from 0 to pages - 1 = 4$/,
    ],
    [
      "a page that is not there",
      { table: ints([2, 3], 0, 5, 77, 2, -1, -1) },
      ArgumentError,
      "table",
      "pages",
      /^table holds 5 at \[0, 1\], must be from 0 to pages - 1 = 4$/,
    ],
    [
      "a length beyond the table",
      { lengths: ints([2], 4, 10) },
      ArgumentError,
      "lengths",
      "maxPages*pageSize+1",
      /^lengths holds 10 at \[1\], must be from 0 to 9$/,
    ],
    ["a negative length", { lengths: ints([2], -1, 3) }, ArgumentError, "lengths", "maxPages*pageSize+1", /holds -1/],
    [
      "heads that do not divide",
      { q: zeros(2, 3, 8) },
      ShapeError,
      "q",
      "numHeads",
      /^q\.numHeads is 3, must be a multiple of kPages\.numKvHeads, which is 2$/,
    ],
  ],
  "inputs",
);

refuses(
  "luongAttention",
  { h: zeros(1, 2, 4), memory: zeros(1, 3, 4) },
  [
    [
      "a weight without a score that has one",
      { w: zeros(4, 4) },
      ArgumentError,
      "w",
      undefined,
      /^w is given, but score is dot$/,
    ],
    [
      "memory of another width",
      { memory: zeros(1, 3, 5) },
      ShapeError,
      "memory",
      "dim",
      /^memory\.dim is 5, h\.dim is 4$/,
    ],
  ],
  "inputs",
);
refuses(
  "luongAttention",
  { h: zeros(1, 2, 4), memory: zeros(1, 3, 4), w: zeros(6, 8) },
  [
    ["a score without its weight", { score: "concat" }, ArgumentError, "u", undefined, /^u is missing$/],
    ["a weight of another score", { score: "general" }, ShapeError, "w", "dim", /^w\.dim is 6, h\.dim is 4$/],
  ],
  "options",
);
refuses(
  "luongAttention",
  { h: zeros(1, 2, 4), memory: zeros(1, 3, 4) },
  [
    [
      "an unknown score",
      { score: "cosine" },
      ArgumentError,
      "score",
      undefined,
      /must be one of dot, general, concat$/,
    ],
  ],
  "options",
);

refuses(
  "spatialPyramidAttention",
  { x: zeros(1, 2, 4, 4), q: zeros(2) },
  [
    [
      "a number for levels",
      { levels: 2 },
      ArgumentError,
      "levels",
      undefined,
      /must be an array of integers from 1 to 1024$/,
    ],
    ["a level of zero", { levels: [1, 0] }, ArgumentError, "levels", undefined, /from 1 to 1024/],
    ["half a level", { levels: [1.5] }, ArgumentError, "levels", undefined, /integers/],
    [
      "more regions than can be counted",
      { levels: Array(4096).fill(1024) },
      ArgumentError,
      "levels",
      undefined,
      /^levels is \[1024, .*, \.\.\.\], must be integers whose squares come to at most 2147483647: give fewer, or smaller ones$/,
    ],
  ],
  "options",
);

refuses(
  "rotaryEmbedding",
  { x: zeros(1, 2, 3, 4) },
  [
    [
      "an odd headDim",
      { x: zeros(1, 2, 3, 5) },
      ShapeError,
      "x",
      "headDim",
      /^x\.headDim is 5, must be a multiple of 2$/,
    ],
    ["float positions", { positions: zeros(3) }, DTypeError, "positions", undefined, /must be Int32Array$/],
    [
      "too many positions",
      { positions: ints([4], 0, 1, 2, 3) },
      ShapeError,
      "positions",
      "seq",
      /^positions\.seq is 4, x\.seq is 3$/,
    ],
  ],
  "inputs",
);
refuses(
  "rotaryEmbedding",
  { x: zeros(1, 2, 3, 4) },
  [["a base below one", { base: 0.5 }, ArgumentError, "base", undefined, /a finite number of 1 or more$/]],
  "options",
);

refuses(
  "sinusoidalEncoding",
  {},
  [
    [
      "no length",
      { dim: 4 },
      ArgumentError,
      "length",
      undefined,
      /^length is undefined, must be an integer of 1 or more$/,
    ],
    ["a dim of zero", { length: 4, dim: 0 }, ArgumentError, "dim", undefined, /^dim is 0/],
  ],
  "options",
);

test("an empty tensor that would be walked for minutes is refused", () => {
  const q = { shape: [1, 1, 2 ** 31 - 1, 0], data: new Float32Array() };
  const error = errorOf(() => kernels.scaledDotProductAttention({ q, k: q, v: q }));
  expect(error).toBeInstanceOf(ShapeError);
  expect(error.message).toMatch(/^scaledDotProductAttention: q has shape \[1,1,2147483647,0\], too large/);
  expect(kernels.softmax({ x: zeros(0, 3, 1000) }).y.shape).toEqual([0, 3, 1000]);
});

describe("more memory than there is", () => {
  test("a result larger than any memory", () => {
    const long = zeros(1, 1, 40_000, 1);
    const error = errorOf(() =>
      kernels.scaledDotProductAttention({ q: long, k: long, v: long }, { returnWeights: true }),
    );
    expect(error).toBeInstanceOf(KernelError);
    expect(error.message).toMatch(
      /^scaledDotProductAttention: not enough memory for weights of shape \[1,1,40000,40000\]/,
    );
    expect([error.tensor, error.dimension]).toEqual(["weights", "seqQ"]);
  });

  test("a result that just does not fit beside the module's own data", () => {
    const error = errorOf(() => kernels.linear({ x: zeros(32_768, 1), weight: zeros(32_767, 1) }));
    expect(error).toBeInstanceOf(KernelError);
    expect([error.operation, error.tensor, error.dimension]).toEqual(["linear", "y", "rows"]);
  });

  test("nothing is asked for what nobody wants", () => {
    const long = zeros(1, 1, 40_000, 1);
    const { out } = kernels.scaledDotProductAttention(
      { q: long, k: long, v: long },
      { kvLengths: 0, returnWeights: false },
    );
    expect(out.shape).toEqual([1, 1, 40_000, 1]);
  });
});

describe("tensor", () => {
  const make = tensor as (shape: unknown, data: unknown) => unknown;
  test("takes typed arrays as they are", () => {
    const data = new Float32Array(6);
    expect(tensor([2, 3], data)).toEqual({ shape: [2, 3], data });
    expect(tensor([2, 3], data).data).toBe(data);
    expect(tensor([1], Int32Array.of(1)).data).toBeInstanceOf(Int32Array);
  });
  test("converts arrays of numbers and of booleans", () => {
    expect(tensor([2], [1, Number.NaN]).data).toEqual(Float32Array.of(1, Number.NaN));
    expect(tensor([2], [true, false]).data).toEqual(Uint8Array.of(1, 0));
    expect(tensor([], [3])).toEqual({ shape: [], data: Float32Array.of(3) });
    expect(tensor([0, 3], [])).toEqual({ shape: [0, 3], data: new Float32Array() });
  });
  test("does not keep the caller's shape", () => {
    const shape = [2];
    const made = tensor(shape, [1, 2]);
    shape[0] = 3;
    expect(made.shape).toEqual([2]);
  });
  test.each<[unknown, unknown, typeof ShapeError, RegExp]>([
    [[2], [1], ShapeError, /^tensor: tensor\.data has 1 elements, shape \[2\] needs 2$/],
    [[-1], [], ShapeError, /-1/],
    [[1.5], [1], ShapeError, /1\.5/],
    [2, [1, 2], ShapeError, /must be an array/],
    [[2], [1, "2"], DTypeError, /^tensor: data is \[1, 2\], must be/],
    [[2], [1, true], DTypeError, /booleans/],
    [[2], new Float64Array(2), DTypeError, /Float64Array/],
    [[2], undefined, DTypeError, /undefined/],
    [[1], [1n], DTypeError, /^tensor: data is \[1\]/],
    [[0], detachedInts(), ShapeError, /^tensor: tensor\.data is detached/],
  ])("refuses shape %j with data %o", (shape, data, type, message) => {
    expect(() => make(shape, data)).toThrow(type);
    expect(() => make(shape, data)).toThrow(message);
  });
});

test("inputs may lie in shared memory, anywhere in a buffer, and be of another realm", async () => {
  const { runInNewContext } = await import("node:vm");
  const shared = new Float32Array(new SharedArrayBuffer(16), 4, 2);
  shared.set([0, Math.log(3)]);
  const foreign: Float32Array = runInNewContext("Float32Array.of(0, Math.log(3))");
  for (const data of [shared, foreign]) {
    const { y } = kernels.softmax({ x: { shape: [2], data } });
    expect(y.data[1]).toBeCloseTo(0.75, 6);
  }
});

test("an option of undefined is the default", () => {
  const x = tensor([2, 2], [1, 2, 3, 4]);
  expect(kernels.softmax({ x }, { axis: undefined })).toEqual(kernels.softmax({ x }));
});

test("a tensor without elements does where one of booleans or integers is asked for", () => {
  const [q, k] = [zeros(1, 1, 2, 1), zeros(1, 1, 0, 1)];
  const inputs = { q, k, v: k, mask: tensor([0], []), bias: zeros(0) };
  expect(kernels.scaledDotProductAttention(inputs).out).toEqual(zeros(1, 1, 2, 1));
  const empty = { ...text, ids: tensor([0, 3], []), mask: tensor([0, 3], []) };
  // What the types forbid is what is tested.
  const classify = kernels.attentionTextClassifier as unknown as (inputs: unknown) => { logits?: { shape: unknown } };
  expect(Object.values(classify(empty))[0]).toMatchObject({ shape: [0, 2] });
});

test("zeros as a float mask hide nothing and are taken as they are", () => {
  expect(kernels.scaledDotProductAttention({ q, k, v, mask: zeros(5) })).toEqual(
    kernels.scaledDotProductAttention({ q, k, v }),
  );
});
