import type { Row } from "../operation.js";

/**
 * Gaussian error linear unit, element by element: `x · Φ(x)`, or the approximation by tanh.
 *
 * Paper: Hendrycks, Gimpel (arXiv 1606.08415). Meaning: `torch.nn.functional.gelu`.
 */
export const gelu = {
  inputs: {
    /** Any shape. */
    x: "...count",
  },
  params: {
    /** `0.5 x (1 + tanh(sqrt(2/π) (x + 0.044715 x³)))` instead of the error function. Default false. */
    approximate: false,
  },
  outputs: {
    /** The shape of x. */
    y: "...count",
  },
} as const satisfies Row;
