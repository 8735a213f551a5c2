/** Hiding keys by a boolean mask, as people get it wrong. Mistakes are built of it. */
import { divide, generate, map, max, multiply, type Nd, reduce, softmax, subtract, sum, zip } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "./known-mistakes.js";
import { knownOfMasks } from "./known-of-masks.js";
import {
  attentionMistakes,
  overKeys,
  unstableOverKeys,
  type Variant,
  type Weighing,
  withShared,
} from "./wrong-attention.js";
import { ofFirstEntry } from "./wrong-outputs.js";
import { shiftedTooLittle } from "./wrong-softmax.js";

/** How scores and a mask, both [..., L, S], become weights of this shape. */
export type Masking = (scores: Nd, mask: Nd) => Nd;

const hide = (scores: Nd, mask: Nd, value: number) => zip(scores, mask, (score, visible) => (visible ? score : value));
const inverted = (mask: Nd) => map(mask, (visible) => 1 - visible);

export const withoutNan = (x: Nd): Nd => map(x, (value) => (Number.isNaN(value) ? 0 : value));

/** Zeros for the queries that may attend nothing: a test of the mask, apart from the softmax. */
export const withEmptyRows: Masking = (weights, mask) =>
  zip(weights, reduce(mask, -1, Math.max, 0), (weight, visible) => (visible ? weight : 0));

/** The three ways in which learners hide keys. The first is right, the others treat empty rows wrongly. */
export const zeros =
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
/** Empty rows are looked for beforehand. */
const checked =
  (weigh: Weighing): Masking =>
  (scores, mask) =>
    withEmptyRows(nan(weigh)(scores, mask), mask);
export const eachHiding = (weigh: Weighing): readonly Masking[] => hidings.map((hiding) => masked(hiding, weigh));
const hidings: readonly Hiding[] = [zeros, nan, average];

type Hiding = (weigh: Weighing) => Masking;
/** The right one is always the same. */
const masked = (hiding: Hiding, weigh: Weighing) =>
  hiding === zeros && weigh === overKeys ? rightMasking : hiding(weigh);

/** The softmax over the visible keys, and zeros for empty rows. */
export const rightMasking: Masking = zeros(overKeys);

/** Empty rows of NaN. */
export const nanInEmptyRows: Masking = nan(overKeys);

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
  return [
    masking,
    (scores, mask) => multiply(masking(scores, mask), mask),
    (scores, mask) => withEmptyRows(masking(scores, mask), mask),
  ];
};

/** Hidden scores sink by a number, which may leave them above a visible one. */
const loweredBy =
  (value: number): Masking =>
  (scores, mask) =>
    withEmptyRows(overKeys(zip(scores, mask, (score, visible) => score + (visible ? 0 : value))), mask);

/** What people add to the score of a hidden key; the least numbers of float32 and float64 among them. */
export const lowNumbers: readonly number[] = [
  ...[Number.NEGATIVE_INFINITY, -(2 ** 128 - 2 ** 104), -Number.MAX_VALUE],
  ...[-1e30, -1e20, -1e10, -1e9, -1e8, -1e6, -1e5, -1e4, -1e3, -100],
];

/** Numbers where -infinity belongs, put in place of the hidden scores or added to them. */
interface TooHigh {
  readonly inPlace: readonly number[];
  readonly added: readonly number[];
}

/** For scores down to -1,000,000: from -2000 to there the cases tell no number from another. */
const aboveMillion: TooHigh = { inPlace: [-10, -100, -1000, -1e4], added: [-10, -100, -1000, -1e4] };

/** The first query's row of the mask for all queries, of each entry. */
const ofFirstQuery = (mask: Nd): Nd =>
  generate(mask.shape, (index) => {
    const [entry, , key] = index as [number, number, number];
    const [, L, S] = mask.shape as [number, number, number];
    return mask.data[entry * L * S + key] as number;
  });

/** What a mask may do wrong in any attention. */
export function maskMistakes<Inputs>(
  way: (masking: Masking) => Way<Inputs>,
  tooHigh = aboveMillion,
): readonly Mistake<Inputs>[] {
  const ways = (...maskings: readonly Masking[]) => maskings.map(way);
  return [
    {
      ...knownOfMasks("mask-ignored"),
      ways: ways(overKeys, unstableOverKeys, (scores, mask) => withEmptyRows(overKeys(scores), mask)),
    },
    {
      ...knownOfMasks("mask-inverted"),
      ways: ways(
        ...[...eachHiding(overKeys), nan(unstableOverKeys)].map(
          (masking): Masking =>
            (scores, mask) =>
              masking(scores, inverted(mask)),
        ),
        (scores, mask) => overKeys(zip(scores, mask, (score, visible) => score + visible * -1e9)),
        (scores, mask) => multiply(average(overKeys)(scores, inverted(mask)), inverted(mask)),
      ),
    },
    {
      ...knownOfMasks("one-mask-for-all"),
      ways: ways(
        ...[ofFirstEntry, ofFirstQuery, (mask: Nd) => ofFirstEntry(ofFirstQuery(mask))].flatMap((first) =>
          eachHiding(overKeys).map(
            (masking): Masking =>
              (scores, mask) =>
                masking(scores, first(mask)),
          ),
        ),
      ),
    },
    {
      ...knownOfMasks("mask-after-softmax"),
      ways: ways(
        (scores, mask) => multiply(overKeys(scores), mask),
        (scores, mask) => multiply(unstableOverKeys(scores), mask),
        // What hides a score, written into the weights.
        ...[-1e9, Number.NEGATIVE_INFINITY].map(
          (written): Masking =>
            (scores, mask) =>
              zip(overKeys(scores), mask, (weight, visible) => (visible ? weight : written)),
        ),
      ),
    },
    {
      ...knownOfMasks("mask-as-factor"),
      ways: ways(
        (scores, mask) => overKeys(multiply(scores, mask)),
        (scores, mask) => withEmptyRows(overKeys(multiply(scores, mask)), mask),
        (scores, mask) => unstableOverKeys(multiply(scores, mask)),
        (scores, mask) => multiply(overKeys(multiply(scores, mask)), mask),
      ),
    },
    {
      ...knownOfMasks("mask-added"),
      ways: ways(
        (scores, mask) => overKeys(zip(scores, mask, (score, visible) => score + visible)),
        (scores, mask) => overKeys(zip(scores, mask, (score, visible) => score + 1 - visible)),
      ),
    },
    {
      ...knownOfMasks("mask-times-infinity"),
      ways: ways(
        timesInfinity,
        (scores, mask) => withEmptyRows(timesInfinity(scores, mask), mask),
        scoreTimesInfinity,
        (scores, mask) => withEmptyRows(scoreTimesInfinity(scores, mask), mask),
      ),
    },
    { ...known("softmax-over-batch"), ways: ways(...eachHiding((scores) => softmax(scores, 0))) },
    { ...knownOfMasks("masked-row-nan"), ways: ways(nanInEmptyRows) },
    {
      ...knownOfMasks("masked-row-mean"),
      ways: ways(
        average(overKeys),
        // Added instead of put in place: in float64 the hidden scores survive, the more of them the smaller the number.
        ...[-1e9, -1e6, -1e4].map(
          (hidden): Masking =>
            (scores, mask) =>
              overKeys(zip(scores, mask, (score, visible) => score + (1 - visible) * hidden)),
        ),
      ),
    },
    {
      ...knownOfMasks("mask-value-too-high"),
      ways: ways(...tooHigh.inPlace.flatMap(hiddenBy), ...tooHigh.added.map(loweredBy)),
    },
    {
      ...knownOfMasks("maximum-of-hidden"),
      ways: ways(maximumOfHidden, (scores, mask) => withoutNan(maximumOfHidden(scores, mask))),
    },
    {
      ...known("unstable-softmax"),
      ways: ways(
        nan(unstableOverKeys),
        (scores, mask) => withEmptyRows(nan(unstableOverKeys)(scores, mask), mask),
        // Exponentials first, the mask on them: put in place of them, or multiplied, where infinity times 0 is NaN.
        ...[divide, divideUnlessZero].map(
          (share): Masking =>
            (scores, mask) =>
              normalized(multiply(map(scores, Math.exp), mask), share),
        ),
        (scores, mask) => normalized(hide(map(scores, Math.exp), mask, 0), divideUnlessZero),
        (scores, mask) => withoutNan(normalized(multiply(map(scores, Math.exp), mask), divide)),
        ...shiftedTooLittle.map((along) => average((scores) => along(scores, -1))),
      ),
    },
  ];
}

const nanAlone: readonly string[] = ["normalized-by-sum", "maximum-starts-too-high"];

/** What any attention may hold, with keys hidden in each of the three ways. `axes` is how many axes the scores have. */
export function attentionMistakesBehindMask<Inputs>(
  way: (masking: Masking, variant: Variant) => Way<Inputs>,
  axes: 3 | 4 = 3,
): readonly Mistake<Inputs>[] {
  return [...hidings, checked]
    .map((hiding) => {
      const mistakes = attentionMistakes<Inputs>(
        ({ weigh = overKeys, ...variant }) => way(masked(hiding, weigh), variant),
        axes,
      );
      // Shares of a sum that is -infinity, or exponentials that are all 0, NaN cleared: zeros, which tell nothing.
      if (hiding === zeros) return mistakes.filter(({ code }) => !nanAlone.includes(code));
      return hiding === checked ? mistakes.filter(({ code }) => code === "maximum-starts-too-high") : mistakes;
    })
    .reduce(withShared);
}

/**
 * What any attention of several heads may hold behind a causal mask, with keys hidden in the way of this number among those of
 * `eachHiding`. `holds` chooses among the codes.
 */
export const attentionMistakesHiddenBy = <Inputs>(
  way: (masking: Masking, variant: Variant) => Way<Inputs>,
  hiding: 0 | 1 | 2,
  holds: (code: string) => boolean = () => true,
): readonly Mistake<Inputs>[] =>
  attentionMistakes<Inputs>(({ weigh = overKeys, ...variant }) => {
    const masking = weigh === overKeys ? rightMasking : (eachHiding(weigh)[hiding] as Masking);
    return way(masking, variant);
  }, 4).filter(({ code }) => code !== "unasked-causal-mask" && holds(code));

/** Mistakes that give other numbers with a large negative number than with -infinity, and with NaN cleared. */
const byLargeNumber: readonly string[] = ["no-softmax", "normalized-by-sum", "missing-keepdims"];
const nanCleared: readonly string[] = ["unstable-softmax", "global-maximum"];

/** The same where no row is empty: keys hidden by -infinity, and by the others where these give something else. */
export const attentionMistakesInFullRows = <Inputs>(
  way: (masking: Masking, variant: Variant) => Way<Inputs>,
  byInfinity: (code: string) => boolean = () => true,
): readonly Mistake<Inputs>[] =>
  [
    attentionMistakesHiddenBy(way, 1, byInfinity),
    attentionMistakesHiddenBy(way, 2, (code) => byLargeNumber.includes(code)),
    attentionMistakesHiddenBy(way, 0, (code) => nanCleared.includes(code)),
  ].reduce(withShared);
