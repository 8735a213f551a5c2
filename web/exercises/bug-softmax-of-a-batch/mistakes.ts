import {
  divide,
  map,
  max,
  type Nd,
  reshape,
  softmax,
  squeeze,
  subtract,
  sum,
  unstableSoftmax,
} from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known, raised } from "../shared/known-mistakes.js";
import { afterwards, clipped, overflowing, shiftedTooLittle, startedTooHigh } from "../shared/wrong-softmax.js";

interface Inputs {
  readonly x: Nd;
}

type Fold = (x: Nd) => Nd;
const ofRow = { max: (x: Nd) => max(x, 1), sum: (x: Nd) => sum(x, 1) };
const flat = (x: Nd) => reshape(x, [x.data.length]);
const ofEverything = { max: (x: Nd) => max(flat(x), 0), sum: (x: Nd) => sum(flat(x), 0) };

/** The softmax with another maximum (none: exp as it is) and another sum. */
const folding =
  (largest: Fold | undefined, total: Fold): Way<Inputs> =>
  ({ x }) => {
    const powers = map(largest ? subtract(x, largest(x)) : x, Math.exp);
    return divide(powers, total(powers));
  };

const mistakes: readonly Mistake<Inputs>[] = [
  {
    ...known("maximum-starts-too-high"),
    ways: startedTooHigh.map(
      (along) =>
        ({ x }) =>
          along(x, 1),
    ),
  },
  {
    ...known("softmax-over-everything"),
    explanation: {
      en: "Maximum and sum run over the whole batch, so all its weights together sum to one. For a single row that is right; with every further row, each row's share shrinks. Take both along the last axis, row by row, and keep it (keepdims), so that they broadcast against the rows.",
      zh: "最大值和总和都是对整个 batch 求的，所有行的权重加起来才是 1：只有一行时没错，每多一行，各行分到的就越少。两者都应沿最后一维逐行求，并保留该维（keepdims），才能按行广播。",
    },
    ways: [folding(ofEverything.max, ofEverything.sum), folding(undefined, ofEverything.sum)],
  },
  {
    code: "shared-sum",
    title: { en: "One sum for the whole batch", zh: "整个 batch 只用了一个总和" },
    explanation: {
      en: "Every row now has its own maximum, but the exponentials are still divided by the sum over the whole batch, so a row does not sum to one. The sum must be the row's own too: take it along the last axis, and keep that axis.",
      zh: "每行已经减了自己的最大值，但除的仍是整个 batch 的总和，所以每行之和不是 1。总和也应按行求：沿最后一维，并保留该维。",
    },
    ways: [folding(ofRow.max, ofEverything.sum)],
  },
  {
    ...known("scores-clipped"),
    ways: clipped.map(
      (along) =>
        ({ x }) =>
          along(x, 1),
    ),
  },
  {
    ...known("global-maximum"),
    ways: afterwards((x) => subtract(x, ofEverything.max(x))).map(
      (along) =>
        ({ x }) =>
          along(x, 1),
    ),
  },
  {
    ...known("unstable-softmax"),
    ways: [...overflowing, ...shiftedTooLittle].map(
      (along) =>
        ({ x }) =>
          along(x, 1),
    ),
    raises: raised.byOverflow,
  },
  {
    ...known("softmax-over-batch"),
    explanation: {
      en: "The columns sum to one: the softmax runs along the batch, so the rows influence one another. It must run along the last axis, within each row.",
      zh: "和为 1 的是列：softmax 沿着 batch 维，各行互相影响。应沿最后一维，在每一行内部做。",
    },
    ways: [({ x }) => softmax(x, 0), ({ x }) => unstableSoftmax(x, 0), folding(ofRow.max, (powers) => sum(powers, 0))],
  },
  {
    ...known("missing-keepdims"),
    ways: [
      folding(ofRow.max, (powers) => squeeze(ofRow.sum(powers), 1)),
      folding((x) => squeeze(ofRow.max(x), 1), ofRow.sum),
      folding(undefined, (powers) => squeeze(ofRow.sum(powers), 1)),
      folding(
        (x) => squeeze(ofRow.max(x), 1),
        (powers) => squeeze(ofRow.sum(powers), 1),
      ),
    ],
    raises: raised.byBroadcasting,
  },
  {
    ...known("not-normalized"),
    explanation: {
      en: "exp was taken, but not divided by the sum of its row, so a row does not sum to one.",
      zh: "取了 exp，但没有除以该行的总和，所以每行之和不是 1。",
    },
    ways: [({ x }) => map(subtract(x, ofRow.max(x)), Math.exp), ({ x }) => map(x, Math.exp)],
  },
  { ...known("normalized-by-sum"), ways: [({ x }) => divide(x, ofRow.sum(x))] },
];

export default mistakes;
