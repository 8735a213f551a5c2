import type { Row } from "../operation.js";

/**
 * A non-local block, embedded Gaussian: attention of every pixel over all pixels, `softmax(θ φᵀ) g`, projected back by wz and
 * added to x. Without a scale. Never holds the matrix of weights unless `returnWeights` asks for it.
 *
 * Paper: Wang, Girshick, Gupta, He (arXiv 1711.07971).
 */
export const nonLocal = {
  inputs: {
    /** `[batch, channels, height, width]` */
    x: "batch channels height width",
    /** Queries: `[innerDim, channels]`, output features first */
    theta: "innerDim channels",
    /** Keys: `[innerDim, channels]` */
    phi: "innerDim channels",
    /** Values: `[innerDim, channels]` */
    g: "innerDim channels",
    /** `[channels, innerDim]` */
    wz: "channels innerDim",
  },
  params: {
    /** Also return `weights`. Default false. */
    returnWeights: false,
  },
  outputs: {
    /** `[batch, channels, height, width]` */
    y: "batch channels height width",
    /** `[batch, height · width, height · width]`. With `returnWeights: true`. */
    weights: "batch height*width height*width if returnWeights",
  },
} as const satisfies Row;
