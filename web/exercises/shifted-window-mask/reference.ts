import type { FloatTensor } from "../../kernels/index.js";

/**
 * For each window of a map that was rolled by -shift, [N, size², size²]: 1 where two pixels lie as far apart as they did before,
 * which is so unless the roll has brought one of them alone over the edge.
 */
export function formerNeighbours(h: number, w: number, size: number, shift: number): FloatTensor {
  const [rows, columns, P] = [h / size, w / size, size * size];
  const out: number[] = [];
  for (let window = 0; window < rows * columns; window++) {
    const [top, left] = [Math.floor(window / columns) * size, (window % columns) * size];
    const cameOver = (pixel: number) => [
      top + Math.floor(pixel / size) + shift >= h,
      left + (pixel % size) + shift >= w,
    ];
    for (let query = 0; query < P; query++)
      for (let key = 0; key < P; key++) out.push(`${cameOver(query)}` === `${cameOver(key)}` ? 1 : 0);
  }
  return { shape: [rows * columns, P, P], data: Float32Array.from(out) };
}
