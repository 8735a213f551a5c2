import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { farBelowGroups, type GroupSizes, largeGroups, type QueriesAndKeys } from "../shared/grouped-inputs.js";

/** S counts the cached tokens. */
type Sizes = Omit<GroupSizes, "L">;

function ordinary(random: Random, name: string, title: Text, { B, H, G, S, d }: Sizes, sample = false): ExerciseCase {
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape)) : random.normal(shape));
  return {
    name,
    title,
    sample,
    inputs: {
      q: draw([B, H, 1, d]),
      k_new: draw([B, G, 1, d]),
      v_new: draw([B, G, 1, d]),
      past_k: draw([B, G, S, d]),
      past_v: draw([B, G, S, d]),
    },
  };
}

/** Keys [B, G, S + 1, d], the last of which is the new one. */
function raised(random: Random, name: string, title: Text, { q, k }: QueriesAndKeys): ExerciseCase {
  const [B, G, all, d] = k.shape as [number, number, number, number];
  const rows = (from: number, to: number): FloatTensor => ({
    shape: [B, G, to - from, d],
    data: k.data.filter((_, at) => {
      const row = Math.floor(at / d) % all;
      return row >= from && row < to;
    }),
  });
  const S = all - 1;
  return {
    name,
    title,
    sample: false,
    inputs: {
      q,
      k_new: rows(S, all),
      v_new: random.normal([B, G, 1, d]),
      past_k: rows(0, S),
      past_v: random.normal([B, G, S, d]),
    },
  };
}

export default {
  title: { en: "One decode step with a cache", zh: "带 KV 缓存的一步解码" },
  track: "inference",
  difficulty: "medium",
  minutes: 15,
  asked: 3,
  after: ["grouped-query-attention"],
  signature: {
    name: "decode_step",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "1", "d"],
        about: { en: "query of the new token, H heads", zh: "新 token 的 query，共 H 个头" },
      },
      {
        name: "k_new",
        kind: "float",
        shape: ["B", "G", "1", "d"],
        about: { en: "key of the new token, G heads; G divides H", zh: "新 token 的 key，共 G 个头，G 整除 H" },
      },
      {
        name: "v_new",
        kind: "float",
        shape: ["B", "G", "1", "d"],
        about: { en: "value of the new token", zh: "新 token 的 value" },
      },
      {
        name: "past_k",
        kind: "float",
        shape: ["B", "G", "S", "d"],
        about: { en: "keys of the S tokens before it; S may be 0", zh: "之前 S 个 token 的 key，S 可以为 0" },
      },
      {
        name: "past_v",
        kind: "float",
        shape: ["B", "G", "S", "d"],
        about: { en: "values of the S tokens before it", zh: "之前 S 个 token 的 value" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "1", "d"],
        about: { en: "the result of each query head for the new token", zh: "新 token 在每个 query 头上的结果" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Three tokens in the cache, two key heads", zh: "缓存中有三个 token，两个 key 头" },
      { B: 1, H: 4, G: 2, S: 3, d: 5 },
      true,
    ),
    ordinary(
      random,
      "one-key-head",
      { en: "A batch of two, one key head for all", zh: "batch 为 2，所有头共用一个 key 头" },
      { B: 2, H: 3, G: 1, S: 4, d: 5 },
      true,
    ),
    ordinary(
      random,
      "empty-cache",
      { en: "The first token: the cache is empty", zh: "第一个 token：缓存为空" },
      { B: 1, H: 4, G: 2, S: 0, d: 3 },
      true,
    ),
    ordinary(
      random,
      "one-cached-token",
      { en: "One token in the cache", zh: "缓存中只有一个 token" },
      { B: 1, H: 8, G: 2, S: 1, d: 6 },
    ),
    ordinary(
      random,
      "groups-of-two",
      { en: "Six query heads, three key heads", zh: "六个 query 头，三个 key 头" },
      { B: 2, H: 6, G: 3, S: 4, d: 7 },
    ),
    ordinary(
      random,
      "groups-of-four",
      {
        en: "Eight query heads, two key heads, eleven cached tokens",
        zh: "八个 query 头，两个 key 头，缓存中有十一个 token",
      },
      { B: 3, H: 8, G: 2, S: 11, d: 6 },
    ),
    ordinary(
      random,
      "as-many-key-heads",
      { en: "As many key heads as query heads", zh: "key 头与 query 头一样多" },
      { B: 2, H: 3, G: 3, S: 6, d: 5 },
    ),
    ordinary(
      random,
      "everything-four",
      { en: "Batch, query heads, keys and features: all four", zh: "batch、query 头数、key 数、特征数都是四" },
      { B: 4, H: 4, G: 2, S: 3, d: 4 },
    ),
    raised(
      random,
      "scores-near-1000",
      { en: "Heads with scores near 1000, near -1000, or both", zh: "各头的分数接近 1000、-1000，或两者都有" },
      largeGroups(random, { B: 2, H: 6, G: 2, L: 1, S: 8 }, { query: 64, key: 62.5, signs: 1 }),
    ),
    raised(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      farBelowGroups(random, { B: 2, H: 4, G: 2, L: 1, S: 6 }),
    ),
  ],
  expected: (kernels, inputs) => {
    const read = (name: string) => floats(inputs, name);
    const { out } = kernels.scaledDotProductAttention({
      q: read("q"),
      k: read("k_new"),
      v: read("v_new"),
      pastK: read("past_k"),
      pastV: read("past_v"),
    });
    return { out };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*B*H*S*d+4*B*H*d", kept: "2*B*H*S*d", at: { B: 1, H: 32, G: 8, S: 4096, d: 128 } },
  finished: finishedAttention,
  pictures: [],
  // What generates text has no gradients, and is often written under torch.no_grad().
  differentiable: false,
} satisfies Definition;
