import type { Row } from "../operation.js";

/**
 * Squeeze-and-excitation: `gate = sigmoid(relu(mean(x) · w1ᵀ + b1) · w2ᵀ + b2)` from the means of the channels over all
 * pixels, and every channel multiplied by its gate.
 *
 * Paper: Hu, Shen, Albanie, Sun, Wu (arXiv 1709.01507).
 */
export const squeezeExcitation = {
  inputs: {
    /** `[batch, channels, height, width]` */
    x: "batch channels height width",
    /** `[hiddenDim, channels]`, output features first */
    w1: "hiddenDim channels",
    /** `[hiddenDim]` */
    b1: "hiddenDim?",
    /** `[channels, hiddenDim]` */
    w2: "channels hiddenDim",
    /** `[channels]` */
    b2: "channels?",
  },
  params: {},
  outputs: {
    /** `[batch, channels, height, width]` */
    y: "batch channels height width",
    /** `[batch, channels]` */
    gate: "batch channels",
  },
} as const satisfies Row;
