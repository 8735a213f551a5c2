import type { FloatTensor } from "../../kernels/index.js";

/** The patches [B, N, C · patch²] of images [B, C, h, w]: in rows from the top left; inside a patch channel, row, column. */
export function patchesOf({ shape, data }: FloatTensor, patch: number): FloatTensor {
  const [B, C, h, w] = shape as [number, number, number, number];
  const [rows, columns, K] = [h / patch, w / patch, C * patch * patch];
  const patches: number[] = [];
  for (let b = 0; b < B; b++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        for (let c = 0; c < C; c++)
          for (let y = row * patch; y < (row + 1) * patch; y++)
            for (let x = column * patch; x < (column + 1) * patch; x++)
              patches.push(data[((b * C + c) * h + y) * w + x] as number);
  return { shape: [B, rows * columns, K], data: Float32Array.from(patches) };
}
