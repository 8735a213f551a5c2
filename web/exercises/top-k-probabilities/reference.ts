import type { FloatTensor } from "../../kernels/index.js";
import { largest, rowsOf, softmaxOfKept } from "../shared/largest.js";

/** logits [B, V] to [B, V]. */
export function topKProbabilities(logits: FloatTensor, temperature: number, k: number): FloatTensor {
  const rows = rowsOf(logits).map((row) => {
    const cooled = row.map((logit) => logit / temperature);
    return softmaxOfKept(cooled, largest(row, k));
  });
  return { shape: logits.shape, data: Float32Array.from(rows.flat()) };
}
