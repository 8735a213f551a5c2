import { bool, broadcast, type Row } from "../operation.js";

/**
 * Additive attention: scores `u · tanh(wq q + wk k)`, softmax over the keys, and the values weighted by it. A query that may
 * attend nothing gives zeros. Never holds the seqQ x seqK matrix unless `returnWeights` asks for it.
 *
 * Paper: Bahdanau, Cho, Bengio (arXiv 1409.0473).
 */
export const additiveAttention = {
  inputs: {
    /** `[batch, seqQ, queryDim]` */
    q: "batch seqQ queryDim",
    /** `[batch, seqK, keyDim]` */
    k: "batch seqK keyDim",
    /** `[batch, seqK, valueDim]` */
    v: "batch seqK valueDim",
    /** `[hiddenDim, queryDim]`, output features first */
    wq: "hiddenDim queryDim",
    /** `[hiddenDim, keyDim]`, output features first */
    wk: "hiddenDim keyDim",
    /** `[hiddenDim]` */
    u: "hiddenDim",
    /** True where a query MAY attend; broadcasts to `[batch, seqQ, seqK]`. */
    mask: broadcast(bool("batch seqQ seqK?")),
  },
  params: {
    /** Also return `weights`. Default false. */
    returnWeights: false,
  },
  outputs: {
    /** `[batch, seqQ, valueDim]` */
    out: "batch seqQ valueDim",
    /** `[batch, seqQ, seqK]`. With `returnWeights: true`. */
    weights: "batch seqQ seqK if returnWeights",
  },
} as const satisfies Row;
