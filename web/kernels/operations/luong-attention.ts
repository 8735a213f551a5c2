import { choice, chosen, type Row } from "../operation.js";

/**
 * Luong's global attention: scores of decoder states h against an encoder's memory, softmax over the memory, and the memory
 * weighted by it. The score is `h · m` ("dot"), `h · w m` ("general") or `u · tanh(w [h; m])` ("concat").
 *
 * Paper: Luong, Pham, Manning (arXiv 1508.04025).
 */
export const luongAttention = {
  inputs: {
    /** `[batch, seqQ, dim]` */
    h: "batch seqQ dim",
    /** `[batch, seqK, dim]`, keys and values at once */
    memory: "batch seqK dim",
    /** "general": `[dim, dim]`; "concat": `[hiddenDim, 2 dim]`, the columns of h first; "dot" has none. */
    w: chosen("score", { general: "dim dim", concat: "hiddenDim 2*dim" }),
    /** "concat" only: `[hiddenDim]` */
    u: chosen("score", { concat: "hiddenDim" }),
  },
  params: {
    /** "dot" (the default), "general" or "concat". */
    score: choice("dot", "general", "concat"),
    /** Also return `weights`. Default false. */
    returnWeights: false,
  },
  outputs: {
    /** `[batch, seqQ, dim]` */
    out: "batch seqQ dim",
    /** `[batch, seqQ, seqK]`. With `returnWeights: true`. */
    weights: "batch seqQ seqK if returnWeights",
  },
} as const satisfies Row;
