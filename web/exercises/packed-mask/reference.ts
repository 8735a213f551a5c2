import type { FloatTensor, IntTensor } from "../../kernels/index.js";

/** 1 where query i may attend to key j: one document, which is no padding, and j not after i. */
export function visiblePairs({ shape, data }: IntTensor): FloatTensor {
  const [B, L] = shape as [number, number];
  const out = new Float32Array(B * L * L);
  for (let b = 0; b < B; b++)
    for (let i = 0; i < L; i++)
      for (let j = 0; j <= i; j++) {
        const [query, key] = [data[b * L + i], data[b * L + j]];
        if (query !== 0 && query === key) out[(b * L + i) * L + j] = 1;
      }
  return { shape: [B, L, L], data: out };
}
