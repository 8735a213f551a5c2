import { atLeast, type Row } from "../operation.js";

/**
 * The gradients of layer normalization over the last dimension. Mean and variance are computed again from x.
 *
 * Paper: Ba, Kiros, Hinton (arXiv 1607.06450). Meaning: the backward pass of `torch.nn.functional.layer_norm`.
 */
export const layerNormBackward = {
  inputs: {
    /** What was normalized: `[..., dim]` */
    x: "...rows dim",
    /** `[dim]` */
    gamma: "dim",
    /** The gradient of the loss by the output: the shape of x. */
    dy: "...rows dim",
  },
  params: {
    /** That of the forward pass, 0 or more. Default 1e-5. */
    eps: atLeast(0, 1e-5),
  },
  outputs: {
    /** The shape of x. */
    dx: "...rows dim",
    /** `[dim]`, summed over all rows. */
    dgamma: "dim",
    /** `[dim]`, summed over all rows. */
    dbeta: "dim",
  },
} as const satisfies Row;
