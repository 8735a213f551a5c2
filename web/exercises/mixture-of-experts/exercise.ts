import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor, Kernels } from "../../kernels/index.js";
import { clearTokens, distinctExperts, largeRouting, type RoutingSizes, tiedRouting } from "../shared/routed-tokens.js";
import { topKRouter } from "../top-k-router/reference.js";

interface Sizes extends RoutingSizes {
  readonly F: number;
  readonly k: number;
}

/** Weights of all experts. */
function experts(random: Random, E: number, D: number, F: number, finish = (x: FloatTensor) => x) {
  return {
    w1: finish(random.normal([E, F, D], 1.5 / Math.sqrt(D))),
    w2: finish(random.normal([E, D, F], 1.5 / Math.sqrt(F))),
  };
}

function ordinary(random: Random, name: string, title: Text, sizes: Sizes, sample = false): ExerciseCase {
  const { D, E, F, k } = sizes;
  const finish = (x: FloatTensor) => (sample ? rounded(x, 4) : x);
  const w_router = finish(distinctExperts(random, sizes));
  const x = clearTokens(random, sizes, w_router, finish);
  return { name, title, sample, inputs: { x, w_router, ...experts(random, E, D, F, finish), k } };
}

/** Given tokens and experts, of which three are chosen. */
function routed(
  random: Random,
  name: string,
  title: Text,
  { x, w }: { readonly x: FloatTensor; readonly w: FloatTensor },
  F: number,
): ExerciseCase {
  const [E, D] = w.shape as [number, number];
  return { name, title, sample: false, inputs: { x, w_router: w, ...experts(random, E, D, F), k: 3 } };
}

/** What each expert makes of each token. */
function outputsOf(kernels: Kernels, x: FloatTensor, w1: FloatTensor, w2: FloatTensor): readonly FloatTensor[] {
  const [E, F, D] = w1.shape as [number, number, number];
  return Array.from({ length: E }, (_, e) => {
    const own = ({ data }: FloatTensor, shape: readonly number[]): FloatTensor => ({
      shape,
      data: data.subarray(e * F * D, (e + 1) * F * D),
    });
    const hidden = kernels.linear({ x, weight: own(w1, [F, D]) }).y;
    const open = { shape: hidden.shape, data: hidden.data.map((value) => Math.max(value, 0)) };
    return kernels.linear({ x: open, weight: own(w2, [D, F]) }).y;
  });
}

export default {
  title: { en: "Mixture of experts", zh: "混合专家层" },
  track: "blocks",
  difficulty: "hard",
  minutes: 35,
  asked: 2,
  after: ["top-k-router"],
  signature: {
    name: "mixture_of_experts",
    arguments: [
      { name: "x", kind: "float", shape: ["N", "D"], about: { en: "tokens", zh: "token" } },
      {
        name: "w_router",
        kind: "float",
        shape: ["E", "D"],
        about: { en: "the router's weight: one row for each expert", zh: "路由器的权重，每个专家一行" },
      },
      {
        name: "w1",
        kind: "float",
        shape: ["E", "F", "D"],
        about: { en: "first layer of each expert (out, in)", zh: "每个专家的第一层 (out, in)" },
      },
      {
        name: "w2",
        kind: "float",
        shape: ["E", "D", "F"],
        about: { en: "second layer of each expert", zh: "每个专家的第二层" },
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
        shape: ["N", "D"],
        about: { en: "what the chosen experts make of each token", zh: "选中的专家对每个 token 的加权输出" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "two-tokens",
      { en: "Two tokens, two of three experts", zh: "两个 token，三个专家选两个" },
      { N: 2, D: 2, E: 3, F: 2, k: 2 },
      true,
    ),
    ordinary(
      random,
      "one-expert-each",
      { en: "One expert for each token", zh: "每个 token 一个专家" },
      { N: 4, D: 2, E: 2, F: 3, k: 1 },
      true,
    ),
    ordinary(random, "larger", { en: "More tokens", zh: "更多 token" }, { N: 7, D: 6, E: 8, F: 5, k: 2 }),
    ordinary(
      random,
      "three-of-four",
      { en: "Three of four experts", zh: "四个专家选三个" },
      { N: 9, D: 3, E: 4, F: 10, k: 3 },
    ),
    ordinary(random, "square", { en: "Sizes that agree", zh: "各维大小相同" }, { N: 5, D: 5, E: 5, F: 5, k: 2 }),
    ordinary(
      random,
      "many-tokens-one-expert-each",
      { en: "k = 1, more tokens", zh: "k = 1，更多 token" },
      { N: 8, D: 4, E: 3, F: 7, k: 1 },
    ),
    ordinary(
      random,
      "all-experts",
      { en: "k = E, one hidden feature", zh: "k = E，中间只有一维" },
      { N: 4, D: 7, E: 3, F: 1, k: 3 },
    ),
    ordinary(
      random,
      "one-token",
      { en: "A single token: some experts get none", zh: "只有一个 token，有的专家没有分到" },
      { N: 1, D: 7, E: 6, F: 3, k: 4 },
    ),
    routed(random, "ties", { en: "Experts with equal scores", zh: "有的专家分数相等" }, tiedRouting(random), 5),
    routed(
      random,
      "scores-near-1000",
      { en: "Scores near 1000, near -1000, and both", zh: "分数在 1000 附近、-1000 附近，或两者都有" },
      largeRouting(random),
      4,
    ),
  ],
  // The gates are the router's reference, the experts' layers a kernel.
  expected: (kernels, inputs) => {
    const x = floats(inputs, "x");
    const gates = topKRouter(x, floats(inputs, "w_router"), number(inputs, "k"));
    const outputs = outputsOf(kernels, x, floats(inputs, "w1"), floats(inputs, "w2"));
    const [N, D] = x.shape as [number, number];
    const mixed = Float32Array.from({ length: N * D }, (_, at) =>
      outputs.reduce(
        (sum, { data }, e) =>
          sum + (gates.data[Math.floor(at / D) * outputs.length + e] as number) * (data[at] as number),
        0,
      ),
    );
    return { out: { shape: [N, D], data: mixed } };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*N*D*E+4*N*k*D*F", at: { N: 4096, D: 4096, E: 8, F: 14336, k: 2 } },
  module: {
    name: "MixtureOfExperts",
    init: { d_model: "D", num_experts: "E", d_ff: "F", k: "k" },
    parameters: { "gate.weight": "w_router", "experts.*.fc1.weight": "w1", "experts.*.fc2.weight": "w2" },
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
