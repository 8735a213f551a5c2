import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { booleans, edited, floats, rounded, withHeads, withoutHeads } from "../../format/tensors.js";
import type { BoolTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { largeScores, largeSizes, type MaskSizes, masked, mixed, withOpenQuery } from "../shared/masked-inputs.js";

interface Sizes extends MaskSizes {
  readonly d: number;
  readonly e: number;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  sizes: Sizes,
  mask: BoolTensor,
  sample = false,
): ExerciseCase {
  const { B, L, S, d, e } = sizes;
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape)) : random.normal(shape));
  return { name, title, sample, inputs: { q: draw([B, L, d]), k: draw([B, S, d]), v: draw([B, S, e]), mask } };
}

/** Scores near ±1000 of the raised keys. */
function large(
  random: Random,
  name: string,
  title: Text,
  mask: (sizes: MaskSizes) => BoolTensor,
  sign: 1 | -1,
  raised: (key: number) => boolean,
): ExerciseCase {
  const { q, k } = largeScores(random, sign, raised);
  const v = random.normal([largeSizes.B, largeSizes.S, 3]);
  return { name, title, sample: false, inputs: { q, k, v, mask: mask(largeSizes) } };
}

/**
 * Every key with an even number scores near -1,020,000, every odd one as far above zero; the odd ones are hidden, and some of
 * the even ones. Halves times halves: float32 holds every score, and every sum on the way to it.
 */
function farBelow(random: Random): ExerciseCase {
  const sizes: Sizes = { B: 2, L: 4, S: 9, d: 16, e: 3 };
  const { B, L, S, d, e } = sizes;
  const q = edited(rounded(random.normal([B, L, d]), 2), (value, [, , feature]) => (feature === 0 ? 2040 : value));
  const k = edited(rounded(random.normal([B, S, d]), 2), (value, [, row, feature]) =>
    feature === 0 ? -2000 * (-1) ** (row as number) : value,
  );
  const shift = random.between(0, 4);
  const mask = masked(sizes, (entry, query, key) => key % 2 === 0 && (key / 2 + query + entry + shift) % 5 > 1);
  return {
    name: "scores-near-minus-million",
    title: {
      en: "Visible scores near -1,000,000, masked ones far above",
      zh: "可见的分数在 -1000000 附近，被屏蔽的远高于它们",
    },
    sample: false,
    inputs: { q, k, v: random.normal([B, S, e]), mask },
  };
}

const tiny: Sizes = { B: 1, L: 2, S: 3, d: 4, e: 5 };
const small: Sizes = { B: 2, L: 3, S: 5, d: 4, e: 6 };
const square: Sizes = { B: 2, L: 7, S: 7, d: 6, e: 3 };
const open: Sizes = { B: 1, L: 7, S: 4, d: 5, e: 3 };
const differing: Sizes = { B: 3, L: 4, S: 10, d: 6, e: 5 };
const long: Sizes = { B: 1, L: 3, S: 19, d: 10, e: 5 };
const empty: Sizes = { B: 4, L: 6, S: 9, d: 5, e: 7 };

export default {
  title: { en: "Masked attention", zh: "带掩码的注意力" },
  track: "core",
  difficulty: "medium",
  minutes: 20,
  asked: 3,
  after: ["scaled-dot-product-attention", "causal-mask"],
  signature: {
    name: "masked_attention",
    arguments: [
      { name: "q", kind: "float", shape: ["B", "L", "d"], about: { en: "queries", zh: "query" } },
      { name: "k", kind: "float", shape: ["B", "S", "d"], about: { en: "keys", zh: "key" } },
      { name: "v", kind: "float", shape: ["B", "S", "d_v"], about: { en: "values", zh: "value" } },
      {
        name: "mask",
        kind: "bool",
        shape: ["B", "L", "S"],
        about: { en: "true where the query may attend to the key", zh: "true 表示该 query 可以关注该 key" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "L", "d_v"],
        about: {
          en: "for each query, the weighted average of the values it may attend to; zeros if there is no such key",
          zh: "每个 query 对可关注的 value 的加权平均；没有可关注的 key 时为 0",
        },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["B", "L", "S"],
        about: { en: "attention weights; zero where masked", zh: "注意力权重，被屏蔽处为 0" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Two queries, three keys", zh: "两个 query，三个 key" },
      tiny,
      masked(tiny, (_, query, key) => key !== 1 - query),
      true,
    ),
    ordinary(
      random,
      "nothing-to-attend",
      { en: "A query with nothing to attend to", zh: "有一个 query 没有可关注的 key" },
      small,
      masked(small, (entry, query, key) => (entry === 0 ? query !== 1 && key <= query + 1 : key !== query + 1)),
      true,
    ),
    ordinary(
      random,
      "causal",
      { en: "Only the past: a causal mask", zh: "只看过去：因果掩码" },
      square,
      masked(square, (_, query, key) => key <= query),
    ),
    ordinary(
      random,
      "everything-visible",
      { en: "Nothing is masked; more queries than keys", zh: "什么都没有屏蔽；query 比 key 多" },
      open,
      masked(open, () => true),
    ),
    ordinary(
      random,
      "masks-differ",
      { en: "Each batch entry has its own mask", zh: "batch 中各项的掩码不同" },
      differing,
      mixed(random, differing),
    ),
    ordinary(random, "many-keys", { en: "Nineteen keys", zh: "十九个 key" }, long, mixed(random, long)),
    ordinary(
      random,
      "empty-rows",
      { en: "Many queries with nothing to attend to", zh: "许多 query 没有可关注的 key" },
      empty,
      masked(empty, (entry, query, key) => entry !== 1 && query % 3 !== entry % 3 && (key + query) % 4 !== entry),
    ),
    large(
      random,
      "hidden-key-far-above",
      { en: "A masked key scores 1000 more than the visible ones", zh: "被屏蔽 key 的分数比可见的高 1000" },
      (sizes) => masked(sizes, (entry, _, key) => key !== 4 && key !== entry),
      1,
      (key) => key === 4,
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      (sizes) => withOpenQuery(mixed(random, sizes)),
      -1,
      () => true,
    ),
    farBelow(random),
  ],
  expected: (kernels, inputs) => {
    const { out, weights } = kernels.scaledDotProductAttention(
      {
        q: withHeads(floats(inputs, "q")),
        k: withHeads(floats(inputs, "k")),
        v: withHeads(floats(inputs, "v")),
        mask: withHeads(booleans(inputs, "mask")),
      },
      { returnWeights: true },
    );
    return { out: withoutHeads(out), weights: withoutHeads(weights) };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*B*L*S*d+2*B*L*S*d_v", kept: "B*L*S", at: { B: 32, L: 4096, S: 4096, d: 128, d_v: 128 } },
  finished: finishedAttention,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights", zh: "注意力权重" },
      rows: { en: "query", zh: "query" },
      columns: { en: "key", zh: "key" },
      mask: "mask",
    },
  ],
} satisfies Definition;
