import type { Row } from "../operation.js";

/**
 * Attention over all keys, of what attention over disjoint parts of them gave: `lse = log Σ exp(lses)` and
 * `out = Σ exp(lses - lse) · outs`, over the parts. `scaledDotProductAttention` with `returnLse` gives the parts.
 *
 * A part with an lse of -Infinity saw no key, and counts for nothing: its out may hold anything, NaN too. Where all parts of
 * a query are such, out is 0 and lse -Infinity. NaN or Infinity among the lses of a query make its results NaN.
 *
 * Paper: Dao, "FlashAttention-2" (arXiv 2307.08691); Liu et al., "Ring Attention" (arXiv 2310.01889).
 */
export const mergeAttention = {
  inputs: {
    /** `[parts, batch, numHeads, seqQ, valueDim]` */
    outs: "parts batch numHeads seqQ valueDim",
    /** `[parts, batch, numHeads, seqQ]`, natural logarithms; -Infinity for a part without keys. */
    lses: "parts batch numHeads seqQ",
  },
  params: {
    /** Also return `lse`. Default false. */
    returnLse: false,
  },
  outputs: {
    /** `[batch, numHeads, seqQ, valueDim]` */
    out: "batch numHeads seqQ valueDim",
    /** `[batch, numHeads, seqQ]`, that of all keys. With `returnLse: true`. */
    lse: "batch numHeads seqQ if returnLse",
  },
  dimensions: "parts batch numHeads seqQ valueDim",
} as const satisfies Row;
