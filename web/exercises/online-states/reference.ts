import type { FloatTensor } from "../../kernels/index.js";

/** Maximum and sum after each block, each from all columns so far: [n, m] to [n, ceil(m / block), 2]. In float64. */
export function statesOf(x: FloatTensor, block: number): FloatTensor {
  const [n, m] = x.shape as [number, number];
  const blocks = Math.ceil(m / block);
  const data = new Float32Array(n * blocks * 2);
  for (let row = 0; row < n; row++)
    for (let t = 0; t < blocks; t++) {
      const seen = x.data.subarray(row * m, row * m + Math.min(m, (t + 1) * block));
      const maximum = seen.reduce((top, value) => Math.max(top, value), Number.NEGATIVE_INFINITY);
      let sum = 0;
      for (const value of seen) sum += Math.exp(value - maximum);
      data.set([maximum, sum], (row * blocks + t) * 2);
    }
  return { shape: [n, blocks, 2], data };
}
