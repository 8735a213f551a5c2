import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { statesOf } from "./reference.js";

/**
 * Row 0 rises and row 1 falls, so that new maxima come late in one and never in the other; further rows are as drawn. With a
 * single row it rises.
 */
function sorted({ shape, data }: FloatTensor): FloatTensor {
  const m = shape[1] as number;
  const rows = Float32Array.from(data);
  rows.subarray(0, m).sort();
  rows
    .subarray(m, 2 * m)
    .sort()
    .reverse();
  return { shape, data: rows };
}

interface Sizes {
  readonly n: number;
  readonly m: number;
  readonly block: number;
}

function ordinary(random: Random, name: string, title: Text, { n, m, block }: Sizes, sample = false): ExerciseCase {
  const x = sorted(random.normal([n, m]));
  return { name, title, sample, inputs: { x: sample ? rounded(x) : x, block } };
}

/** Multiples of 1/8, which float32 holds exactly beside the level that each row and column is raised to. */
function raised(
  random: Random,
  name: string,
  title: Text,
  { n, m, block }: Sizes,
  level: (row: number, column: number) => number,
): ExerciseCase {
  const x = edited(rounded(random.normal([n, m])), (value, index) => value + level(...(index as [number, number])));
  return { name, title, sample: false, inputs: { x, block } };
}

const nearThousand: Sizes = { n: 4, m: 11, block: 3 };

export default {
  title: { en: "Online softmax: running maximum and sum", zh: "在线 softmax：滚动的最大值与总和" },
  track: "efficiency",
  difficulty: "medium",
  minutes: 20,
  asked: 3,
  after: ["softmax"],
  signature: {
    name: "online_states",
    arguments: [
      { name: "x", kind: "float", shape: ["n", "m"], about: { en: "scores, row by row", zh: "分数，每行一组" } },
      {
        name: "block",
        kind: "number",
        about: { en: "columns in a block; the last one may be shorter", zh: "每块的列数，最后一块可以更短" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["n", "T", "2"],
        about: {
          en: "after each of the T blocks: the maximum so far, and the sum of exp(x - maximum) so far",
          zh: "T 个块中每一块之后：到目前为止的最大值，以及 exp(x - 最大值) 之和",
        },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "short-last-block",
      { en: "Blocks of two, the last of one", zh: "每块两列，最后一块只有一列" },
      { n: 2, m: 5, block: 2 },
      true,
    ),
    ordinary(
      random,
      "whole-blocks",
      { en: "Two blocks of three", zh: "两块，每块三列" },
      { n: 3, m: 6, block: 3 },
      true,
    ),
    ordinary(random, "five-rows", { en: "Five rows, blocks of four", zh: "五行，每块四列" }, { n: 5, m: 17, block: 4 }),
    ordinary(random, "column-by-column", { en: "Blocks of one column", zh: "每块一列" }, { n: 3, m: 7, block: 1 }),
    ordinary(
      random,
      "block-beyond-the-row",
      { en: "A block longer than the row", zh: "块比一行还长" },
      { n: 4, m: 5, block: 8 },
    ),
    ordinary(random, "one-column", { en: "A single column", zh: "只有一列" }, { n: 6, m: 1, block: 3 }),
    ordinary(
      random,
      "square",
      { en: "As many rows as blocks, and as columns in a block", zh: "行数、块数与每块的列数相等" },
      { n: 4, m: 16, block: 4 },
    ),
    ordinary(random, "one-row", { en: "A single row", zh: "只有一行" }, { n: 1, m: 23, block: 5 }),
    raised(
      random,
      "scores-near-1000",
      { en: "Rows near 1000, near -1000, and both", zh: "各行在 1000 附近、-1000 附近，或两者都有" },
      nearThousand,
      (row, column) => {
        const late = column >= 5;
        return row === 0 || (row === 2 && late) || (row === 3 && !late) ? 1000 : -1000;
      },
    ),
    raised(
      random,
      "scores-near-minus-1000",
      { en: "Every score near -1000", zh: "所有分数都在 -1000 附近" },
      { n: 3, m: 10, block: 4 },
      () => -1000,
    ),
  ],
  // A float64 reference: no operation gives the states in between.
  expected: (_kernels, inputs) => ({ out: statesOf(floats(inputs, "x"), number(inputs, "block")) }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*n*m", at: { n: 4096, m: 4096, T: 32 } },
  // A loop over Python's own numbers will do.
  differentiable: false,
  pictures: [
    {
      of: "out",
      title: { en: "States after each block", zh: "每一块之后的状态" },
      rows: { en: "block", zh: "块" },
      columns: { en: "maximum, sum", zh: "最大值、总和" },
    },
  ],
} satisfies Definition;
