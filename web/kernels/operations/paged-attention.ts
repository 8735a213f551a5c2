import { ints, type Row, scale } from "../operation.js";

/**
 * One decoding step, a query a sequence, over keys and values that lie in pages: key p of sequence b is slot `p mod pageSize`
 * of page `table[b][floor(p / pageSize)]`. What lies beyond a length is not looked at: entries of the table may be -1 there,
 * and slots may hold anything, NaN too. A sequence of length 0 gives zeros.
 *
 * Paper: Kwon et al., "Efficient Memory Management for Large Language Model Serving with PagedAttention" (arXiv 2309.06180).
 */
export const pagedAttention = {
  inputs: {
    /** `[batch, numHeads, headDim]` */
    q: "batch numHeads headDim",
    /** `[pages, pageSize, numKvHeads, headDim]`. numKvHeads divides numHeads: query head h reads key head floor(h · numKvHeads / numHeads). */
    kPages: "pages pageSize numKvHeads headDim",
    /** `[pages, pageSize, numKvHeads, valueDim]` */
    vPages: "pages pageSize numKvHeads valueDim",
    /** `[batch]`, Int32Array: how many keys each sequence has, from 0 to maxPages · pageSize. */
    lengths: ints("batch", "maxPages*pageSize+1"),
    /** `[batch, maxPages]`, Int32Array: from 0 to pages - 1 where the length needs a page, or an ArgumentError says where not. */
    table: { ...ints("batch maxPages", "pages"), counted: { by: "lengths", each: "pageSize" } },
  },
  params: {
    /** What the scores are multiplied by, 0 or more. Default 1 / sqrt(headDim). */
    scale: scale,
  },
  outputs: {
    /** `[batch, numHeads, valueDim]` */
    out: "batch numHeads valueDim",
  },
  dimensions: "batch numHeads headDim pages pageSize numKvHeads valueDim maxPages",
  multiples: { numHeads: "numKvHeads" },
} as const satisfies Row;
