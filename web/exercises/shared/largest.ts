/** References of what exercises on choosing ask for: plain loops in float64. */
import type { FloatTensor } from "../../kernels/index.js";

/** The rows of an array, in its order. */
export function rowsOf({ shape, data }: FloatTensor): readonly (readonly number[])[] {
  const columns = shape.at(-1) as number;
  return Array.from({ length: data.length / columns }, (_, row) =>
    Array.from(data.subarray(row * columns, (row + 1) * columns)),
  );
}

/** Which numbers of a row are its k largest. Of equal ones, those with the lower index are the larger. */
export function largest(row: readonly number[], k: number): readonly boolean[] {
  const order = row.map((_, at) => at).sort((a, b) => (row[b] as number) - (row[a] as number) || a - b);
  const kept = new Set(order.slice(0, k));
  return row.map((_, at) => kept.has(at));
}

/** Softmax over what is kept of a row, 0 elsewhere. At least one number is kept. */
export function softmaxOfKept(row: readonly number[], kept: readonly boolean[]): readonly number[] {
  const top = Math.max(...row.filter((_, at) => kept[at]));
  const powers = row.map((value, at) => (kept[at] ? Math.exp(value - top) : 0));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Scores of each expert for one token. */
export const scoresOf = (token: readonly number[], experts: readonly (readonly number[])[]): readonly number[] =>
  experts.map((expert) => expert.reduce((sum, weight, feature) => sum + weight * (token[feature] as number), 0));
