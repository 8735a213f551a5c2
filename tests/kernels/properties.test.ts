import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FloatTensor, type Kernels, type Tensor, tensor } from "../../web/kernels/index.js";
import { anyOperation, builds } from "./builds.js";
import { expectFormula } from "./closeness.js";
import { drawing } from "./draw.js";

const seed = fc.integer();
/** From nothing to more than one tile. */
const length = fc.oneof(
  { weight: 7, arbitrary: fc.integer({ min: 0, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 21, max: 70 }) },
);
const width = fc.integer({ min: 0, max: 20 });
const attention = fc.record({
  seed,
  batch: fc.integer({ min: 0, max: 2 }),
  kvHeads: fc.integer({ min: 1, max: 2 }),
  group: fc.integer({ min: 1, max: 3 }),
  seqQ: length,
  seqK: length,
  headDim: width,
  valueDim: width,
});
type Attention = typeof attention extends fc.Arbitrary<infer T> ? T : never;

function drawAttention({ seed, batch, kvHeads, group, seqQ, seqK, headDim, valueDim }: Attention) {
  const draw = drawing(seed);
  const q = draw.floats(batch, kvHeads * group, seqQ, headDim);
  const k = draw.floats(batch, kvHeads, seqK, headDim);
  return { draw, inputs: { q, k, v: draw.floats(batch, kvHeads, seqK, valueDim) } };
}

const values = (outputs: Readonly<Record<string, FloatTensor>>) =>
  Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data]));
const all = { returnWeights: true, returnLse: true } as const;
/** The same draws on every run. `FAST_CHECK_SEED` makes others. */
const start = { seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_120) };
const check = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void, numRuns = 30) =>
  fc.assert(fc.property(arbitrary, predicate), { ...start, numRuns });

describe.each(builds)("$build: scaledDotProductAttention", ({ kernels }) => {
  const attend = anyOperation(kernels, "scaledDotProductAttention");

  test("is its formula, whatever the shapes, masks and options", () => {
    const options = fc.record({
      causal: fc.boolean(),
      scale: fc.option(fc.double({ min: 0, max: 2, noNaN: true }), { nil: undefined }),
      softcap: fc.constantFrom(0, 3),
      window: fc.tuple(fc.integer({ min: -1, max: 8 }), fc.integer({ min: -1, max: 8 })),
      queryOffset: fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined }),
      masks: fc.record({
        mask: fc.constantFrom("none", "bool", "float"),
        bias: fc.boolean(),
        dims: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
      }),
      lengths: fc.boolean(),
      hasSinks: fc.boolean(),
      past: fc.constantFrom(0, 0, 3),
    });
    check(
      fc.tuple(attention, options),
      ([shape, { masks, lengths, hasSinks, past, ...options }]) => {
        const { draw, inputs } = drawAttention(shape);
        const { batch, kvHeads, group, seqQ, seqK, headDim, valueDim } = shape;
        const keys = seqK + past;
        const maskShape = [batch, kvHeads * group, seqQ, keys].map((size, axis) => (masks.dims[axis] ? size : 1));
        const given = {
          ...inputs,
          ...(masks.mask !== "none" && {
            mask: masks.mask === "bool" ? draw.bools(0.7, ...maskShape) : draw.floats(...maskShape),
          }),
          ...(masks.bias && masks.mask !== "float" && { bias: draw.floats(kvHeads * group, 1, keys) }),
          ...(past > 0 && {
            pastK: draw.floats(batch, kvHeads, past, headDim),
            pastV: draw.floats(batch, kvHeads, past, valueDim),
          }),
          ...(hasSinks && { sinks: draw.floats(kvHeads * group) }),
        };
        const kvLengths = lengths
          ? { kvLengths: Array.from({ length: batch }, () => Math.floor(draw.uniform() * (keys + 1))) }
          : {};
        const asked = { ...options, ...kvLengths };
        expectFormula(
          "scaledDotProductAttention",
          attend(given, { ...asked, ...all, returnPresent: true }),
          given,
          asked,
        );
      },
      80,
    );
  });

  test("rows of weights sum to one, or to zero where nothing may be attended", () => {
    check(attention, (shape) => {
      const { draw, inputs } = drawAttention(shape);
      const { weights, lse } = kernels.scaledDotProductAttention(
        { ...inputs, mask: draw.bools(0.3, shape.seqQ, shape.seqK) },
        all,
      );
      lse.data.forEach((value, row) => {
        const sum = weights.data.subarray(row * shape.seqK, (row + 1) * shape.seqK).reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(value === Number.NEGATIVE_INFINITY ? 0 : 1, 5);
      });
    });
  });

  test("with sinks, rows of weights and the share of the sink sum to one, and gradients are those of one key more", () => {
    check(attention, (shape) => {
      const { draw, inputs } = drawAttention(shape);
      const { batch, kvHeads, group, seqQ, seqK, headDim, valueDim } = shape;
      const sinks = draw.floats(kvHeads * group);
      const { out, weights, lse } = kernels.scaledDotProductAttention({ ...inputs, sinks }, all);
      const sinkOf = (row: number) => sinks.data[Math.floor(row / seqQ) % sinks.data.length] ?? 0;
      lse.data.forEach((value, row) => {
        const sum = weights.data.subarray(row * seqK, (row + 1) * seqK).reduce((a, b) => a + b, 0);
        expect(sum + Math.exp(sinkOf(row) - value)).toBeCloseTo(1, 5);
      });
      const dout = draw.floats(...out.shape);
      const longer = ({ shape: [b = 0, h = 0, n = 0, dim = 0], data }: FloatTensor) => {
        const rows = Array.from({ length: b * h }, (_, i) => [
          ...data.subarray(i * n * dim, (i + 1) * n * dim),
          ...new Float32Array(dim),
        ]);
        return tensor([b, h, n + 1, dim], rows.flat());
      };
      const biasOf = (head: number) => [...new Float32Array(seqK), sinks.data[head] ?? 0];
      const bias = tensor([sinks.data.length, 1, seqK + 1], Array.from(sinks.data, (_, head) => biasOf(head)).flat());
      const withKey = { q: inputs.q, k: longer(inputs.k), v: longer(inputs.v), bias };
      const expected = kernels.scaledDotProductAttentionBackward({ ...withKey, out, lse, dout });
      const actual = kernels.scaledDotProductAttentionBackward({ ...inputs, out, lse, dout });
      const near = (a: FloatTensor, at: (i: number) => number) =>
        a.data.forEach((value, i) => {
          expect(value).toBeCloseTo(at(i), 4);
        });
      const skip = (dim: number) => (i: number) => i + Math.floor(i / (seqK * dim)) * dim;
      near(actual.dq, (i) => expected.dq.data[i] ?? Number.NaN);
      near(actual.dk, (i) => expected.dk.data[skip(headDim)(i)] ?? Number.NaN);
      near(actual.dv, (i) => expected.dv.data[skip(valueDim)(i)] ?? Number.NaN);
      expect(actual.dk.shape).toEqual([batch, kvHeads, seqK, headDim]);
    });
  });

  test("a causal output does not depend on later keys", () => {
    check(fc.tuple(attention, fc.nat()), ([shape, at]) => {
      const { draw, inputs } = drawAttention({ ...shape, seqQ: shape.seqK });
      const from = shape.seqK ? at % shape.seqK : 0;
      const change = (x: FloatTensor) => {
        const { data } = draw.floats(...x.shape);
        const row = x.shape[3] ?? 0;
        return {
          shape: x.shape,
          data: data.map((value, i) => (Math.floor(i / row) % shape.seqK > from ? value : (x.data[i] ?? 0))),
        };
      };
      const before = kernels.scaledDotProductAttention(inputs, { causal: true });
      const after = kernels.scaledDotProductAttention(
        { ...inputs, k: change(inputs.k), v: change(inputs.v) },
        { causal: true },
      );
      before.out.data.forEach((value, i) => {
        if (Math.floor(i / shape.valueDim) % shape.seqK <= from) expect(after.out.data[i]).toBe(value);
      });
    });
  });

  test("keys may change places together with their values", () => {
    check(attention, (shape) => {
      const { draw, inputs } = drawAttention(shape);
      const order = Array.from({ length: shape.seqK }, (_, i) => [draw.uniform(), i] as const)
        .sort(([a], [b]) => a - b)
        .map(([, i]) => i);
      const permute = ({ shape: sizes, data }: FloatTensor) => {
        const row = sizes[3] ?? 0;
        const from = (i: number) =>
          Math.floor(i / row / shape.seqK) * shape.seqK * row +
          (order[Math.floor(i / row) % shape.seqK] ?? 0) * row +
          (i % row);
        return { shape: sizes, data: data.map((_, i) => data[from(i)] ?? 0) };
      };
      const permuted = kernels.scaledDotProductAttention({ ...inputs, k: permute(inputs.k), v: permute(inputs.v) });
      expectFormula("scaledDotProductAttention", permuted, inputs);
    });
  });

  test("causal, window, boolean mask, float mask and lengths say the same in their own ways", () => {
    check(attention, (shape) => {
      const { inputs } = drawAttention(shape);
      const { seqQ, seqK } = shape;
      const lower = Array.from({ length: seqQ * seqK }, (_, i) => i % seqK <= Math.floor(i / seqK));
      const causal = values(attend(inputs, { ...all, causal: true }));
      const window = values(attend(inputs, { ...all, window: [-1, 0] }));
      const mask = values(attend({ ...inputs, mask: tensor([seqQ, seqK], Uint8Array.from(lower, Number)) }, all));
      const bias = tensor(
        [seqQ, seqK],
        lower.map((visible) => (visible ? 0 : Number.NEGATIVE_INFINITY)),
      );
      expect(window).toEqual(causal);
      expect(mask).toEqual(causal);
      expect(values(attend({ ...inputs, mask: bias }, all))).toEqual(causal);
      expect(values(attend({ ...inputs, bias }, all))).toEqual(causal);
    });
  });

  test("a cache gives what the whole sequence gives", () => {
    check(fc.tuple(attention, fc.integer({ min: 0, max: 9 })), ([shape, past]) => {
      const { draw, inputs } = drawAttention(shape);
      const { batch, kvHeads, headDim, valueDim } = shape;
      const pastK = draw.floats(batch, kvHeads, past, headDim);
      const pastV = draw.floats(batch, kvHeads, past, valueDim);
      const step = kernels.scaledDotProductAttention(
        { ...inputs, pastK, pastV },
        { causal: true, returnPresent: true },
      );
      const whole = { ...inputs, k: step.presentK, v: step.presentV };
      expect(step.out).toEqual(kernels.scaledDotProductAttention(whole, { causal: true, queryOffset: past }).out);
    });
  });

  test("options for each entry of the batch are those of the entry alone", () => {
    check(attention, (shape) => {
      const { draw, inputs } = drawAttention({ ...shape, batch: 2 });
      const offsets = [0, 0].map(() => Math.floor(draw.uniform() * 9) - 4);
      const lengths = [0, 0].map(() => Math.floor(draw.uniform() * (shape.seqK + 1)));
      const together = attend(inputs, {
        ...all,
        causal: true,
        queryOffset: tensor([2], Int32Array.from(offsets)),
        kvLengths: Int32Array.from(lengths),
      });
      for (const entry of [0, 1]) {
        const part = ({ shape: [, ...rest], data }: Tensor) => ({
          shape: [1, ...rest],
          data: data.slice((entry * data.length) / 2, ((entry + 1) * data.length) / 2),
        });
        const alone = attend(
          { q: part(inputs.q), k: part(inputs.k), v: part(inputs.v) },
          { ...all, causal: true, queryOffset: offsets[entry], kvLengths: lengths[entry] },
        );
        for (const [name, output] of Object.entries(together)) expect(part(output)).toEqual(alone[name]);
      }
    });
  });
});

describe.each(builds)("$build: other operations are their formulas, whatever the shapes", ({ kernels }) => {
  const sizes = fc.record({
    seed,
    a: fc.integer({ min: 0, max: 4 }),
    b: length,
    c: length,
    d: width,
    e: width,
    yes: fc.boolean(),
    no: fc.boolean(),
  });
  type Sizes = typeof sizes extends fc.Arbitrary<infer T> ? T : never;
  const follows = (
    name: keyof Kernels,
    draw: (sizes: Sizes) => readonly [Record<string, Tensor>, Record<string, unknown>],
  ) =>
    test(name, () => {
      check(sizes, (drawn) => {
        const [inputs, options] = draw(drawn);
        expectFormula(name, anyOperation(kernels, name)(inputs, options), inputs, options);
      });
    });

  follows("softmax", ({ seed, a, b, d, yes }) => [{ x: drawing(seed).floats(a, b, d) }, { axis: yes ? -1 : 1 }]);
  follows("gelu", ({ seed, a, b, yes }) => [{ x: drawing(seed).floats(a, b) }, { approximate: yes }]);
  follows("linear", ({ seed, a, b, c, d, yes }) => {
    const draw = drawing(seed);
    return [{ x: draw.floats(a, b, d + 1), weight: draw.floats(c, d + 1), ...(yes && { bias: draw.floats(c) }) }, {}];
  });
  follows("layerNorm", ({ seed, a, b, c }) => {
    const draw = drawing(seed);
    // One feature has no variance: what is left is 0 / sqrt(eps), which rounding alone decides.
    return [{ x: draw.floats(a, b, c + 2), gamma: draw.floats(c + 2), beta: draw.floats(c + 2) }, { eps: 1e-3 }];
  });
  follows("multiHeadAttention", ({ seed, a, b, c, d, e, yes, no }) => {
    const draw = drawing(seed);
    const [heads, model] = [1 + (d % 3), (1 + (d % 3)) * (1 + (e % 5))];
    const biases = yes && {
      bq: draw.floats(model),
      bk: draw.floats(model),
      bv: draw.floats(model),
      bo: draw.floats(model),
    };
    const inputs = {
      ...{ query: draw.floats(a, b, model), key: draw.floats(a, c, d + 1), value: draw.floats(a, c, e + 1) },
      ...{
        wq: draw.floats(model, model),
        wk: draw.floats(model, d + 1),
        wv: draw.floats(model, e + 1),
        wo: draw.floats(model, model),
      },
      ...biases,
      ...(no && { keyMask: draw.bools(0.6, a, c) }),
    };
    return [inputs, { numHeads: heads, causal: yes, returnWeights: true, ...(no && { queryOffset: c - b }) }];
  });
  follows("transformerEncoderLayer", ({ seed, a, d, e, yes, no }) => {
    const draw = drawing(seed);
    const model = 3 * (2 + (d % 4));
    const square = () => draw.floats(model, model);
    const vector = () => draw.floats(model);
    const inputs = {
      ...{
        x: draw.floats(a, e, model),
        wq: square(),
        bq: vector(),
        wk: square(),
        bk: vector(),
        wv: square(),
        bv: vector(),
        wo: square(),
      },
      ...{
        bo: vector(),
        w1: draw.floats(e + 1, model),
        b1: draw.floats(e + 1),
        w2: draw.floats(model, e + 1),
        b2: vector(),
      },
      ...{ gamma1: vector(), beta1: vector(), gamma2: vector(), beta2: vector() },
    };
    return [inputs, { numHeads: 3, normFirst: yes, activation: no ? "relu" : "gelu" }];
  });
  follows("weightedSumAttention", ({ seed, b, d }) => {
    const draw = drawing(seed);
    return [{ x: draw.floats(b, d), w: draw.floats(d) }, {}];
  });
  follows("spatialAttention", ({ seed, a, d, e }) => {
    const draw = drawing(seed);
    return [{ features: draw.floats(a, d, 3, e), position: draw.floats(d, 3, e) }, {}];
  });
  follows("attentionTextClassifier", ({ seed, a, d, e }) => {
    const draw = drawing(seed);
    const dim = 1 + (d % 7);
    const square = () => draw.floats(dim, dim);
    const vector = () => draw.floats(dim);
    const ids = tensor(
      [a, e],
      Int32Array.from({ length: a * e }, () => Math.floor(draw.uniform() * 9)),
    );
    const inputs = {
      ...{
        ids,
        mask: draw.bools(0.6, a, e),
        embedding: draw.floats(9, dim),
        wq: square(),
        bq: vector(),
        wk: square(),
        bk: vector(),
      },
      ...{ wv: square(), bv: vector(), wo: square(), bo: vector(), wc: draw.floats(3, dim), bc: draw.floats(3) },
    };
    return [inputs, {}];
  });
});
