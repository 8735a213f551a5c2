import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedSoftmax } from "../shared/finished.js";

/**
 * Three rows (or columns) on very different levels: near 1000, near -1000, and of both. Each needs a maximum of its own, and
 * nothing but the maximum will do.
 */
function levels(random: Random, shape: readonly [number, number], across: 0 | 1): FloatTensor {
  return edited(rounded(random.normal(shape)), (value, index) => {
    const [row, column] = across === 0 ? index : [index[1], index[0]];
    return value + (row === 0 || (row === 2 && (column as number) % 2 === 0) ? 1000 : -1000);
  });
}

function drawCase(name: string, title: Text, x: FloatTensor, axis: number, sample = false): ExerciseCase {
  return { name, title, sample, inputs: { x, axis } };
}

export default {
  title: { en: "Softmax", zh: "Softmax" },
  track: "numerics",
  difficulty: "easy",
  minutes: 10,
  asked: 3,
  after: [],
  signature: {
    name: "softmax",
    arguments: [
      { name: "x", kind: "float", shape: ["n", "m"], about: { en: "scores", zh: "分数" } },
      {
        name: "axis",
        kind: "number",
        about: { en: "0, 1 or -1: the axis along which the result sums to one", zh: "0、1 或 -1：沿这一维求和为 1" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["n", "m"],
        about: { en: "weights that sum to one along the axis", zh: "沿 axis 求和为 1 的权重" },
      },
    ],
  },
  // Rows and columns differ in number, so that the sum over everything tells a wrong axis from the right one.
  cases: (random) => [
    drawCase("rows", { en: "Rows (axis -1)", zh: "按行（axis = -1）" }, rounded(random.normal([2, 3])), -1, true),
    drawCase("columns", { en: "Columns (axis 0)", zh: "按列（axis = 0）" }, rounded(random.normal([4, 2])), 0, true),
    drawCase("axis-one", { en: "Axis 1", zh: "axis = 1" }, random.normal([5, 7]), 1),
    drawCase("long-columns", { en: "Long columns", zh: "较长的列" }, random.normal([11, 6]), 0),
    drawCase("square", { en: "As many rows as columns", zh: "行数与列数相等" }, random.normal([6, 6]), 0),
    drawCase("one-row", { en: "A single row", zh: "只有一行" }, random.normal([1, 9]), -1),
    drawCase(
      "scores-of-80",
      { en: "Scores around ±80", zh: "分数在 ±80 左右" },
      rounded(random.normal([3, 13], 80)),
      -1,
    ),
    drawCase(
      "rows-near-1000",
      { en: "Rows near 1000, near -1000, and both", zh: "各行在 1000 附近、-1000 附近，或两者都有" },
      levels(random, [3, 10], 0),
      -1,
    ),
    drawCase(
      "columns-near-1000",
      { en: "Columns near 1000, near -1000, and both", zh: "各列在 1000 附近、-1000 附近，或两者都有" },
      levels(random, [10, 3], 1),
      0,
    ),
    drawCase(
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      edited(rounded(random.normal([4, 8])), (value) => value - 1e6),
      1,
    ),
  ],
  expected: (kernels, inputs) => ({
    out: kernels.softmax({ x: floats(inputs, "x") }, { axis: number(inputs, "axis") }).y,
  }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "5*n*m", at: { n: 4096, m: 4096 } },
  finished: finishedSoftmax,
  pictures: [
    {
      of: "out",
      title: { en: "Weights", zh: "权重" },
      rows: { en: "row", zh: "行" },
      columns: { en: "column", zh: "列" },
    },
  ],
} satisfies Definition;
