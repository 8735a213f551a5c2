import { atLeast, broadcastFloat, maskOrBias, perEntry, type Row, scale, window } from "../operation.js";

/**
 * The gradients of `scaledDotProductAttention` by q, k and v, given that by its output. Masks and bias are constants.
 *
 * Inputs and options are those of the forward call, with what it returned under `returnLse: true`. A query that may attend
 * nothing has gradient 0 and adds nothing to those of k and v. Never holds the seqQ x seqK matrix: the weights are computed
 * anew from lse.
 *
 * A forward call with `sinks` needs nothing here: they are in its lse, and the gradients are those with them. That of a sink is
 * `-Σ exp(sink - lse) · (out · dout)`, over the queries of its head.
 *
 * Paper: Dao, "FlashAttention-2" (arXiv 2307.08691), algorithm 2.
 */
export const scaledDotProductAttentionBackward = {
  inputs: {
    /** `[batch, numHeads, seqQ, headDim]` */
    q: "batch numHeads seqQ headDim",
    /** `[batch, numKvHeads, seqK, headDim]`; numKvHeads divides numHeads. */
    k: "batch numKvHeads seqK headDim",
    /** `[batch, numKvHeads, seqK, valueDim]` */
    v: "batch numKvHeads seqK valueDim",
    /** What the forward call returned: `[batch, numHeads, seqQ, valueDim]`. */
    out: "batch numHeads seqQ valueDim",
    /** The same: `[batch, numHeads, seqQ]`. */
    lse: "batch numHeads seqQ",
    /** The gradient of the loss by `out`, of its shape. */
    dout: "batch numHeads seqQ valueDim",
    /** As in the forward call; broadcasts to `[batch, numHeads, seqQ, seqK]`. True where a query MAY attend, or floats. */
    mask: maskOrBias("batch numHeads seqQ seqK?"),
    /** As in the forward call. */
    bias: broadcastFloat("batch numHeads seqQ seqK?"),
  },
  params: {
    /** As in the forward call. Default 1 / sqrt(headDim). */
    scale: scale,
    /** As in the forward call. Default 0, off. */
    softcap: atLeast(0, 0),
    /** As in the forward call. Default false. */
    causal: false,
    /** As in the forward call. Default [-1, -1]. */
    window: window,
    /** As in the forward call; a forward call with a past has that past's length here, and the past among k and v. Default 0. */
    queryOffset: perEntry(-(2 ** 30), `${2 ** 30}`),
    /** As in the forward call. Default: all. */
    kvLengths: perEntry(0, "seqK"),
  },
  outputs: {
    /** `[batch, numHeads, seqQ, headDim]` */
    dq: "batch numHeads seqQ headDim",
    /** `[batch, numKvHeads, seqK, headDim]`, summed over the query heads that read a key head. */
    dk: "batch numKvHeads seqK headDim",
    /** `[batch, numKvHeads, seqK, valueDim]` */
    dv: "batch numKvHeads seqK valueDim",
  },
  dimensions: "batch numHeads numKvHeads seqQ seqK headDim valueDim",
  multiples: { numHeads: "numKvHeads" },
} as const satisfies Row;
