import { generate, type Nd, permute } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfBlocks } from "../shared/wrong-blocks.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";

interface Inputs {
  readonly x: Nd;
  readonly block: number;
}

interface State {
  readonly maximum: number;
  readonly sum: number;
}

/** What a learner has at hand when a block is added. */
interface Step extends State {
  readonly scores: readonly number[];
  /** Of the block alone. */
  readonly top: number;
  /** Maximum of all so far. */
  readonly next: number;
  readonly first: boolean;
}

interface Variant {
  /** The state before the first block. Default: -infinity and 0. */
  readonly start?: (inputs: Inputs) => State;
  /** The columns of block `t` of a row. */
  readonly read?: (row: readonly number[], t: number, block: number) => readonly number[];
  /** The new state. Default: right. */
  readonly add?: (step: Step) => State;
  /** The maximum over what belongs together. Default: of the block. */
  readonly topOf?: (scores: readonly number[], inputs: Inputs, t: number) => number;
  /** From the states of a row to what is returned of them. */
  readonly finish?: (states: readonly State[]) => readonly State[];
  readonly blocks?: (m: number, block: number) => number;
}

const highest = (scores: readonly number[]) => Math.max(Number.NEGATIVE_INFINITY, ...scores);
const total = (scores: readonly number[], below: number) => scores.reduce((sum, x) => sum + Math.exp(x - below), 0);

const right = ({ maximum, sum, scores, next }: Step): State => ({
  maximum: next,
  sum: sum * Math.exp(maximum - next) + total(scores, next),
});

const ofBlock = (row: readonly number[], t: number, block: number) => row.slice(t * block, (t + 1) * block);
const zeros = (number: number) => Array<number>(Math.max(0, number)).fill(0);

const rowsOf = ({ shape, data }: Nd) => {
  const [n, m] = shape as [number, number];
  return Array.from({ length: n }, (_, i) => Array.from(data.subarray(i * m, (i + 1) * m)));
};

const way = composed(
  (
    inputs: Inputs,
    {
      start = () => ({ maximum: Number.NEGATIVE_INFINITY, sum: 0 }),
      read = ofBlock,
      add = right,
      topOf = highest,
      finish = (states) => states,
      blocks = (m, block) => Math.ceil(m / block),
    }: Variant,
  ): Nd => {
    const { x, block } = inputs;
    const [n, m] = x.shape as [number, number];
    const T = blocks(m, block);
    const states = rowsOf(x).map((row) => {
      let state = start(inputs);
      const all = Array.from({ length: T }, (_, t) => {
        const scores = read(row, t, block);
        const top = topOf(scores, inputs, t);
        state = add({ ...state, scores, top, next: Math.max(state.maximum, top), first: t === 0 });
        return state;
      });
      return finish(all);
    });
    return generate([n, T, 2], (index) => {
      const [row, t, which] = index as [number, number, number];
      const { maximum, sum } = (states[row] as readonly State[])[t] as State;
      return which === 0 ? maximum : sum;
    });
  },
);

const adding = (...all: readonly ((step: Step) => State)[]) => all.map((add) => way({ add }));

/** The old sum times exp(new - old). From -infinity on, that is infinity times 0. */
const inversely = ({ maximum, sum, scores, next }: Step) => sum * Math.exp(next - maximum) + total(scores, next);

const mistakes: readonly Mistake<Inputs>[] = [
  {
    ...knownOfBlocks("sum-not-rescaled"),
    ways: adding(({ sum, scores, next }) => ({ maximum: next, sum: sum + total(scores, next) })),
  },
  {
    ...knownOfBlocks("first-block-nan"),
    ways: adding((step) => ({ maximum: step.next, sum: Number.NaN })),
  },
  {
    ...knownOfBlocks("rescaled-inversely"),
    ways: [
      ...adding(
        (step) => ({ maximum: step.next, sum: step.first ? total(step.scores, step.next) : inversely(step) }),
        // Divided by exp(old - new), which may be 0.
        (step) => ({
          maximum: step.next,
          sum: step.first
            ? total(step.scores, step.next)
            : step.sum / Math.exp(step.maximum - step.next) + total(step.scores, step.next),
        }),
        // So is the sum of the block, which was taken with its own maximum.
        (step) => ({
          maximum: step.next,
          sum: step.first
            ? total(step.scores, step.next)
            : step.sum * Math.exp(step.next - step.maximum) +
              total(step.scores, step.top) * Math.exp(step.next - step.top),
        }),
        // In float32 exp overflows at 89.
        (step) => ({
          maximum: step.next,
          sum: step.first
            ? total(step.scores, step.next)
            : Math.fround(step.sum * Math.fround(Math.exp(step.next - step.maximum))) + total(step.scores, step.next),
        }),
      ),
    ],
  },
  {
    ...knownOfBlocks("maximum-of-the-block"),
    ways: [
      ...adding(
        // The sum goes with the block's maximum; is not rescaled; or holds the block alone.
        ({ maximum, sum, scores, top }) => ({
          maximum: top,
          sum: (sum === 0 ? 0 : sum * Math.exp(maximum - top)) + total(scores, top),
        }),
        ({ sum, scores, top }) => ({ maximum: top, sum: sum + total(scores, top) }),
        ({ scores, top }) => ({ maximum: top, sum: total(scores, top) }),
        // The maximum is carried on, but the block's exponentials are taken with its own.
        ({ maximum, sum, scores, top, next }) => ({
          maximum: next,
          sum: sum * Math.exp(maximum - next) + total(scores, top),
        }),
        ({ sum, scores, top, next }) => ({ maximum: next, sum: sum + total(scores, top) }),
      ),
    ],
  },
  {
    code: "short-block-padded",
    title: { en: "The last block is padded with zeros", zh: "最后一块用 0 填充了" },
    explanation: {
      en: "The last block has fewer columns, and zeros were put in the place of the missing ones. A zero is a score: it may become the maximum, and exp(0 - maximum) is added to the sum for each. Read the columns that there are, or pad with -infinity, whose exponential is 0.",
      zh: "最后一块的列数不足，缺少的位置补了 0。0 也是一个分数：它可能成为最大值，每个 0 还给总和加上 exp(0 - 最大值)。应只读实际存在的列，或者用 -inf 填充，它的指数是 0。",
    },
    ways: [
      way({ read: (row, t, block) => [...ofBlock(row, t, block), ...zeros((t + 1) * block - row.length)] }),
      // The maximum is right.
      way({
        read: (row, t, block) => [...ofBlock(row, t, block), ...zeros((t + 1) * block - row.length)],
        topOf: (scores, { x, block }, t) => highest(scores.slice(0, Math.max(0, (x.shape[1] as number) - t * block))),
      }),
      // The sum is: each zero counts as a maximum alone.
      way({
        topOf: (scores, { block }) => highest(scores.length < block ? [...scores, 0] : scores),
      }),
    ],
  },
  {
    code: "short-block-dropped",
    title: { en: "The short last block is missing", zh: "漏掉了较短的最后一块" },
    explanation: {
      en: "There is one state too few where the columns are no multiple of the block: m // block rounds down. The columns that are left over form a shorter block, so there are ceil(m / block) of them. Step through range(0, m, block).",
      zh: "列数不是块大小的整数倍时少了一个状态：m // block 是向下取整。余下的列构成较短的一块，所以共有 ceil(m / block) 块。可以用 range(0, m, block) 遍历。",
    },
    ways: [way({ blocks: (m, block) => Math.floor(m / block) })],
    // A reshape to blocks.
    raises:
      /cannot reshape array of size \d+ into shape \(\d+,(?:-1|newaxis|\d+),\d+\)|shape '\[\d+, (?:-1|\d+), \d+\]' is invalid for input of size/,
  },
  {
    code: "maximum-of-the-whole-row",
    title: { en: "The final maximum is used from the start", zh: "从一开始就用了整行的最大值" },
    explanation: {
      en: "The maximum of the whole row was taken first, and the sums run over the blocks with it; or every state is the final one. Here each state may know only the columns so far: that is what makes one pass possible. To take the maximum of the row first needs two.",
      zh: "先求了整行的最大值，再以它为准逐块求和；或者每个状态都是最后的状态。本题的每个状态只能用到目前为止的列，这样才能一遍完成；先求整行的最大值就要读两遍。",
    },
    ways: [
      way({
        finish: (states) => {
          const { maximum } = states.at(-1) as State;
          return states.map((state) => ({ maximum, sum: state.sum * Math.exp(state.maximum - maximum) }));
        },
      }),
      way({
        finish: (states) => {
          const { maximum } = states.at(-1) as State;
          return states.map((state) => ({
            maximum: state.maximum,
            sum: state.sum * Math.exp(state.maximum - maximum),
          }));
        },
      }),
      way({ finish: (states) => states.map(() => states.at(-1) as State) }),
    ],
  },
  {
    code: "sum-without-maximum",
    title: { en: "The maximum is not subtracted", zh: "没有减去最大值" },
    explanation: {
      en: "The sum is that of exp(x), without the maximum: it overflows for scores near 1000 and is 0 for scores near -1000. The sum belongs to the maximum beside it: the sum of exp(x - maximum).",
      zh: "总和是 exp(x) 之和，没有减去最大值：分数接近 1000 时溢出，接近 -1000 时为 0。总和要与旁边的最大值配套：exp(x - 最大值) 之和。",
    },
    ways: [
      ...adding(({ sum, scores, next }) => ({ maximum: next, sum: sum + total(scores, 0) })),
      ...adding(({ scores, next }) => ({ maximum: next, sum: total(scores, 0) })),
    ],
  },
  {
    ...known("unstable-softmax"),
    ways: [
      way({
        add: ({ sum, scores, next }) => ({ maximum: next, sum: sum + total(scores, 0) }),
        finish: (states) => states.map(({ maximum, sum }) => ({ maximum, sum: sum / Math.exp(maximum) })),
      }),
      way({
        add: ({ sum, scores, next }) => ({ maximum: next, sum: sum + total(scores, 0) }),
        finish: (states) => states.map(({ maximum, sum }) => ({ maximum, sum: sum * Math.exp(-maximum) })),
      }),
    ],
  },
  {
    code: "old-scores-dropped",
    title: { en: "The sum holds the latest block alone", zh: "总和里只有最近的一块" },
    explanation: {
      en: "The maximum is carried on, but the sum is that of the latest block. The old sum, rescaled by exp(old maximum - new maximum), has to be added.",
      zh: "最大值延续了，但总和只有最近一块的。还要加上旧的总和，并乘以 exp(旧最大值 - 新最大值)。",
    },
    ways: adding(({ scores, next }) => ({ maximum: next, sum: total(scores, next) })),
  },
  {
    code: "states-swapped",
    title: { en: "Maximum and sum are swapped", zh: "最大值与总和的位置颠倒了" },
    explanation: {
      en: "The numbers are right, but the sum comes first. In the last axis index 0 is the maximum and index 1 the sum.",
      zh: "数值是对的，但总和放在了前面。最后一维中，下标 0 是最大值，下标 1 是总和。",
    },
    ways: [way({ finish: (states) => states.map(({ maximum, sum }) => ({ maximum: sum, sum: maximum })) })],
  },
  {
    code: "blocks-before-rows",
    title: { en: "The axes are in another order", zh: "各维的顺序不对" },
    explanation: {
      en: "The states are right, but their axes are not in the order rows, blocks, state. Stack along the axis that the shape asks for: (n, T, 2).",
      zh: "状态是对的，但各维没有按行、块、状态的顺序排列。应沿形状 (n, T, 2) 要求的那一维堆叠。",
    },
    ways: [
      (inputs) => permute(way({})(inputs), [1, 0, 2]),
      (inputs) => permute(way({})(inputs), [0, 2, 1]),
      (inputs) => permute(way({})(inputs), [2, 0, 1]),
    ],
  },
  {
    ...known("global-maximum"),
    explanation: {
      en: "The largest score of all rows is used, not that of each row. A row far below it gets sums of 0. Each row has a running maximum of its own: take it along the columns.",
      zh: "用的是所有行中最大的分数，而不是每一行自己的。比它低很多的行，总和会是 0。每一行都有自己的滚动最大值：应沿列求最大值。",
    },
    ways: [way({ topOf: (_, { x, block }, t) => highest(rowsOf(x).flatMap((row) => ofBlock(row, t, block))) })],
  },
  {
    ...known("maximum-starts-too-high"),
    explanation: {
      en: "The running maximum starts at 0 or at another number that scores may lie below. Where all scores of a row are lower, the start is taken for their maximum, and the sums belong to it: for scores near -1000 they are all 0. Start at -infinity.",
      zh: "滚动的最大值从 0 或另一个可能高于分数的数开始。如果一行的分数都比它低，这个初值就被当成了最大值，总和也以它为准：分数在 -1000 附近时，总和全是 0。应从 -inf 开始。",
    },
    ways: [0, -100].map((maximum) => way({ start: () => ({ maximum, sum: 0 }) })),
  },
  firstEntryOnly((inputs) => ({ out: way({})(inputs) })),
];

export default mistakes;
