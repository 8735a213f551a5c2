import type { Row } from "../operation.js";

/**
 * Linear attention, `φ(q) (φ(k)ᵀ v) / (φ(q) · Σ φ(k))` with `φ(x) = elu(x) + 1`, for each head. Takes time that grows with
 * the sum of seqQ and seqK, not with their product. Holds for finite q and k of any size; without keys out is zeros.
 *
 * Paper: Katharopoulos, Vyas, Pappas, Fleuret (arXiv 2006.16236). ONNX's LinearAttention is another operation.
 */
export const linearAttention = {
  inputs: {
    /** `[batch, numHeads, seqQ, headDim]` */
    q: "batch numHeads seqQ headDim",
    /** `[batch, numHeads, seqK, headDim]` */
    k: "batch numHeads seqK headDim",
    /** `[batch, numHeads, seqK, valueDim]` */
    v: "batch numHeads seqK valueDim",
  },
  params: {
    /** Query i attends keys `j <= i` only. Default false. */
    causal: false,
  },
  outputs: {
    /** `[batch, numHeads, seqQ, valueDim]` */
    out: "batch numHeads seqQ valueDim",
  },
} as const satisfies Row;
