import type { Task, TaskOf } from "./problem.js";
import { firstLoss } from "./training-reference.js";

/** Some elements of the right results, computed in float64: which result, which element, which value. */
export type Sample = readonly { readonly result: number; readonly index: number; readonly value: number }[];

/** What float32 makes of these sizes stays far below; a wrong formula is far above. */
const tolerance = 1e-4;

/**
 * Compares results with a sample.
 *
 * @returns the largest error, relative to the largest value of the sample
 * @throws Error when the results do not agree
 */
export function checkAgreement(results: readonly Float32Array[], sample: Sample): number {
  const largest = sample.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
  let worst = 0;
  for (const { result, index, value } of sample) {
    const error = Math.abs((results[result]?.[index] ?? Number.NaN) - value) / largest;
    if (!(error <= tolerance)) {
      const actual = results[result]?.[index];
      throw new Error(`disagrees: element ${index} of result ${result} is ${actual}, expected ${value}`);
    }
    worst = Math.max(worst, error);
  }
  return worst;
}

/** Whole rows, from both ends and from between. */
export function sampleOf(task: Task): Sample {
  switch (task.kind) {
    case "attention":
      return attention(task);
    case "attention-backward":
      return attentionBackward(task);
    case "matmul":
      return rows(task.size, task.size, (row) => multiplyRow(task.inputs.x, row, task.inputs.w, task.size));
    case "softmax": {
      const { columns, inputs } = task;
      return rows(task.rows, columns, (row) => softmax(rowOf(inputs.x, row, columns)));
    }
    case "layer-norm":
      return layerNorm(task);
    case "multi-head":
      return multiHead(task);
    case "training-step":
      return [{ result: 0, index: 0, value: firstLoss(task) }];
    default:
      return task satisfies never;
  }
}

type Row = Float64Array;

const rowOf = (x: Float32Array | Float64Array, row: number, length: number): Row =>
  Float64Array.from(x.subarray(row * length, (row + 1) * length));

function rows(count: number, length: number, compute: (row: number) => Row): Sample {
  const chosen = [...new Set([0, 1, Math.floor(count / 3), Math.floor(count / 2), count - 2, count - 1])];
  return chosen
    .filter((row) => row >= 0 && row < count)
    .flatMap((row) => Array.from(compute(row), (value, i) => ({ result: 0, index: row * length + i, value })));
}

function softmax(scores: Row): Row {
  const largest = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const exponentials = scores.map((score) => Math.exp(score - largest));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / sum);
}

/** Row `row` of `x w`, where both have `size` columns. */
function multiplyRow(x: Float32Array | Float64Array, row: number, w: Float32Array, size: number): Row {
  const sum = new Float64Array(size);
  for (let n = 0; n < size; n++) addTo(sum, x[row * size + n] ?? 0, w, n * size);
  return sum;
}

/** sum <- sum + factor * x[start ...] */
function addTo(sum: Row, factor: number, x: Float32Array | Float64Array, start: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (x[start + i] ?? 0);
}

function dot(
  a: Float32Array | Float64Array,
  from: number,
  b: Float32Array | Float64Array,
  start: number,
  length: number,
): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (a[from + i] ?? 0) * (b[start + i] ?? 0);
  return sum;
}

/** The weights of the query at `from` of q over `keys` keys that start at `start` of k. */
function weigh(
  q: Float32Array | Float64Array,
  from: number,
  k: Float32Array | Float64Array,
  start: number,
  keys: number,
  dim: number,
): Row {
  return softmax(Float64Array.from({ length: keys }, (_, j) => dot(q, from, k, start + j * dim, dim) / Math.sqrt(dim)));
}

function attention({ inputs: { q, k, v }, ...sizes }: TaskOf<"attention">): Sample {
  const { batch, heads, kvHeads, seqQ, seqK, dim, causal } = sizes;
  return rows(batch * heads * seqQ, dim, (row) => {
    const start = Math.floor((Math.floor(row / seqQ) * kvHeads) / heads) * seqK * dim;
    const out = new Float64Array(dim);
    weigh(q, row * dim, k, start, causal ? (row % seqQ) + 1 : seqK, dim).forEach((weight, j) => {
      addTo(out, weight, v, start + j * dim);
    });
    return out;
  });
}

function layerNorm({ rows: count, columns, inputs: { x, gamma, beta } }: TaskOf<"layer-norm">): Sample {
  return rows(count, columns, (row) => {
    const values = rowOf(x, row, columns);
    const mean = values.reduce((a, b) => a + b, 0) / columns;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / columns;
    return values.map((value, i) => ((value - mean) / Math.sqrt(variance + 1e-5)) * (gamma[i] ?? 0) + (beta[i] ?? 0));
  });
}

/** Keys and values of all rows, for one head after the other only where a row asks for it. */
function multiHead({ seq, width, heads, inputs }: TaskOf<"multi-head">): Sample {
  const project = (x: Float32Array | Float64Array, row: number, weight: Float32Array, bias: Float32Array) =>
    multiplyRow(x, row, weight, width).map((value, i) => value + (bias[i] ?? 0));
  const k = Array.from({ length: seq }, (_, row) => project(inputs.x, row, inputs.wk, inputs.bk));
  const v = Array.from({ length: seq }, (_, row) => project(inputs.x, row, inputs.wv, inputs.bv));
  const dim = width / heads;
  return rows(seq, width, (row) => {
    const q = project(inputs.x, row, inputs.wq, inputs.bq);
    const merged = new Float64Array(width);
    for (let from = 0; from < width; from += dim) {
      const weights = softmax(Float64Array.from(k, (key) => dot(q, from, key, from, dim) / Math.sqrt(dim)));
      v.forEach((value, j) => {
        addTo(merged.subarray(from, from + dim), weights[j] ?? 0, value, from);
      });
    }
    return project(merged, 0, inputs.wo, inputs.bo);
  });
}

/** All rows of the last head. */
function attentionBackward({ heads, seq, dim, inputs: { q, k, v, dout } }: TaskOf<"attention-backward">): Sample {
  const start = (heads - 1) * seq * dim;
  const results = [new Float64Array(seq * dim), new Float64Array(seq * dim), new Float64Array(seq * dim)] as const;
  const [dq, dk, dv] = results.map((all) => (row: number) => all.subarray(row * dim, (row + 1) * dim)) as [
    Rows,
    Rows,
    Rows,
  ];
  for (let i = 0; i < seq; i++) {
    const row = start + i * dim;
    const weights = weigh(q, row, k, start, seq, dim);
    const dweights = weights.map((_, j) => dot(dout, row, v, start + j * dim, dim));
    const mean = dot(weights, 0, dweights, 0, seq);
    weights.forEach((weight, j) => {
      const ds = (weight * ((dweights[j] ?? 0) - mean)) / Math.sqrt(dim);
      addTo(dv(j), weight, dout, row);
      addTo(dq(i), ds, k, start + j * dim);
      addTo(dk(j), ds, q, row);
    });
  }
  return results.flatMap((all, result) => Array.from(all, (value, i) => ({ result, index: start + i, value })));
}

type Rows = (row: number) => Row;
