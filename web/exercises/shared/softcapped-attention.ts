/** Causal attention with soft-capped scores: what a learner is asked for. */
import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";
import { farBelowGroups, largeGroups, type QueriesAndKeys } from "./grouped-inputs.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  readonly L: number;
  readonly d: number;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, H, L, d }: Sizes,
  cap: number,
  sample = false,
): ExerciseCase {
  const draw = () => {
    const drawn = random.normal([B, H, L, d]);
    return sample ? rounded(drawn) : drawn;
  };
  return { name, title, sample, inputs: { q: draw(), k: draw(), v: draw(), cap } };
}

const raised = (random: Random, name: string, title: Text, { q, k }: QueriesAndKeys, cap: number): ExerciseCase => ({
  name,
  title,
  sample: false,
  inputs: { q, k, v: random.normal(k.shape), cap },
});

/** What the exercises on it have in common. */
export const softcappedAttention = {
  signature: {
    name: "softcapped_attention",
    arguments: [
      { name: "q", kind: "float", shape: ["B", "H", "L", "d"], about: { en: "queries", zh: "query" } },
      { name: "k", kind: "float", shape: ["B", "H", "L", "d"], about: { en: "keys", zh: "key" } },
      { name: "v", kind: "float", shape: ["B", "H", "L", "d"], about: { en: "values", zh: "value" } },
      {
        name: "cap",
        kind: "number",
        about: { en: "bound of the scores, above 0 and up to 50", zh: "分数的上下界，大于 0，不超过 50" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "the result of each position", zh: "每个位置的结果" },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["B", "H", "L", "L"],
        about: { en: "attention weights; each row sums to one", zh: "注意力权重，每行之和为 1" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "three-positions",
      { en: "Three positions, cap 2", zh: "三个位置，cap 为 2" },
      { B: 1, H: 1, L: 3, d: 2 },
      2,
      true,
    ),
    ordinary(
      random,
      "two-heads",
      { en: "Two heads, cap 3", zh: "两个头，cap 为 3" },
      { B: 1, H: 2, L: 3, d: 4 },
      3,
      true,
    ),
    ordinary(
      random,
      "one-position",
      { en: "A single position", zh: "只有一个位置" },
      { B: 2, H: 3, L: 1, d: 5 },
      1,
      true,
    ),
    ordinary(random, "small-cap", { en: "A small cap: 0.5", zh: "很小的 cap：0.5" }, { B: 2, H: 3, L: 5, d: 6 }, 0.5),
    ordinary(random, "large-cap", { en: "A large cap: 30", zh: "较大的 cap：30" }, { B: 3, H: 2, L: 7, d: 9 }, 30),
    ordinary(
      random,
      "everything-four",
      { en: "Batch, heads, positions and features: all four", zh: "batch、头数、位置数、特征数都是四" },
      { B: 4, H: 4, L: 4, d: 4 },
      1.5,
    ),
    ordinary(
      random,
      "thirteen-positions",
      { en: "Thirteen positions, cap 5", zh: "十三个位置，cap 为 5" },
      { B: 1, H: 5, L: 13, d: 3 },
      5,
    ),
    raised(
      random,
      "scores-near-1000",
      { en: "Scores near 1000, near -1000, or both, cap 50", zh: "各行分数接近 1000、-1000，或两者都有，cap 为 50" },
      // Query 0 of the last head sees one key, near -1000, and the first key that it must not see is near 1000.
      largeGroups(random, { B: 2, H: 4, G: 4, L: 5, S: 5 }, { query: 64, key: 62.5, signs: 1 }),
      50,
    ),
    raised(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000, cap 20", zh: "所有分数都在 -1000000 附近，cap 为 20" },
      farBelowGroups(random, { B: 1, H: 2, G: 2, L: 6, S: 6 }),
      20,
    ),
  ],
  expected: (kernels, inputs) => {
    const { out, weights } = kernels.scaledDotProductAttention(
      { q: floats(inputs, "q"), k: floats(inputs, "k"), v: floats(inputs, "v") },
      { causal: true, softcap: number(inputs, "cap"), returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each head", zh: "每个头的注意力权重" },
      rows: { en: "query position", zh: "query 的位置" },
      columns: { en: "key position", zh: "key 的位置" },
    },
  ],
} satisfies Omit<Definition, "title" | "track" | "difficulty" | "minutes" | "asked" | "after">;
