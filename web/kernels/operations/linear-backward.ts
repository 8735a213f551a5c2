import type { Row } from "../operation.js";

/** The gradients of a linear layer, `y = x · wᵀ + b`. Meaning: the backward pass of `torch.nn.functional.linear`. */
export const linearBackward = {
  inputs: {
    /** What went in: `[..., inFeatures]` */
    x: "...rows inFeatures",
    /** `[outFeatures, inFeatures]` */
    w: "outFeatures inFeatures",
    /** The gradient of the loss by y: `[..., outFeatures]` */
    dy: "...rows outFeatures",
  },
  params: {},
  outputs: {
    /** `dy · w`: the shape of x. */
    dx: "...rows inFeatures",
    /** `dyᵀ · x`, summed over all rows: the shape of w. */
    dw: "outFeatures inFeatures",
    /** `[outFeatures]`, dy summed over all rows. */
    db: "outFeatures",
  },
} as const satisfies Row;
