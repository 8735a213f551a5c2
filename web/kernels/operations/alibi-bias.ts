import { count, type Row } from "../operation.js";

/**
 * Attention with linear biases: `bias[h][i][j] = -slopes[h] · |i + seqK - seqQ - j|`, the last query standing at the last key.
 * Give `bias` to `scaledDotProductAttention`.
 *
 * Paper: Press, Smith, Lewis (arXiv 2108.12409), with its rule for a number of heads that is no power of two.
 */
export const alibiBias = {
  inputs: {},
  params: {
    /** Required. */
    numHeads: count,
    /** Number of queries. Required. */
    seqQ: count,
    /** Number of keys, past ones too. Required. */
    seqK: count,
  },
  outputs: {
    /** `[numHeads]` */
    slopes: "numHeads",
    /** `[numHeads, seqQ, seqK]` */
    bias: "numHeads seqQ seqK",
  },
} as const satisfies Row;
