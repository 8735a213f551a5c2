import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedBackward } from "../shared/finished.js";

type Shape = readonly [rows: number, columns: number];

function softmaxOfRows({ shape, data }: FloatTensor): FloatTensor {
  const columns = shape[1] as number;
  const rows = Array.from({ length: data.length / columns }, (_, row) => {
    const scores = data.subarray(row * columns, (row + 1) * columns);
    const largest = Math.max(...scores);
    const powers = Array.from(scores, (score) => Math.exp(score - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powers.map((power) => power / total);
  });
  return { shape, data: Float32Array.from(rows.flat()) };
}

const weights = (random: Random, shape: Shape) => softmaxOfRows(random.normal(shape, 1.5));

/** Weights that can be read: multiples of 1/8 that sum to one exactly, none of them 0. */
function eighths(random: Random, [rows, columns]: Shape): FloatTensor {
  const data = new Float32Array(rows * columns).fill(1 / 8);
  for (let row = 0; row < rows; row++)
    for (let left = 8 - columns; left > 0; left--) {
      const at = row * columns + random.between(0, columns - 1);
      data[at] = (data[at] as number) + 1 / 8;
    }
  return { shape: [rows, columns], data };
}

/** The last row has one weight of 1, and zeros. */
const withOneCertain = (y: FloatTensor) =>
  edited(y, (value, [row, column]) => (row !== (y.shape[0] as number) - 1 ? value : column === 1 ? 1 : 0));

/** Three rows of scores: near 1000, near -1000, and of both. Half the weights of the third are exactly 0. */
const levels = (random: Random, shape: Shape) =>
  edited(
    random.normal(shape),
    (value, [row, column]) => value + (row === 0 || (row === 2 && (column as number) % 2 === 0) ? 1000 : -1000),
  );

function drawCase(name: string, title: Text, y: FloatTensor, dy: FloatTensor, sample = false): ExerciseCase {
  return { name, title, sample, inputs: { y, dy } };
}

function ordinary(random: Random, name: string, title: Text, shape: Shape): ExerciseCase {
  return drawCase(name, title, weights(random, shape), random.normal(shape));
}

/** No choice of weights that sum to one changes such a loss. */
function equalGradients(random: Random): ExerciseCase {
  const y = weights(random, [4, 5]);
  const dy = edited(y, (_, [row]) => (row as number) - 1.5);
  return drawCase(
    "equal-gradients",
    { en: "The same gradient for all weights of a row", zh: "同一行各权重的梯度相同" },
    y,
    dy,
  );
}

export default {
  title: { en: "Softmax, backward", zh: "Softmax 反向传播" },
  track: "backward",
  difficulty: "easy",
  minutes: 10,
  asked: 3,
  after: ["softmax"],
  signature: {
    name: "softmax_backward",
    arguments: [
      {
        name: "y",
        kind: "float",
        shape: ["n", "m"],
        about: { en: "what the softmax gave: weights, each row sums to one", zh: "softmax 的输出：权重，每行之和为 1" },
      },
      {
        name: "dy",
        kind: "float",
        shape: ["n", "m"],
        about: { en: "gradient of the loss with respect to y", zh: "损失对 y 的梯度" },
      },
    ],
    outputs: [
      {
        name: "dx",
        kind: "float",
        shape: ["n", "m"],
        about: { en: "gradient of the loss with respect to the softmax's input", zh: "损失对 softmax 输入的梯度" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      "two-rows",
      { en: "Two rows", zh: "两行" },
      eighths(random, [2, 3]),
      rounded(random.normal([2, 3]), 4),
      true,
    ),
    drawCase(
      "one-certain-row",
      { en: "A row with a weight of 1", zh: "某一行有权重为 1" },
      withOneCertain(eighths(random, [3, 4])),
      rounded(random.normal([3, 4]), 4),
      true,
    ),
    ordinary(random, "wide", { en: "More columns than rows", zh: "列比行多" }, [5, 7]),
    ordinary(random, "square", { en: "As many rows as columns", zh: "行数与列数相等" }, [6, 6]),
    ordinary(random, "one-row", { en: "A single row", zh: "只有一行" }, [1, 9]),
    ordinary(random, "one-column", { en: "A single weight in each row", zh: "每行只有一个权重" }, [8, 1]),
    equalGradients(random),
    drawCase(
      "large-gradients",
      { en: "Gradients in the hundreds", zh: "梯度达到数百" },
      weights(random, [7, 11]),
      random.normal([7, 11], 100),
    ),
    drawCase(
      "certain-weights",
      { en: "Weights of scores near ±1000: some are exactly 0", zh: "由 ±1000 附近的分数得到的权重：有些恰好为 0" },
      softmaxOfRows(levels(random, [3, 10])),
      random.normal([3, 10]),
    ),
  ],
  expected: (kernels, inputs) => ({
    dx: kernels.softmaxBackward({ y: floats(inputs, "y"), dy: floats(inputs, "dy") }).dx,
  }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*n*m", at: { n: 4096, m: 4096 } },
  finished: finishedBackward,
  differentiable: false,
  pictures: [
    {
      of: "dx",
      title: { en: "Gradient", zh: "梯度" },
      rows: { en: "row", zh: "行" },
      columns: { en: "column", zh: "列" },
    },
  ],
} satisfies Definition;
