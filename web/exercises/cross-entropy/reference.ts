import type { FloatTensor, IntTensor } from "../../kernels/index.js";
import { logProbability, rowsOf } from "../shared/log-softmax.js";
import { ignored } from "../shared/token-logits.js";

/** logits [B, L, V], targets [B, L] to []: the mean over the targets that are not -100. */
export function crossEntropy(logits: FloatTensor, targets: IntTensor): FloatTensor {
  const losses = rowsOf(logits).flatMap((row, at) => {
    const target = targets.data[at] as number;
    return target === ignored ? [] : [-logProbability(row, target)];
  });
  return { shape: [], data: Float32Array.of(losses.reduce((sum, loss) => sum + loss, 0) / losses.length) };
}
