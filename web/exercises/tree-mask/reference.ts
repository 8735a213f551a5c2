import type { FloatTensor, IntTensor } from "../../kernels/index.js";

/** [T, past + T]: 1 for the whole past, for the node itself and for its ancestors. */
export function visibleAncestors({ data: parents }: IntTensor, past: number): FloatTensor {
  const T = parents.length;
  const S = past + T;
  const out = new Float32Array(T * S);
  for (let node = 0; node < T; node++) {
    out.fill(1, node * S, node * S + past);
    for (let at = node; at >= 0; at = parents[at] as number) out[node * S + past + at] = 1;
  }
  return { shape: [T, S], data: out };
}
