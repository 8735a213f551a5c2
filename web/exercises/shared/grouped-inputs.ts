/** Inputs for the exercises in which query heads share key heads. */

import type { Random } from "../../format/random.js";
import { edited, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

export interface GroupSizes {
  readonly B: number;
  /** Query heads. */
  readonly H: number;
  /** Key heads; divides H. */
  readonly G: number;
  readonly L: number;
  readonly S: number;
  readonly d: number;
}

export type QueriesAndKeys = { readonly q: FloatTensor; readonly k: FloatTensor };

/**
 * Scores that lie within a few units of ±(query · key / 4), for d = 16: the queries of a head change sign from head to head and
 * from row to row, and so do keys where `signs` says so. The last head meets scores of both signs all the same, by feature 1.
 * Multiples of 1/8 and √16 keep every score exact in float32.
 */
export function largeGroups(
  random: Random,
  { B, H, G, L, S }: Omit<GroupSizes, "d">,
  { query, key, signs }: { readonly query: number; readonly key: number; readonly signs: 1 | -1 },
): QueriesAndKeys {
  const d = 16;
  return {
    q: edited(rounded(random.normal([B, H, L, d])), (value, index) => {
      const [, head, row, feature] = index as [number, number, number, number];
      if (feature > 1) return value;
      return feature === (head === H - 1 ? 1 : 0) ? query * (-1) ** (row + head) : 0;
    }),
    k: edited(rounded(random.normal([B, G, S, d])), (value, index) => {
      const [, , row, feature] = index as [number, number, number, number];
      if (feature > 1) return value;
      return key * (feature === 0 ? signs : -1) ** row;
    }),
  };
}

/** Every score near -1,000,000, for d = 16. Halves times halves: float32 holds every score, and every sum on the way to it. */
export function farBelowGroups(random: Random, { B, H, G, L, S }: Omit<GroupSizes, "d">): QueriesAndKeys {
  const firstFeature = (shape: readonly number[], size: number) =>
    edited(rounded(random.normal(shape), 2), (value, index) => (index.at(-1) === 0 ? size : value));
  return { q: firstFeature([B, H, L, 16], 2000), k: firstFeature([B, G, S, 16], -2000) };
}
