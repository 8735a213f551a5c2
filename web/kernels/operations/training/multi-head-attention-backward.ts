import { bool, count, perEntry, type Row } from "../../operation.js";

/**
 * The gradients of `multiHeadAttention` by its inputs, weights and biases, given that by its output, from what
 * `multiHeadAttentionForward` returned. Where query, key and value are one tensor, its gradient is the sum of the three.
 *
 * Inputs and options are those of the forward call, but for the biases, which are not needed. A query that may attend nothing
 * has gradient 0. Never holds the seqQ x seqK matrix: the weights are computed anew from lse.
 *
 * Meaning: the backward pass of `torch.nn.MultiheadAttention` with `batch_first`.
 */
export const multiHeadAttentionBackward = {
  inputs: {
    /** As in the forward call: `[batch, seqQ, modelDim]` */
    query: "batch seqQ modelDim",
    /** As in the forward call: `[batch, seqK, keyDim]` */
    key: "batch seqK keyDim",
    /** As in the forward call: `[batch, seqK, valueDim]` */
    value: "batch seqK valueDim",
    /** `[modelDim, modelDim]` */
    wq: "modelDim modelDim",
    /** `[modelDim, keyDim]` */
    wk: "modelDim keyDim",
    /** `[modelDim, valueDim]` */
    wv: "modelDim valueDim",
    /** `[modelDim, modelDim]` */
    wo: "modelDim modelDim",
    /** As in the forward call: `[batch, seqK]`, true for real keys. */
    keyMask: bool("batch seqK?"),
    /** What the forward call returned: `[batch, seqQ, modelDim]`. */
    q: "batch seqQ modelDim",
    /** The same: `[batch, seqK, modelDim]`. */
    k: "batch seqK modelDim",
    /** The same: `[batch, seqK, modelDim]`. */
    v: "batch seqK modelDim",
    /** The same: `[batch, seqQ, modelDim]`. */
    context: "batch seqQ modelDim",
    /** The same: `[batch, numHeads, seqQ]`. */
    lse: "batch numHeads seqQ",
    /** The gradient of the loss by `out`, of its shape. */
    dout: "batch seqQ modelDim",
  },
  params: {
    /** As in the forward call. Required. */
    numHeads: count,
    /** As in the forward call. Default false. */
    causal: false,
    /** As in the forward call. Default 0. */
    queryOffset: perEntry(-(2 ** 30), `${2 ** 30}`),
    /** Also return `dbq`, `dbk`, `dbv` and `dbo`. Default false. */
    returnBiasGradients: false,
  },
  outputs: {
    /** `[batch, seqQ, modelDim]` */
    dquery: "batch seqQ modelDim",
    /** `[batch, seqK, keyDim]` */
    dkey: "batch seqK keyDim",
    /** `[batch, seqK, valueDim]` */
    dvalue: "batch seqK valueDim",
    /** `[modelDim, modelDim]` */
    dwq: "modelDim modelDim",
    /** `[modelDim, keyDim]` */
    dwk: "modelDim keyDim",
    /** `[modelDim, valueDim]` */
    dwv: "modelDim valueDim",
    /** `[modelDim, modelDim]` */
    dwo: "modelDim modelDim",
    /** `[modelDim]`. With `returnBiasGradients: true`. */
    dbq: "modelDim if returnBiasGradients",
    /** `[modelDim]`. With `returnBiasGradients: true`. 0 but for rounding: a bias of the keys moves all scores of a query alike. */
    dbk: "modelDim if returnBiasGradients",
    /** `[modelDim]`. With `returnBiasGradients: true`. */
    dbv: "modelDim if returnBiasGradients",
    /** `[modelDim]`. With `returnBiasGradients: true`. */
    dbo: "modelDim if returnBiasGradients",
  },
  dimensions: "batch seqQ seqK modelDim keyDim valueDim numHeads",
  multiples: { modelDim: "numHeads" },
} as const satisfies Row;
