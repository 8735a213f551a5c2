import type { FloatTensor } from "../../kernels/index.js";

/** |x_i - y_j|² in float64, the differences first. */
export function squaredDistances(x: FloatTensor, y: FloatTensor): FloatTensor {
  const [n, d] = x.shape as [number, number];
  const [m] = y.shape as [number];
  const out = new Float32Array(n * m);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += ((x.data[i * d + k] as number) - (y.data[j * d + k] as number)) ** 2;
      out[i * m + j] = sum;
    }
  return { shape: [n, m], data: out };
}
