import type { Tensor } from "../../web/kernels/index.js";
import { type Arithmetic, at0, type Formula, get, indices, size, type Values } from "./arithmetic.js";

/* Attention whose scores are no scaled dot products. */

/** Softmax over the keys of each query and the values weighted by it, for one entry of a batch. */
function weigh(
  arithmetic: Arithmetic,
  scores: readonly (readonly number[])[],
  v: Values,
  width: number,
  from = 0,
  step = width,
) {
  const weights = scores.map((row) => arithmetic.softmax(row).weights);
  const out = weights.flatMap((row) =>
    indices(width).map((e) => arithmetic.dot(row.length, row, 0, v, from + e, step)),
  );
  return { out, weights: weights.flat() };
}

/** The same for each entry of a batch, with the score of query i and key j, counted through the batch. */
function attend(
  arithmetic: Arithmetic,
  [batch, seqQ, seqK, width]: readonly [number, number, number, number],
  v: Values,
  score: (query: number, key: number) => number,
) {
  const entries = indices(batch).map((b) => {
    const scores = indices(seqQ).map((i) => indices(seqK).map((j) => score(b * seqQ + i, b * seqK + j)));
    return weigh(arithmetic, scores, v, width, b * seqK * width);
  });
  return { out: entries.flatMap(({ out }) => out), weights: entries.flatMap(({ weights }) => weights) };
}

/** u · tanh(queries[i] + keys[j]) */
const additiveScore =
  (arithmetic: Arithmetic, u: Values, queries: Values, keys: Values) => (query: number, key: number) => {
    const { round } = arithmetic;
    const dim = u.length;
    return arithmetic.sum(
      dim,
      (h) => at0(u, h) * round(Math.tanh(round(at0(queries, query * dim + h) + at0(keys, key * dim + h)))),
    );
  };

const additiveAttention: Formula = (arithmetic, inputs) => {
  const [q, k, v, mask] = [get(inputs, "q"), get(inputs, "k"), get(inputs, "v"), inputs.mask];
  const [batch, seqQ, seqK] = [size(q, 0), size(q, 1), size(k, 1)];
  const score = additiveScore(
    arithmetic,
    get(inputs, "u").data,
    arithmetic.linear(q.data, get(inputs, "wq")),
    arithmetic.linear(k.data, get(inputs, "wk")),
  );
  const visible = (query: number, key: number) => {
    if (!mask) return true;
    const index = [Math.floor(query / seqQ), query % seqQ, key % seqK].slice(3 - mask.shape.length);
    return at0(
      mask.data,
      mask.shape.reduce((at, length, axis) => at * length + (length === 1 ? 0 : at0(index, axis)), 0),
    );
  };
  return attend(arithmetic, [batch, seqQ, seqK, size(v, 2)], v.data, (query, key) =>
    visible(query, key) ? score(query, key) : Number.NEGATIVE_INFINITY,
  );
};

/** Columns `from` to `from + width` of a matrix. */
const columns = ({ shape: [rows = 0, all = 0], data }: Tensor, from: number, width: number): Tensor => ({
  shape: [rows, width],
  data: Float32Array.from(indices(rows * width), (i) => at0(data, Math.floor(i / width) * all + from + (i % width))),
});

const luongAttention: Formula = (arithmetic, inputs, options) => {
  const [h, memory, w] = [get(inputs, "h"), get(inputs, "memory"), inputs.w];
  const [batch, seqQ, seqK, dim] = [size(h, 0), size(h, 1), size(memory, 1), size(h, 2)];
  const shape = [batch, seqQ, seqK, dim] as const;
  if (options.score === "concat" && w) {
    const left = arithmetic.linear(h.data, columns(w, 0, dim));
    const right = arithmetic.linear(memory.data, columns(w, dim, dim));
    return attend(arithmetic, shape, memory.data, additiveScore(arithmetic, get(inputs, "u").data, left, right));
  }
  const keys = w ? arithmetic.linear(memory.data, w) : memory.data;
  return attend(arithmetic, shape, memory.data, (query, key) =>
    arithmetic.dot(dim, h.data, query * dim, keys, key * dim),
  );
};

const graphAttention: Formula = (arithmetic, inputs, options) => {
  const { round } = arithmetic;
  const [x, adjacency, w] = [get(inputs, "x"), get(inputs, "adjacency"), get(inputs, "w")];
  const [nodes, heads, width] = [size(x, 0), size(w, 0), size(w, 1)];
  const z = arithmetic.linear(x.data, { shape: [heads * width, size(w, 2)], data: w.data });
  const slope = round(Number(options.negativeSlope ?? 0.2));
  const results = indices(heads).map((head) => {
    const given = (name: string, node: number) =>
      arithmetic.dot(width, get(inputs, name).data, head * width, z, (node * heads + head) * width);
    const scores = indices(nodes).map((i) =>
      indices(nodes).map((j) => {
        const score = round(given("aDst", i) + given("aSrc", j));
        return adjacency.data[i * nodes + j] ? (score < 0 ? round(score * slope) : score) : Number.NEGATIVE_INFINITY;
      }),
    );
    return weigh(arithmetic, scores, z, width, head * width, heads * width);
  });
  return {
    out: indices(nodes * heads * width).map((at) => {
      const [node, head, d] = [Math.floor(at / width / heads), Math.floor(at / width) % heads, at % width];
      return at0(results[head]?.out ?? [], node * width + d);
    }),
    weights: results.flatMap(({ weights }) => weights),
  };
};

const linearAttention: Formula = (arithmetic, inputs, options) => {
  const { round } = arithmetic;
  const [q, k, v] = [get(inputs, "q"), get(inputs, "k"), get(inputs, "v")];
  const [seqQ, seqK, dim, width] = [size(q, 2), size(k, 2), size(q, 3), size(v, 3)];
  const features = (x: Values) => Array.from(x, (value) => round(value > 0 ? value + 1 : Math.exp(value)));
  const [fq, fk] = [features(q.data), features(k.data)];
  const out = indices(size(q, 0) * size(q, 1) * seqQ).flatMap((row) => {
    const first = Math.floor(row / seqQ) * seqK;
    const keys = indices(options.causal ? Math.min((row % seqQ) + 1, seqK) : seqK);
    const weights = keys.map((j) => arithmetic.dot(dim, fq, row * dim, fk, (first + j) * dim));
    const total = arithmetic.sum(weights.length, (j) => at0(weights, j));
    return indices(width).map((e) =>
      total ? round(arithmetic.dot(weights.length, weights, 0, v.data, first * width + e, width) / total) : 0,
    );
  });
  return { out };
};

const deltaRule: Formula = (arithmetic, inputs) => {
  const { round } = arithmetic;
  const [q, k, v, beta] = [get(inputs, "q"), get(inputs, "k"), get(inputs, "v"), get(inputs, "beta")];
  const [heads, seq, dim, width] = [size(q, 0) * size(q, 1), size(q, 2), size(q, 3), size(v, 3)];
  const state = new Float64Array(heads * width * dim);
  state.set(inputs.initialState?.data ?? []);
  const out = indices(heads * seq).flatMap((token) => {
    const first = Math.floor(token / seq) * width * dim;
    return indices(width).map((e) => {
      const row = state.subarray(first + e * dim, first + (e + 1) * dim);
      const held = arithmetic.dot(dim, row, 0, k.data, token * dim);
      const change = round(at0(beta.data, token) * round(at0(v.data, token * width + e) - held));
      row.forEach((value, d) => {
        row[d] = round(value + round(change * at0(k.data, token * dim + d)));
      });
      return arithmetic.dot(dim, row, 0, q.data, token * dim);
    });
  });
  return { out, finalState: state };
};

export const alignmentFormulas = { additiveAttention, luongAttention, graphAttention, linearAttention, deltaRule };
