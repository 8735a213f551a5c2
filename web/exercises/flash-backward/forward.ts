/** What the forward pass of attention has kept, in float64, for inputs to be drawn with. */
import type { FloatTensor } from "../../kernels/index.js";

interface Tensors {
  readonly q: FloatTensor;
  readonly k: FloatTensor;
  readonly v: FloatTensor;
}

/** q [B, H, L, d], k and v [B, H, S, d] to out [B, H, L, d] and lse [B, H, L]. */
export function forward({ q, k, v }: Tensors): { readonly out: FloatTensor; readonly lse: FloatTensor } {
  const [B, H, L, d] = q.shape as [number, number, number, number];
  const S = k.shape[2] as number;
  const out = new Float32Array(B * H * L * d);
  const lse = new Float32Array(B * H * L);
  for (let row = 0; row < B * H * L; row++) {
    const first = Math.floor(row / L) * S;
    const scores = Array.from({ length: S }, (_, j) => dot(q, row, k, first + j) / Math.sqrt(d));
    const top = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - top));
    const total = powers.reduce((sum, power) => sum + power, 0);
    lse[row] = top + Math.log(total);
    for (let c = 0; c < d; c++)
      out[row * d + c] = powers.reduce((sum, power, j) => sum + power * at(v, first + j, c), 0) / total;
  }
  return { out: { shape: q.shape, data: out }, lse: { shape: [B, H, L], data: lse } };
}

const at = ({ shape, data }: FloatTensor, row: number, feature: number): number =>
  data[row * (shape[3] as number) + feature] as number;

function dot(a: FloatTensor, rowOfA: number, b: FloatTensor, rowOfB: number): number {
  let total = 0;
  for (let c = 0; c < (a.shape[3] as number); c++) total += at(a, rowOfA, c) * at(b, rowOfB, c);
  return total;
}
