import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, ints, rounded } from "../../format/tensors.js";
import { logitLevels, unlikelyIds, withUnlikelyTokens } from "../shared/token-logits.js";

type Shape = readonly [B: number, L: number, V: number];

function ordinary(random: Random, name: string, title: Text, [B, L, V]: Shape, sample = false): ExerciseCase {
  const logits = random.normal([B, L, V]);
  return {
    name,
    title,
    sample,
    inputs: { logits: sample ? rounded(logits, 4) : logits, ids: random.integers(V, [B, L]) },
  };
}

export default {
  title: { en: "Log-probabilities of given tokens", zh: "给定 token 的对数概率" },
  track: "numerics",
  difficulty: "easy",
  minutes: 12,
  asked: 3,
  after: ["softmax"],
  signature: {
    name: "token_log_probs",
    arguments: [
      {
        name: "logits",
        kind: "float",
        shape: ["B", "L", "V"],
        about: {
          en: "a score for each token of the vocabulary, at each position",
          zh: "每个位置上词表中各 token 的分数",
        },
      },
      {
        name: "ids",
        kind: "int",
        shape: ["B", "L"],
        about: { en: "the token in question at each position, 0 to V - 1", zh: "每个位置要查的 token，取 0 到 V - 1" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "L"],
        about: { en: "log-probability of each of these tokens", zh: "这些 token 的对数概率" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "one-sequence",
      { en: "Three positions, four tokens", zh: "三个位置，四个 token" },
      [1, 3, 4],
      true,
    ),
    ordinary(random, "batch", { en: "A batch of two", zh: "batch 为 2" }, [2, 4, 3], true),
    ordinary(random, "longer", { en: "A larger vocabulary", zh: "更大的词表" }, [3, 5, 11]),
    ordinary(random, "square", { en: "Sizes that agree", zh: "各维大小相同" }, [4, 4, 4]),
    ordinary(random, "one-position", { en: "A single position", zh: "只有一个位置" }, [5, 1, 7]),
    ordinary(random, "one-token", { en: "A vocabulary of one token", zh: "词表只有一个 token" }, [2, 6, 1]),
    ordinary(random, "many-tokens", { en: "A vocabulary of 130", zh: "词表大小为 130" }, [2, 3, 130]),
    {
      name: "unlikely-tokens",
      title: { en: "Tokens whose probability is practically zero", zh: "概率几乎为零的 token" },
      sample: false,
      inputs: { logits: withUnlikelyTokens(random, [2, 5, 8]), ids: unlikelyIds(random, [2, 5, 8]) },
    },
    {
      name: "logits-near-1000",
      title: { en: "Logits near 1000, near -1000, and both", zh: "logits 在 1000 附近、-1000 附近，或两者都有" },
      sample: false,
      inputs: { logits: logitLevels(random, [3, 6, 10]), ids: random.integers(10, [3, 6]) },
    },
  ],
  // A token's log-probability is its cross-entropy, but for the sign.
  expected: (kernels, inputs) => {
    const [logits, targets] = [floats(inputs, "logits"), ints(inputs, "ids")];
    const { losses } = kernels.crossEntropy({ logits, targets }, { returnLosses: true });
    return { out: { shape: losses.shape, data: losses.data.map((loss) => -loss) } };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*B*L*V", kept: "B*L*V", at: { B: 1, L: 4096, V: 128256 } },
  pictures: [
    {
      of: "out",
      title: { en: "Log-probabilities", zh: "对数概率" },
      rows: { en: "sequence", zh: "序列" },
      columns: { en: "position", zh: "位置" },
    },
  ],
} satisfies Definition;
