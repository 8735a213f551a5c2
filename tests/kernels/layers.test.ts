import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FloatTensor, type OperationName, type Tensor, tensor } from "../../web/kernels/index.js";
import { anyOperation, builds, trainingBuilds } from "./builds.js";
import { exact, expectFormula } from "./closeness.js";
import { drawing } from "./draw.js";

/* The smaller operations beside scaled dot-product attention: their formulas over drawn shapes, and what defines them. */

const start = { seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_121) };
const size = fc.integer({ min: 0, max: 9 });
const sizes = fc.record({
  seed: fc.integer(),
  a: fc.integer({ min: 0, max: 3 }),
  b: size,
  c: size,
  d: fc.integer({ min: 0, max: 20 }),
  e: size,
  yes: fc.boolean(),
  no: fc.boolean(),
});
type Sizes = typeof sizes extends fc.Arbitrary<infer T> ? T : never;
type Arguments = readonly [Record<string, Tensor>, Record<string, unknown>];
type Draw = ReturnType<typeof drawing>;

const ids = (draw: Draw, vocab: number, ...shape: number[]) =>
  tensor(
    shape,
    Int32Array.from({ length: shape.reduce((x, y) => x * y, 1) }, () => Math.floor(draw.uniform() * vocab)),
  );

const positions = (draw: Draw, ...shape: number[]) => ids(draw, 9000, ...shape);

/** Logits and targets of which some are ignored, never the first. */
const classified = (draw: Draw, shape: readonly number[], vocab: number, ignored: number) => {
  const logits = draw.floats(...shape, vocab);
  const targets = Int32Array.from({ length: shape.reduce((x, y) => x * y, 1) }, (_, row) => {
    const target = Math.floor(draw.uniform() * vocab);
    return row > 0 && draw.uniform() < 0.3 ? ignored : row > 0 ? target : 0;
  });
  return [logits, tensor(shape, targets)] as const;
};

/** With biases and without, padded and not, causal and not. Of so many rows that rounding shows in the formula too. */
const multiHead = (draw: Draw, { a, b, c, d, e, yes, no }: Sizes) => {
  const numHeads = 1 + (e % 3);
  const model = numHeads * (4 + (d % 5));
  const [seqQ, seqK, keyDim, valueDim] = [b + 12, c + 12, d + 1, e + 1];
  const bias = () => draw.floats(model);
  const weight = (width: number) => {
    const { shape, data } = draw.floats(model, width);
    return tensor(
      shape,
      data.map((x) => x / Math.sqrt(width) / 3),
    );
  };
  const inputs = {
    ...{ query: draw.floats(a, seqQ, model), key: draw.floats(a, seqK, keyDim) },
    ...{ value: draw.floats(a, seqK, valueDim), wq: weight(model), wk: weight(keyDim), wv: weight(valueDim) },
    wo: weight(model),
    ...(yes && { bq: bias(), bk: bias(), bv: bias(), bo: bias() }),
    ...(no && { keyMask: draw.bools(0.6, a, seqK) }),
  };
  const queryOffset = Int32Array.from({ length: a }, (_, batch) => batch * 2 - 1);
  return [inputs, { numHeads, causal: yes !== no, ...(yes && { queryOffset }) }] as const;
};

const draws: Partial<Record<OperationName, (draw: Draw, sizes: Sizes) => Arguments>> = {
  add: (draw, { a, b, d }) => [{ a: draw.floats(a, b, d), b: draw.floats(a, b, d) }, {}],
  embedding: (draw, { a, b, c, d }) => [{ ids: ids(draw, c + 1, a, b), table: draw.floats(c + 1, d) }, {}],
  embeddingBackward: (draw, { a, b, c, d }) => [
    { ids: ids(draw, c + 1, a, b), dy: draw.floats(a, b, d) },
    { vocab: c + 1 },
  ],
  relu: (draw, { a, b, d }) => [{ x: draw.floats(a, b, d) }, {}],
  reluBackward: (draw, { a, b, d }) => [{ x: draw.floats(a, b, d), dy: draw.floats(a, b, d) }, {}],
  geluBackward: (draw, { a, b, d, yes }) => [
    { x: draw.floats(a, b, d), dy: draw.floats(a, b, d) },
    { approximate: yes },
  ],
  // Of one feature almost nothing is left but rounding.
  rmsNormBackward: (draw, { a, b, d }) => [
    { x: draw.floats(a, b, d + 2), gamma: draw.floats(d + 2), dy: draw.floats(a, b, d + 2) },
    { eps: 1e-3 },
  ],
  adamwStep: (draw, { a, b, c, d, yes, no }) => {
    const [param, grad, m] = [draw.floats(a, b, d), draw.floats(a, b, d), draw.floats(a, b, d)];
    const squares = draw.floats(a, b, d).data.map((value) => value * value);
    const options = {
      ...(yes && { lr: 0.02, weightDecay: 0.3, eps: 1e-4 }),
      ...(no && { beta1: 0.2, beta2: 0.98 }),
    };
    return [
      { param, grad, m, v: tensor([a, b, d], squares) },
      { step: 1 + 7 * c, ...options },
    ];
  },
  softmaxBackward: (draw, { a, b, d, yes }) => [
    { y: draw.floats(a, b, d), dy: draw.floats(a, b, d) },
    { axis: yes ? -1 : 1 },
  ],
  // One feature has no variance: what is left is rounding over sqrt(eps).
  layerNormBackward: (draw, { a, b, d }) => [
    { x: draw.floats(a, b, d + 2), gamma: draw.floats(d + 2), dy: draw.floats(a, b, d + 2) },
    { eps: 1e-3 },
  ],
  // One target counts at least: the mean of nothing is NaN.
  crossEntropy: (draw, { a, b, d, yes }) => {
    const [logits, targets] = classified(draw, [a + 1, b + 1], d + 1, yes ? 2 : -100);
    return [
      { logits, targets },
      { returnLosses: true, ...(yes && { ignoreIndex: 2 }) },
    ];
  },
  crossEntropyBackward: (draw, { a, b, d, no }) => {
    const [logits, targets] = classified(draw, [a, b], d + 1, -100);
    return [{ logits, targets }, no ? { dloss: -0.3 } : {}];
  },
  linearBackward: (draw, { a, b, c, d }) => [
    { x: draw.floats(a, b, d + 1), w: draw.floats(c + 1, d + 1), dy: draw.floats(a, b, c + 1) },
    {},
  ],
  swiglu: (draw, { a, b, c, d }) => [
    {
      ...{ x: draw.floats(a, b, c + 1), wGate: draw.floats(d + 1, c + 1), wUp: draw.floats(d + 1, c + 1) },
      wDown: draw.floats(c + 1, d + 1),
    },
    {},
  ],
  mergeAttention: (draw, { a, b, c, d, e }) => {
    const lses = draw.floats(b, a, 2, c);
    const hidden = lses.data.map((lse) => (draw.uniform() < 0.3 ? Number.NEGATIVE_INFINITY : 3 * lse));
    const outs = draw.floats(b, a, 2, c, d + e);
    const data = outs.data.map((out, i) =>
      hidden[Math.floor(i / (d + e))] === Number.NEGATIVE_INFINITY ? Number.NaN : out,
    );
    return [{ outs: tensor(outs.shape, data), lses: tensor(lses.shape, hidden) }, { returnLse: true }];
  },
  pagedAttention: (draw, { a, b, c, d, e, yes }) => {
    const [kvHeads, pages, pageSize] = [1 + (b % 3), a * c + 1, 1 + (e % 5)];
    const lengths = Int32Array.from({ length: a }, () => Math.floor(draw.uniform() * (c * pageSize + 1)));
    const table = Int32Array.from({ length: a * c }, (_, at) =>
      (at % c) * pageSize < (lengths[Math.floor(at / c)] ?? 0) ? Math.floor(draw.uniform() * pages) : -1,
    );
    const inputs = {
      ...{ q: draw.floats(a, 2 * kvHeads, d + 1), kPages: draw.floats(pages, pageSize, kvHeads, d + 1) },
      ...{ vPages: draw.floats(pages, pageSize, kvHeads, e), lengths: tensor([a], lengths) },
      table: tensor([a, c], table),
    };
    return [inputs, yes ? { scale: 0.4 } : {}];
  },
  multiHeadAttentionForward: (draw, drawn) => multiHead(draw, drawn),
  multiHeadAttentionBackward: (draw, drawn) => {
    const [inputs, options] = multiHead(draw, drawn);
    const { bq: _, bk: __, bv: ___, bo: ____, ...others } = inputs;
    const { query, key } = others;
    const outputs = exact("multiHeadAttentionForward", inputs, options);
    const saved = (name: string, ...shape: number[]) => tensor(shape, Array.from(outputs[name] ?? []));
    const [batch = 0, seqQ = 0, model = 0] = query.shape;
    const [ofQueries, ofKeys] = [
      [batch, seqQ, model],
      [batch, key.shape[1] ?? 0, model],
    ] as const;
    return [
      {
        ...{ ...others, q: saved("q", ...ofQueries), k: saved("k", ...ofKeys), v: saved("v", ...ofKeys) },
        ...{ context: saved("context", ...ofQueries), lse: saved("lse", batch, options.numHeads, seqQ) },
        dout: draw.floats(...ofQueries),
      },
      options,
    ];
  },
  rmsNorm: (draw, { a, b, d }) => [{ x: draw.floats(a, b, d), gamma: draw.floats(d) }, {}],
  additiveAttention: (draw, { a, b, c, d, e, yes, no }) => [
    {
      ...{ q: draw.floats(a, b, d + 1), k: draw.floats(a, c, e + 1), v: draw.floats(a, c, d) },
      ...{ wq: draw.floats(e, d + 1), wk: draw.floats(e, e + 1), u: draw.floats(e) },
      ...(yes && { mask: no ? draw.bools(0.6, a, 1, c) : draw.bools(0.6, b, c) }),
    },
    { returnWeights: true },
  ],
  luongAttention: (draw, { a, b, c, d, e, yes, no }) => {
    const score = yes ? "general" : no ? "concat" : "dot";
    const weights = {
      dot: {},
      general: { w: draw.floats(d + 1, d + 1) },
      concat: { w: draw.floats(e + 1, 2 * (d + 1)), u: draw.floats(e + 1) },
    };
    const inputs = { h: draw.floats(a, b, d + 1), memory: draw.floats(a, c, d + 1), ...weights[score] };
    return [inputs, { score, returnWeights: true }];
  },
  squeezeExcitation: (draw, { a, b, c, d, e, yes }) => [
    {
      ...{ x: draw.floats(a, b + 1, c, d), w1: draw.floats(e + 1, b + 1), w2: draw.floats(b + 1, e + 1) },
      ...(yes && { b1: draw.floats(e + 1), b2: draw.floats(b + 1) }),
    },
    {},
  ],
  cbam: (draw, { a, b, c, d, e, yes }) => [
    {
      ...{ x: draw.floats(a, b + 1, c, d), w1: draw.floats(e + 1, b + 1), w2: draw.floats(b + 1, e + 1) },
      ...{ kernel: draw.floats(1, 2, c + 1, e + 1), ...(yes && { bias: draw.floats(1) }) },
    },
    {},
  ],
  nonLocal: (draw, { a, b, c, d, e }) => {
    const weight = () => draw.floats(e + 1, b + 1);
    const inputs = { x: draw.floats(a, b + 1, c % 4, d % 7), theta: weight(), phi: weight(), g: weight() };
    return [{ ...inputs, wz: draw.floats(b + 1, e + 1) }, { returnWeights: true }];
  },
  graphAttention: (draw, { a, b, c, d }) => [
    {
      ...{ x: draw.floats(c, d + 1), adjacency: draw.bools(0.5, c, c), w: draw.floats(a + 1, b + 1, d + 1) },
      ...{ aDst: draw.floats(a + 1, b + 1), aSrc: draw.floats(a + 1, b + 1) },
    },
    { returnWeights: true, negativeSlope: a / 4 },
  ],
  spatialPyramidAttention: (draw, { a, b, c, d, e }) => [
    { x: draw.floats(a, b, c, d), q: draw.floats(b) },
    { levels: [1, e + 1] },
  ],
  rotaryEmbedding: (draw, { a, b, c, d, yes, no }) => [
    {
      x: draw.floats(a, b, c, 2 * d),
      ...(yes && { positions: no ? positions(draw, c) : positions(draw, a, c) }),
    },
    { interleaved: no, base: yes ? 500 : undefined },
  ],
  sinusoidalEncoding: (_, { b, d }) => [{}, { length: b + 1, dim: d + 1 }],
  alibiBias: (_, { b, c, d }) => [{}, { numHeads: d + 1, seqQ: b + 1, seqK: c + 1 }],
  relativeScores: (draw, { a, b, c, d }) => [
    { q: draw.floats(a, 2, b + c, d), r: draw.floats(Math.max(2 * (b + c) - 1, 0), d) },
    {},
  ],
  linearAttention: (draw, { a, b, c, d, e, yes }) => [
    { q: draw.floats(a, 2, b, d + 1), k: draw.floats(a, 2, c, d + 1), v: draw.floats(a, 2, c, e) },
    { causal: yes },
  ],
  // Keys and rates of which S does not grow without bounds.
  deltaRule: (draw, { a, b, c, d, e, yes }) => {
    const [keys, rates] = [draw.floats(a, 2, b + c, d + 1), draw.floats(a, 2, b + c)];
    const inputs = {
      ...{ q: draw.floats(a, 2, b + c, d + 1), v: draw.floats(a, 2, b + c, e) },
      k: tensor(
        keys.shape,
        keys.data.map((x) => x / Math.sqrt(d + 1)),
      ),
      beta: tensor(
        rates.shape,
        rates.data.map((x) => 1 / (1 + Math.exp(-x))),
      ),
      ...(yes && { initialState: draw.floats(a, 2, e, d + 1) }),
    };
    return [inputs, { returnState: true }];
  },
};

const isName = (name: string): name is OperationName => name in draws;

// The module that trains holds the same kernels, and those of training.
describe.each(trainingBuilds)("$build: is its formula, whatever the shapes", ({ kernels }) => {
  test.each(Object.entries(draws))("%s", (name, draw) => {
    if (!isName(name)) throw new Error(`no ${name}`);
    const property = fc.property(sizes, (drawn) => {
      const [inputs, options] = draw(drawing(drawn.seed), drawn);
      expectFormula(name, anyOperation(kernels, name)(inputs, options), inputs, options);
    });
    fc.assert(property, { ...start, numRuns: 25 });
  });
});

const dot = (x: FloatTensor, y: FloatTensor) => x.data.reduce((sum, value, i) => sum + value * (y.data[i] ?? 0), 0);

describe.each(builds)("$build", ({ kernels }) => {
  const draw = drawing(7);

  test("rotary embedding keeps lengths, and scores depend on the distance only", () => {
    const [q, k] = [draw.floats(1, 1, 1, 16), draw.floats(1, 1, 1, 16)];
    const at = (x: FloatTensor, position: number) =>
      kernels.rotaryEmbedding({ x, positions: tensor([1], Int32Array.of(position)) }).y;
    const near = dot(at(q, 9), at(k, 4));
    for (const shift of [1, 100, 5000]) expect(dot(at(q, 9 + shift), at(k, 4 + shift))).toBeCloseTo(near, 4);
    expect(dot(at(q, 77), at(q, 77))).toBeCloseTo(dot(q, q), 4);
  });

  test("without positions, rotary embedding counts from zero", () => {
    const x = draw.floats(2, 3, 5, 8);
    const positions = tensor([5], Int32Array.of(0, 1, 2, 3, 4));
    expect(kernels.rotaryEmbedding({ x })).toEqual(kernels.rotaryEmbedding({ x, positions }));
  });

  test("ALiBi goes into attention as its bias", () => {
    const [q, k] = [draw.floats(2, 4, 3, 8), draw.floats(2, 4, 7, 8)];
    const { bias, slopes } = kernels.alibiBias({}, { numHeads: 4, seqQ: 3, seqK: 7 });
    expect(Array.from(slopes.data)).toEqual([1 / 4, 1 / 16, 1 / 64, 1 / 256]);
    const inputs = { q, k, v: k, bias };
    expectFormula("scaledDotProductAttention", kernels.scaledDotProductAttention(inputs), inputs);
  });

  test("a causal query of linear attention sees its prefix only", () => {
    const [q, k, v] = [draw.floats(1, 1, 9, 6), draw.floats(1, 1, 9, 6), draw.floats(1, 1, 9, 5)];
    const rows = (x: FloatTensor, from: number, to: number) => {
      const width = x.shape[3] ?? 0;
      return tensor([1, 1, to - from, width], x.data.slice(from * width, to * width));
    };
    const { out } = kernels.linearAttention({ q, k, v }, { causal: true });
    for (let n = 1; n <= 9; n++) {
      const prefix = { q: rows(q, n - 1, n), k: rows(k, 0, n), v: rows(v, 0, n) };
      const alone = kernels.linearAttention(prefix).out.data;
      rows(out, n - 1, n).data.forEach((value, e) => {
        expect(alone[e]).toBeCloseTo(value, 5);
      });
    }
  });

  test("additive attention gives the same with and without its weights", () => {
    const inputs = {
      ...{ q: draw.floats(2, 3, 5), k: draw.floats(2, 7, 4), v: draw.floats(2, 7, 6) },
      ...{ wq: draw.floats(8, 5), wk: draw.floats(8, 4), u: draw.floats(8) },
    };
    const { out, weights } = kernels.additiveAttention(inputs, { returnWeights: true });
    expect(kernels.additiveAttention(inputs)).toEqual({ out });
    for (let row = 0; row < 6; row++) {
      expect(weights.data.subarray(row * 7, row * 7 + 7).reduce((x, y) => x + y, 0)).toBeCloseTo(1, 5);
    }
  });
});
