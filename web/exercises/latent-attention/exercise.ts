import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { upProjected, withRotaryPart } from "./reference.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  readonly S: number;
  readonly n: number;
  readonly r: number;
  readonly m: number;
  readonly dv: number;
}

/** `parts` rounds latents and queries to multiples of 1 / parts, for numbers that a reader can follow or float32 holds exactly. */
function drawInputs(random: Random, { B, H, S, n, r, m, dv }: Sizes, parts?: number) {
  const draw = (shape: readonly number[]) => (parts ? rounded(random.normal(shape), parts) : random.normal(shape));
  return {
    q_nope: draw([B, H, n]),
    q_rope: draw([B, H, r]),
    c: draw([B, S, m]),
    k_rope: draw([B, S, r]),
    w_uk: random.normal([H, n, m], 1 / Math.sqrt(m)),
    w_uv: random.normal([H, dv, m], 1 / Math.sqrt(m)),
  };
}

function ordinary(random: Random, name: string, title: Text, sizes: Sizes, sample = false): ExerciseCase {
  const inputs = drawInputs(random, sizes, sample ? 4 : undefined);
  if (!sample) return { name, title, sample, inputs };
  return { name, title, sample, inputs: { ...inputs, w_uk: rounded(inputs.w_uk, 4), w_uv: rounded(inputs.w_uv, 4) } };
}

/** n + r = 16, whose root is exact. */
const largeSizes: Sizes = { B: 2, H: 3, S: 8, n: 10, r: 6, m: 7, dv: 5 };

/**
 * The first two features of the rotary parts make the scores large. The others are halves, and `w_uk` is whole: float32 holds
 * every score exactly.
 */
function large(
  random: Random,
  name: string,
  title: Text,
  raised: (part: "q" | "k", row: number, feature: 0 | 1) => number,
): ExerciseCase {
  const inputs = drawInputs(random, largeSizes, 2);
  const edit = (part: "q" | "k", x: FloatTensor) =>
    edited(x, (value, index) => {
      const [, row, feature] = index as [number, number, number];
      return feature > 1 ? value : raised(part, row, feature as 0 | 1);
    });
  const { H, n, m } = largeSizes;
  return {
    name,
    title,
    sample: false,
    inputs: {
      ...inputs,
      q_rope: edit("q", inputs.q_rope),
      k_rope: edit("k", inputs.k_rope),
      w_uk: rounded(random.normal([H, n, m]), 1),
    },
  };
}

export default {
  title: { en: "Latent attention, one decode step", zh: "多头潜在注意力（MLA）的一步解码" },
  track: "inference",
  difficulty: "hard",
  minutes: 35,
  asked: 2,
  after: ["decode-step", "rope-attention"],
  signature: {
    name: "latent_attention",
    arguments: [
      {
        name: "q_nope",
        kind: "float",
        shape: ["B", "H", "n"],
        about: { en: "part of each head's query without positions", zh: "各个头的 query 中不带位置的部分" },
      },
      {
        name: "q_rope",
        kind: "float",
        shape: ["B", "H", "r"],
        about: { en: "rotary part of each head's query, rotated", zh: "各个头的 query 中的旋转部分，已旋转" },
      },
      {
        name: "c",
        kind: "float",
        shape: ["B", "S", "m"],
        about: { en: "cached latent of each token", zh: "缓存中每个 token 的潜向量" },
      },
      {
        name: "k_rope",
        kind: "float",
        shape: ["B", "S", "r"],
        about: {
          en: "cached rotary part of each token's key, rotated; for all heads",
          zh: "缓存中每个 token 的 key 的旋转部分，已旋转，所有头共用",
        },
      },
      {
        name: "w_uk",
        kind: "float",
        shape: ["H", "n", "m"],
        about: { en: "up-projection of each head's keys", zh: "各个头的 key 的上投影" },
      },
      {
        name: "w_uv",
        kind: "float",
        shape: ["H", "dv", "m"],
        about: { en: "up-projection of each head's values", zh: "各个头的 value 的上投影" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "dv"],
        about: { en: "the result of each head", zh: "每个头的结果" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Two heads, three tokens", zh: "两个头，三个 token" },
      { B: 1, H: 2, S: 3, n: 3, r: 2, m: 4, dv: 2 },
      true,
    ),
    ordinary(
      random,
      "one-head",
      { en: "A batch of two, a single head", zh: "batch 为 2，只有一个头" },
      { B: 2, H: 1, S: 4, n: 2, r: 4, m: 3, dv: 5 },
      true,
    ),
    ordinary(
      random,
      "five-heads",
      { en: "Five heads, a wide latent", zh: "五个头，潜向量较宽" },
      { B: 2, H: 5, S: 7, n: 6, r: 4, m: 13, dv: 8 },
    ),
    ordinary(
      random,
      "everything-four",
      { en: "Batch, heads, tokens and every width: all four", zh: "batch、头数、token 数和各种维度都是四" },
      { B: 4, H: 4, S: 4, n: 4, r: 4, m: 4, dv: 4 },
    ),
    ordinary(
      random,
      "latent-as-wide-as-queries",
      { en: "The latent is as wide as the queries: n = m", zh: "潜向量与 query 一样宽：n = m" },
      { B: 2, H: 3, S: 6, n: 5, r: 2, m: 5, dv: 7 },
    ),
    ordinary(
      random,
      "latent-as-wide-as-values",
      { en: "The latent is as wide as the values: dv = m", zh: "潜向量与 value 一样宽：dv = m" },
      { B: 1, H: 6, S: 5, n: 3, r: 4, m: 8, dv: 8 },
    ),
    ordinary(
      random,
      "keys-as-wide-as-values",
      { en: "n = dv, as in DeepSeek-V2", zh: "n = dv，如 DeepSeek-V2" },
      { B: 2, H: 4, S: 9, n: 6, r: 2, m: 7, dv: 6 },
    ),
    ordinary(
      random,
      "one-token",
      { en: "One token in the cache", zh: "缓存中只有一个 token" },
      { B: 3, H: 2, S: 1, n: 4, r: 2, m: 5, dv: 3 },
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Heads with scores near 1000, near -1000, or both", zh: "各头的分数接近 1000、-1000，或两者都有" },
      (part, row, feature) => {
        const isLastHead = row === largeSizes.H - 1;
        if (part === "q") return feature === (isLastHead ? 1 : 0) ? 64 * (-1) ** row : 0;
        return 62.5 * (feature === 0 ? 1 : (-1) ** row);
      },
    ),
    large(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      (part, _, feature) => (feature === 0 ? (part === "q" ? 2000 : -2000) : 0),
    ),
  ],
  // The keys and values of every head are plain sums, written out: what a learner may absorb. The attention is a kernel.
  expected: (kernels, inputs) => {
    const read = (name: string) => floats(inputs, name);
    const [nope, rope] = [read("q_nope"), read("q_rope")];
    const [B, H, n] = nope.shape as [number, number, number];
    const asRows = ({ data }: FloatTensor, width: number): FloatTensor => ({ shape: [B, H, 1, width], data });
    const q = withRotaryPart(asRows(nope, n), asRows(rope, rope.shape[2] as number));
    const k = withRotaryPart(upProjected(read("c"), read("w_uk")), read("k_rope"));
    const v = upProjected(read("c"), read("w_uv"));
    const { out } = kernels.scaledDotProductAttention({ q, k, v });
    return { out: { shape: [B, H, v.shape[3] as number], data: out.data } };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "2*B*H*n*m+4*B*H*S*m+2*B*H*S*r+2*B*H*m*dv",
    kept: "B*H*S*n+B*H*S*dv",
    at: { B: 1, H: 128, S: 4096, n: 128, r: 64, m: 512, dv: 128 },
  },
  finished: finishedAttention,
  pictures: [],
  // What generates text has no gradients, and is often written under torch.no_grad().
  differentiable: false,
} satisfies Definition;
