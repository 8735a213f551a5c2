import type { Row } from "../../operation.js";

/**
 * The gradient of the rectified linear unit: `dy` where `x > 0`, else 0, at 0 too. Where x is NaN it is dy. The output of
 * `relu` does in the place of x.
 *
 * Meaning: the backward pass of `torch.relu`.
 */
export const reluBackward = {
  inputs: {
    /** What went in, of any shape, or what came out. */
    x: "...count",
    /** The gradient of the loss by the output: the shape of x. */
    dy: "...count",
  },
  params: {},
  outputs: {
    /** The shape of x. */
    dx: "...count",
  },
  inPlace: true,
} as const satisfies Row;
