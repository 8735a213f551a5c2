/** Inputs for the exercises in which a boolean mask hides keys from queries. */

import type { Random } from "../../format/random.js";
import { edited, indexAt, rounded } from "../../format/tensors.js";
import type { BoolTensor, FloatTensor } from "../../kernels/index.js";

export interface MaskSizes {
  readonly B: number;
  readonly L: number;
  readonly S: number;
}

export type Visible = (entry: number, query: number, key: number) => boolean;

export function masked({ B, L, S }: MaskSizes, visible: Visible): BoolTensor {
  const shape = [B, L, S];
  const at = (position: number) => indexAt(shape, position) as [number, number, number];
  return { shape, data: Uint8Array.from({ length: B * L * S }, (_, position) => (visible(...at(position)) ? 1 : 0)) };
}

/** At random, but each query sees some key and misses another, and the entries of the batch differ. */
export function mixed(random: Random, sizes: MaskSizes): BoolTensor {
  const drawn = random.booleans([sizes.B, sizes.L, sizes.S], 0.6);
  const shift = random.between(0, sizes.S - 1);
  return masked(sizes, (entry, query, key) => {
    const turn = (key + query + entry + shift) % sizes.S;
    if (turn < 2) return turn === 0;
    return drawn.data[(entry * sizes.L + query) * sizes.S + key] !== 0;
  });
}

/** Query 1 of the first entry sees every key. */
export function withOpenQuery({ shape, data }: BoolTensor): BoolTensor {
  const keys = shape[2] as number;
  return { shape, data: data.map((visible, at) => (Math.floor(at / keys) === 1 ? 1 : visible)) };
}

export const largeSizes = { B: 2, L: 5, S: 9, d: 16 } as const;

/**
 * Queries and keys of `largeSizes`: the scores of `raised` keys come to lie near ±1000, exactly in float32: multiples of 1/8,
 * and √16 is exact. Where signs change, they do so from query to query, and for the last query from key to key.
 */
export function largeScores(
  random: Random,
  sign: 1 | -1,
  raised: (key: number) => boolean,
): { readonly q: FloatTensor; readonly k: FloatTensor } {
  const { B, L, S, d } = largeSizes;
  const q = edited(rounded(random.normal([B, L, d])), (value, index) => {
    const [, row, feature] = index as [number, number, number];
    if (feature > 1) return value;
    return feature === (row === L - 1 ? 1 : 0) ? 64 * sign ** row : 0;
  });
  const k = edited(rounded(random.normal([B, S, d])), (value, index) => {
    const [, row, feature] = index as [number, number, number];
    if (feature > 1) return value;
    return raised(row) ? 62.5 * (feature === 0 ? 1 : sign) ** row : 0;
  });
  return { q, k };
}
