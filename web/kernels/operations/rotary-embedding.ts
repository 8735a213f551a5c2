import { atLeast, broadcast, ints, type Row } from "../operation.js";

/**
 * Rotary position embedding: pair i of every query or key turns by `position · base^(-2i / headDim)`, so that scores depend on
 * relative positions only.
 *
 * Paper: Su et al., RoFormer (arXiv 2104.09864). Meaning: ONNX RotaryEmbedding (23) over the whole of headDim, with the
 * caches of these angles.
 */
export const rotaryEmbedding = {
  inputs: {
    /** `[batch, numHeads, seq, headDim]`, headDim even */
    x: "batch numHeads seq headDim",
    /** Int32Array; broadcasts to `[batch, seq]`. Default 0, 1, 2 and so on; with a cache, continue where it ends. */
    positions: broadcast(ints("batch seq?")),
  },
  params: {
    /** 1 or more. Default 10,000. */
    base: atLeast(1, 1e4),
    /** Pairs are neighbours, `(x[2i], x[2i + 1])`, instead of halves, `(x[i], x[i + headDim / 2])`. Default false. */
    interleaved: false,
  },
  outputs: {
    /** The shape of x. */
    y: "batch numHeads seq headDim",
  },
  multiples: { headDim: "2" },
} as const satisfies Row;
