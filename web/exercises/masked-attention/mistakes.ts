import {
  divide,
  map,
  max,
  multiply,
  type Nd,
  reduce,
  softmax,
  subtract,
  sum,
  unstableSoftmax,
  zip,
} from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import { attend, attentionMistakes, type Variant, type Weighing, withShared } from "../shared/wrong-attention.js";
import { shiftedTooLittle } from "../shared/wrong-softmax.js";

interface Masked {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly mask: Nd;
}

/** How scores and a mask become weights. */
type Masking = (scores: Nd, mask: Nd) => Nd;

const way =
  (masking: Masking, variant: Variant = {}): Way<Masked> =>
  ({ q, k, v, mask }) =>
    attend(q, k, v, { ...variant, weigh: (scores) => masking(scores, mask) });

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
const unstable: Weighing = (scores) => unstableSoftmax(scores, -1);

const timesInfinity: Masking = (scores, mask) =>
  overKeys(zip(scores, mask, (score, visible) => score + (1 - visible) * Number.NEGATIVE_INFINITY));

/** A hidden score below zero becomes +infinity, and its row NaN. */
const scoreTimesInfinity: Masking = (scores, mask) =>
  overKeys(zip(scores, mask, (score, visible) => (visible ? score : score * Number.NEGATIVE_INFINITY)));

/** The unmasked row gives the maximum. The same numbers as a softmax over all keys, masked and normalised again. */
const maximumOfHidden: Masking = (scores, mask) => {
  const powers = multiply(map(subtract(scores, max(scores, -1)), Math.exp), mask);
  return divide(powers, sum(powers, -1));
};

const normalized = (powers: Nd, share: (a: Nd, b: Nd) => Nd) => share(powers, sum(powers, -1));
const divideUnlessZero = (powers: Nd, total: Nd) => zip(powers, total, (power, all) => (all === 0 ? 0 : power / all));

/** Hidden scores become a number that a visible score may lie below, perhaps with the mask once more afterwards. */
const hiddenBy = (value: number): readonly Masking[] => {
  const masking: Masking = (scores, mask) => overKeys(hide(scores, mask, value));
  return [masking, (scores, mask) => multiply(masking(scores, mask), mask)];
};

const mistakes: readonly Mistake<Masked>[] = withShared(
  [
    {
      ...known("mask-ignored"),
      ways: [way(overKeys), way(unstable), way((scores, mask) => withEmptyRows(overKeys(scores), mask))],
    },
    {
      ...known("mask-inverted"),
      ways: [
        ...[...eachWay(overKeys), nan(unstable)].map((masking) =>
          way((scores, mask) => masking(scores, inverted(mask))),
        ),
        way((scores, mask) => overKeys(zip(scores, mask, (score, visible) => score + visible * -1e9))),
        way((scores, mask) => multiply(average(overKeys)(scores, inverted(mask)), inverted(mask))),
      ],
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
        way((scores, mask) => multiply(overKeys(multiply(scores, mask)), mask)),
      ],
    },
    {
      code: "mask-added",
      title: { en: "The mask is added to the scores as it is", zh: "把布尔掩码直接加到了分数上" },
      explanation: {
        en: "True and false became 1 and 0 and were added to the scores: a visible key gains 1, and a hidden one is not hidden at all. A mask that is added must hold 0 where a key is visible and -infinity where it is hidden; choose with where().",
        zh: "true 和 false 被当成 1 和 0 加到了分数上：可见的 key 只多了 1 分，被遮的 key 根本没被遮住。用来相加的掩码应在可见处为 0、被遮处为 -inf；请用 where() 选择。",
      },
      ways: [
        way((scores, mask) => overKeys(zip(scores, mask, (score, visible) => score + visible))),
        way((scores, mask) => overKeys(zip(scores, mask, (score, visible) => score + 1 - visible))),
      ],
    },
    {
      ...known("mask-times-infinity"),
      ways: [
        way(timesInfinity),
        way((scores, mask) => withEmptyRows(timesInfinity(scores, mask), mask)),
        way(scoreTimesInfinity),
        way((scores, mask) => withEmptyRows(scoreTimesInfinity(scores, mask), mask)),
      ],
    },
    {
      ...known("softmax-over-batch"),
      ways: eachWay((scores) => softmax(scores, 0)).map((masking) => way(masking)),
    },
    { ...known("masked-row-nan"), ways: [way(nan(overKeys))] },
    {
      ...known("masked-row-mean"),
      ways: [
        way(average(overKeys)),
        // Added instead of put in place: in float64 the hidden scores survive, the more of them the smaller the number.
        ...[-1e9, -1e6, -1e4].map((hidden) =>
          way((scores, mask) => overKeys(zip(scores, mask, (score, visible) => score + (1 - visible) * hidden))),
        ),
      ],
    },
    {
      ...known("mask-value-too-high"),
      ways: [-10, -100, -1000].flatMap(hiddenBy).map((masking) => way(masking)),
    },
    {
      ...known("maximum-of-hidden"),
      ways: [way(maximumOfHidden), way((scores, mask) => withoutNan(maximumOfHidden(scores, mask)))],
    },
    { ...known("values-from-keys"), ways: eachWay(overKeys).map((masking) => (x) => way(masking)({ ...x, v: x.k })) },
    {
      ...known("returned-weights-instead"),
      ways: eachWay(overKeys).map((masking) => ({ q, k, v, mask }) => {
        const { weights } = attend(q, k, v, { weigh: (scores) => masking(scores, mask) });
        return weights;
      }),
    },
    {
      ...known("queries-and-keys-swapped"),
      ways: eachWay(overKeys).map((masking) => (x) => way(masking)({ ...x, q: x.k, k: x.q })),
    },
    {
      ...known("unstable-softmax"),
      ways: [
        way(nan(unstable)),
        way((scores, mask) => withEmptyRows(nan(unstable)(scores, mask), mask)),
        // Exponentials first, the mask on them: put in place of them, or multiplied, where infinity times 0 is NaN.
        ...[divide, divideUnlessZero].map((share) =>
          way((scores, mask) => normalized(multiply(map(scores, Math.exp), mask), share)),
        ),
        way((scores, mask) => normalized(hide(map(scores, Math.exp), mask, 0), divideUnlessZero)),
        way((scores, mask) => {
          const weights = multiply(map(scores, Math.exp), mask);
          return withoutNan(normalized(weights, divide));
        }),
        ...shiftedTooLittle.map((along) => way(average((scores) => along(scores, -1)))),
      ],
    },
  ],
  [zeros, nan, average].map(hidden).reduce(withShared),
);

/** What any attention may hold, with keys hidden in this way. */
function hidden(hiding: (weigh: Weighing) => Masking): readonly Mistake<Masked>[] {
  const mistakes = attentionMistakes<Masked>(({ weigh = overKeys, ...variant }) => way(hiding(weigh), variant), 3);
  // Shares of a sum that is -infinity, NaN cleared: zeros, which tell nothing.
  return hiding === zeros ? mistakes.filter(({ code }) => code !== "normalized-by-sum") : mistakes;
}

export default mistakes;
