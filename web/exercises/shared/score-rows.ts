/** Rows of numbers for the exercises on the logarithm of a sum of exponentials, and that logarithm, in float64. */
import type { Random } from "../../format/random.js";
import type { FloatTensor } from "../../kernels/index.js";
import { logitLevels } from "./token-logits.js";

/** Row after row near 1000, near -1000, and of both: even columns there, odd ones 2000 below them. */
export function rowLevels(random: Random, shape: readonly [n: number, m: number]): FloatTensor {
  return { shape, data: logitLevels(random, [1, ...shape]).data };
}

/** Of each row of [n, m]; -infinity for a row of nothing else. */
export function logSumExpOf({ shape, data }: FloatTensor): readonly number[] {
  const [n, m] = shape as [number, number];
  return Array.from({ length: n }, (_, i) => {
    const row = Array.from(data.subarray(i * m, (i + 1) * m));
    const largest = Math.max(...row);
    if (largest === Number.NEGATIVE_INFINITY) return largest;
    return largest + Math.log(row.reduce((sum, value) => sum + Math.exp(value - largest), 0));
  });
}
