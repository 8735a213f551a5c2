import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedLogSoftmax } from "../shared/finished.js";
import { logSumExpOf, rowLevels } from "../shared/score-rows.js";

const drawCase = (name: string, title: Text, x: FloatTensor, sample = false): ExerciseCase => ({
  name,
  title,
  sample,
  inputs: { x },
});

/** One column of each row near 1000, the first and the last by turns, the others near -1000. */
const farApart = (random: Random, shape: readonly [number, number]) =>
  edited(
    rounded(random.normal(shape), 4),
    (value, [row = 0, column]) => value + (column === (row % 2) * (shape[1] - 1) ? 1000 : -1000),
  );

export default {
  title: { en: "Log-softmax", zh: "Log-softmax" },
  track: "numerics",
  difficulty: "easy",
  minutes: 10,
  asked: 2,
  after: ["log-sum-exp"],
  signature: {
    name: "log_softmax",
    arguments: [{ name: "x", kind: "float", shape: ["n", "m"], about: { en: "rows of scores", zh: "若干行分数" } }],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["n", "m"],
        about: { en: "logarithm of the softmax of each row", zh: "每一行 softmax 的对数" },
      },
    ],
  },
  cases: (random) => [
    drawCase("two-rows", { en: "Two rows of three", zh: "两行，每行三个数" }, rounded(random.normal([2, 3]), 4), true),
    drawCase(
      "scores-2000-apart",
      { en: "Scores 2000 apart in one row", zh: "同一行的分数相差 2000" },
      farApart(random, [3, 2]),
      true,
    ),
    drawCase("long-rows", { en: "Rows of 23", zh: "每行 23 个数" }, random.normal([5, 23])),
    drawCase("square", { en: "As many rows as columns", zh: "行数与列数相等" }, random.normal([6, 6])),
    drawCase("one-row", { en: "A single row", zh: "只有一行" }, random.normal([1, 9])),
    drawCase("one-column", { en: "A single column", zh: "只有一列" }, random.normal([7, 1])),
    drawCase(
      "rows-near-1000",
      { en: "Rows near 1000, near -1000, and both", zh: "各行在 1000 附近、-1000 附近，或两者都有" },
      rowLevels(random, [6, 10]),
    ),
    drawCase(
      "scores-near-minus-1000",
      { en: "Every score near -1000", zh: "所有分数都在 -1000 附近" },
      edited(rounded(random.normal([4, 8])), (value) => value - 1000),
    ),
  ],
  expected: (_kernels, inputs) => {
    const x = floats(inputs, "x");
    const totals = logSumExpOf(x);
    return { out: edited(x, (score, [row]) => score - (totals[row as number] as number)) };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "5*n*m", at: { n: 4096, m: 128256 } },
  finished: finishedLogSoftmax,
  pictures: [
    {
      of: "out",
      title: { en: "Log-probabilities", zh: "对数概率" },
      rows: { en: "row", zh: "行" },
      columns: { en: "column", zh: "列" },
    },
  ],
} satisfies Definition;
