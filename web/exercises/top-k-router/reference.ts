import type { FloatTensor } from "../../kernels/index.js";
import { largest, rowsOf, softmaxOfKept } from "../shared/largest.js";

/** Scores of each expert for one token. */
export const scoresOf = (token: readonly number[], experts: readonly (readonly number[])[]): readonly number[] =>
  experts.map((expert) => expert.reduce((sum, weight, feature) => sum + weight * (token[feature] as number), 0));

/** x [N, D], w [E, D] to [N, E]. */
export function topKRouter(x: FloatTensor, w: FloatTensor, k: number): FloatTensor {
  const experts = rowsOf(w);
  const rows = rowsOf(x).map((token) => {
    const scores = scoresOf(token, experts);
    return softmaxOfKept(scores, largest(scores, k));
  });
  return { shape: [x.shape[0] as number, experts.length], data: Float32Array.from(rows.flat()) };
}
