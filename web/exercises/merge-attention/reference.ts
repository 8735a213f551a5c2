import type { FloatTensor } from "../../kernels/index.js";

/** outs [P, B, H, L, d] and lses [P, B, H, L] to [B, H, L, d], in float64. */
export function merged(outs: FloatTensor, lses: FloatTensor): FloatTensor {
  const [parts, ...shape] = outs.shape as [number, ...number[]];
  const d = shape.at(-1) as number;
  const queries = lses.data.length / parts;
  const data = new Float32Array(queries * d);
  for (let query = 0; query < queries; query++) {
    const all = Array.from({ length: parts }, (_, part) => lses.data[part * queries + query] as number);
    const largest = Math.max(...all);
    if (largest === Number.NEGATIVE_INFINITY) continue;
    const powers = all.map((lse) => Math.exp(lse - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    for (let c = 0; c < d; c++) {
      const terms = powers.map((power, part) => power * (outs.data[(part * queries + query) * d + c] as number));
      data[query * d + c] = terms.reduce((sum, term) => sum + term, 0) / total;
    }
  }
  return { shape, data };
}
