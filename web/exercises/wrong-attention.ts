/** Scaled dot-product attention in float64 with the steps that learners get wrong made exchangeable. Mistakes are built of it. */
import type { Answer } from "./mistake.js";
import {
  divide,
  map,
  matmul,
  max,
  type Nd,
  permute,
  reshape,
  scale,
  softmax,
  squeeze,
  subtract,
  sum,
  transpose,
  unstableSoftmax,
  zip,
} from "./nd.js";

/** From the scaled scores [..., L, S] to the weights of the same shape. */
export type Weighing = (scores: Nd) => Nd;

export interface Variant {
  /** What the scores are multiplied by. Default: 1/√d. */
  readonly scale?: number;
  /** Default: the correct softmax over the keys. */
  readonly weigh?: Weighing;
}

/** q [..., L, d], k [..., S, d], v [..., S, e] to out [..., L, e] and weights [..., L, S]. */
export function attend(
  q: Nd,
  k: Nd,
  v: Nd,
  { scale: factor = 1 / Math.sqrt(last(q)), weigh = overKeys }: Variant = {},
): Answer {
  const weights = weigh(scale(matmul(q, transpose(k)), factor));
  return { out: matmul(weights, v), weights };
}

/** The size of the last axis. */
export const last = (x: Nd): number => x.shape.at(-1) as number;

/** What takes the place of the keys' transpose where a learner forgets it, or writes .T. */
export const untransposed: readonly ((k: Nd) => Nd)[] = [
  transpose,
  (k) => transpose(permute(k, [...k.shape.keys()].reverse())),
];

export const overKeys: Weighing = (scores) => softmax(scores, -1);
export const unstableOverKeys: Weighing = (scores) => unstableSoftmax(scores, -1);
export const overQueries: Weighing = (scores) => softmax(scores, -2);
export const unstableOverQueries: Weighing = (scores) => unstableSoftmax(scores, -2);

/** A softmax over the last `axes` axes together. */
export const overLast =
  (axes: number): Weighing =>
  (scores) => {
    const kept = scores.shape.slice(0, scores.shape.length - axes);
    const flat = reshape(scores, [...kept, scores.data.length / count(kept)]);
    return reshape(softmax(flat, -1), scores.shape);
  };

/** Sums without keepdims: they broadcast along the columns, where they broadcast at all. */
export const withoutKeepdims: Weighing = (scores) => {
  const powers = map(subtract(scores, max(scores, -1)), Math.exp);
  return divide(powers, squeeze(sum(powers, -1), -1));
};

export const asTheyAre: Weighing = (scores) => scores;
export const exponentials: Weighing = (scores) => map(scores, Math.exp);
export const dividedBySum: Weighing = (scores) => divide(scores, sum(scores, -1));
export const uniform: Weighing = (scores) => map(scores, () => 1 / last(scores));
/** One for the largest score of each row, zero for the others. */
export const oneHot: Weighing = (scores) =>
  zip(scores, max(scores, -1), (score, largest) => (score === largest ? 1 : 0));

/** What is subtracted is the maximum of all `axes` last axes together, not of each row. */
export const sharedMaximum =
  (axes: number): Weighing =>
  (scores) => {
    const kept = scores.shape.slice(0, scores.shape.length - axes);
    const flat = reshape(scores, [...kept, scores.data.length / count(kept)]);
    return unstableOverKeys(reshape(subtract(flat, max(flat, -1)), scores.shape));
  };

const count = (sizes: readonly number[]) => sizes.reduce((total, size) => total * size, 1);
