import { bool, count, perEntry, type Row } from "../../operation.js";

/**
 * `multiHeadAttention`, with what `multiHeadAttentionBackward` takes of it. Inputs and options are the same, and so is `out`.
 *
 * Meaning: the forward pass of `torch.nn.MultiheadAttention` with `batch_first`.
 */
export const multiHeadAttentionForward = {
  inputs: {
    /** `[batch, seqQ, modelDim]` */
    query: "batch seqQ modelDim",
    /** `[batch, seqK, keyDim]` */
    key: "batch seqK keyDim",
    /** `[batch, seqK, valueDim]` */
    value: "batch seqK valueDim",
    /** `[modelDim, modelDim]`, output features first, as in `torch.nn.Linear` */
    wq: "modelDim modelDim",
    /** `[modelDim]` */
    bq: "modelDim?",
    /** `[modelDim, keyDim]` */
    wk: "modelDim keyDim",
    /** `[modelDim]` */
    bk: "modelDim?",
    /** `[modelDim, valueDim]` */
    wv: "modelDim valueDim",
    /** `[modelDim]` */
    bv: "modelDim?",
    /** `[modelDim, modelDim]` */
    wo: "modelDim modelDim",
    /** `[modelDim]` */
    bo: "modelDim?",
    /** `[batch, seqK]`, true for real keys, false for padding. PyTorch's `key_padding_mask` is the opposite. */
    keyMask: bool("batch seqK?"),
  },
  params: {
    /** Number of heads; divides modelDim. Required. */
    numHeads: count,
    /** Query i attends keys `j <= i + queryOffset` only. Default false. */
    causal: false,
    /** Where query 0 stands among the keys; one integer or one for each batch entry. Default 0. */
    queryOffset: perEntry(-(2 ** 30), `${2 ** 30}`),
  },
  outputs: {
    /** `[batch, seqQ, modelDim]` */
    out: "batch seqQ modelDim",
    /** `query · wqᵀ + bq`: `[batch, seqQ, modelDim]` */
    q: "batch seqQ modelDim",
    /** `key · wkᵀ + bk`: `[batch, seqK, modelDim]` */
    k: "batch seqK modelDim",
    /** `value · wvᵀ + bv`: `[batch, seqK, modelDim]` */
    v: "batch seqK modelDim",
    /** What the heads found, side by side: `[batch, seqQ, modelDim]`; out is `context · woᵀ + bo`. */
    context: "batch seqQ modelDim",
    /** The logarithm of the sum of the exponentials of a query's scores: `[batch, numHeads, seqQ]`. */
    lse: "batch numHeads seqQ",
  },
  dimensions: "batch seqQ seqK modelDim keyDim valueDim numHeads",
  multiples: { modelDim: "numHeads" },
} as const satisfies Row;
