import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

interface Sizes {
  readonly N: number;
  readonly D: number;
  readonly F: number;
  readonly r: number;
}

function drawCase(
  random: Random,
  name: string,
  title: Text,
  { N, D, F, r }: Sizes,
  alpha: number,
  sample = false,
): ExerciseCase {
  const exact = sample ? (tensor: FloatTensor) => rounded(tensor, 4) : (tensor: FloatTensor) => tensor;
  const inputs = {
    x: exact(random.normal([N, D])),
    w: exact(random.normal([F, D], 1 / Math.sqrt(D))),
    a: exact(random.normal([r, D], 1 / Math.sqrt(D))),
    b: exact(random.normal([F, r], 1 / Math.sqrt(r))),
    alpha,
  };
  return { name, title, sample, inputs };
}

/** As training starts: b is zero. */
const atStart = ({ inputs, ...drawn }: ExerciseCase): ExerciseCase => ({
  ...drawn,
  inputs: { ...inputs, b: edited(floats(inputs, "b"), () => 0) },
});

export default {
  title: { en: "LoRA", zh: "LoRA" },
  track: "blocks",
  difficulty: "easy",
  minutes: 10,
  asked: 3,
  after: [],
  signature: {
    name: "lora_linear",
    arguments: [
      { name: "x", kind: "float", shape: ["N", "D"], about: { en: "N rows of features", zh: "N 行特征" } },
      {
        name: "w",
        kind: "float",
        shape: ["F", "D"],
        about: { en: "frozen weight (out, in)", zh: "冻结的权重 (out, in)" },
      },
      { name: "a", kind: "float", shape: ["r", "D"], about: { en: "down to the rank r", zh: "降到秩 r 的矩阵" } },
      { name: "b", kind: "float", shape: ["F", "r"], about: { en: "up from the rank r", zh: "从秩 r 升回来的矩阵" } },
      { name: "alpha", kind: "number", about: { en: "the update is scaled by alpha / r", zh: "更新量乘以 alpha / r" } },
    ],
    outputs: [{ name: "out", kind: "float", shape: ["N", "F"], about: { en: "the layer's output", zh: "该层的输出" } }],
  },
  cases: (random) => [
    drawCase(random, "rank-two", { en: "Rank 2, two rows", zh: "秩为 2，两行" }, { N: 2, D: 3, F: 4, r: 2 }, 6, true),
    drawCase(
      random,
      "as-many-outputs-as-inputs",
      { en: "As many outputs as inputs", zh: "输出与输入一样宽" },
      { N: 3, D: 4, F: 4, r: 2 },
      3,
      true,
    ),
    drawCase(
      random,
      "narrower",
      { en: "Fewer outputs than inputs", zh: "输出比输入窄" },
      { N: 5, D: 8, F: 6, r: 3 },
      16,
    ),
    drawCase(
      random,
      "rank-one",
      { en: "Rank 1, a small alpha", zh: "秩为 1，alpha 较小" },
      { N: 4, D: 5, F: 7, r: 1 },
      0.5,
    ),
    drawCase(random, "one-row", { en: "A single row", zh: "只有一行" }, { N: 1, D: 9, F: 4, r: 3 }, 8),
    drawCase(
      random,
      "square",
      { en: "Rows, inputs and outputs agree in number", zh: "行数、输入、输出大小相同" },
      { N: 7, D: 7, F: 7, r: 3 },
      5,
    ),
    drawCase(random, "one-feature", { en: "A single feature", zh: "只有一个特征" }, { N: 3, D: 1, F: 5, r: 2 }, 4),
    atStart(
      drawCase(
        random,
        "start-of-training",
        { en: "b is zero, as at the start of training", zh: "b 为零，即训练刚开始时" },
        { N: 4, D: 6, F: 5, r: 2 },
        16,
      ),
    ),
  ],
  expected: (kernels, inputs) => {
    const [x, w, a, b] = ["x", "w", "a", "b"].map((name) => floats(inputs, name)) as [
      FloatTensor,
      FloatTensor,
      FloatTensor,
      FloatTensor,
    ];
    const base = kernels.linear({ x, weight: w }).y;
    const update = kernels.linear({ x: kernels.linear({ x, weight: a }).y, weight: b }).y;
    const factor = number(inputs, "alpha") / (a.shape[0] as number);
    return {
      out: { shape: base.shape, data: base.data.map((value, i) => value + factor * (update.data[i] as number)) },
    };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*N*D*F+2*N*D*r+2*N*r*F", kept: "D*F", at: { N: 4096, D: 4096, F: 4096, r: 16 } },
  module: {
    name: "LoRALinear",
    init: { in_features: "D", out_features: "F", rank: "r", alpha: "alpha" },
    parameters: { weight: "w", lora_A: "a", lora_B: "b" },
    forward: ["x"],
  },
  // The weight is frozen, and no gradient has to reach it.
  differentiable: false,
  pictures: [
    {
      of: "out",
      title: { en: "Output", zh: "输出" },
      rows: { en: "row", zh: "行" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
