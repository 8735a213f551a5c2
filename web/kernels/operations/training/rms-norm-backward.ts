import { atLeast, type Row } from "../../operation.js";

/**
 * The gradients of root mean square normalization over the last dimension. The mean square is computed again from x.
 *
 * Paper: Zhang, Sennrich (arXiv 1910.07467). Meaning: the backward pass of `torch.nn.functional.rms_norm`.
 */
export const rmsNormBackward = {
  inputs: {
    /** What was normalized: `[..., dim]` */
    x: "...rows dim",
    /** `[dim]` */
    gamma: "dim",
    /** The gradient of the loss by the output: the shape of x. */
    dy: "...rows dim",
  },
  params: {
    /** That of the forward pass, 0 or more. Default 1e-6. */
    eps: atLeast(0, 1e-6),
  },
  outputs: {
    /** The shape of x. */
    dx: "...rows dim",
    /** `[dim]`, summed over all rows. */
    dgamma: "dim",
  },
} as const satisfies Row;
