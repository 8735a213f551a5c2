import type { FloatTensor } from "../../kernels/index.js";

/** score[i][j] = q[i] · r[j - i + L - 1] for every entry and head, from q [B, H, L, d] and r [2 L - 1, d]. */
export function relativeScores({ shape, data: queries }: FloatTensor, { data: vectors }: FloatTensor): FloatTensor {
  const [B, H, L, d] = shape as [number, number, number, number];
  const scores: number[] = [];
  for (let head = 0; head < B * H; head++)
    for (let i = 0; i < L; i++)
      for (let j = 0; j < L; j++) {
        const offset = j - i + L - 1;
        let sum = 0;
        for (let f = 0; f < d; f++)
          sum += (queries[(head * L + i) * d + f] as number) * (vectors[offset * d + f] as number);
        scores.push(sum);
      }
  return { shape: [B, H, L, L], data: Float32Array.from(scores) };
}
