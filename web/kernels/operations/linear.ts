import type { Row } from "../operation.js";

/** A linear layer, `y = x · weightᵀ + bias`. Meaning: `torch.nn.functional.linear`. */
export const linear = {
  inputs: {
    /** `[..., inFeatures]` */
    x: "...rows inFeatures",
    /** `[outFeatures, inFeatures]` */
    weight: "outFeatures inFeatures",
    /** `[outFeatures]` */
    bias: "outFeatures?",
  },
  params: {},
  outputs: {
    /** `[..., outFeatures]` */
    y: "...rows outFeatures",
  },
} as const satisfies Row;
