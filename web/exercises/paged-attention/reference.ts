import type { FloatTensor, IntTensor } from "../../kernels/index.js";

interface Paged {
  /** [B, H, d] */
  readonly q: FloatTensor;
  /** [N, T, G, d] */
  readonly kPages: FloatTensor;
  readonly vPages: FloatTensor;
  /** [B, M] */
  readonly table: IntTensor;
  /** [B] */
  readonly lengths: IntTensor;
}

/** The definition in float64, token by token: [B, H, d]. */
export function pagedAttention({ q, kPages, vPages, table, lengths }: Paged): FloatTensor {
  const [B, H, d] = q.shape as [number, number, number];
  const [, T, G] = kPages.shape as [number, number, number, number];
  const M = table.shape[1] as number;
  const out = new Float32Array(B * H * d);
  for (let b = 0; b < B; b++)
    for (let h = 0; h < H; h++) {
      const query = q.data.subarray((b * H + h) * d, (b * H + h + 1) * d);
      const starts = Array.from({ length: lengths.data[b] as number }, (_, p) => {
        const page = table.data[b * M + Math.floor(p / T)] as number;
        return ((page * T + (p % T)) * G + Math.floor((h * G) / H)) * d;
      });
      const scores = starts.map(
        (start) => query.reduce((sum, x, c) => sum + x * (kPages.data[start + c] as number), 0) / Math.sqrt(d),
      );
      const largest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - largest));
      const total = powers.reduce((sum, power) => sum + power, 0);
      for (let c = 0; c < d; c++)
        out[(b * H + h) * d + c] = starts.reduce(
          (sum, start, p) => sum + ((powers[p] as number) / total) * (vPages.data[start + c] as number),
          0,
        );
    }
  return { shape: [B, H, d], data: out };
}
