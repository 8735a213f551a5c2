import type { Row } from "../operation.js";

/**
 * Attention over the positions of an image: each position's score is the dot product of its features with its learnt position
 * vector; out is the mean of the features weighted by the softmax of the scores over height and width together.
 *
 * Compare: soft attention over a feature map, Xu et al., "Show, Attend and Tell" (arXiv 1502.03044).
 */
export const spatialAttention = {
  inputs: {
    /** `[batch, height, width, channels]` */
    features: "batch height width channels",
    /** `[height, width, channels]` */
    position: "height width channels",
  },
  params: {
    /** Return `weights`. Default true here, where they come for free. */
    returnWeights: true,
  },
  outputs: {
    /** `[batch, channels]` */
    out: "batch channels",
    /** `[batch, height, width]`. Unless `returnWeights: false`. */
    weights: "batch height width if returnWeights",
  },
} as const satisfies Row;
