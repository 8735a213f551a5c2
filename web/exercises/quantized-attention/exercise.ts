import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, ints, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { farBelowGroups, type GroupSizes, largeGroups } from "../shared/grouped-inputs.js";
import { type Codes, dequantized } from "./reference.js";

/** Codes of four bits. */
const codes = 16;

/** Numbers of unit variance, about. `axis` is that along which all share one scale and one zero. */
function drawCodes(random: Random, shape: readonly number[], axis: 2 | 3, parts: number): Codes {
  const ofOne = shape.map((size, at) => (at === axis ? 1 : size));
  const spread = random.normal(ofOne);
  return {
    codes: random.integers(codes, shape),
    scale: rounded({ shape: ofOne, data: spread.data.map((value) => 0.25 * 2 ** Math.tanh(value)) }, parts),
    zero: rounded({ shape: ofOne, data: random.normal(ofOne, 1.5).data.map((value) => 7.5 + value) }, 4),
  };
}

function drawCase(name: string, title: Text, q: FloatTensor, k: Codes, v: Codes, sample = false): ExerciseCase {
  const inputs = {
    q,
    k_codes: k.codes,
    k_scale: k.scale,
    k_zero: k.zero,
    v_codes: v.codes,
    v_scale: v.scale,
    v_zero: v.zero,
  };
  return { name, title, sample, inputs };
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, H, G, L, S, d }: GroupSizes,
  sample = false,
): ExerciseCase {
  const q = random.normal([B, H, L, d]);
  const parts = sample ? 32 : 1024;
  const [k, v] = [drawCodes(random, [B, G, S, d], 2, parts), drawCodes(random, [B, G, S, d], 3, parts)];
  return drawCase(name, title, sample ? rounded(q) : q, k, v, sample);
}

/** Which features are large, in what steps the others are, and how many codes lie between the zero and ±large. */
interface Large {
  readonly features: number;
  readonly step: number;
}
const [zero, apart] = [7, 5];

/** The first features of the keys as they are, all of one size with either sign; the others small. Exact in float32. */
function largeKeys(random: Random, k: FloatTensor, { features, step }: Large): Codes {
  const [B, G, , d] = k.shape as [number, number, number, number];
  const size = Math.abs(k.data[0] as number);
  const isLarge = (at: number) => at % d < features;
  const channels = (of: (at: number) => number) => ({
    shape: [B, G, 1, d],
    data: Float32Array.from({ length: B * G * d }, (_, at) => of(at)),
  });
  const drawn = random.integers(codes, k.shape);
  return {
    codes: {
      shape: k.shape,
      data: drawn.data.map((code, at) => (isLarge(at) ? zero + apart * Math.sign(k.data[at] as number) : code)),
    },
    scale: channels((at) => (isLarge(at) ? size / apart : step)),
    zero: channels(() => zero),
  };
}

const raised = (
  random: Random,
  name: string,
  title: Text,
  { q, k }: { readonly q: FloatTensor; readonly k: FloatTensor },
  large: Large,
): ExerciseCase => drawCase(name, title, q, largeKeys(random, k, large), drawCodes(random, k.shape, 3, 1024));

const cacheOf = (name: "k" | "v") => ({
  codes: { name: `${name}_codes`, kind: "int", shape: ["B", "G", "S", "d"] } as const,
  of: (part: "scale" | "zero") => ({ name: `${name}_${part}`, kind: "float" }) as const,
});
const [keys, values] = [cacheOf("k"), cacheOf("v")];
const [byChannel, byToken] = [
  ["B", "G", "1", "d"],
  ["B", "G", "S", "1"],
];

const read = (inputs: ExerciseCase["inputs"], name: "k" | "v") =>
  dequantized({
    codes: ints(inputs, `${name}_codes`),
    scale: floats(inputs, `${name}_scale`),
    zero: floats(inputs, `${name}_zero`),
  });

const large = { B: 2, H: 4, G: 2, L: 3, S: 7 };

export default {
  title: { en: "Attention over a quantised cache", zh: "量化 KV 缓存上的注意力" },
  track: "inference",
  difficulty: "medium",
  minutes: 20,
  asked: 2,
  after: ["grouped-query-attention"],
  signature: {
    name: "quantized_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of H heads", zh: "query，共 H 个头" },
      },
      {
        ...keys.codes,
        about: {
          en: "codes of the keys, whole numbers from 0 to 15; G heads, G divides H",
          zh: "key 的编码，0 到 15 的整数；共 G 个头，G 整除 H",
        },
      },
      {
        ...keys.of("scale"),
        shape: byChannel,
        about: { en: "what a step of the codes is worth, for each feature", zh: "编码每一级的大小，每个特征一个" },
      },
      {
        ...keys.of("zero"),
        shape: byChannel,
        about: {
          en: "the code that means 0, for each feature; not whole",
          zh: "表示 0 的编码，每个特征一个，不一定是整数",
        },
      },
      { ...values.codes, about: { en: "codes of the values", zh: "value 的编码" } },
      {
        ...values.of("scale"),
        shape: byToken,
        about: { en: "their scale, for each token", zh: "它们的 scale，每个 token 一个" },
      },
      {
        ...values.of("zero"),
        shape: byToken,
        about: { en: "their zero, for each token", zh: "它们的零点，每个 token 一个" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "the result of each query head", zh: "每个 query 头的结果" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Three tokens, one key head", zh: "三个 token，一个 key 头" },
      { B: 1, H: 2, G: 1, L: 1, S: 3, d: 2 },
      true,
    ),
    ordinary(
      random,
      "two-key-heads",
      { en: "Four query heads share two key heads", zh: "四个 query 头共用两个 key 头" },
      { B: 1, H: 4, G: 2, L: 2, S: 4, d: 3 },
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
      "everything-four",
      { en: "As many tokens as features, and as many of everything else", zh: "token 数与特征数相同，其余各维也相同" },
      { B: 4, H: 4, G: 2, L: 4, S: 4, d: 4 },
    ),
    ordinary(
      random,
      "as-many-key-heads",
      { en: "As many key heads as query heads", zh: "key 头与 query 头一样多" },
      { B: 2, H: 3, G: 3, L: 6, S: 6, d: 5 },
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
      { features: 2, step: 0.25 },
    ),
    raised(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      largeGroups(random, large, { query: 64, key: 62.5, signs: 1 }),
      { features: 2, step: 0.25 },
    ),
    raised(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      farBelowGroups(random, { B: 1, H: 6, G: 2, L: 2, S: 5 }),
      { features: 1, step: 0.5 },
    ),
  ],
  expected: (kernels, inputs) => {
    const [q, k, v] = [floats(inputs, "q"), read(inputs, "k"), read(inputs, "v")];
    return { out: kernels.scaledDotProductAttention({ q, k, v }).out };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "4*B*H*L*S*d+4*B*G*S*d",
    // Two codes in a byte, and scale and zero of each token and each channel in 16 bits.
    bytes: "B*G*S*d+4*B*G*S+4*B*G*d+4*B*H*L*d+4*B*H*L*d",
    kept: "2*B*G*S*d",
    at: { B: 1, H: 32, G: 8, L: 1, S: 32768, d: 128 },
  },
  finished: finishedAttention,
  pictures: [],
  // Nothing learns here. And the zeros of the keys have no influence, so that a right program may leave them out.
  differentiable: false,
} satisfies Definition;
