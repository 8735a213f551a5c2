import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { rowsOf } from "../shared/largest.js";
import { scoresOf, topKRouter } from "./reference.js";

interface Sizes {
  readonly N: number;
  readonly D: number;
  readonly E: number;
}

/** Float32 rounds scores: no two of a token lie nearer to each other. */
const clear = 4e-3;
const mostTries = 1000;

function isClear(scores: readonly number[]): boolean {
  const sorted = [...scores].sort((a, b) => a - b);
  return sorted.every((score, at) => at === 0 || score - (sorted[at - 1] as number) > clear);
}

/** Tokens whose scores for these experts suit: those that can be told apart. */
function clearTokens(
  random: Random,
  { N, D }: Sizes,
  w: FloatTensor,
  finish: (x: FloatTensor) => FloatTensor,
  suits = isClear,
) {
  const experts = rowsOf(w);
  const draw = (): readonly number[] => {
    for (let tries = 0; tries < mostTries; tries++) {
      const token = Array.from(finish(random.normal([1, D])).data);
      const scores = scoresOf(token, experts);
      if (suits(scores)) return token;
    }
    throw new RangeError(`No token tells ${experts.length} experts apart.`);
  };
  return { shape: [N, D], data: Float32Array.from(Array.from({ length: N }, draw).flat()) };
}

function ordinary(random: Random, name: string, title: Text, sizes: Sizes, k: number, sample = false): ExerciseCase {
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  const w = finish(distinctExperts(random, sizes));
  const x = clearTokens(random, sizes, w, finish);
  return { name, title, sample, inputs: { x, w, k } };
}

/** Experts that are not nearly the same, also where they have one feature only. */
const distinctExperts = (random: Random, { D, E }: Sizes): FloatTensor =>
  edited(random.normal([E, D]), (value, index) =>
    index[1] === 0 ? ((index[0] as number) - E / 2) / 2 + value / 8 : value,
  );

/**
 * Each expert twice, so that the third largest score is always one of two that are equal. Multiples of 1/8: scores are exact. The
 * lower index must win; with these orders it does so even in NumPy's argpartition, which promises nothing of equal numbers.
 */
function ties(random: Random): ExerciseCase {
  const sizes = { N: 8, D: 4, E: 6 };
  const three = rowsOf(rounded(random.normal([3, sizes.D])));
  const w: FloatTensor = {
    shape: [sizes.E, sizes.D],
    data: Float32Array.from([0, 1, 2, 2, 1, 0].flatMap((one) => [...(three[one] as readonly number[])])),
  };
  const x = clearTokens(random, sizes, w, rounded, (scores) => {
    const [a, b, c] = scores as [number, number, number];
    return isClear([a, b, c]) && ((b > c && c > a) || (c > a && c > b));
  });
  return {
    name: "ties",
    title: { en: "Experts with equal scores", zh: "有的专家分数相等" },
    sample: false,
    inputs: { x, w, k: 3 },
  };
}

/** Tokens whose scores are near 1000, near -1000, and of both: even experts there, odd ones 2000 below. */
function large(random: Random): ExerciseCase {
  const sizes = { N: 6, D: 5, E: 8 };
  const w = edited(rounded(distinctExperts(random, sizes)), (value, index) => {
    const [expert, feature] = index as [number, number];
    if (feature === 3) return 15.625;
    return feature === 4 ? (expert % 2 === 0 ? 15.625 : -15.625) : value;
  });
  const plain = clearTokens(
    random,
    sizes,
    edited(w, (value, [, feature]) => ((feature as number) > 2 ? 0 : value)),
    rounded,
  );
  const x = edited(plain, (value, index) => {
    const [token, feature] = index as [number, number];
    if (feature === 3) return [64, -64, 0][token % 3] as number;
    return feature === 4 ? ([0, 0, 64][token % 3] as number) : value;
  });
  return {
    name: "scores-near-1000",
    title: { en: "Scores near 1000, near -1000, and both", zh: "分数在 1000 附近、-1000 附近，或两者都有" },
    sample: false,
    inputs: { x, w, k: 3 },
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
