/** Inputs of the exercises that project: (D, D) weights and biases as in PyTorch's nn.Linear, and x that makes large scores. */

import type { Random } from "../../format/random.js";
import { edited, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

export interface Projections {
  readonly wq: FloatTensor;
  readonly bq: FloatTensor;
  readonly wk: FloatTensor;
  readonly bk: FloatTensor;
  readonly wv: FloatTensor;
  readonly bv: FloatTensor;
  readonly wo: FloatTensor;
  readonly bo: FloatTensor;
}

/** Weights [D, D] that keep unit variance, biases [D] of unit variance: a bias left out must show. `finish` may round them. */
export function projections(random: Random, D: number, finish = (x: FloatTensor) => x): Projections {
  const weight = () => finish(random.normal([D, D], 1 / Math.sqrt(D)));
  const bias = () => finish(random.normal([D]));
  return { wq: weight(), bq: bias(), wk: weight(), bk: bias(), wv: weight(), bv: bias(), wo: weight(), bo: bias() };
}

/** What the sign of the large part of a score depends on: query and key, one of them, or neither. */
export type Signs = "query-and-key" | "query" | "key" | "neither";

export interface LargeScores {
  /** What a query's first feature becomes, and a key's; in every head. */
  readonly query: number;
  readonly key: number;
  readonly signs: Signs;
  /** x, and weights and biases, are multiples of 1/parts. Default: quarters, for scores of some thousands. */
  readonly parts?: { readonly x: number; readonly weights: number };
}

const quarters = { x: 4, weights: 4 };

/**
 * x that `largeWeights` turn into large scores: feature 0 is 1 or -1, row by row, and feature 1 is 1. Multiples of 1/4, like
 * those weights, so that float32 holds every score exactly (when the root of the head's size is exact too).
 */
export function signedRows(x: FloatTensor, { parts = quarters }: Pick<LargeScores, "parts"> = {}): FloatTensor {
  return edited(rounded(x, parts.x), (value, index) => {
    const [row, feature] = index.slice(-2) as [number, number];
    if (feature === 0) return (-1) ** row;
    return feature === 1 ? 1 : value;
  });
}

/**
 * wq and wk, with biases, that give the first feature of each head's queries the value ±`query`, and of its keys ±`key`.
 * Every score then lies within a few units of ±query · key / √headDim. `keyDim`: width of what the keys are made of.
 */
export function largeWeights(
  random: Random,
  D: number,
  headDim: number,
  { query, key, signs, parts = quarters }: LargeScores,
  keyDim = D,
) {
  const matrix = (size: number, source: number, columns: number) =>
    edited(rounded(random.normal([D, columns], 1 / Math.sqrt(columns)), parts.weights), (value, [row, column]) => {
      if ((row as number) % headDim !== 0) return value;
      return column === source ? size : 0;
    });
  const bias = () =>
    edited(rounded(random.normal([D]), parts.weights), (value, [row]) => ((row as number) % headDim === 0 ? 0 : value));
  // Feature 0 of x has the signs, feature 1 is always 1.
  const [source, other] = { "query-and-key": [0, 0], query: [0, 1], key: [1, 0], neither: [1, 1] }[signs] as [
    number,
    number,
  ];
  return { wq: matrix(query, source, D), bq: bias(), wk: matrix(key, other, keyDim), bk: bias() };
}

/** Every score near -query · key / √headDim = -1,000,000 where headDim is 4, exact in float32 too. */
export const farBelow: LargeScores = { query: 2000, key: -1000, signs: "neither", parts: { x: 1, weights: 2 } };
