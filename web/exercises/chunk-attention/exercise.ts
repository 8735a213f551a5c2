import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import type { Argument } from "../../format/signature.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { farBelowGroups, type GroupSizes, largeGroups, type QueriesAndKeys } from "../shared/grouped-inputs.js";

/** L counts the tokens of the chunk, P the cached ones. */
interface Sizes extends Omit<GroupSizes, "S"> {
  readonly P: number;
}

function ordinary(random: Random, name: string, title: Text, sizes: Sizes, sample = false): ExerciseCase {
  const { B, H, G, L, P, d } = sizes;
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape)) : random.normal(shape));
  return {
    name,
    title,
    sample,
    inputs: {
      q: draw([B, H, L, d]),
      k: draw([B, G, L, d]),
      v: draw([B, G, L, d]),
      past_k: draw([B, G, P, d]),
      past_v: draw([B, G, P, d]),
    },
  };
}

/** Only the last token of the chunk sees the last key, whose scores are near 1000; the others are ordinary. For d = 16. */
function lastKeyAbove(random: Random, { B, H, G, L, S }: Omit<GroupSizes, "d">): QueriesAndKeys {
  const firstFeature = (shape: readonly number[], size: (row: number) => number) =>
    edited(rounded(random.normal(shape)), (value, index) => {
      const [, , row, feature] = index as [number, number, number, number];
      return feature === 0 ? size(row) : value;
    });
  return {
    q: firstFeature([B, H, L, 16], () => 64),
    k: firstFeature([B, G, S, 16], (row) => (row === S - 1 ? 62.5 : 0)),
  };
}

/** Keys [B, G, P + L, d], the last L of which belong to the chunk. */
function raised(random: Random, name: string, title: Text, { q, k }: QueriesAndKeys): ExerciseCase {
  const [B, G, all, d] = k.shape as [number, number, number, number];
  const L = q.shape[2] as number;
  const P = all - L;
  const rows = (from: number, to: number): FloatTensor => ({
    shape: [B, G, to - from, d],
    data: k.data.filter((_, at) => {
      const row = Math.floor(at / d) % all;
      return row >= from && row < to;
    }),
  });
  const inputs = {
    q,
    k: rows(P, all),
    v: random.normal([B, G, L, d]),
    past_k: rows(0, P),
    past_v: random.normal([B, G, P, d]),
  };
  return { name, title, sample: false, inputs };
}

const rowsOf = (name: string, length: "L" | "P", about: Text): Argument => ({
  name,
  kind: "float",
  shape: ["B", "G", length, "d"],
  about,
});

export default {
  title: { en: "Chunked prefill", zh: "分块 prefill" },
  track: "inference",
  difficulty: "medium",
  minutes: 20,
  asked: 2,
  after: ["causal-mask", "decode-step"],
  signature: {
    name: "chunk_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of the chunk, H heads", zh: "这一块的 query，共 H 个头" },
      },
      rowsOf("k", "L", { en: "keys of the chunk, G heads; G divides H", zh: "这一块的 key，共 G 个头，G 整除 H" }),
      rowsOf("v", "L", { en: "values of the chunk", zh: "这一块的 value" }),
      rowsOf("past_k", "P", {
        en: "keys of the P tokens before the chunk; P may be 0",
        zh: "这一块之前 P 个 token 的 key，P 可以为 0",
      }),
      rowsOf("past_v", "P", { en: "values of the P tokens before the chunk", zh: "这一块之前 P 个 token 的 value" }),
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "the result of each query of the chunk", zh: "这一块中每个 query 的结果" },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["B", "H", "L", "P+L"],
        about: { en: "attention weights, the past first", zh: "注意力权重，过去的 token 在前" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Three tokens after two cached ones", zh: "缓存中有两个 token，再来三个" },
      { B: 1, H: 4, G: 2, L: 3, P: 2, d: 5 },
      true,
    ),
    ordinary(
      random,
      "one-token",
      { en: "A chunk of one token, one key head for all", zh: "一块只有一个 token，所有头共用一个 key 头" },
      { B: 2, H: 3, G: 1, L: 1, P: 4, d: 5 },
      true,
    ),
    ordinary(
      random,
      "empty-past",
      { en: "The first chunk: the cache is empty", zh: "第一块：缓存为空" },
      { B: 1, H: 4, G: 2, L: 4, P: 0, d: 3 },
      true,
    ),
    ordinary(
      random,
      "groups-of-two",
      { en: "Six query heads, three key heads", zh: "六个 query 头，三个 key 头" },
      { B: 2, H: 6, G: 3, L: 4, P: 9, d: 7 },
    ),
    ordinary(
      random,
      "chunk-longer-than-past",
      { en: "The chunk is longer than the past", zh: "这一块比过去还长" },
      { B: 2, H: 8, G: 2, L: 7, P: 3, d: 6 },
    ),
    ordinary(
      random,
      "everything-four",
      {
        en: "Batch, query heads, both lengths and features: all four",
        zh: "batch、query 头数、两段长度、特征数都是四",
      },
      { B: 4, H: 4, G: 2, L: 4, P: 4, d: 4 },
    ),
    ordinary(
      random,
      "as-many-key-heads",
      { en: "As many key heads as query heads", zh: "key 头与 query 头一样多" },
      { B: 1, H: 3, G: 3, L: 5, P: 5, d: 4 },
    ),
    raised(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      largeGroups(random, { B: 2, H: 6, G: 2, L: 4, S: 9 }, { query: 64, key: 62.5, signs: 1 }),
    ),
    raised(
      random,
      "masked-key-far-above",
      { en: "The last key scores 1000 more than the others", zh: "最后一个 key 的分数比其他的高 1000" },
      lastKeyAbove(random, { B: 1, H: 4, G: 2, L: 5, S: 8 }),
    ),
    raised(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      farBelowGroups(random, { B: 2, H: 4, G: 2, L: 3, S: 8 }),
    ),
  ],
  expected: (kernels, inputs) => {
    const read = (name: string) => floats(inputs, name);
    const { out, weights } = kernels.scaledDotProductAttention(
      { q: read("q"), k: read("k"), v: read("v"), pastK: read("past_k"), pastV: read("past_v") },
      { causal: true, returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "4*B*H*L*P*d+2*B*H*L*L*d+2*B*H*L*d",
    kept: "B*H*L*P+B*H*L*L",
    at: { B: 1, H: 32, G: 8, L: 512, P: 7680, d: 128 },
  },
  finished: finishedAttention,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each query head", zh: "每个 query 头的注意力权重" },
      rows: { en: "token of the chunk", zh: "这一块的 token" },
      columns: { en: "key, the past first", zh: "key，过去的在前" },
    },
  ],
  // What reads a prompt has no gradients, and is often written under torch.no_grad().
  differentiable: false,
} satisfies Definition;
