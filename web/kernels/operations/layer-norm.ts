import { atLeast, type Row } from "../operation.js";

/**
 * Layer normalization over the last dimension: `y = (x - mean) / sqrt(variance + eps) · gamma + beta`, with the variance that
 * divides by dim.
 *
 * Paper: Ba, Kiros, Hinton (arXiv 1607.06450). Meaning: `torch.nn.functional.layer_norm`.
 */
export const layerNorm = {
  inputs: {
    /** `[..., dim]` */
    x: "...rows dim",
    /** `[dim]` */
    gamma: "dim",
    /** `[dim]` */
    beta: "dim",
  },
  params: {
    /** Added to the variance, 0 or more. Default 1e-5. */
    eps: atLeast(0, 1e-5),
  },
  outputs: {
    /** The shape of x. */
    y: "...rows dim",
  },
} as const satisfies Row;
