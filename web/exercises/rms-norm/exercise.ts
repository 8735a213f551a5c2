import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

type Shape = readonly [batch: number, length: number, features: number];

function drawCase(
  random: Random,
  name: string,
  title: Text,
  x: FloatTensor,
  eps: number,
  sample = false,
): ExerciseCase {
  // Gamma stays away from zero, where every mistake would vanish.
  const gamma = edited(random.normal([x.shape[2] as number], 0.5), (value) => value + Math.sign(value));
  const exact = sample ? rounded : (tensor: FloatTensor) => tensor;
  return { name, title, sample, inputs: { x: exact(x), gamma: exact(gamma), eps } };
}

/** Tokens of different size, none of which has the mean 0. */
function tokens(random: Random, shape: Shape, center = 1): FloatTensor {
  const size = shape[2];
  const rows = Array.from({ length: shape[0] * shape[1] }, () => {
    const [scale, sign] = [0.5 + 2 * random.uniform(), random.uniform() < 0.5 ? -1 : 1];
    return Array.from(random.normal([size]).data, (value) => scale * (value + sign * center));
  });
  return { shape, data: Float32Array.from(rows.flat()) };
}

export default {
  title: { en: "RMSNorm", zh: "RMSNorm" },
  track: "blocks",
  difficulty: "easy",
  minutes: 8,
  asked: 3,
  after: ["layer-normalization"],
  signature: {
    name: "rms_norm",
    arguments: [
      {
        name: "x",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "tokens of D features", zh: "token，各有 D 个特征" },
      },
      { name: "gamma", kind: "float", shape: ["D"], about: { en: "gain of each feature", zh: "每个特征的增益" } },
      { name: "eps", kind: "number", about: { en: "added to the mean square", zh: "加在均方上的小量" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "normalised tokens", zh: "归一化后的 token" },
      },
    ],
  },
  cases: (random) => [
    drawCase(random, "two-tokens", { en: "Two tokens", zh: "两个 token" }, tokens(random, [1, 2, 3]), 1e-5, true),
    drawCase(random, "batch", { en: "A batch of two", zh: "batch 为 2" }, tokens(random, [2, 3, 4]), 1e-6, true),
    drawCase(random, "all-sizes-equal", { en: "B = L = D", zh: "B = L = D" }, tokens(random, [4, 4, 4]), 1e-6),
    drawCase(
      random,
      "one-token",
      { en: "One token, thirteen features", zh: "一个 token，十三个特征" },
      tokens(random, [1, 1, 13]),
      1e-5,
    ),
    drawCase(random, "one-feature", { en: "A single feature", zh: "只有一个特征" }, tokens(random, [2, 5, 1]), 1e-5),
    drawCase(
      random,
      "mean-square-near-eps",
      { en: "A mean square as small as eps", zh: "均方与 eps 相当" },
      random.normal([2, 3, 6], 0.004),
      1e-5,
    ),
    drawCase(random, "large-eps", { en: "A large eps", zh: "较大的 eps" }, random.normal([3, 2, 6]), 0.5),
    drawCase(
      random,
      "zero-tokens",
      { en: "Tokens of zeros", zh: "全 0 的 token" },
      edited(tokens(random, [2, 4, 5]), (value, [, token]) => (token === 1 ? 0 : value)),
      1e-6,
    ),
    drawCase(
      random,
      "mean-far-from-zero",
      { en: "A mean far from zero", zh: "均值离 0 很远" },
      tokens(random, [3, 7, 8], 20),
      1e-5,
    ),
  ],
  expected: (kernels, inputs) => {
    const { y } = kernels.rmsNorm(
      { x: floats(inputs, "x"), gamma: floats(inputs, "gamma") },
      { eps: number(inputs, "eps") },
    );
    return { out: y };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*B*L*D", at: { B: 1, L: 4096, D: 4096 } },
  module: {
    name: "RMSNorm",
    init: { d_model: "D", eps: "eps" },
    parameters: { weight: "gamma" },
    forward: ["x"],
  },
  finished: ["torch.nn.RMSNorm", "torch.nn.functional.rms_norm", "torch.rms_norm"],
  pictures: [
    {
      of: "out",
      title: { en: "Normalised tokens", zh: "归一化后的 token" },
      rows: { en: "token", zh: "token" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
