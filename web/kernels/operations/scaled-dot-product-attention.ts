import {
  atLeast,
  beside,
  broadcastFloat,
  maskOrBias,
  perEntry,
  type Row,
  scale,
  strided,
  window,
} from "../operation.js";

/**
 * `softmax(q kᵀ · scale) v` for each head. Scores are scaled, capped (softcap), masked, and go through the softmax, in this order.
 *
 * Layout: q, k and v are `[batch, heads, seq, headDim]`. Query `i` stands at position `i + queryOffset` among the keys; all
 * masks (`mask`, `bias`, `causal`, `window`, `kvLengths`) hold together. A query that may attend nothing gives zeros in
 * out and weights and -Infinity (or its sink) in lse, never NaN. Never holds the seqQ x seqK matrix unless `returnWeights` asks for it.
 *
 * With `sinks` each row of weights sums to less than 1: a sink takes its share, and has no value.
 *
 * Paper: Vaswani et al., "Attention Is All You Need" (arXiv 1706.03762); computed as in FlashAttention-2 (arXiv 2307.08691).
 * Meaning of the options: ONNX Attention (23).
 */
export const scaledDotProductAttention = {
  inputs: {
    /** `[batch, numHeads, seqQ, headDim]` */
    q: "batch numHeads seqQ headDim",
    /** `[batch, numKvHeads, seqK, headDim]`. numKvHeads divides numHeads: query head h reads key head floor(h · numKvHeads / numHeads). */
    k: strided("batch numKvHeads seqK headDim"),
    /** `[batch, numKvHeads, seqK, valueDim]` */
    v: strided("batch numKvHeads seqK valueDim"),
    /**
     * Broadcasts to `[batch, numHeads, seqQ, keys]`, where keys counts the past ones too. Booleans are true where a query MAY
     * attend (PyTorch's convention); floats are added to the scores.
     */
    mask: maskOrBias("batch numHeads seqQ seqPast+seqK?"),
    /**
     * Added to the scores, such as ALiBi's; broadcasts like `mask`, beside which it may stand when that is of booleans. Two
     * of floats are added up first, where two of the lowest float come to -Infinity.
     */
    bias: broadcastFloat("batch numHeads seqQ seqPast+seqK?"),
    /** Cached keys that come before `k`: `[batch, numKvHeads, seqPast, headDim]`. Only together with `pastV`. */
    pastK: beside("pastV", "batch numKvHeads seqPast headDim?"),
    /** Cached values that come before `v`: `[batch, numKvHeads, seqPast, valueDim]`. */
    pastV: beside("pastK", "batch numKvHeads seqPast valueDim?"),
    /**
     * `[numHeads]`: a score without a key for each head, which joins the sum that its rows are divided by (gpt-oss, arXiv 2508.10925;
     * attention sinks, arXiv 2309.17453). Neither scaled nor capped nor masked. -Infinity is none; NaN or Infinity makes the results of
     * its queries NaN, as such a score does. Of attention in parts give them to one part alone.
     */
    sinks: "numHeads?",
  },
  params: {
    /** What the scores are multiplied by, 0 or more. Default 1 / sqrt(headDim). */
    scale: scale,
    /** Squeezes scaled scores into ±softcap by `softcap · tanh(score / softcap)` (Gemma 2, arXiv 2408.00118). Default 0, off. */
    softcap: atLeast(0, 0),
    /** Query i attends keys `j <= i + queryOffset` only. Default false. */
    causal: false,
    /** `[left, right]`: query i attends keys from `i + queryOffset - left` to `i + queryOffset + right`; -1 is no bound. Default [-1, -1]. */
    window: window,
    /**
     * Position of the first query among the keys, one number or one for each batch entry; may be negative. Default: the
     * length of the past. 0 aligns queries and keys top-left (PyTorch, ONNX), `keys - seqQ` bottom-right (FlashAttention).
     */
    queryOffset: perEntry(-(2 ** 30), `${2 ** 30}`),
    /** Number of keys that count, one number or one for each batch entry; the rest is padding. Default: all. */
    kvLengths: perEntry(0, "seqPast+seqK"),
    /** Also return `weights`. Default false. Takes memory for seqQ x keys of each head. */
    returnWeights: false,
    /** Also return `lse`. Default false. */
    returnLse: false,
    /** Also return `presentK` and `presentV`. Default false. */
    returnPresent: false,
  },
  outputs: {
    /** `[batch, numHeads, seqQ, valueDim]` */
    out: "batch numHeads seqQ valueDim",
    /** `[batch, numHeads, seqQ, keys]`, what softmax gave, without the share of a sink. With `returnWeights: true`. */
    weights: "batch numHeads seqQ seqPast+seqK if returnWeights",
    /** `[batch, numHeads, seqQ]`: the logarithm of the sum of the exponentials of the scores, a sink among them. With `returnLse: true`. */
    lse: "batch numHeads seqQ if returnLse",
    /** `[batch, numKvHeads, keys, headDim]`: `pastK` and `k`, one after the other. With `returnPresent: true`. */
    presentK: "batch numKvHeads seqPast+seqK headDim if returnPresent",
    /** `[batch, numKvHeads, keys, valueDim]`: `pastV` and `v`, one after the other. With `returnPresent: true`. */
    presentV: "batch numKvHeads seqPast+seqK valueDim if returnPresent",
  },
  dimensions: "batch numHeads numKvHeads seqQ seqK seqPast headDim valueDim",
  multiples: { numHeads: "numKvHeads" },
} as const satisfies Row;
