import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { clearTokens, distinctExperts, largeRouting, type RoutingSizes, tiedRouting } from "../shared/routed-tokens.js";
import { topKRouter } from "./reference.js";

function ordinary(
  random: Random,
  name: string,
  title: Text,
  sizes: RoutingSizes,
  k: number,
  sample = false,
): ExerciseCase {
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  const w = finish(distinctExperts(random, sizes));
  const x = clearTokens(random, sizes, w, finish);
  return { name, title, sample, inputs: { x, w, k } };
}

function ties(random: Random): ExerciseCase {
  return {
    name: "ties",
    title: { en: "Experts with equal scores", zh: "有的专家分数相等" },
    sample: false,
    inputs: { ...tiedRouting(random), k: 3 },
  };
}

function large(random: Random): ExerciseCase {
  return {
    name: "scores-near-1000",
    title: { en: "Scores near 1000, near -1000, and both", zh: "分数在 1000 附近、-1000 附近，或两者都有" },
    sample: false,
    inputs: { ...largeRouting(random), k: 3 },
  };
}

export default {
  title: { en: "Top-k router", zh: "Top-k 路由" },
  track: "blocks",
  difficulty: "medium",
  minutes: 20,
  asked: 3,
  after: ["top-k-probabilities"],
  signature: {
    name: "top_k_router",
    arguments: [
      { name: "x", kind: "float", shape: ["N", "D"], about: { en: "tokens", zh: "token" } },
      {
        name: "w",
        kind: "float",
        shape: ["E", "D"],
        about: { en: "the router's weight: one row for each expert", zh: "路由器的权重，每个专家一行" },
      },
      {
        name: "k",
        kind: "number",
        about: { en: "experts for each token, 1 to E", zh: "每个 token 选几个专家，1 到 E" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["N", "E"],
        about: {
          en: "share of each expert in each token; each row sums to one",
          zh: "每个 token 分给各专家的权重，每行之和为 1",
        },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "two-tokens",
      { en: "Two tokens, four experts", zh: "两个 token，四个专家" },
      { N: 2, D: 3, E: 4 },
      2,
      true,
    ),
    ordinary(
      random,
      "three-of-five",
      { en: "Three of five experts", zh: "五个专家选三个" },
      { N: 3, D: 2, E: 5 },
      3,
      true,
    ),
    ordinary(random, "larger", { en: "More tokens", zh: "更多 token" }, { N: 7, D: 6, E: 8 }, 2),
    ordinary(random, "square", { en: "Sizes that agree", zh: "各维大小相同" }, { N: 5, D: 5, E: 5 }, 2),
    ordinary(random, "one-expert-each", { en: "k = 1", zh: "k = 1" }, { N: 6, D: 4, E: 3 }, 1),
    ordinary(random, "all-experts", { en: "k = E", zh: "k = E" }, { N: 4, D: 7, E: 3 }, 3),
    ordinary(random, "one-token", { en: "A single token", zh: "只有一个 token" }, { N: 1, D: 7, E: 6 }, 4),
    ordinary(random, "one-feature", { en: "Tokens of one feature", zh: "token 只有一维" }, { N: 9, D: 1, E: 4 }, 2),
    ties(random),
    large(random),
  ],
  // A plain reference: a kernel's softmax does not choose.
  expected: (_, inputs) => ({ out: topKRouter(floats(inputs, "x"), floats(inputs, "w"), number(inputs, "k")) }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*N*D*E", at: { N: 4096, D: 4096, E: 8 } },
  module: {
    name: "TopKRouter",
    init: { d_model: "D", num_experts: "E", k: "k" },
    parameters: { "gate.weight": "w" },
    forward: ["x"],
  },
  pictures: [
    {
      of: "out",
      title: { en: "Shares of the experts", zh: "各专家的权重" },
      rows: { en: "token", zh: "token" },
      columns: { en: "expert", zh: "专家" },
    },
  ],
} satisfies Definition;
