/** Attention of H query heads to G key heads: what a learner is asked for. */
import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, rounded } from "../../format/tensors.js";
import { finishedAttention } from "./finished.js";
import { farBelowGroups, type GroupSizes, largeGroups, type QueriesAndKeys } from "./grouped-inputs.js";

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, H, G, L, S, d }: GroupSizes,
  sample = false,
): ExerciseCase {
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape)) : random.normal(shape));
  return { name, title, sample, inputs: { q: draw([B, H, L, d]), k: draw([B, G, S, d]), v: draw([B, G, S, d]) } };
}

const large = { B: 2, H: 4, G: 2, L: 3, S: 7 };

const raised = (random: Random, name: string, title: Text, { q, k }: QueriesAndKeys): ExerciseCase => ({
  name,
  title,
  sample: false,
  inputs: { q, k, v: random.normal(k.shape) },
});

/** What the exercises on it have in common. */
export const groupedQueryAttention = {
  signature: {
    name: "grouped_query_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of H heads", zh: "query，共 H 个头" },
      },
      {
        name: "k",
        kind: "float",
        shape: ["B", "G", "S", "d"],
        about: { en: "keys of G heads; G divides H", zh: "key，共 G 个头，G 整除 H" },
      },
      {
        name: "v",
        kind: "float",
        shape: ["B", "G", "S", "d"],
        about: { en: "values of G heads", zh: "value，共 G 个头" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "the result of each query head", zh: "每个 query 头的结果" },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["B", "H", "L", "S"],
        about: {
          en: "attention weights of all H query heads; each row sums to one",
          zh: "全部 H 个 query 头的注意力权重，每行之和为 1",
        },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Four query heads share two key heads", zh: "四个 query 头共用两个 key 头" },
      { B: 1, H: 4, G: 2, L: 2, S: 3, d: 5 },
      true,
    ),
    ordinary(
      random,
      "one-key-head",
      { en: "One key head for all: multi-query attention", zh: "所有头共用一个 key 头：多查询注意力（MQA）" },
      { B: 2, H: 3, G: 1, L: 2, S: 4, d: 5 },
      true,
    ),
    ordinary(
      random,
      "groups-of-two",
      { en: "Six query heads, three key heads", zh: "六个 query 头，三个 key 头" },
      { B: 2, H: 6, G: 3, L: 4, S: 5, d: 7 },
    ),
    ordinary(
      random,
      "groups-of-four",
      { en: "Eight query heads, two key heads", zh: "八个 query 头，两个 key 头" },
      { B: 3, H: 8, G: 2, L: 4, S: 9, d: 5 },
    ),
    ordinary(
      random,
      "as-many-key-heads",
      { en: "As many key heads as query heads: multi-head attention", zh: "key 头与 query 头一样多：多头注意力" },
      { B: 2, H: 3, G: 3, L: 6, S: 6, d: 5 },
    ),
    ordinary(
      random,
      "everything-four",
      { en: "Batch, query heads, positions and features: all four", zh: "batch、query 头数、位置数、特征数都是四" },
      { B: 4, H: 4, G: 2, L: 4, S: 4, d: 4 },
    ),
    ordinary(
      random,
      "one-query",
      { en: "A single query, as when decoding", zh: "只有一个 query，如解码时" },
      { B: 1, H: 10, G: 5, L: 1, S: 13, d: 3 },
    ),
    raised(
      random,
      "scores-of-80",
      { en: "Scores of ±80", zh: "分数约为 ±80" },
      largeGroups(random, large, { query: 16, key: 20, signs: -1 }),
    ),
    raised(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      largeGroups(random, large, { query: 64, key: 62.5, signs: 1 }),
    ),
    raised(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      farBelowGroups(random, { B: 1, H: 6, G: 2, L: 2, S: 5 }),
    ),
  ],
  expected: (kernels, inputs) => {
    const { out, weights } = kernels.scaledDotProductAttention(
      { q: floats(inputs, "q"), k: floats(inputs, "k"), v: floats(inputs, "v") },
      { returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  finished: finishedAttention,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each query head", zh: "每个 query 头的注意力权重" },
      rows: { en: "query position", zh: "query 的位置" },
      columns: { en: "key position", zh: "key 的位置" },
    },
  ],
} satisfies Omit<Definition, "title" | "track" | "difficulty" | "minutes" | "asked" | "after">;
