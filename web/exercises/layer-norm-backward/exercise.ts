import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedBackward } from "../shared/finished.js";
import { spreadTokens, withConstantTokens } from "../shared/norm-inputs.js";

function drawCase(
  random: Random,
  name: string,
  title: Text,
  x: FloatTensor,
  eps: number,
  sample = false,
): ExerciseCase {
  const finish = (tensor: FloatTensor) => (sample ? rounded(tensor) : tensor);
  // Gamma stays away from zero, where every mistake would vanish, and from one.
  const gamma = edited(random.normal([x.shape[2] as number], 0.5), (value) => value + 2 * Math.sign(value));
  return {
    name,
    title,
    sample,
    inputs: { x: finish(x), gamma: finish(gamma), dy: finish(random.normal(x.shape)), eps },
  };
}

export default {
  title: { en: "Layer normalisation, backward", zh: "层归一化反向传播" },
  track: "backward",
  difficulty: "medium",
  minutes: 30,
  asked: 2,
  after: ["layer-normalization", "linear-backward"],
  signature: {
    name: "layer_norm_backward",
    arguments: [
      {
        name: "x",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "what was normalised: tokens of D features", zh: "被归一化的 token，各有 D 个特征" },
      },
      { name: "gamma", kind: "float", shape: ["D"], about: { en: "scale of each feature", zh: "每个特征的缩放系数" } },
      {
        name: "dy",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "gradient of the loss with respect to the output", zh: "损失对输出的梯度" },
      },
      { name: "eps", kind: "number", about: { en: "added to the variance", zh: "加在方差上的小量" } },
    ],
    outputs: [
      {
        name: "dx",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "gradient with respect to x", zh: "对 x 的梯度" },
      },
      {
        name: "dgamma",
        kind: "float",
        shape: ["D"],
        about: { en: "gradient with respect to gamma", zh: "对 gamma 的梯度" },
      },
      {
        name: "dbeta",
        kind: "float",
        shape: ["D"],
        about: { en: "gradient with respect to beta", zh: "对 beta 的梯度" },
      },
    ],
  },
  cases: (random) => [
    drawCase(random, "two-tokens", { en: "Two tokens", zh: "两个 token" }, spreadTokens(random, [1, 2, 4]), 1e-5, true),
    drawCase(random, "batch", { en: "A batch of two", zh: "batch 为 2" }, spreadTokens(random, [2, 3, 5]), 1e-5, true),
    drawCase(
      random,
      "three-sequences",
      { en: "Three sequences of five", zh: "三个序列，各五个 token" },
      spreadTokens(random, [3, 5, 7]),
      1e-5,
    ),
    drawCase(random, "cube", { en: "B = L = D", zh: "B = L = D" }, spreadTokens(random, [4, 4, 4]), 1e-6),
    drawCase(
      random,
      "one-token",
      { en: "One token, eleven features", zh: "一个 token，十一个特征" },
      spreadTokens(random, [1, 1, 11]),
      1e-5,
    ),
    drawCase(random, "long", { en: "Nineteen tokens", zh: "十九个 token" }, spreadTokens(random, [2, 19, 6]), 1e-5),
    drawCase(
      random,
      "two-features",
      { en: "Two features: hardly anything is left of dx", zh: "只有两个特征：dx 几乎为 0" },
      spreadTokens(random, [4, 3, 2]),
      1e-5,
    ),
    // Small enough to count, and large enough for float32 to hold dx, which is divided by its root.
    drawCase(
      random,
      "variance-near-eps",
      { en: "Variance as small as eps", zh: "方差与 eps 相当" },
      random.normal([2, 3, 6], 0.03),
      1e-3,
    ),
    drawCase(random, "large-eps", { en: "A large eps", zh: "较大的 eps" }, random.normal([3, 2, 5]), 0.5),
    drawCase(
      random,
      "constant-tokens",
      { en: "Tokens whose features are all equal", zh: "特征全部相同的 token" },
      withConstantTokens(spreadTokens(random, [2, 4, 5])),
      1e-3,
    ),
  ],
  expected: (kernels, inputs) =>
    kernels.layerNormBackward(
      { x: floats(inputs, "x"), gamma: floats(inputs, "gamma"), dy: floats(inputs, "dy") },
      { eps: number(inputs, "eps") },
    ),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "16*B*L*D", at: { B: 1, L: 4096, D: 4096 } },
  finished: finishedBackward,
  differentiable: false,
  pictures: [
    {
      of: "dx",
      title: { en: "Gradient of the input", zh: "对输入的梯度" },
      rows: { en: "token", zh: "token" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
