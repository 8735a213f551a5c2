import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  readonly D: number;
  readonly F: number;
}

/** With `gate`, the numbers that go through SiLU have this standard deviation. */
function drawCase(
  random: Random,
  name: string,
  title: Text,
  { B, L, D, F }: Sizes,
  { sample = false, gate = 1 } = {},
): ExerciseCase {
  const finish = (x: FloatTensor) => (sample ? rounded(x, 4) : x);
  return {
    name,
    title,
    sample,
    inputs: {
      x: finish(random.normal([B, L, D])),
      w_gate: finish(random.normal([F, D], gate / Math.sqrt(D))),
      w_up: finish(random.normal([F, D], 1 / Math.sqrt(D))),
      w_down: finish(random.normal([D, F], 1 / Math.sqrt(F))),
    },
  };
}

export default {
  title: { en: "SwiGLU", zh: "SwiGLU" },
  track: "blocks",
  difficulty: "easy",
  minutes: 10,
  asked: 3,
  after: [],
  signature: {
    name: "swiglu",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "L", "D"], about: { en: "the tokens", zh: "各 token 的向量" } },
      {
        name: "w_gate",
        kind: "float",
        shape: ["F", "D"],
        about: { en: "weight of the branch with the activation (out, in)", zh: "带激活函数的分支的权重 (out, in)" },
      },
      {
        name: "w_up",
        kind: "float",
        shape: ["F", "D"],
        about: { en: "weight of the other branch", zh: "另一个分支的权重" },
      },
      {
        name: "w_down",
        kind: "float",
        shape: ["D", "F"],
        about: { en: "weight that leads back to D features", zh: "变回 D 个特征的权重" },
      },
    ],
    outputs: [
      { name: "out", kind: "float", shape: ["B", "L", "D"], about: { en: "the layer's output", zh: "该层的输出" } },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "two-tokens",
      { en: "Two tokens, wider inside", zh: "两个 token，中间更宽" },
      { B: 1, L: 2, D: 2, F: 3 },
      { sample: true },
    ),
    drawCase(
      random,
      "as-wide-inside",
      { en: "A batch of two, as wide inside", zh: "batch 为 2，中间一样宽" },
      { B: 2, L: 2, D: 3, F: 3 },
      { sample: true },
    ),
    drawCase(random, "wide", { en: "Much wider inside", zh: "中间宽得多" }, { B: 2, L: 5, D: 4, F: 11 }),
    drawCase(random, "narrow", { en: "Narrower inside", zh: "中间更窄" }, { B: 3, L: 4, D: 9, F: 5 }),
    drawCase(random, "square", { en: "Sizes that agree", zh: "各维大小相同" }, { B: 4, L: 4, D: 4, F: 4 }),
    drawCase(random, "one-token", { en: "A single token", zh: "只有一个 token" }, { B: 5, L: 1, D: 3, F: 7 }),
    drawCase(
      random,
      "one-feature",
      { en: "Tokens of one feature", zh: "每个 token 只有一维" },
      { B: 2, L: 6, D: 1, F: 3 },
    ),
    drawCase(
      random,
      "one-hidden-feature",
      { en: "A single hidden feature", zh: "中间只有一维" },
      { B: 3, L: 2, D: 5, F: 1 },
    ),
    drawCase(
      random,
      "large-gates",
      { en: "Gates far above and below zero", zh: "gate 远大于零或远小于零" },
      { B: 2, L: 3, D: 8, F: 10 },
      { gate: 15 },
    ),
  ],
  expected: (kernels, inputs) => {
    const [x, wGate, wUp, wDown] = ["x", "w_gate", "w_up", "w_down"].map((name) => floats(inputs, name)) as [
      FloatTensor,
      FloatTensor,
      FloatTensor,
      FloatTensor,
    ];
    return { out: kernels.swiglu({ x, wGate, wUp, wDown }).y };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "6*B*L*D*F", kept: "3*B*L*F", at: { B: 1, L: 4096, D: 4096, F: 14336 } },
  module: {
    name: "SwiGLU",
    init: { d_model: "D", d_ff: "F" },
    parameters: { "gate_proj.weight": "w_gate", "up_proj.weight": "w_up", "down_proj.weight": "w_down" },
    forward: ["x"],
  },
  pictures: [
    {
      of: "out",
      title: { en: "Output", zh: "输出" },
      rows: { en: "token", zh: "token" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
