import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { logSumExpOf, rowLevels } from "../shared/score-rows.js";

const drawCase = (name: string, title: Text, x: FloatTensor): ExerciseCase => ({
  name,
  title,
  sample: false,
  inputs: { x },
});
const sample = (name: string, title: Text, x: FloatTensor): ExerciseCase => ({
  ...drawCase(name, title, rounded(x, 4)),
  sample: true,
});

/** Ordinary numbers, and -infinity where a score is masked. */
const masked = (random: Random, shape: readonly [number, number], hides: (row: number, column: number) => boolean) =>
  edited(random.normal(shape), (value, index) =>
    hides(...(index as [number, number])) ? Number.NEGATIVE_INFINITY : value,
  );

export default {
  title: { en: "Log-sum-exp", zh: "Log-sum-exp" },
  track: "numerics",
  difficulty: "easy",
  minutes: 10,
  asked: 2,
  after: ["softmax"],
  signature: {
    name: "log_sum_exp",
    arguments: [
      {
        name: "x",
        kind: "float",
        shape: ["n", "m"],
        about: { en: "rows of scores; some may be -infinity", zh: "若干行分数，其中可能有 -inf" },
        nonFinite: true,
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["n"],
        about: {
          en: "log-sum-exp of each row; -infinity for a row of nothing but -infinity",
          zh: "每一行的 log-sum-exp；整行都是 -inf 时为 -inf",
        },
        nonFinite: true,
      },
    ],
  },
  cases: (random) => [
    sample("two-rows", { en: "Two rows of three", zh: "两行，每行三个数" }, random.normal([2, 3])),
    sample(
      "a-row-of-minus-infinity",
      { en: "A row of nothing but -infinity", zh: "有一行全是 -inf" },
      masked(random, [3, 4], (row, column) => row === 1 || (row === 2 && column === 0)),
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
      "scores-near-minus-million",
      { en: "Every score near -1,000,000 or -infinity", zh: "所有分数都在 -1000000 附近，或是 -inf" },
      edited(rounded(random.normal([4, 8])), (value, [row = 0, column = 0]) =>
        row > 0 && (row + column) % 3 === 0 ? Number.NEGATIVE_INFINITY : value - 1e6,
      ),
    ),
    drawCase(
      "many-masked",
      { en: "Many scores of -infinity", zh: "许多分数是 -inf" },
      masked(random, [8, 11], (row, column) => row % 4 === 3 || (row + column) % 4 === 0),
    ),
  ],
  expected: (_kernels, inputs) => {
    const out = Float32Array.from(logSumExpOf(floats(inputs, "x")));
    return { out: { shape: [out.length], data: out } };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*n*m", kept: "n*m", at: { n: 4096, m: 128256 } },
  finished: [
    "torch.logsumexp",
    "torch.Tensor.logsumexp",
    "torch.special.logsumexp",
    "torch.logcumsumexp",
    "torch.Tensor.logcumsumexp",
  ],
  // In a row of -infinity usual answers clear a NaN that the gradient keeps.
  differentiable: false,
  pictures: [],
} satisfies Definition;
