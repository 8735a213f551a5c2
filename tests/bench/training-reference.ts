import type { TaskOf } from "./problem.js";

/** The loss before the first step, in float64 and as the formulas read. */
export function firstLoss({ batch, seq, width, heads, vocabulary, inputs }: TaskOf<"training-step">): number {
  const { tokens, targets, embedding, positions, weights, unembedding } = inputs;
  const square = width * width;
  const weightOf = (layer: number, which: number) => weights.subarray((4 * layer + which) * square);
  let total = 0;
  for (let b = 0; b < batch; b++) {
    let x = Array.from({ length: seq }, (_, i) => rowOf(embedding, tokens[b * seq + i] ?? 0, width));
    for (const layer of [0, 1]) {
      const placed = x.map((row, i) => row.map((value, d) => value + (positions[i * width + d] ?? 0)));
      const [q, k] = [0, 1].map((which) => placed.map((row) => multiply(row, weightOf(layer, which), width)));
      const v = x.map((row) => multiply(row, weightOf(layer, 2), width));
      const merged = attend(q ?? [], k ?? [], v, heads);
      x = x.map((row, i) => {
        const added = multiply(merged[i] ?? row, weightOf(layer, 3), width);
        return row.map((value, d) => value + (added[d] ?? 0));
      });
    }
    x.forEach((row, i) => {
      const logits = Float64Array.from({ length: vocabulary }, (_, c) => dot(row, rowOf(unembedding, c, width)));
      total += logSumExp(logits) - (logits[targets[b * seq + i] ?? 0] ?? 0);
    });
  }
  return total / (batch * seq);
}

type Row = Float64Array;

const rowOf = (matrix: Float32Array, row: number, width: number): Row =>
  Float64Array.from(matrix.subarray(row * width, (row + 1) * width));

const dot = (a: Row, b: Row) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

function logSumExp(values: Row): number {
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

/** A row times a matrix of `[in, out]`. */
function multiply(row: Row, matrix: Float32Array, width: number): Row {
  const out = new Float64Array(width);
  row.forEach((value, i) => {
    for (let j = 0; j < width; j++) out[j] = (out[j] ?? 0) + value * (matrix[i * width + j] ?? 0);
  });
  return out;
}

function attend(q: readonly Row[], k: readonly Row[], v: readonly Row[], heads: number): readonly Row[] {
  const width = v[0]?.length ?? 0;
  const dim = width / heads;
  return q.map((query, i) => {
    const out = new Float64Array(width);
    for (let from = 0; from < width; from += dim) {
      const part = (row: Row) => row.subarray(from, from + dim);
      const scores = Float64Array.from(k.slice(0, i + 1), (key) => dot(part(query), part(key)) / Math.sqrt(dim));
      const sum = logSumExp(scores);
      scores.forEach((score, j) => {
        const weight = Math.exp(score - sum);
        for (let d = from; d < from + dim; d++) out[d] = (out[d] ?? 0) + weight * (v[j]?.[d] ?? 0);
      });
    }
    return out;
  });
}
