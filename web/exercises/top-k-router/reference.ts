import type { FloatTensor } from "../../kernels/index.js";
import { largest, rowsOf, scoresOf, softmaxOfKept } from "../shared/largest.js";

/** x [N, D], w [E, D] to [N, E]. */
export function topKRouter(x: FloatTensor, w: FloatTensor, k: number): FloatTensor {
  const experts = rowsOf(w);
  const rows = rowsOf(x).map((token) => {
    const scores = scoresOf(token, experts);
    return softmaxOfKept(scores, largest(scores, k));
  });
  return { shape: [x.shape[0] as number, experts.length], data: Float32Array.from(rows.flat()) };
}
