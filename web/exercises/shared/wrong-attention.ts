/** Scaled dot-product attention in float64 with the steps that learners get wrong made exchangeable. Mistakes are built of it. */

import { count } from "../../arrays/index.js";
import {
  divide,
  generate,
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
} from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known, raised } from "./known-mistakes.js";
import { afterwards, clipped, hardMaxima, overflowing, startedTooHigh, undivided } from "./wrong-softmax.js";

/** What attention returns in these exercises. */
export type Attended = { readonly out: Nd; readonly weights: Nd };

/** From the scaled scores [..., L, S] to the weights of the same shape. */
export type Weighing = (scores: Nd) => Nd;

export interface Variant {
  /** What the scores are multiplied by, from the length d of a query. Default: 1/√d. */
  readonly scale?: number | ((d: number) => number);
  /** Default: the correct softmax over the keys. */
  readonly weigh?: Weighing;
  /** What the weights are multiplied by afterwards, from d. Default: 1. */
  readonly rescale?: (d: number) => number;
  /** From weights [..., L, S] and values [..., S, d_v] to the output. Default: their product. */
  readonly mix?: (weights: Nd, v: Nd) => Nd;
  /** What happens to the keys [..., S, d] before they are multiplied. */
  readonly turn?: (k: Nd) => Nd;
}

/** q [..., L, d], k [..., S, d], v [..., S, d_v] to out [..., L, d_v] and weights [..., L, S]. */
export function attend(
  q: Nd,
  k: Nd,
  v: Nd,
  { scale: factor = byRoot, weigh = overKeys, rescale = () => 1, turn = (keys) => keys, mix = matmul }: Variant = {},
): Attended {
  const d = last(q);
  const scores = scale(matmul(q, transpose(turn(k))), typeof factor === "number" ? factor : factor(d));
  const weights = scale(weigh(scores), rescale(d));
  return { out: mix(weights, v), weights };
}

const byRoot = (d: number) => 1 / Math.sqrt(d);

/** The size of the last axis. */
export const last = (x: Nd): number => x.shape.at(-1) as number;

/** What takes the place of the keys' transpose where a learner forgets it, reshapes to its shape, or writes .T, which is right for a matrix. */
const untransposed = (axes: number): readonly ((k: Nd) => Nd)[] => [
  transpose,
  (k) => transpose(reshape(k, transpose(k).shape)),
  ...(axes > 2 ? [(k: Nd) => transpose(permute(k, [...k.shape.keys()].reverse()))] : []),
];

export const overKeys: Weighing = (scores) => softmax(scores, -1);
export const unstableOverKeys: Weighing = (scores) => unstableSoftmax(scores, -1);
const overQueries: Weighing = (scores) => softmax(scores, -2);
const unstableOverQueries: Weighing = (scores) => unstableSoftmax(scores, -2);

/** What is right along the last axis, used on the last `axes` axes together. */
const onLast =
  (axes: number, along: Weighing): Weighing =>
  (scores) => {
    const kept = scores.shape.slice(0, scores.shape.length - axes);
    return reshape(along(reshape(scores, [...kept, scores.data.length / count(kept)])), scores.shape);
  };

const ofOwnMaximum: Weighing = (scores) => map(subtract(scores, max(scores, -1)), Math.exp);

/** A softmax over the last `axes` axes together; or with each row's own maximum, and only the sum shared. */
const overLast = (axes: number): readonly Weighing[] => [
  onLast(axes, overKeys),
  (scores) => onLast(axes, dividedBySum)(ofOwnMaximum(scores)),
];

/** What is subtracted is the maximum of all `axes` last axes together, not of each row. */
const sharedMaximum = (axes: number): readonly Weighing[] =>
  afterwards(onLast(axes, (flat) => subtract(flat, max(flat, -1)))).map((along) => (scores) => along(scores, -1));

/** Sums without keepdims, or the maxima too: they broadcast along the columns, where they broadcast at all. */
const withoutKeepdims: readonly Weighing[] = [
  (scores) => withoutAxis(ofOwnMaximum(scores)),
  (scores) => withoutAxis(map(scores, Math.exp)),
  (scores) => withoutAxis(map(subtract(scores, squeeze(max(scores, -1), -1)), Math.exp)),
  (scores) => dividedBySum(map(subtract(scores, squeeze(max(scores, -1), -1)), Math.exp)),
];
const withoutAxis = (powers: Nd) => divide(powers, squeeze(sum(powers, -1), -1));

const dividedBySum: Weighing = (scores) => divide(scores, sum(scores, -1));
const asTheyAre: Weighing = (scores) => scores;
const uniform: Weighing = (scores) => map(scores, () => 1 / last(scores));

/** Keys after the query's own position are hidden, where query 0 stands at key `first` of a row of S. */
const causal =
  (first: (L: number, S: number) => number): Weighing =>
  (scores) => {
    const [L, S] = scores.shape.slice(-2) as [number, number];
    const hidden = (at: number) => at % S > (Math.floor(at / S) % L) + first(L, S);
    return overKeys({
      shape: scores.shape,
      data: scores.data.map((score, at) => (hidden(at) ? Number.NEGATIVE_INFINITY : score)),
    });
  };

/** As a loop over the weights of a row reads the values, be there more of them or not. NumPy raises unless there are as many. */
export function firstRows(v: Nd, wanted: number): Nd {
  const [rows, size] = v.shape.slice(-2) as [number, number];
  if (wanted > rows) throw new RangeError(`There are ${rows} values, not ${wanted}.`);
  const kept = v.shape.slice(0, -2);
  return generate([...kept, wanted, size], (index) => {
    const [row, feature] = index.slice(-2) as [number, number];
    const entry = index.slice(0, -2).reduce((at, i, axis) => at * (kept[axis] as number) + i, 0);
    return v.data[(entry * rows + row) * size + feature] as number;
  });
}

/** weightsᵀ · v, as it raises where there are not as many queries as keys, and as a loop in JavaScript reads it. */
const byTransposed: readonly ((weights: Nd, v: Nd) => Nd)[] = [
  (weights, v) => matmul(transpose(weights), v),
  (weights, v) => matmul(transpose(weights), firstRows(v, weights.shape.at(-2) as number)),
];

/** What is no mistake of its own where there is only one query, or does not run. */
const ofSeveralQueries: readonly string[] = ["unasked-causal-mask", "weights-transposed"];

/**
 * The mistakes that any attention may hold, whatever stands around it. `axes` is how many axes the scores have. Learners who
 * get the scale or the axis wrong have the maximum subtracted or not. With `oneQuery` the queries' axis always has size 1, as
 * in a step of decoding.
 */
export function attentionMistakes<Inputs>(
  way: (variant: Variant) => Way<Inputs>,
  axes: 2 | 3 | 4,
  { oneQuery = false } = {},
): readonly Mistake<Inputs>[] {
  const mistakes = mistakesOfAttention(way, axes, oneQuery ? 3 : 2);
  return oneQuery ? mistakes.filter(({ code }) => !ofSeveralQueries.includes(code)) : mistakes;
}

/** A softmax over fewer than `fewest` axes is right. */
function mistakesOfAttention<Inputs>(
  way: (variant: Variant) => Way<Inputs>,
  axes: 2 | 3 | 4,
  fewest: 2 | 3,
): readonly Mistake<Inputs>[] {
  const either = (variant: Variant) => [way(variant), way({ ...variant, weigh: unstableOverKeys })];
  const weighing = (...weighs: readonly Weighing[]) => weighs.map((weigh) => way({ weigh }));
  const along = (softmaxes: typeof overflowing) =>
    weighing(
      ...softmaxes.map(
        (it): Weighing =>
          (x) =>
            it(x, -1),
      ),
    );
  const tooMany = [4, 3, 2].filter((number) => number <= axes && number >= fewest);
  return [
    { ...known("missing-scale"), ways: either({ scale: 1 }) },
    { ...known("scale-by-dimension"), ways: either({ scale: (d) => 1 / d }) },
    { ...known("multiplied-by-root"), ways: either({ scale: Math.sqrt }) },
    { ...known("scaled-after-softmax"), ways: either({ scale: 1, rescale: byRoot }) },
    { ...known("softmax-over-queries"), ways: weighing(overQueries, unstableOverQueries) },
    { ...known("softmax-over-everything"), ways: weighing(...tooMany.flatMap(overLast)) },
    {
      ...known("missing-keepdims"),
      ways: weighing(...withoutKeepdims),
      raises: axes === 4 ? raised.byBroadcastingHeads : raised.byBroadcasting,
    },
    {
      ...known("keys-not-transposed"),
      ways: untransposed(axes).map((turn) => way({ turn })),
      raises: axes === 4 ? raised.byMatmulOfHeads : raised.byMatmul,
    },
    { ...known("hard-max"), ways: along(hardMaxima) },
    { ...known("uniform-weights"), ways: weighing(uniform) },
    { ...known("normalized-by-sum"), ways: weighing(dividedBySum) },
    { ...known("not-normalized"), ways: along(undivided) },
    { ...known("no-softmax"), ways: [way({ weigh: asTheyAre }), way({ weigh: asTheyAre, scale: 1 })] },
    {
      ...known("unasked-causal-mask"),
      ways: weighing(
        causal(() => 0),
        causal((L, S) => S - L),
      ),
    },
    { ...known("weights-transposed"), ways: byTransposed.map((mix) => way({ mix })) },
    { ...known("scores-clipped"), ways: along(clipped) },
    { ...known("global-maximum"), ways: weighing(...tooMany.flatMap(sharedMaximum)) },
    { ...known("maximum-starts-too-high"), ways: along(startedTooHigh) },
    { ...known("unstable-softmax"), ways: along(overflowing), raises: raised.byOverflow },
  ];
}

/** Where scores lie no lower than -1000: of the searches for the maximum that start too high, only those that start at 0. */
export const downToThousand = <Inputs>(mistakes: readonly Mistake<Inputs>[]): readonly Mistake<Inputs>[] =>
  mistakes.map((mistake) =>
    mistake.code === "maximum-starts-too-high" ? { ...mistake, ways: mistake.ways.slice(0, 2) } : mistake,
  );

/** An exercise's own mistakes and shared ones. Where both have a code, its own words count, and the ways of both. */
export function withShared<Inputs>(
  own: readonly Mistake<Inputs>[],
  shared: readonly Mistake<Inputs>[],
): readonly Mistake<Inputs>[] {
  const joined = own.map((mistake) => {
    const other = shared.find(({ code }) => code === mistake.code);
    return other ? { ...other, ...mistake, ways: [...mistake.ways, ...other.ways] } : mistake;
  });
  return [...joined, ...shared.filter(({ code }) => own.every((mistake) => mistake.code !== code))];
}
