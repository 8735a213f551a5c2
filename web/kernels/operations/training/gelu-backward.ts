import type { Row } from "../../operation.js";

/**
 * The gradient of the Gaussian error linear unit: `dy · (Φ(x) + x φ(x))`, or that of the approximation by tanh. Its digits
 * hold down to where it leaves float32.
 *
 * Paper: Hendrycks, Gimpel (arXiv 1606.08415). Meaning: the backward pass of `torch.nn.functional.gelu`.
 */
export const geluBackward = {
  inputs: {
    /** What went in, of any shape. */
    x: "...count",
    /** The gradient of the loss by the output: the shape of x. */
    dy: "...count",
  },
  params: {
    /** Whether the forward pass was the approximation by tanh. Default false. */
    approximate: false,
  },
  outputs: {
    /** The shape of x. */
    dx: "...count",
  },
  inPlace: true,
} as const satisfies Row;
