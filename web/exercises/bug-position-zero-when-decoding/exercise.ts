import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  /** New tokens. */
  readonly L: number;
  /** Cached tokens. */
  readonly S: number;
  readonly d: number;
}

/** What the prompt shows: the last of three tokens, with the other two in the cache, whose keys are rotated. */
const example: ExerciseCase = {
  name: "example",
  title: { en: "The example of the task", zh: "题目中的例子" },
  sample: true,
  inputs: {
    q: { shape: [1, 1, 1, 2], data: Float32Array.of(2, 0) },
    k_new: { shape: [1, 1, 1, 2], data: Float32Array.of(1, 0) },
    v_new: { shape: [1, 1, 1, 2], data: Float32Array.of(0, 9) },
    past_k: { shape: [1, 1, 2, 2], data: Float32Array.of(1, 0, Math.cos(1), Math.sin(1)) },
    past_v: { shape: [1, 1, 2, 2], data: Float32Array.of(3, 0, 6, 0) },
    base: 10_000,
  },
};

function drawCase(
  random: Random,
  name: string,
  title: Text,
  { B, H, L, S, d }: Sizes,
  base: number,
  sample = false,
): ExerciseCase {
  const draw = (rows: number) => {
    const drawn = random.normal([B, H, rows, d]);
    return sample ? rounded(drawn) : drawn;
  };
  return {
    name,
    title,
    sample,
    inputs: { q: draw(L), k_new: draw(L), v_new: draw(L), past_k: draw(S), past_v: draw(S), base },
  };
}

export default {
  title: { en: "Position zero when decoding", zh: "解码时的位置 0" },
  track: "bugs",
  difficulty: "medium",
  minutes: 12,
  asked: 3,
  after: ["rotary-embedding", "decode-step"],
  signature: {
    name: "rotary_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: {
          en: "queries of the L new tokens, not rotated; d is even",
          zh: "L 个新 token 的 query，尚未旋转，d 是偶数",
        },
      },
      {
        name: "k_new",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "their keys, not rotated", zh: "新 token 的 key，尚未旋转" },
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
        about: {
          en: "keys of the tokens at positions 0 to S - 1, already rotated; S may be 0",
          zh: "位置 0 到 S - 1 的 token 的 key，已经旋转过，S 可以为 0",
        },
      },
      {
        name: "past_v",
        kind: "float",
        shape: ["B", "H", "S", "d"],
        about: { en: "their values", zh: "这些 token 的 value" },
      },
      { name: "base", kind: "number", about: { en: "base of the frequencies", zh: "频率的底数" } },
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
    drawCase(
      random,
      "two-new-tokens",
      { en: "Two new tokens, three in the cache", zh: "两个新 token，缓存中有三个" },
      { B: 1, H: 2, L: 2, S: 3, d: 4 },
      100,
      true,
    ),
    drawCase(
      random,
      "prompt",
      { en: "A prompt: the cache is empty", zh: "处理 prompt：缓存为空" },
      { B: 2, H: 1, L: 4, S: 0, d: 6 },
      1000,
      true,
    ),
    drawCase(
      random,
      "one-new-token",
      { en: "One new token, six in the cache", zh: "一个新 token，缓存中有六个" },
      { B: 2, H: 3, L: 1, S: 6, d: 4 },
      500,
    ),
    drawCase(
      random,
      "part-of-a-prompt",
      { en: "Four more tokens of a prompt, nine in the cache", zh: "prompt 的后四个 token，缓存中有九个" },
      { B: 3, H: 2, L: 4, S: 9, d: 8 },
      10_000,
    ),
    drawCase(
      random,
      "more-new-than-cached",
      { en: "More new tokens than cached ones", zh: "新 token 比缓存中的多" },
      { B: 1, H: 5, L: 7, S: 2, d: 6 },
      100,
    ),
    drawCase(
      random,
      "everything-four",
      {
        en: "Batch, heads, new tokens, cached tokens and features: all four",
        zh: "batch、头数、新 token、缓存的 token、特征数都是四",
      },
      { B: 4, H: 4, L: 4, S: 4, d: 4 },
      200,
    ),
    drawCase(
      random,
      "long-cache",
      { en: "One new token behind forty", zh: "四十个 token 之后的一个新 token" },
      { B: 1, H: 3, L: 1, S: 40, d: 10 },
      500_000,
    ),
    drawCase(
      random,
      "one-pair",
      { en: "One pair of features, one cached token", zh: "只有一对特征，缓存中只有一个 token" },
      { B: 2, H: 1, L: 3, S: 1, d: 2 },
      10_000,
    ),
  ],
  expected: (kernels, inputs) => {
    const read = (name: string) => floats(inputs, name);
    const [past, L] = [read("past_k"), read("q").shape[2] as number];
    const positions = { shape: [1, L], data: Int32Array.from({ length: L }, (_, i) => (past.shape[2] as number) + i) };
    const turned = (x: FloatTensor) => kernels.rotaryEmbedding({ x, positions }, { base: number(inputs, "base") }).y;
    const { out } = kernels.scaledDotProductAttention(
      { q: turned(read("q")), k: turned(read("k_new")), v: read("v_new"), pastK: past, pastV: read("past_v") },
      { causal: true },
    );
    return { out };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  pictures: [],
  // What generates text has no gradients, and is often written under torch.no_grad().
  differentiable: false,
} satisfies Definition;
