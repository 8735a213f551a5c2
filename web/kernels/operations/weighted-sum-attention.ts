import { float, onRequest, output, type Row, request } from "../operation.js";

/**
 * The simplest attention, one learnt vector: `weights = softmax(x · w)`, `out = weightsᵀ · x`. Without rows, out is zeros.
 *
 * Paper: feed-forward attention, Raffel, Ellis (arXiv 1512.08756), with a linear score.
 */
export const weightedSumAttention = {
  inputs: {
    /** `[n, dim]` */
    x: float("n dim"),
    /** `[dim]` */
    w: float("dim"),
  },
  params: {
    /** Return `weights`. Default true here, where they come for free. */
    returnWeights: request(true),
  },
  outputs: {
    /** `[dim]` */
    out: output("dim"),
    /** `[n]`. Unless `returnWeights: false`. */
    weights: onRequest("returnWeights", "n"),
  },
} satisfies Row;
