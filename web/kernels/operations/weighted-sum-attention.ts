import type { Row } from "../operation.js";

/**
 * The simplest attention, one learnt vector: `weights = softmax(x · w)`, `out = weightsᵀ · x`. Without rows, out is zeros.
 *
 * Paper: feed-forward attention, Raffel, Ellis (arXiv 1512.08756), with a linear score.
 */
export const weightedSumAttention = {
  inputs: {
    /** `[n, dim]` */
    x: "n dim",
    /** `[dim]` */
    w: "dim",
  },
  params: {
    /** Return `weights`. Default true here, where they come for free. */
    returnWeights: true,
  },
  outputs: {
    /** `[dim]` */
    out: "dim",
    /** `[n]`. Unless `returnWeights: false`. */
    weights: "n if returnWeights",
  },
} as const satisfies Row;
