import type { Row } from "../../operation.js";

/**
 * The delta rule of DeltaNet for each head: over the tokens, one after the other, `S ← S + beta (v - S k) kᵀ`, then `out = S q`. What
 * S holds under a key is corrected towards v by the rate beta, where linear attention only adds to it. Takes time for
 * seq · headDim · valueDim.
 *
 * Keys are as they are given: with a length of 1, and rates from 0 to 1, S stays bounded. Nothing is scaled. NaN and Infinity reach
 * the tokens after theirs.
 *
 * Paper: Schlag, Irie, Schmidhuber, "Linear Transformers Are Secretly Fast Weight Programmers" (arXiv 2102.11174), without feature
 * map and sum normalisation; Yang, Wang, Zhang, Shen, Kim (arXiv 2406.06484).
 */
export const deltaRule = {
  inputs: {
    /** `[batch, numHeads, seq, headDim]` */
    q: "batch numHeads seq headDim",
    /** `[batch, numHeads, seq, headDim]` */
    k: "batch numHeads seq headDim",
    /** `[batch, numHeads, seq, valueDim]` */
    v: "batch numHeads seq valueDim",
    /** `[batch, numHeads, seq]`: how far towards v a token goes, 0 not at all and 1 the whole way. */
    beta: "batch numHeads seq",
    /** S before the first token, such as the `finalState` of the tokens before: `[batch, numHeads, valueDim, headDim]`. Default: zeros. */
    initialState: "batch numHeads valueDim headDim?",
  },
  params: {
    /** Also return `finalState`. Default false. */
    returnState: false,
  },
  outputs: {
    /** `[batch, numHeads, seq, valueDim]` */
    out: "batch numHeads seq valueDim",
    /** `[batch, numHeads, valueDim, headDim]`: S after the last token. With `returnState: true`. */
    finalState: "batch numHeads valueDim headDim if returnState",
  },
  dimensions: "batch numHeads seq headDim valueDim",
} as const satisfies Row;
