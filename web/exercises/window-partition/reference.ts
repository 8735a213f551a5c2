import type { FloatTensor } from "../../kernels/index.js";

/** The windows [N, size², C] of maps [B, h, w, C]: map by map, in rows from the top left; inside a window row by row. */
export function windowsOf({ shape, data }: FloatTensor, size: number): FloatTensor {
  const [B, h, w, C] = shape as [number, number, number, number];
  const numbers: number[] = [];
  for (let b = 0; b < B; b++)
    for (let top = 0; top < h; top += size)
      for (let left = 0; left < w; left += size)
        for (let y = top; y < top + size; y++)
          for (let x = left; x < left + size; x++)
            for (let c = 0; c < C; c++) numbers.push(data[((b * h + y) * w + x) * C + c] as number);
  return { shape: [(B * h * w) / size ** 2, size ** 2, C], data: Float32Array.from(numbers) };
}
