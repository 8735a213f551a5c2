import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { spreadTokens as tokens, withConstantTokens } from "../shared/norm-inputs.js";

function drawCase(
  name: string,
  title: Text,
  random: Random,
  x: FloatTensor,
  eps: number,
  sample = false,
): ExerciseCase {
  const features = [x.shape[2] as number];
  // Gamma stays away from zero, where every mistake would vanish.
  const gamma = edited(random.normal(features, 0.5), (value) => value + Math.sign(value));
  const beta = random.normal(features);
  const exact = sample ? rounded : (tensor: FloatTensor) => tensor;
  return { name, title, sample, inputs: { x: exact(x), gamma: exact(gamma), beta: exact(beta), eps } };
}

/** Whole numbers around 1,000,000, a few units apart. Eight of them: float32 holds their sum, and their mean. */
function farFromZero(random: Random, [batch, length]: readonly [number, number]): FloatTensor {
  const x = edited(
    random.normal([batch, length, 8], 3),
    (value, [, , feature]) => Math.round(value) + (feature === 0 ? 4 : 0),
  );
  return edited(x, (value) => 1e6 + value);
}

export default {
  title: { en: "Layer normalisation", zh: "层归一化" },
  track: "blocks",
  difficulty: "easy",
  minutes: 12,
  asked: 3,
  after: [],
  signature: {
    name: "layer_norm",
    arguments: [
      {
        name: "x",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "tokens of D features", zh: "token，各有 D 个特征" },
      },
      { name: "gamma", kind: "float", shape: ["D"], about: { en: "scale of each feature", zh: "每个特征的缩放系数" } },
      { name: "beta", kind: "float", shape: ["D"], about: { en: "shift of each feature", zh: "每个特征的偏移" } },
      { name: "eps", kind: "number", about: { en: "added to the variance", zh: "加在方差上的小量" } },
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
    drawCase("two-tokens", { en: "Two tokens", zh: "两个 token" }, random, tokens(random, [1, 2, 3]), 1e-5, true),
    drawCase("batch", { en: "A batch of two", zh: "batch 为 2" }, random, tokens(random, [2, 3, 5]), 1e-5, true),
    drawCase("cube", { en: "B = L = D", zh: "B = L = D" }, random, tokens(random, [4, 4, 4]), 1e-6),
    drawCase(
      "one-token",
      { en: "One token, thirteen features", zh: "一个 token，十三个特征" },
      random,
      tokens(random, [1, 1, 13]),
      1e-5,
    ),
    drawCase("long", { en: "Nine tokens", zh: "九个 token" }, random, tokens(random, [2, 9, 7]), 1e-5),
    drawCase(
      "variance-near-eps",
      { en: "Variance as small as eps", zh: "方差与 eps 相当" },
      random,
      random.normal([2, 3, 6], 0.004),
      1e-5,
    ),
    drawCase("large-eps", { en: "A large eps", zh: "较大的 eps" }, random, random.normal([3, 2, 6]), 0.5),
    drawCase(
      "constant-tokens",
      { en: "Tokens whose features are all equal", zh: "特征全部相同的 token" },
      random,
      withConstantTokens(tokens(random, [2, 4, 5])),
      1e-5,
    ),
    drawCase(
      "mean-of-a-million",
      { en: "A mean of 1,000,000, a spread of a few units", zh: "均值约为 1000000，离散程度只有几个单位" },
      random,
      farFromZero(random, [2, 3]),
      1e-5,
    ),
  ],
  expected: (kernels, inputs) => {
    const { y } = kernels.layerNorm(
      { x: floats(inputs, "x"), gamma: floats(inputs, "gamma"), beta: floats(inputs, "beta") },
      { eps: number(inputs, "eps") },
    );
    return { out: y };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "7*B*L*D", at: { B: 1, L: 4096, D: 4096 } },
  module: {
    name: "LayerNorm",
    init: { d_model: "D", eps: "eps" },
    parameters: {
      weight: "gamma",
      bias: "beta",
    },
    forward: ["x"],
  },
  finished: [
    "torch.nn.LayerNorm",
    "torch.nn.functional.layer_norm",
    "torch.layer_norm",
    "torch.native_layer_norm",
    "torch.nn.GroupNorm",
    "torch.nn.functional.group_norm",
    "torch.group_norm",
  ],
  pictures: [
    {
      of: "out",
      title: { en: "Normalised tokens", zh: "归一化后的 token" },
      rows: { en: "token", zh: "token" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
