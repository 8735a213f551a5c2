import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedSoftmax } from "../shared/finished.js";

function drawCase(name: string, title: Text, x: FloatTensor, sample = false): ExerciseCase {
  return { name, title, sample, inputs: { x } };
}

/** A row near 1000, one near -1000, and one of both: each needs a maximum of its own, and nothing but the maximum will do. */
function levels(random: Random, n: number): FloatTensor {
  return edited(rounded(random.normal([3, n])), (value, [row, column]) => {
    return value + (row === 0 || (row === 2 && (column as number) % 2 === 0) ? 1000 : -1000);
  });
}

export default {
  title: { en: "Softmax of a batch", zh: "对一个 batch 做 softmax" },
  track: "bugs",
  difficulty: "easy",
  minutes: 8,
  asked: 2,
  after: ["softmax"],
  signature: {
    name: "softmax",
    arguments: [
      {
        name: "x",
        kind: "float",
        shape: ["B", "n"],
        about: { en: "a batch of scores, one row each", zh: "一个 batch 的分数，每行一组" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "n"],
        about: { en: "weights; each row sums to one", zh: "权重，每行之和为 1" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      "example",
      { en: "The example of the task", zh: "题目中的例子" },
      { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
      true,
    ),
    drawCase("three-rows", { en: "Three rows", zh: "三行" }, rounded(random.normal([3, 4])), true),
    drawCase("one-row", { en: "A single row", zh: "只有一行" }, random.normal([1, 9])),
    drawCase("many-rows", { en: "More rows than scores in a row", zh: "行数多于每行的分数" }, random.normal([7, 5])),
    drawCase("square", { en: "As many rows as columns", zh: "行数与列数相等" }, random.normal([6, 6])),
    drawCase("long-rows", { en: "Rows of nineteen", zh: "每行十九个分数" }, random.normal([2, 19])),
    drawCase("scores-of-80", { en: "Scores around ±80", zh: "分数在 ±80 左右" }, rounded(random.normal([4, 13], 80))),
    drawCase(
      "rows-near-1000",
      { en: "Rows near 1000, near -1000, and both", zh: "各行在 1000 附近、-1000 附近，或两者都有" },
      levels(random, 10),
    ),
    drawCase(
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      edited(rounded(random.normal([4, 8])), (value) => value - 1e6),
    ),
  ],
  expected: (kernels, inputs) => ({ out: kernels.softmax({ x: floats(inputs, "x") }, { axis: -1 }).y }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  finished: finishedSoftmax,
  pictures: [
    {
      of: "out",
      title: { en: "Weights", zh: "权重" },
      rows: { en: "row of the batch", zh: "batch 中的行" },
      columns: { en: "score", zh: "分数" },
    },
  ],
} satisfies Definition;
