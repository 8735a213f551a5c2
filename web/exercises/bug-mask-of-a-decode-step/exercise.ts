import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { farBelowGroups, largeGroups, type QueriesAndKeys } from "../shared/grouped-inputs.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  /** New tokens. */
  readonly L: number;
  /** Cached tokens. */
  readonly S: number;
  readonly d: number;
}

/** What the prompt shows: the last of three tokens, with the other two in the cache. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    q: { shape: [1, 1, 1, 1], data: Float32Array.of(-1) },
    k_new: { shape: [1, 1, 1, 1], data: Float32Array.of(2) },
    v_new: { shape: [1, 1, 1, 1], data: Float32Array.of(9) },
    past_k: { shape: [1, 1, 2, 1], data: Float32Array.of(0, 1) },
    past_v: { shape: [1, 1, 2, 1], data: Float32Array.of(3, 6) },
  },
};

function ordinary(random: Random, name: string, title: Text, { B, H, L, S, d }: Sizes, sample = false): ExerciseCase {
  const draw = (rows: number) => {
    const drawn = random.normal([B, H, rows, d]);
    return sample ? rounded(drawn) : drawn;
  };
  return {
    name,
    title,
    sample,
    inputs: { q: draw(L), k_new: draw(L), v_new: draw(L), past_k: draw(S), past_v: draw(S) },
  };
}

/** Keys [B, H, S + L, d], the last L of which are new. */
function raised(random: Random, name: string, title: Text, { q, k }: QueriesAndKeys): ExerciseCase {
  const [B, H, all, d] = k.shape as [number, number, number, number];
  const L = q.shape[2] as number;
  const rows = (from: number, to: number): FloatTensor => ({
    shape: [B, H, to - from, d],
    data: k.data.filter((_, at) => {
      const row = Math.floor(at / d) % all;
      return row >= from && row < to;
    }),
  });
  const S = all - L;
  return {
    name,
    title,
    sample: false,
    inputs: {
      q,
      k_new: rows(S, all),
      v_new: random.normal([B, H, L, d]),
      past_k: rows(0, S),
      past_v: random.normal([B, H, S, d]),
    },
  };
}

export default {
  title: { en: "The mask of a decode step", zh: "解码时的掩码" },
  track: "bugs",
  difficulty: "easy",
  minutes: 10,
  asked: 3,
  after: ["causal-mask", "decode-step"],
  signature: {
    name: "cached_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of the L new tokens", zh: "L 个新 token 的 query" },
      },
      {
        name: "k_new",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "their keys", zh: "新 token 的 key" },
      },
      {
        name: "v_new",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "their values", zh: "新 token 的 value" },
      },
      {
        name: "past_k",
        kind: "float",
        shape: ["B", "H", "S", "d"],
        about: { en: "keys of the S tokens before them; S may be 0", zh: "之前 S 个 token 的 key，S 可以为 0" },
      },
      {
        name: "past_v",
        kind: "float",
        shape: ["B", "H", "S", "d"],
        about: { en: "values of the S tokens before them", zh: "之前 S 个 token 的 value" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "the result of each new token", zh: "每个新 token 的结果" },
      },
    ],
  },
  cases: (random) => [
    example,
    ordinary(
      random,
      "two-new-tokens",
      { en: "Two new tokens, three in the cache", zh: "两个新 token，缓存中有三个" },
      { B: 1, H: 2, L: 2, S: 3, d: 4 },
      true,
    ),
    ordinary(
      random,
      "prompt",
      { en: "A prompt: the cache is empty", zh: "处理 prompt：缓存为空" },
      { B: 2, H: 1, L: 4, S: 0, d: 3 },
      true,
    ),
    ordinary(
      random,
      "one-new-token",
      { en: "One new token, six in the cache", zh: "一个新 token，缓存中有六个" },
      { B: 2, H: 3, L: 1, S: 6, d: 5 },
    ),
    ordinary(
      random,
      "part-of-a-prompt",
      { en: "Four more tokens of a prompt, nine in the cache", zh: "prompt 的后四个 token，缓存中有九个" },
      { B: 3, H: 2, L: 4, S: 9, d: 6 },
    ),
    ordinary(
      random,
      "more-new-than-cached",
      { en: "More new tokens than cached ones", zh: "新 token 比缓存中的多" },
      { B: 1, H: 5, L: 7, S: 2, d: 3 },
    ),
    ordinary(
      random,
      "everything-four",
      {
        en: "Batch, heads, new tokens, cached tokens and features: all four",
        zh: "batch、头数、新 token、缓存的 token、特征数都是四",
      },
      { B: 4, H: 4, L: 4, S: 4, d: 4 },
    ),
    ordinary(
      random,
      "one-cached-token",
      { en: "One new token, one in the cache", zh: "一个新 token，缓存中也只有一个" },
      { B: 1, H: 6, L: 1, S: 1, d: 7 },
    ),
    raised(
      random,
      "scores-near-1000",
      {
        en: "A prompt with scores near 1000, near -1000, or both",
        zh: "prompt 的各行分数接近 1000、-1000，或两者都有",
      },
      // Query 0 of the last head sees one key, near -1000, and the first key that it must not see is near 1000.
      largeGroups(random, { B: 2, H: 4, G: 4, L: 5, S: 5 }, { query: 64, key: 62.5, signs: 1 }),
    ),
    raised(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      farBelowGroups(random, { B: 2, H: 2, G: 2, L: 2, S: 6 }),
    ),
  ],
  expected: (kernels, inputs) => {
    const read = (name: string) => floats(inputs, name);
    const { out } = kernels.scaledDotProductAttention(
      { q: read("q"), k: read("k_new"), v: read("v_new"), pastK: read("past_k"), pastV: read("past_v") },
      { causal: true },
    );
    return { out };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  pictures: [],
  // What generates text has no gradients, and is often written under torch.no_grad().
  differentiable: false,
} satisfies Definition;
