import type { Row } from "../operation.js";

/**
 * Convolutional block attention module. First a gate for each channel, from its mean and maximum over the pixels by one network
 * of two layers (w1, ReLU, w2) whose outputs are added; then a gate for each pixel, from mean and maximum over the channels
 * by a convolution that keeps the size (zeros around it, as in PyTorch with `padding="same"`).
 *
 * Paper: Woo, Park, Lee, Kweon (arXiv 1807.06521).
 */
export const cbam = {
  inputs: {
    /** `[batch, channels, height, width]` */
    x: "batch channels height width",
    /** `[hiddenDim, channels]`, output features first */
    w1: "hiddenDim channels",
    /** `[channels, hiddenDim]` */
    w2: "channels hiddenDim",
    /** `[1, 2, kernelHeight, kernelWidth]`, for the means and for the maxima; 7 x 7 in the paper. */
    kernel: "1 2 kernelHeight kernelWidth",
    /** Of the convolution: `[1]` */
    bias: "1?",
  },
  params: {},
  outputs: {
    /** `[batch, channels, height, width]` */
    y: "batch channels height width",
    /** The gate of each channel: `[batch, channels]` */
    channel: "batch channels",
    /** The gate of each pixel: `[batch, 1, height, width]` */
    spatial: "batch 1 height width",
  },
} as const satisfies Row;
