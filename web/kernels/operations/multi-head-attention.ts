import { bool, count, flag, float, onRequest, optional, output, type Row, request } from "../operation.js";

/**
 * Multi-head attention with its projections: q = query · wqᵀ + bq (k and v likewise), attention in heads of
 * `modelDim / numHeads`, heads side by side again, then `· woᵀ + bo`. Self-attention when query, key and value are one tensor.
 *
 * Paper: Vaswani et al. (arXiv 1706.03762). Meaning: `torch.nn.MultiheadAttention` with `batch_first`. A query that may attend
 * nothing gets weight zero everywhere, so its output is bo.
 */
export const multiHeadAttention = {
  inputs: {
    /** `[batch, seqQ, modelDim]` */
    query: float("batch seqQ modelDim"),
    /** `[batch, seqK, keyDim]` */
    key: float("batch seqK keyDim"),
    /** `[batch, seqK, valueDim]` */
    value: float("batch seqK valueDim"),
    /** `[modelDim, modelDim]`, output features first, as in `torch.nn.Linear` */
    wq: float("modelDim modelDim"),
    /** `[modelDim]` */
    bq: optional(float("modelDim")),
    /** `[modelDim, keyDim]` */
    wk: float("modelDim keyDim"),
    /** `[modelDim]` */
    bk: optional(float("modelDim")),
    /** `[modelDim, valueDim]` */
    wv: float("modelDim valueDim"),
    /** `[modelDim]` */
    bv: optional(float("modelDim")),
    /** `[modelDim, modelDim]` */
    wo: float("modelDim modelDim"),
    /** `[modelDim]` */
    bo: optional(float("modelDim")),
    /** `[batch, seqK]`, true for real keys, false for padding. PyTorch's `key_padding_mask` is the opposite. */
    keyMask: optional(bool("batch seqK")),
  },
  params: {
    /** Number of heads; divides modelDim. Required. */
    numHeads: count,
    /** Query i attends keys `j <= i` only. Default false. */
    causal: flag,
    /** Also return `weights`. Default false. */
    returnWeights: request(false),
  },
  outputs: {
    /** `[batch, seqQ, modelDim]` */
    out: output("batch seqQ modelDim"),
    /** `[batch, numHeads, seqQ, seqK]`, not averaged over heads. With `returnWeights: true`. */
    weights: onRequest("returnWeights", "batch numHeads seqQ seqK"),
  },
  dimensions: "batch seqQ seqK modelDim keyDim valueDim numHeads",
  multiples: { modelDim: "numHeads" },
} satisfies Row;
