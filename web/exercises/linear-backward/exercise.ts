import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedBackward } from "../shared/finished.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  readonly D: number;
  readonly F: number;
}

function drawCase(random: Random, name: string, title: Text, { B, L, D, F }: Sizes, sample = false): ExerciseCase {
  const finish = (x: FloatTensor) => (sample ? rounded(x, 4) : x);
  return {
    name,
    title,
    sample,
    inputs: {
      x: finish(random.normal([B, L, D])),
      w: finish(random.normal([F, D])),
      dy: finish(random.normal([B, L, F])),
    },
  };
}

/** As where the loss does not count padding: the last tokens of a sequence, and all of the second. */
const withPadding = ({ inputs, ...drawn }: ExerciseCase): ExerciseCase => {
  const dy = floats(inputs, "dy");
  const isPadding = (b: number, i: number) => b === 1 || i >= (dy.shape[1] as number) - b;
  return {
    ...drawn,
    inputs: { ...inputs, dy: edited(dy, (value, [b, i]) => (isPadding(b as number, i as number) ? 0 : value)) },
  };
};

export default {
  title: { en: "Linear layer, backward", zh: "线性层反向传播" },
  track: "backward",
  difficulty: "easy",
  minutes: 12,
  asked: 3,
  after: [],
  signature: {
    name: "linear_backward",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "L", "D"], about: { en: "what went in", zh: "该层的输入" } },
      { name: "w", kind: "float", shape: ["F", "D"], about: { en: "weight (out, in)", zh: "权重 (out, in)" } },
      {
        name: "dy",
        kind: "float",
        shape: ["B", "L", "F"],
        about: { en: "gradient of the loss with respect to the output", zh: "损失对输出的梯度" },
      },
    ],
    outputs: [
      {
        name: "dx",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "gradient with respect to the input", zh: "对输入的梯度" },
      },
      {
        name: "dw",
        kind: "float",
        shape: ["F", "D"],
        about: { en: "gradient with respect to the weight", zh: "对权重的梯度" },
      },
      {
        name: "db",
        kind: "float",
        shape: ["F"],
        about: { en: "gradient with respect to the bias", zh: "对偏置的梯度" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "two-tokens",
      { en: "Two tokens, three features to two", zh: "两个 token，3 维变 2 维" },
      { B: 1, L: 2, D: 3, F: 2 },
      true,
    ),
    drawCase(
      random,
      "as-wide-as-before",
      { en: "A batch of two, as many outputs as inputs", zh: "batch 为 2，输出与输入一样宽" },
      { B: 2, L: 3, D: 2, F: 2 },
      true,
    ),
    drawCase(random, "wider", { en: "More outputs than inputs", zh: "输出比输入宽" }, { B: 3, L: 4, D: 5, F: 7 }),
    drawCase(random, "narrower", { en: "Fewer outputs than inputs", zh: "输出比输入窄" }, { B: 4, L: 7, D: 6, F: 3 }),
    drawCase(random, "square", { en: "Sizes that agree", zh: "各维大小相同" }, { B: 5, L: 5, D: 5, F: 5 }),
    drawCase(random, "one-token", { en: "A single token each", zh: "每项只有一个 token" }, { B: 6, L: 1, D: 4, F: 3 }),
    drawCase(random, "one-input", { en: "A single input feature", zh: "输入只有一维" }, { B: 2, L: 5, D: 1, F: 4 }),
    drawCase(random, "one-output", { en: "A single output feature", zh: "输出只有一维" }, { B: 3, L: 2, D: 4, F: 1 }),
    withPadding(
      drawCase(
        random,
        "padding",
        { en: "Padding, from which no gradient comes", zh: "填充位置没有梯度传回" },
        { B: 3, L: 6, D: 4, F: 5 },
      ),
    ),
  ],
  expected: (kernels, inputs) =>
    kernels.linearBackward({ x: floats(inputs, "x"), w: floats(inputs, "w"), dy: floats(inputs, "dy") }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*B*L*D*F+B*L*F", at: { B: 1, L: 4096, D: 4096, F: 14336 } },
  finished: finishedBackward,
  differentiable: false,
  pictures: [
    {
      of: "dx",
      title: { en: "Gradient of the input", zh: "对输入的梯度" },
      rows: { en: "token", zh: "token" },
      columns: { en: "feature", zh: "特征" },
    },
    {
      of: "dw",
      title: { en: "Gradient of the weight", zh: "对权重的梯度" },
      rows: { en: "output feature", zh: "输出特征" },
      columns: { en: "input feature", zh: "输入特征" },
    },
  ],
} satisfies Definition;
