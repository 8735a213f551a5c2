import { atLeast, count, type Row } from "../operation.js";

/**
 * Sinusoidal positions: `y[p][2i] = sin(p · base^(-2i / dim))`, and the cosine in `y[p][2i + 1]`. An odd dim ends in a sine.
 *
 * Paper: Vaswani et al. (arXiv 1706.03762).
 */
export const sinusoidalEncoding = {
  inputs: {},
  params: {
    /** Number of positions. Required. */
    length: count,
    /** Features of each position. Required. */
    dim: count,
    /** 1 or more. Default 10,000. */
    base: atLeast(1, 1e4),
  },
  outputs: {
    /** `[length, dim]` */
    y: "length dim",
  },
} as const satisfies Row;
