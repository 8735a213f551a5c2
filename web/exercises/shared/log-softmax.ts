/** Reference of what exercises on log-probabilities ask for: plain loops in float64. */
import type { FloatTensor } from "../../kernels/index.js";

/** Logits and what is drawn with them: rows of V numbers, in the order of the array. */
export function rowsOf({ shape, data }: FloatTensor): readonly (readonly number[])[] {
  const V = shape.at(-1) as number;
  return Array.from({ length: data.length / V }, (_, row) => Array.from(data.subarray(row * V, (row + 1) * V)));
}

/** log(exp(x[token]) / sum(exp(x))) of one row, without an exponential above one. */
export function logProbability(row: readonly number[], token: number): number {
  const largest = Math.max(...row);
  const total = row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
  return (row[token] as number) - largest - Math.log(total);
}
