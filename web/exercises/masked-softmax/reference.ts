import type { FloatTensor, IntTensor, Kernels } from "../../kernels/index.js";

/** The softmax of each row of [B, L, S] cut to the length of its entry, and zeros behind it. */
export function softmaxOfLengths(kernels: Kernels, { shape, data }: FloatTensor, lengths: IntTensor): FloatTensor {
  const [B, L, S] = shape as [number, number, number];
  const out = new Float32Array(data.length);
  for (let row = 0; row < B * L; row++) {
    const length = lengths.data[Math.floor(row / L)] as number;
    if (length === 0) continue;
    const x = { shape: [1, length], data: data.slice(row * S, row * S + length) };
    out.set(kernels.softmax({ x }, { axis: -1 }).y.data, row * S);
  }
  return { shape, data: out };
}
