import type { FloatTensor, IntTensor } from "../../kernels/index.js";
import { logProbability, rowsOf } from "../shared/log-softmax.js";

/** logits [B, L, V], ids [B, L] to [B, L]. */
export function tokenLogProbs(logits: FloatTensor, ids: IntTensor): FloatTensor {
  const picked = rowsOf(logits).map((row, at) => logProbability(row, ids.data[at] as number));
  return { shape: ids.shape, data: Float32Array.from(picked) };
}
