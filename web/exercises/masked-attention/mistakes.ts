import { known, raised } from "../known-mistakes.js";
import type { Mistake, Way } from "../mistake.js";
import { divide, map, max, multiply, type Nd, reduce, softmax, subtract, sum, unstableSoftmax, zip } from "../nd.js";
import { attend, sharedMaximum, untransposed, type Weighing, withoutKeepdims } from "../wrong-attention.js";

interface Masked {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly mask: Nd;
}

/** How scores and a mask become weights. */
type Masking = (scores: Nd, mask: Nd) => Nd;

const way =
  (masking: Masking, scale?: number): Way<Masked> =>
  ({ q, k, v, mask }) =>
    attend(q, k, v, { weigh: (scores) => masking(scores, mask), ...(scale !== undefined && { scale }) });

const hide = (scores: Nd, mask: Nd, value: number) => zip(scores, mask, (score, visible) => (visible ? score : value));
const withoutNan = (weights: Nd) => map(weights, (weight) => (Number.isNaN(weight) ? 0 : weight));
const inverted = (mask: Nd) => map(mask, (visible) => 1 - visible);

/** Zeros for the queries that may attend nothing: a test of the mask, apart from the softmax. */
const withEmptyRows = (weights: Nd, mask: Nd) =>
  zip(weights, reduce(mask, -1, Math.max, 0), (weight, visible) => (visible ? weight : 0));

/** The three ways in which learners hide keys. The first is right, the others treat empty rows wrongly. */
const zeros =
  (weigh: Weighing): Masking =>
  (scores, mask) =>
    withoutNan(weigh(hide(scores, mask, Number.NEGATIVE_INFINITY)));
const nan =
  (weigh: Weighing): Masking =>
  (scores, mask) =>
    weigh(hide(scores, mask, Number.NEGATIVE_INFINITY));
const average =
  (weigh: Weighing): Masking =>
  (scores, mask) =>
    weigh(hide(scores, mask, -1e9));
const eachWay = (weigh: Weighing) => [zeros(weigh), nan(weigh), average(weigh)];

const overKeys: Weighing = (scores) => softmax(scores, -1);
const overQueries: Weighing = (scores) => softmax(scores, -2);
const unstable: Weighing = (scores) => unstableSoftmax(scores, -1);

const timesInfinity: Masking = (scores, mask) =>
  overKeys(zip(scores, mask, (score, visible) => score + (1 - visible) * Number.NEGATIVE_INFINITY));

/** The unmasked row gives the maximum. The same numbers as a softmax over all keys, masked and normalised again. */
const maximumOfHidden: Masking = (scores, mask) => {
  const powers = multiply(map(subtract(scores, max(scores, -1)), Math.exp), mask);
  return divide(powers, sum(powers, -1));
};

const normalized = (powers: Nd, share: (a: Nd, b: Nd) => Nd) => share(powers, sum(powers, -1));
const divideUnlessZero = (powers: Nd, total: Nd) => zip(powers, total, (power, all) => (all === 0 ? 0 : power / all));

const mistakes: readonly Mistake<Masked>[] = [
  {
    ...known("mask-ignored"),
    ways: [way(overKeys), way(unstable), way((scores, mask) => withEmptyRows(overKeys(scores), mask))],
  },
  {
    ...known("mask-inverted"),
    ways: [...eachWay(overKeys), nan(unstable)].map((masking) =>
      way((scores, mask) => masking(scores, inverted(mask))),
    ),
  },
  {
    ...known("mask-after-softmax"),
    ways: [
      way((scores, mask) => multiply(overKeys(scores), mask)),
      way((scores, mask) => multiply(unstable(scores), mask)),
    ],
  },
  {
    ...known("mask-as-factor"),
    ways: [
      way((scores, mask) => overKeys(multiply(scores, mask))),
      way((scores, mask) => withEmptyRows(overKeys(multiply(scores, mask)), mask)),
      way((scores, mask) => unstable(multiply(scores, mask))),
    ],
  },
  {
    ...known("mask-times-infinity"),
    ways: [way(timesInfinity), way((scores, mask) => withEmptyRows(timesInfinity(scores, mask), mask))],
  },
  { ...known("missing-scale"), ways: [...eachWay(overKeys), nan(unstable)].map((masking) => way(masking, 1)) },
  { ...known("softmax-over-queries"), ways: eachWay(overQueries).map((masking) => way(masking)) },
  { ...known("missing-keepdims"), ways: [way(zeros(withoutKeepdims))], raises: raised.byBroadcasting },
  {
    ...known("keys-not-transposed"),
    ways: untransposed.map((wrong) => (inputs) => way(zeros(overKeys))({ ...inputs, k: wrong(inputs.k) })),
    raises: raised.byMatmul,
  },
  { ...known("masked-row-nan"), ways: [way(nan(overKeys))] },
  {
    ...known("masked-row-mean"),
    ways: [
      way(average(overKeys)),
      // Added instead of put in place: in float64 the hidden scores survive.
      way((scores, mask) => overKeys(zip(scores, mask, (score, visible) => score + (1 - visible) * -1e9))),
    ],
  },
  {
    ...known("maximum-of-hidden"),
    ways: [way(maximumOfHidden), way((scores, mask) => withoutNan(maximumOfHidden(scores, mask)))],
  },
  {
    ...known("global-maximum"),
    ways: [sharedMaximum(3), sharedMaximum(2)].flatMap((weigh) => [way(nan(weigh)), way(zeros(weigh))]),
  },
  {
    ...known("unstable-softmax"),
    ways: [
      way(nan(unstable)),
      way(zeros(unstable)),
      way((scores, mask) => withEmptyRows(nan(unstable)(scores, mask), mask)),
      // Exponentials first, the mask on them: put in place of them, or multiplied, where infinity times 0 is NaN.
      ...[divide, divideUnlessZero].map((share) =>
        way((scores, mask) => normalized(multiply(map(scores, Math.exp), mask), share)),
      ),
      way((scores, mask) => normalized(hide(map(scores, Math.exp), mask, 0), divideUnlessZero)),
    ],
  },
];

export default mistakes;
