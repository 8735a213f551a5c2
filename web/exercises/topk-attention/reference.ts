import type { BoolTensor, FloatTensor } from "../../kernels/index.js";
import { largest, rowsOf } from "../shared/largest.js";

/** q, k [B, H, L, d] to the mask [B, H, L, L] of the keys that each query keeps: the `top` best of those up to its own position. */
export function keptKeys(q: FloatTensor, k: FloatTensor, top: number): BoolTensor {
  const [B, H, L] = q.shape as [number, number, number];
  const keys = rowsOf(k);
  const rows = rowsOf(q).map((query, row) => {
    const i = row % L;
    const seen = keys.slice(row - i, row + 1);
    const scores = seen.map((key) => key.reduce((sum, value, at) => sum + value * (query[at] as number), 0));
    const kept = largest(scores, top);
    return Array.from({ length: L }, (_, j) => Number(kept[j] ?? false));
  });
  return { shape: [B, H, L, L], data: Uint8Array.from(rows.flat()) };
}
