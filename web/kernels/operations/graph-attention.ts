import { atLeast, bool, type Row } from "../operation.js";

/**
 * A graph attention layer, its heads concatenated: with `z = w x`, node i weighs its neighbours j by the softmax of
 * `LeakyReLU(aDst · z[i] + aSrc · z[j])`. A node without neighbours gets zeros. No nonlinearity follows.
 *
 * Paper: Veličković et al. (arXiv 1710.10903).
 */
export const graphAttention = {
  inputs: {
    /** `[nodes, inFeatures]` */
    x: "nodes inFeatures",
    /** `[nodes, nodes]`, true where node i (row) attends node j (column). A node attends itself only where it says so. */
    adjacency: bool("nodes nodes"),
    /** `[numHeads, outFeatures, inFeatures]` */
    w: "numHeads outFeatures inFeatures",
    /** `[numHeads, outFeatures]`, for the node that attends */
    aDst: "numHeads outFeatures",
    /** `[numHeads, outFeatures]`, for the node that is attended */
    aSrc: "numHeads outFeatures",
  },
  params: {
    /** Slope of LeakyReLU below 0, 0 or more. Default 0.2. */
    negativeSlope: atLeast(0, 0.2),
    /** Also return `weights`. Default false. */
    returnWeights: false,
  },
  outputs: {
    /** `[nodes, numHeads · outFeatures]` */
    out: "nodes numHeads*outFeatures",
    /** `[numHeads, nodes, nodes]`. With `returnWeights: true`. */
    weights: "numHeads nodes nodes if returnWeights",
  },
} as const satisfies Row;
