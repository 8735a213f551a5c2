import type { FloatTensor } from "../../kernels/index.js";

/** Keys or values of every head, [B, H, S, o], from the latents [B, S, m] and a projection of each head [H, o, m]. */
export function upProjected({ shape, data: latents }: FloatTensor, w: FloatTensor): FloatTensor {
  const [B, S, m] = shape as [number, number, number];
  const [H, o] = w.shape as [number, number];
  const numbers: number[] = [];
  for (let b = 0; b < B; b++)
    for (let h = 0; h < H; h++)
      for (let j = 0; j < S; j++)
        for (let row = 0; row < o; row++) {
          let sum = 0;
          for (let i = 0; i < m; i++)
            sum += (w.data[(h * o + row) * m + i] as number) * (latents[(b * S + j) * m + i] as number);
          numbers.push(sum);
        }
  return { shape: [B, H, S, o], data: Float32Array.from(numbers) };
}

/** The second behind the first along the last axis. What has no heads, [B, S, r], is there for every head. */
export function withRotaryPart(first: FloatTensor, rotary: FloatTensor): FloatTensor {
  const [B, H, rows, n] = first.shape as [number, number, number, number];
  const r = rotary.shape.at(-1) as number;
  const data = new Float32Array(B * H * rows * (n + r));
  for (let row = 0; row < B * H * rows; row++) {
    const shared = Math.floor(row / (H * rows)) * rows + (row % rows);
    const from = (rotary.shape.length === 3 ? shared : row) * r;
    data.set(first.data.subarray(row * n, (row + 1) * n), row * (n + r));
    data.set(rotary.data.subarray(from, from + r), row * (n + r) + n);
  }
  return { shape: [B, H, rows, n + r], data };
}
