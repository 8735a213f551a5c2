import type { Row } from "../operation.js";

/**
 * The feed-forward layer of Llama: `(silu(x · wGateᵀ) ⊙ (x · wUpᵀ)) · wDownᵀ` with `silu(a) = a / (1 + e⁻ᵃ)`, without biases.
 * Takes memory for the hidden features of 192 rows, however many there are.
 *
 * Paper: Shazeer, "GLU Variants Improve Transformer" (arXiv 2002.05202).
 */
export const swiglu = {
  inputs: {
    /** `[..., modelDim]` */
    x: "...rows modelDim",
    /** `[hiddenDim, modelDim]`, output features first: the branch that goes through silu. */
    wGate: "hiddenDim modelDim",
    /** `[hiddenDim, modelDim]` */
    wUp: "hiddenDim modelDim",
    /** `[modelDim, hiddenDim]` */
    wDown: "modelDim hiddenDim",
  },
  params: {},
  outputs: {
    /** `[..., modelDim]` */
    y: "...rows modelDim",
  },
} as const satisfies Row;
