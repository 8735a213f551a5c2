import { bool, count, perEntry, type Row } from "../operation.js";

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
    /**
     * Where query 0 stands among the keys; one integer or one for each batch entry. Default 0. `seqK - seqQ` makes the causal
     * mask end at the bottom right, as a decoding step needs it.
     */
    queryOffset: perEntry(-(2 ** 30), `${2 ** 30}`),
    /** Also return `weights`. Default false. */
    returnWeights: false,
  },
  outputs: {
    /** `[batch, seqQ, modelDim]` */
    out: "batch seqQ modelDim",
    /** `[batch, numHeads, seqQ, seqK]`, not averaged over heads. With `returnWeights: true`. */
    weights: "batch numHeads seqQ seqK if returnWeights",
  },
  dimensions: "batch seqQ seqK modelDim keyDim valueDim numHeads",
  multiples: { modelDim: "numHeads" },
} as const satisfies Row;
