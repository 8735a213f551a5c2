import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, ints, number, rounded } from "../../format/tensors.js";
import type { BoolTensor, FloatTensor, IntTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  readonly G: number;
  readonly L: number;
  readonly S: number;
  readonly d: number;
}

/** Of one entry of the batch. */
interface Positions {
  readonly queries: readonly number[];
  readonly keys: readonly number[];
}

const rows = (all: readonly (readonly number[])[]): IntTensor => ({
  shape: [all.length, all[0]?.length ?? 0],
  data: Int32Array.from(all.flat()),
});

function drawCase(
  random: Random,
  name: string,
  title: Text,
  { B, H, G, L, S, d }: Sizes,
  base: number,
  positionsOf: (entry: number) => Positions,
  sample = false,
): ExerciseCase {
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape), 4) : random.normal(shape));
  const positions = Array.from({ length: B }, (_, entry) => positionsOf(entry));
  const inputs = {
    q: draw([B, H, L, d]),
    k: draw([B, G, S, d]),
    v: draw([B, G, S, d]),
    q_positions: rows(positions.map(({ queries }) => queries)),
    k_positions: rows(positions.map(({ keys }) => keys)),
    base,
  };
  return { name, title, sample, inputs };
}

const counted = (length: number, first = 0) => Array.from({ length }, (_, i) => first + i);

/** S positions after one another with gaps, from `first` on. */
function withGaps(random: Random, S: number, first: number): readonly number[] {
  let at = first - 1;
  return Array.from({ length: S }, () => {
    at += random.between(1, 3);
    return at;
  });
}

function shuffled(random: Random, values: readonly number[]): readonly number[] {
  const left = [...values];
  return values.map(() => left.splice(random.between(0, left.length - 1), 1)[0] as number);
}

const largeSizes: Sizes = { B: 2, H: 4, G: 2, L: 4, S: 6, d: 8 };

/**
 * A row of scores near 1000, one near -1,000,000, an ordinary one, and one near 1000 and -1000. They lie 45 apart, or more, from
 * key to key: float32 cannot hold such a score so exactly that near ones would have exact weights. They come of the two slowest
 * pairs, which hardly turn.
 */
function largeScores({ inputs, ...drawn }: ExerciseCase): ExerciseCase {
  const { d } = largeSizes;
  const half = d / 2;
  const [slowest, slower] = [half - 1, half - 2];
  const isLarge = (feature: number) => feature % half >= slower;
  const q = edited(floats(inputs, "q"), (value, index) => {
    const [, , row, feature] = index as [number, number, number, number];
    if (!isLarge(feature)) return value;
    if (row === 3) return feature === slower ? 64 : 0;
    return feature === slowest ? ([64, -64_000, 0][row] as number) : 0;
  });
  const k = edited(floats(inputs, "k"), (value, index) => {
    const [, , key, feature] = index as [number, number, number, number];
    if (!isLarge(feature)) return value;
    if (feature === slower) return (-1) ** key * (44 + 2 * key);
    return feature === slowest ? 44 + 2 * key : 0;
  });
  return { ...drawn, inputs: { ...inputs, q, k } };
}

/** True where the key's position is not after the query's: [B, 1, L, S]. */
function visible({ shape: [B, L], data: queries }: IntTensor, { shape: [, S], data: keys }: IntTensor): BoolTensor {
  const [entries, length, count] = [B, L, S] as [number, number, number];
  const data = Uint8Array.from({ length: entries * length * count }, (_, at) => {
    const entry = Math.floor(at / (length * count));
    const query = queries[Math.floor(at / count)] as number;
    return (keys[entry * count + (at % count)] as number) <= query ? 1 : 0;
  });
  return { shape: [entries, 1, length, count], data };
}

export default {
  title: { en: "Rotary attention with a cache", zh: "带缓存的旋转注意力" },
  track: "positions",
  difficulty: "medium",
  minutes: 30,
  asked: 3,
  after: ["rotary-embedding", "grouped-query-attention"],
  signature: {
    name: "rope_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries, not yet rotated", zh: "query，尚未旋转" },
      },
      {
        name: "k",
        kind: "float",
        shape: ["B", "G", "S", "d"],
        about: { en: "keys of the cache, not yet rotated", zh: "缓存中的 key，尚未旋转" },
      },
      {
        name: "v",
        kind: "float",
        shape: ["B", "G", "S", "d"],
        about: { en: "values of the cache", zh: "缓存中的 value" },
      },
      {
        name: "q_positions",
        kind: "int",
        shape: ["B", "L"],
        about: { en: "position of each query", zh: "每个 query 的位置" },
      },
      {
        name: "k_positions",
        kind: "int",
        shape: ["B", "S"],
        about: { en: "position of each key", zh: "每个 key 的位置" },
      },
      { name: "base", kind: "number", about: { en: "base of the frequencies", zh: "频率的底数" } },
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
        about: { en: "attention weights of all H query heads", zh: "全部 H 个 query 头的注意力权重" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "from-zero",
      {
        en: "Three tokens from position 0, two query heads, one key head",
        zh: "从位置 0 开始的三个 token，两个 query 头，一个 key 头",
      },
      { B: 1, H: 2, G: 1, L: 3, S: 3, d: 4 },
      100,
      () => ({ queries: counted(3), keys: counted(3) }),
      true,
    ),
    drawCase(
      random,
      "decode-step",
      { en: "One query at position 7, keys from 3 on", zh: "一个 query 在位置 7，key 从位置 3 开始" },
      { B: 1, H: 4, G: 2, L: 1, S: 5, d: 4 },
      1000,
      () => ({ queries: [7], keys: counted(5, 3) }),
      true,
    ),
    drawCase(
      random,
      "different-entries",
      { en: "Each entry of the batch at other positions, with gaps", zh: "batch 中各项的位置不同，中间有空缺" },
      { B: 2, H: 6, G: 3, L: 4, S: 7, d: 8 },
      10_000,
      (entry) => {
        const keys = withGaps(random, 7, 5 + 9 * entry);
        return { queries: keys.slice(-4), keys };
      },
    ),
    drawCase(
      random,
      "keys-out-of-order",
      { en: "Keys out of order, as in a ring buffer", zh: "key 的顺序被打乱，如环形缓存" },
      { B: 3, H: 8, G: 2, L: 2, S: 9, d: 6 },
      500,
      (entry) => ({
        queries: shuffled(random, [14 + entry, 18 + entry]),
        keys: shuffled(random, counted(9, 11 + entry)),
      }),
    ),
    drawCase(
      random,
      "queries-before-every-key",
      { en: "Queries before every key", zh: "有的 query 在所有 key 之前" },
      { B: 2, H: 4, G: 2, L: 5, S: 3, d: 10 },
      1000,
      (entry) => ({ queries: [6, 2, 9, 4 + entry, 11], keys: [6, 5, 10] }),
    ),
    drawCase(
      random,
      "all-sizes-equal",
      { en: "Batch, heads, queries, keys and features: all four", zh: "batch、头数、query 数、key 数、特征数都是四" },
      { B: 4, H: 4, G: 2, L: 4, S: 4, d: 4 },
      200,
      (entry) => ({ queries: counted(4, 2 + entry), keys: counted(4, 2 + entry) }),
    ),
    drawCase(
      random,
      "as-many-key-heads",
      { en: "As many key heads as query heads, later queries", zh: "key 头与 query 头一样多，query 在后面" },
      { B: 1, H: 3, G: 3, L: 2, S: 8, d: 2 },
      10_000,
      () => ({ queries: [20, 21], keys: [0, 1, 2, 3, 18, 19, 20, 21] }),
    ),
    largeScores(
      drawCase(
        random,
        "large-scores",
        {
          en: "Rows of scores near 1000, near -1,000,000, and of both signs",
          zh: "各行分数接近 1000、-1000000，或正负都有",
        },
        largeSizes,
        500_000,
        (entry) =>
          entry === 0
            ? { queries: [13, 12, 11, 5], keys: [13, 1, 12, 2, 11, 3] }
            : { queries: [15, 25, 18, 20], keys: [14, 19, 16, 15, 22, 30] },
      ),
    ),
  ],
  expected: (kernels, inputs) => {
    const base = number(inputs, "base");
    const [asked, stored] = [ints(inputs, "q_positions"), ints(inputs, "k_positions")];
    const turned = (x: FloatTensor, positions: IntTensor) => kernels.rotaryEmbedding({ x, positions }, { base }).y;
    const { out, weights } = kernels.scaledDotProductAttention(
      {
        q: turned(floats(inputs, "q"), asked),
        k: turned(floats(inputs, "k"), stored),
        v: floats(inputs, "v"),
        mask: visible(asked, stored),
      },
      { returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "4*B*H*L*S*d+3*B*H*L*d+3*B*G*S*d",
    kept: "B*H*L*S",
    at: { B: 1, H: 32, G: 8, L: 4096, S: 4096, d: 128 },
  },
  finished: finishedAttention,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each query head", zh: "每个 query 头的注意力权重" },
      rows: { en: "query", zh: "query" },
      columns: { en: "key", zh: "key" },
    },
  ],
} satisfies Definition;
