import type { Row } from "../../operation.js";

/**
 * The sum of two tensors of one shape, such as a residual connection. The gradient of the sum is that of both.
 *
 * Meaning: `a + b` in PyTorch, without broadcasting.
 */
export const add = {
  inputs: {
    /** Any shape. */
    a: "...count",
    /** The shape of a. */
    b: "...count",
  },
  params: {},
  outputs: {
    /** The shape of a. */
    sum: "...count",
  },
  inPlace: true,
} as const satisfies Row;
