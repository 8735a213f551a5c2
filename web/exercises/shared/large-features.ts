/** Queries and keys for the exercises that take elu(x) + 1 of them. */
import type { Random } from "../../format/random.js";
import { edited, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

/**
 * Vectors with all features near 1000, with even ones near -1000, and with even ones near 1000 and odd ones ordinary, in turn. Multiples of
 * 1/8; no vector lies near -1000 with all its features, where float32 has only zeros for exp(x).
 */
export function largeFeatures(random: Random, shape: readonly [number, number, number, number]): FloatTensor {
  return edited(rounded(random.normal(shape)), (value, index) => {
    const [, , row, feature] = index as [number, number, number, number];
    const even = feature % 2 === 0;
    if (row % 3 === 0) return value + 1000;
    if (row % 3 === 1) return even ? value - 1000 : value;
    return even ? value + 1000 : value;
  });
}
