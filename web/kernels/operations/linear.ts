import { float, optional, output, type Row } from "../operation.js";

/** A linear layer, `y = x · weightᵀ + bias`. Meaning: `torch.nn.functional.linear`. */
export const linear = {
  inputs: {
    /** `[..., inFeatures]` */
    x: float("...rows inFeatures"),
    /** `[outFeatures, inFeatures]` */
    weight: float("outFeatures inFeatures"),
    /** `[outFeatures]` */
    bias: optional(float("outFeatures")),
  },
  params: {},
  outputs: {
    /** `[..., outFeatures]` */
    y: output("...rows outFeatures"),
  },
} satisfies Row;
