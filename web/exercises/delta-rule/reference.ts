/** The delta rule in plain float64 loops. */
import type { FloatTensor } from "../../kernels/index.js";

interface Tensors {
  readonly q: FloatTensor;
  readonly k: FloatTensor;
  readonly v: FloatTensor;
  readonly beta: FloatTensor;
}

/** q and k [B, H, L, d], v [B, H, L, dv], beta [B, H, L] to [B, H, L, dv]. */
export function deltaRule({ q, k, v, beta }: Tensors): FloatTensor {
  const [B, H, L, d] = q.shape as [number, number, number, number];
  const dv = v.shape[3] as number;
  const out = new Float32Array(B * H * L * dv);
  for (let head = 0; head < B * H; head++) {
    const state = new Float64Array(dv * d);
    for (let i = head * L; i < (head + 1) * L; i++) {
      for (let e = 0; e < dv; e++) {
        const row = state.subarray(e * d, (e + 1) * d);
        const error = (v.data[i * dv + e] as number) - dot(row, k.data, i * d);
        const step = (beta.data[i] as number) * error;
        for (let c = 0; c < d; c++) row[c] = (row[c] as number) + step * (k.data[i * d + c] as number);
        out[i * dv + e] = dot(row, q.data, i * d);
      }
    }
  }
  return { shape: v.shape, data: out };
}

function dot(row: Float64Array, x: Float32Array, from: number): number {
  let total = 0;
  for (let c = 0; c < row.length; c++) total += (row[c] as number) * (x[from + c] as number);
  return total;
}
