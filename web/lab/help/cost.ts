import { type HelpSettings, type Pooling, sizes } from "./settings.js";

/** Floating-point operations of one answer for a text of `length` tokens; a multiplication and an addition are two. */
export function flopsOf(pooling: Pooling, { length, head }: Pick<HelpSettings, "length" | "head">): number {
  const { dim, classes } = sizes;
  // Feed-forward layer or projections: as many.
  const tokens = 2 * length * 4 * dim * dim;
  const end = 2 * dim * classes + (head === "hidden" ? 2 * dim * dim : 0);
  switch (pooling) {
    case "mean":
    case "max":
      return tokens + length * dim + end;
    case "query":
      // Scores, and the weighted sum.
      return tokens + 4 * length * dim + end;
    case "self":
      // The same for each token; then the mean.
      return tokens + 4 * length * length * dim + length * dim + end;
    default:
      return pooling satisfies never;
  }
}
