import type { BoolTensor, FloatTensor, IntTensor } from "../../kernels/index.js";
import { logProbability, rowsOf } from "../shared/log-softmax.js";

/** logits [B, L, V], ids and mask [B, L] to []: the mean over the tokens after the first of their sequence that the mask shows. */
export function nextTokenLoss(logits: FloatTensor, ids: IntTensor, mask: BoolTensor): FloatTensor {
  const L = ids.shape[1] as number;
  const rows = rowsOf(logits);
  const losses = Array.from(ids.data).flatMap((id, at) =>
    at % L > 0 && mask.data[at] ? [-logProbability(rows[at - 1] as readonly number[], id)] : [],
  );
  return { shape: [], data: Float32Array.of(losses.reduce((sum, loss) => sum + loss, 0) / losses.length) };
}
