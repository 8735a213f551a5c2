import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, ints, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { softmaxOfLengths } from "./reference.js";

type Sizes = readonly [L: number, S: number];

const drawCase = (name: string, title: Text, scores: FloatTensor, lengths: readonly number[]): ExerciseCase => ({
  name,
  title,
  sample: false,
  inputs: { scores, lengths: { shape: [lengths.length], data: Int32Array.from(lengths) } },
});

const ordinary = (random: Random, name: string, title: Text, [L, S]: Sizes, lengths: readonly number[]): ExerciseCase =>
  drawCase(name, title, random.normal([lengths.length, L, S]), lengths);

const sample = (
  random: Random,
  name: string,
  title: Text,
  [L, S]: Sizes,
  lengths: readonly number[],
): ExerciseCase => ({
  ...drawCase(name, title, rounded(random.normal([lengths.length, L, S]), 4), lengths),
  sample: true,
});

/** Multiples of 1/8, which float32 holds, each moved to a level by its entry, query and key. */
const levels = (
  random: Random,
  shape: readonly [B: number, L: number, S: number],
  level: (entry: number, query: number, key: number) => number,
): FloatTensor =>
  edited(rounded(random.normal(shape)), (value, index) => value + level(...(index as [number, number, number])));

export default {
  title: { en: "Softmax over valid lengths", zh: "按有效长度做 softmax" },
  track: "numerics",
  difficulty: "easy",
  minutes: 12,
  asked: 2,
  after: ["softmax", "masked-attention"],
  signature: {
    name: "masked_softmax",
    arguments: [
      {
        name: "scores",
        kind: "float",
        shape: ["B", "L", "S"],
        about: { en: "score of each key for each query", zh: "每个 query 对每个 key 的分数" },
      },
      {
        name: "lengths",
        kind: "int",
        shape: ["B"],
        about: { en: "how many keys of each entry are valid, 0 to S", zh: "每一项有多少个有效的 key，0 到 S" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "L", "S"],
        about: {
          en: "weights over the valid keys; 0 for all others",
          zh: "在有效 key 上归一化的权重，其余位置为 0",
        },
      },
    ],
  },
  cases: (random) => {
    const [more, fewer] = [random.between(6, 9), random.between(2, 4)];
    return [
      sample(random, "one-entry", { en: "Three valid keys of four", zh: "四个 key 中有三个有效" }, [2, 4], [3]),
      sample(
        random,
        "an-empty-entry",
        { en: "An entry without any valid key", zh: "有一项没有任何有效的 key" },
        [2, 3],
        [2, 0, 3],
      ),
      ordinary(
        random,
        "lengths-differ",
        { en: "Each entry has its own length", zh: "各项长度不同" },
        [4, 10],
        [more, fewer, 10],
      ),
      ordinary(
        random,
        "all-sizes-agree",
        { en: "As many entries as queries and keys", zh: "batch 大小、query 数与 key 数都相等" },
        [5, 5],
        [4, 2, 5, 0, 3],
      ),
      ordinary(
        random,
        "as-many-queries-as-keys",
        { en: "As many queries as keys", zh: "query 与 key 一样多" },
        [7, 7],
        [fewer, 6],
      ),
      ordinary(random, "one-key", { en: "A single key", zh: "只有一个 key" }, [3, 1], [1, 0, 1, 0]),
      ordinary(
        random,
        "one-query",
        { en: "A single query, nineteen keys", zh: "一个 query，十九个 key" },
        [1, 19],
        [12, 5],
      ),
      drawCase(
        "scores-near-1000",
        { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
        levels(random, [2, 6, 9], (_, query, key) =>
          query % 3 === 0 || (query % 3 === 2 && key % 2 === 0) ? 1000 : -1000,
        ),
        [7, 4],
      ),
      drawCase(
        "padding-far-above",
        { en: "Keys beyond the length score 1000 more", zh: "超出长度的 key 分数高出 1000" },
        levels(random, [3, 4, 8], (_, __, key) => (key >= 5 ? 1000 : 0)),
        [5, 3, 4],
      ),
      drawCase(
        "scores-near-minus-million",
        {
          en: "Valid scores near -1,000,000, all others far above",
          zh: "有效的分数在 -1000000 附近，其余远高于它们",
        },
        levels(random, [2, 5, 9], (_, __, key) => (key < 6 ? -1e6 : 1e6)),
        [6, 4],
      ),
    ];
  },
  expected: (kernels, inputs) => ({
    out: softmaxOfLengths(kernels, floats(inputs, "scores"), ints(inputs, "lengths")),
  }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "5*B*L*S", at: { B: 32, L: 4096, S: 4096 } },
  pictures: [
    {
      of: "out",
      title: { en: "Attention weights", zh: "注意力权重" },
      rows: { en: "query", zh: "query" },
      columns: { en: "key", zh: "key" },
    },
  ],
} satisfies Definition;
