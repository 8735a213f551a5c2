import type { Tensor } from "../../web/kernels/index.js";
import { type Arithmetic, at0, erf, type Formula, get, indices, type Named, size, type Values } from "./arithmetic.js";
import { alignmentFormulas } from "./plain-alignment.js";
import { attentionBackward } from "./plain-attention-backward.js";
import { gradientFormulas } from "./plain-gradients.js";
import { lossFormulas } from "./plain-loss.js";
import { multiHeadAttentionBackward, swap } from "./plain-multi-head.js";
import { mergeAttention, pagedAttention } from "./plain-parts.js";
import { positionFormulas } from "./plain-positions.js";
import { trainingFormulas } from "./plain-training.js";
import { visionFormulas } from "./plain-vision.js";

/*
 * The operations as their formulas read, in float64 or with every result rounded to float32, and with a choice of the order
 * of summation: an oracle, and the measure of what float32 can do.
 */

/** Attention over heads of contiguous arrays. */
interface Heads {
  readonly batch: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly queries: number;
  readonly keys: number;
  readonly headDim: number;
  readonly valueDim: number;
  readonly scale: number;
  readonly softcap: number;
  /** What is added to a score: 0, a bias, or -Infinity for a hidden key. */
  readonly added: (batch: number, head: number, query: number, key: number) => number;
  /** A score without a key for each head. */
  readonly sinks?: Values | undefined;
}

function attend(arithmetic: Arithmetic, q: Values, k: Values, v: Values, h: Heads) {
  const { round } = arithmetic;
  const [out, weights, lse]: [number[], number[], number[]] = [[], [], []];
  for (const batch of indices(h.batch)) {
    for (const head of indices(h.heads)) {
      const kv = (batch * h.kvHeads + Math.floor((head * h.kvHeads) / h.heads)) * h.keys;
      for (const query of indices(h.queries)) {
        const scores = indices(h.keys).map((key) => {
          const product = arithmetic.dot(
            h.headDim,
            q,
            ((batch * h.heads + head) * h.queries + query) * h.headDim,
            k,
            (kv + key) * h.headDim,
          );
          const scaled = round(product * round(h.scale));
          const capped = h.softcap > 0 ? round(h.softcap * round(Math.tanh(round(scaled / h.softcap)))) : scaled;
          return round(capped + h.added(batch, head, query, key));
        });
        const row = arithmetic.softmax(h.sinks ? [...scores, at0(h.sinks, head)] : scores);
        weights.push(...row.weights.slice(0, h.keys));
        lse.push(row.lse);
        for (const d of indices(h.valueDim))
          out.push(arithmetic.dot(h.keys, row.weights, 0, v, kv * h.valueDim + d, h.valueDim));
      }
    }
  }
  return { out, weights, lse };
}

/** An element of a mask that broadcasts to [batch, heads, queries, keys]. */
function broadcast(mask: Tensor, ...index: readonly number[]): number {
  const from = 4 - mask.shape.length;
  return at0(
    mask.data,
    mask.shape.reduce((at, length, axis) => at * length + (length === 1 ? 0 : at0(index, from + axis)), 0),
  );
}

const perEntry = (option: unknown, batch: number, otherwise: number): number => {
  if (option === undefined) return otherwise;
  return typeof option === "number" ? option : Number((option as Values)[batch]);
};

const scaledDotProductAttention: Formula = (arithmetic, inputs, options) => {
  const [q, past] = [get(inputs, "q"), inputs.pastK];
  const kvHeads = size(inputs.k, 1);
  const [seqPast, batch] = [size(past, 2), size(q, 0)];
  const join = (name: string, pastName: string): Values => {
    const [tensor, before] = [get(inputs, name), inputs[pastName]];
    if (!before) return tensor.data;
    const [width, pastWidth] = [size(tensor, 2) * size(tensor, 3), size(before, 2) * size(before, 3)];
    return indices(batch * kvHeads).flatMap((i) => [
      ...before.data.subarray(i * pastWidth, (i + 1) * pastWidth),
      ...tensor.data.subarray(i * width, (i + 1) * width),
    ]);
  };
  const [left, right] = (options.window ?? [-1, -1]) as [number, number];
  const keys = seqPast + size(inputs.k, 2);
  const headDim = size(q, 3);
  const [presentK, presentV] = [join("k", "pastK"), join("v", "pastV")];
  const result = attend(arithmetic, q.data, presentK, presentV, {
    batch,
    heads: size(q, 1),
    kvHeads,
    queries: size(q, 2),
    keys,
    headDim,
    valueDim: size(inputs.v, 3),
    scale: Number(options.scale ?? Math.max(headDim, 1) ** -0.5),
    softcap: Number(options.softcap ?? 0),
    sinks: inputs.sinks?.data,
    added: (b, h, i, j) => {
      const position = i + perEntry(options.queryOffset, b, seqPast);
      const { mask, bias } = inputs;
      const isFloat = mask && !(mask.data instanceof Uint8Array);
      const hidden =
        (options.causal && j > position) ||
        (left >= 0 && j < position - left) ||
        (right >= 0 && j > position + right) ||
        j >= perEntry(options.kvLengths, b, keys) ||
        (mask && !isFloat && !broadcast(mask, b, h, i, j));
      if (hidden) return Number.NEGATIVE_INFINITY;
      return (mask && isFloat ? broadcast(mask, b, h, i, j) : 0) + (bias ? broadcast(bias, b, h, i, j) : 0);
    },
  });
  return { ...result, presentK, presentV };
};

const multiHeadAttention: Formula = (arithmetic, inputs, options) => {
  const [query, key, heads] = [get(inputs, "query"), get(inputs, "key"), Number(options.numHeads)];
  const [batch, queries, keys, model] = [size(query, 0), size(query, 1), size(key, 1), size(query, 2)];
  const headDim = model / heads;
  const project = (name: string, w: string, b: string) =>
    arithmetic.linear(get(inputs, name).data, get(inputs, w), inputs[b]);
  const [q, k, v] = [project("query", "wq", "bq"), project("key", "wk", "bk"), project("value", "wv", "bv")];
  const { out, weights, lse } = attend(
    arithmetic,
    swap(q, batch, queries, heads, headDim),
    swap(k, batch, keys, heads, headDim),
    swap(v, batch, keys, heads, headDim),
    {
      ...{
        batch,
        heads,
        kvHeads: heads,
        queries,
        keys,
        headDim,
        valueDim: headDim,
        scale: headDim ** -0.5,
        softcap: 0,
      },
      added: (b, _, i, j) => {
        const position = i + perEntry(options.queryOffset, b, 0);
        const hidden = (options.causal && j > position) || (inputs.keyMask && !inputs.keyMask.data[b * keys + j]);
        return hidden ? Number.NEGATIVE_INFINITY : 0;
      },
    },
  );
  const context = swap(out, batch, heads, queries, headDim);
  return { out: arithmetic.linear(context, get(inputs, "wo"), inputs.bo), weights, q, k, v, context, lse };
};

function normalize(arithmetic: Arithmetic, x: Values, gamma: Values, beta: Values, eps: number): number[] {
  const { round } = arithmetic;
  const dim = gamma.length;
  return indices(x.length / dim).flatMap((row) => {
    const mean = round(arithmetic.sum(dim, (i) => at0(x, row * dim + i)) / dim);
    const centred = indices(dim).map((i) => round(at0(x, row * dim + i) - mean));
    const variance = round(arithmetic.dot(dim, centred, 0, centred, 0) / dim);
    const deviation = round(Math.sqrt(round(variance + eps)));
    return centred.map((value, i) => round(round(round(value / deviation) * at0(gamma, i)) + at0(beta, i)));
  });
}

const layerNorm: Formula = (arithmetic, inputs, options) => {
  const [x, gamma, beta] = [get(inputs, "x"), get(inputs, "gamma"), get(inputs, "beta")];
  return { y: normalize(arithmetic, x.data, gamma.data, beta.data, Number(options.eps ?? 1e-5)) };
};

function geluOf(round: (x: number) => number, x: number, approximate: boolean): number {
  if (!approximate) return round(round(0.5 * x) * round(1 + round(erf(round(x * Math.SQRT1_2)))));
  const inner = round(round(Math.sqrt(2 / Math.PI)) * round(x + round(round(0.044715) * round(x * round(x * x)))));
  return round(round(0.5 * x) * round(1 + round(Math.tanh(inner))));
}

const transformerEncoderLayer: Formula = (arithmetic, inputs, options) => {
  const { round } = arithmetic;
  const x = get(inputs, "x");
  const norm = (values: Values, which: 1 | 2) =>
    normalize(
      arithmetic,
      values,
      get(inputs, `gamma${which}`).data,
      get(inputs, `beta${which}`).data,
      Number(options.eps ?? 1e-5),
    );
  const add = (a: Values, b: Values) => indices(a.length).map((i) => round(at0(a, i) + at0(b, i)));
  const attention = (values: Values) => {
    // Not a Float32Array, which would round what float64 must not; the formula only ever reads its elements.
    const tensor = { shape: x.shape, data: values as Float32Array };
    return at(multiHeadAttention(arithmetic, { ...inputs, query: tensor, key: tensor, value: tensor }, options), "out");
  };
  const forward = (values: Values) => {
    const hidden = arithmetic.linear(values, get(inputs, "w1"), get(inputs, "b1"));
    const active = hidden.map((value) =>
      options.activation === "gelu" ? geluOf(round, value, false) : Math.max(value, 0),
    );
    return arithmetic.linear(active, get(inputs, "w2"), get(inputs, "b2"));
  };
  if (options.normFirst) {
    const middle = add(x.data, attention(norm(x.data, 1)));
    return { y: add(middle, forward(norm(middle, 2))) };
  }
  const middle = norm(add(x.data, attention(x.data)), 1);
  return { y: norm(add(middle, forward(middle)), 2) };
};

const at = (outputs: Named<Values>, name: string): Values => outputs[name] ?? [];

const attentionTextClassifier: Formula = (arithmetic, inputs) => {
  const [ids, mask, embedding] = [get(inputs, "ids"), get(inputs, "mask"), get(inputs, "embedding")];
  const [batch, seq, dim] = [size(ids, 0), size(ids, 1), size(embedding, 1)];
  const data = Float32Array.from(indices(batch * seq * dim), (i) =>
    at0(embedding.data, at0(ids.data, Math.floor(i / dim)) * dim + (i % dim)),
  );
  const x = { shape: [batch, seq, dim], data };
  const { out = [], weights = [] } = multiHeadAttention(
    arithmetic,
    { ...inputs, query: x, key: x, value: x, keyMask: mask },
    { numHeads: 1 },
  );
  const pooled = indices(batch * dim).map((i) => {
    const [b, d] = [Math.floor(i / dim), i % dim];
    const real = indices(seq).filter((j) => mask.data[b * seq + j]);
    const total = arithmetic.sum(real.length, (j) => at0(out, (b * seq + at0(real, j)) * dim + d));
    return real.length ? arithmetic.round(total / real.length) : 0;
  });
  return { logits: arithmetic.linear(pooled, get(inputs, "wc"), get(inputs, "bc")), weights };
};

/** Softmax over the scores of rows, and the rows' mean weighted by it. */
function pool(arithmetic: Arithmetic, rows: Values, scores: readonly number[], dim: number) {
  const { weights } = arithmetic.softmax(scores);
  return { out: indices(dim).map((d) => arithmetic.dot(weights.length, weights, 0, rows, d, dim)), weights };
}

export const formulas: Readonly<Record<string, Formula>> = {
  ...alignmentFormulas,
  ...gradientFormulas,
  ...lossFormulas,
  ...positionFormulas,
  ...trainingFormulas,
  ...visionFormulas,
  scaledDotProductAttention,
  scaledDotProductAttentionBackward: attentionBackward(scaledDotProductAttention),
  mergeAttention,
  pagedAttention: pagedAttention(scaledDotProductAttention),
  multiHeadAttention,
  multiHeadAttentionForward: multiHeadAttention,
  multiHeadAttentionBackward: multiHeadAttentionBackward(scaledDotProductAttention),
  transformerEncoderLayer,
  attentionTextClassifier,
  layerNorm,
  softmax: (arithmetic, inputs, options) => {
    const x = get(inputs, "x");
    const axis = Number(options.axis ?? -1);
    const length = size(x, axis);
    const inner = x.shape.slice(axis < 0 ? axis + x.shape.length + 1 : axis + 1).reduce((a, b) => a * b, 1);
    const y = new Float64Array(x.data.length);
    for (const at of indices(x.data.length).filter((i) => Math.floor(i / inner) % length === 0)) {
      const { weights } = arithmetic.softmax(indices(length).map((i) => at0(x.data, at + i * inner)));
      weights.forEach((weight, i) => {
        y[at + i * inner] = weight;
      });
    }
    return { y };
  },
  linear: (arithmetic, inputs) => ({
    y: arithmetic.linear(get(inputs, "x").data, get(inputs, "weight"), inputs.bias),
  }),
  gelu: ({ round }, inputs, options) => ({
    y: Array.from(get(inputs, "x").data, (x) => geluOf(round, x, options.approximate === true)),
  }),
  swiglu: (arithmetic, inputs) => {
    const { round } = arithmetic;
    const project = (weight: string) => arithmetic.linear(get(inputs, "x").data, get(inputs, weight));
    const up = project("wUp");
    const silu = (a: number) => round(a / round(1 + round(Math.exp(-a))));
    const hidden = project("wGate").map((gate, i) => round(silu(gate) * at0(up, i)));
    return { y: arithmetic.linear(hidden, get(inputs, "wDown")) };
  },
  weightedSumAttention: (arithmetic, inputs) => {
    const [x, w] = [get(inputs, "x"), get(inputs, "w")];
    const dim = size(w, 0);
    const scores = indices(size(x, 0)).map((row) => arithmetic.dot(dim, x.data, row * dim, w.data, 0));
    return pool(arithmetic, x.data, scores, dim);
  },
  spatialAttention: (arithmetic, inputs) => {
    const [features, position] = [get(inputs, "features"), get(inputs, "position")];
    const dim = size(features, 3);
    const places = size(features, 1) * size(features, 2);
    const images = indices(size(features, 0)).map((b) => {
      const rows = features.data.subarray(b * places * dim, (b + 1) * places * dim);
      return pool(
        arithmetic,
        rows,
        indices(places).map((i) => arithmetic.dot(dim, rows, i * dim, position.data, i * dim)),
        dim,
      );
    });
    return { out: images.flatMap((image) => image.out), weights: images.flatMap((image) => image.weights) };
  },
};
