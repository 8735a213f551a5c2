/** Ids, and the gradient of the table that they were looked up in, for the exercises on it. */
import type { FloatTensor, IntTensor } from "../../kernels/index.js";

export const sequences = (all: readonly (readonly number[])[]): IntTensor => ({
  shape: [all.length, all[0]?.length ?? 0],
  data: Int32Array.from(all.flat()),
});

/** A plain sum over all places of an id, in float64. */
export function embeddingBackward(ids: IntTensor, dx: FloatTensor, vocab: number): FloatTensor {
  const D = dx.shape[2] as number;
  const sums = new Float64Array(vocab * D);
  ids.data.forEach((id, at) => {
    for (let feature = 0; feature < D; feature++) {
      const to = id * D + feature;
      sums[to] = (sums[to] as number) + (dx.data[at * D + feature] as number);
    }
  });
  return { shape: [vocab, D], data: Float32Array.from(sums) };
}
