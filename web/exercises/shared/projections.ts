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

/** How the large part of a score depends on its query and its key. */
export type Signs = "query-and-key" | "query";

export interface LargeScores {
  /** What a query's first feature becomes, and a key's; in every head. */
  readonly query: number;
  readonly key: number;
  readonly signs: Signs;
}

/**
 * x that `largeWeights` turn into large scores: feature 0 is 1 or -1, row by row, and feature 1 is 1. Multiples of 1/4, like
 * those weights, so that float32 holds every score exactly (when the root of the head's size is exact too).
 */
export function signedRows(x: FloatTensor): FloatTensor {
  return edited(rounded(x, 4), (value, index) => {
    const [row, feature] = index.slice(-2) as [number, number];
    if (feature === 0) return (-1) ** row;
    return feature === 1 ? 1 : value;
  });
}

/**
 * wq and wk, with biases, that give the first feature of each head's queries the value ±`query`, and of its keys ±`key`.
 * Every score then lies within a few units of ±query · key / √headDim.
 */
export function largeWeights(random: Random, D: number, headDim: number, { query, key, signs }: LargeScores) {
  const matrix = (size: number, source: number) =>
    edited(rounded(random.normal([D, D], 1 / Math.sqrt(D)), 4), (value, [row, column]) => {
      if ((row as number) % headDim !== 0) return value;
      return column === source ? size : 0;
    });
  const bias = () =>
    edited(rounded(random.normal([D]), 4), (value, [row]) => ((row as number) % headDim === 0 ? 0 : value));
  return { wq: matrix(query, 0), bq: bias(), wk: matrix(key, signs === "query" ? 1 : 0), bk: bias() };
}
