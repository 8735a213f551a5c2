import type { FloatTensor, IntTensor } from "../../kernels/index.js";
import { logSumExpOf } from "../shared/score-rows.js";

/** Mean over the rows of the cross-entropy to (1 - epsilon) · one-hot + epsilon / V. */
export function smoothedLoss(logits: FloatTensor, targets: IntTensor, epsilon: number): FloatTensor {
  const [N, V] = logits.shape as [number, number];
  const totals = logSumExpOf(logits);
  let loss = 0;
  for (let i = 0; i < N; i++)
    for (let v = 0; v < V; v++) {
      const wanted = epsilon / V + (v === targets.data[i] ? 1 - epsilon : 0);
      loss += wanted * ((totals[i] as number) - (logits.data[i * V + v] as number));
    }
  return { shape: [], data: Float32Array.of(loss / N) };
}
