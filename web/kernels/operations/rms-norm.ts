import { atLeast, type Row } from "../operation.js";

/**
 * Root mean square normalization over the last dimension: `y = x / sqrt(mean(x²) + eps) · gamma`.
 *
 * Paper: Zhang, Sennrich (arXiv 1910.07467). Meaning: `torch.nn.functional.rms_norm`, ONNX RMSNormalization (23).
 */
export const rmsNorm = {
  inputs: {
    /** `[..., dim]` */
    x: "...rows dim",
    /** `[dim]` */
    gamma: "dim",
  },
  params: {
    /** Added to the mean square, 0 or more. Default 1e-6. */
    eps: atLeast(0, 1e-6),
  },
  outputs: {
    /** The shape of x. */
    y: "...rows dim",
  },
} as const satisfies Row;
