import type { Row } from "../../operation.js";

/**
 * What queries have with the distances to their keys: `scores[i][j] = q[i] · r[j - i + seq - 1]` for each head. Added to the scores of
 * the keys they make relative position representations: give them, times the scale, to `scaledDotProductAttention` as its `bias`.
 * Takes memory for r and the scores, never for seq x seq x headDim.
 *
 * Paper: Shaw, Uszkoreit, Vaswani (arXiv 1803.02155); Huang et al., "Music Transformer" (arXiv 1809.04281), with distances to keys
 * ahead too and one r for all heads.
 */
export const relativeScores = {
  inputs: {
    /** `[batch, numHeads, seq, headDim]` */
    q: "batch numHeads seq headDim",
    /**
     * `[2 seq - 1, headDim]`: a row for each distance from a query to a key, from 1 - seq (the last query, the first key) by way of 0 in
     * row seq - 1 to seq - 1. With clipped distances (Shaw) rows repeat at both ends.
     */
    r: "2*seq-1 headDim",
  },
  params: {},
  outputs: {
    /** `[batch, numHeads, seq, seq]`: queries, keys. Not scaled. */
    scores: "batch numHeads seq seq",
  },
} as const satisfies Row;
