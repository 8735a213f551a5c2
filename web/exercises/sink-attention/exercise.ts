import { count } from "../../arrays/index.js";
import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, indexAt, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { largeGroups, type QueriesAndKeys } from "../shared/grouped-inputs.js";

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
  sample = false,
  sinks = (drawn: FloatTensor) => drawn,
): ExerciseCase {
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  const draw = () => finish(random.normal([B, H, L, d]));
  return { name, title, sample, inputs: { q: draw(), k: draw(), v: draw(), sink: sinks(finish(apart(random, H))) } };
}

/** Sinks of one head and the next lie at least a half apart. */
const apart = (random: Random, H: number): FloatTensor =>
  edited(random.normal([H], 1 / 4), (value, [head]) => ([-0.75, 1.75, 0.75][(head as number) % 3] as number) + value);

/** Sinks near these scores, one for each head. Multiples of 1/8: float32 holds what they differ by. */
const near = (random: Random, scores: readonly number[]): FloatTensor =>
  edited(rounded(random.normal([scores.length])), (value, [head]) => value + (scores[head as number] as number));

const raised = (
  random: Random,
  name: string,
  title: Text,
  { q, k }: QueriesAndKeys,
  sink: FloatTensor,
): ExerciseCase => ({
  name,
  title,
  sample: false,
  inputs: { q, k, v: random.normal(k.shape), sink },
});

/** Every score near -1000, for d = 16. Not lower: float32 holds the logarithms of their sums well enough. */
function farBelow(random: Random, shape: readonly number[]): QueriesAndKeys {
  const firstFeature = (size: number) =>
    edited(rounded(random.normal(shape)), (value, index) => (index.at(-1) === 0 ? size : value));
  return { q: firstFeature(64), k: firstFeature(-62.5) };
}

/** [B, H, L, d] with one more position in front, all zeros. */
function withZerosInFront({ shape, data }: FloatTensor): FloatTensor {
  const [B, H, L, d] = shape as [number, number, number, number];
  const longer = [B, H, L + 1, d];
  const at = (position: number) => {
    const [b, h, row, feature] = indexAt(longer, position) as [number, number, number, number];
    return row === 0 ? 0 : (data[((b * H + h) * L + row - 1) * d + feature] as number);
  };
  return { shape: longer, data: Float32Array.from({ length: count(longer) }, (_, position) => at(position)) };
}

/** What is added to the scores of each head: the sink to that of the first key, nothing to the others. */
function sinkAsBias({ shape, data }: FloatTensor, L: number): FloatTensor {
  const [H] = shape as [number];
  const all = new Float32Array(H * (L + 1));
  data.forEach((sink, head) => {
    all[head * (L + 1)] = sink;
  });
  return { shape: [1, H, 1, L + 1], data: all };
}

/** [B, H, L, L + 1] without the first column. */
function withoutFirstColumn({ shape, data }: FloatTensor): FloatTensor {
  const columns = shape.at(-1) as number;
  return { shape: [...shape.slice(0, -1), columns - 1], data: data.filter((_, at) => at % columns !== 0) };
}

export default {
  title: { en: "Attention with a learned sink", zh: "带可学习 sink 的注意力" },
  track: "core",
  difficulty: "medium",
  minutes: 20,
  asked: 2,
  after: ["masked-attention"],
  signature: {
    name: "sink_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of each head", zh: "各个头的 query" },
      },
      { name: "k", kind: "float", shape: ["B", "H", "L", "d"], about: { en: "keys", zh: "key" } },
      { name: "v", kind: "float", shape: ["B", "H", "L", "d"], about: { en: "values", zh: "value" } },
      {
        name: "sink",
        kind: "float",
        shape: ["H"],
        about: { en: "the sink's score in each head, not scaled", zh: "每个头里 sink 的分数，不缩放" },
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
        about: {
          en: "attention weights without the sink's; each row sums to less than one",
          zh: "注意力权重，不含 sink 的份额；每行之和小于 1",
        },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "One head, three positions", zh: "一个头，三个位置" },
      { B: 1, H: 1, L: 3, d: 2 },
      true,
    ),
    ordinary(
      random,
      "two-heads",
      { en: "A batch of two, two heads with different sinks", zh: "batch 为 2，两个头，sink 不同" },
      { B: 2, H: 2, L: 4, d: 3 },
      true,
    ),
    ordinary(random, "nine-positions", { en: "Nine positions", zh: "九个位置" }, { B: 2, H: 3, L: 9, d: 5 }),
    ordinary(
      random,
      "as-many-heads-as-positions",
      { en: "As many heads as positions", zh: "头数与序列长度相同" },
      { B: 2, H: 5, L: 5, d: 3 },
    ),
    ordinary(
      random,
      "as-many-heads-as-entries",
      { en: "As many heads as batch entries", zh: "头数与 batch 大小相同" },
      { B: 3, H: 3, L: 7, d: 4 },
    ),
    ordinary(
      random,
      "everything-four",
      { en: "Batch, heads, positions and features: all four", zh: "batch、头数、位置数、特征数都是四" },
      { B: 4, H: 4, L: 4, d: 4 },
    ),
    ordinary(
      random,
      "one-position",
      { en: "A single position of one feature", zh: "只有一个位置，一维特征" },
      { B: 4, H: 2, L: 1, d: 1 },
    ),
    ordinary(
      random,
      "sinks-far-away",
      { en: "One sink far above the scores, one far below", zh: "一个 sink 远高于分数，一个远低于分数" },
      { B: 2, H: 3, L: 5, d: 6 },
      false,
      (drawn) => edited(drawn, (value, [head]) => value + ([1000, -1000, 0][head as number] as number)),
    ),
    raised(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      largeGroups(random, { B: 2, H: 4, G: 4, L: 6, S: 6 }, { query: 64, key: 62.5, signs: 1 }),
      // The first query of the last head sees one key, near -1000 like the sink, and the key that it must not see is near 1000.
      near(random, [1001, -1000, 0, -1000]),
    ),
    raised(
      random,
      "scores-near-minus-1000",
      { en: "Every score near -1000, the sinks too", zh: "所有分数都在 -1000 附近，sink 也是" },
      farBelow(random, [1, 2, 6, 16]),
      near(random, [-1000, -999]),
    ),
  ],
  expected: (kernels, inputs) => {
    const q = floats(inputs, "q");
    // The sink is a key in front of all others, with a score of its own and a value of zeros.
    const { out, weights } = kernels.scaledDotProductAttention(
      {
        q,
        k: withZerosInFront(floats(inputs, "k")),
        v: withZerosInFront(floats(inputs, "v")),
        bias: sinkAsBias(floats(inputs, "sink"), q.shape[2] as number),
      },
      { causal: true, queryOffset: 1, returnWeights: true },
    );
    return { out, weights: withoutFirstColumn(weights) };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*B*H*L*L*d+2*B*H*L*d", kept: "B*H*L*L", at: { B: 1, H: 64, L: 8192, d: 64 } },
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each head, without the sink", zh: "每个头的注意力权重，不含 sink" },
      rows: { en: "query position", zh: "query 的位置" },
      columns: { en: "key position", zh: "key 的位置" },
    },
  ],
} satisfies Definition;
