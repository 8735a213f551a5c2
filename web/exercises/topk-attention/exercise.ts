import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { farBelowGroups, largeGroups, type QueriesAndKeys } from "../shared/grouped-inputs.js";
import { rowsOf } from "../shared/largest.js";
import { keptKeys } from "./reference.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  readonly L: number;
  readonly d: number;
}

/** Float32 rounds scores: no two of a query lie nearer to each other. */
const clear = 2e-3;
const mostTries = 1000;

function isClear(scores: readonly number[]): boolean {
  const sorted = [...scores].sort((a, b) => a - b);
  return sorted.every((score, at) => at === 0 || score - (sorted[at - 1] as number) > clear);
}

/** Queries whose scores for the keys of their head can be told apart. */
function clearQueries(random: Random, keys: FloatTensor, finish: (x: FloatTensor) => FloatTensor): FloatTensor {
  const [, , L, d] = keys.shape as [number, number, number, number];
  const rows = rowsOf(keys);
  const query = (row: number): readonly number[] => {
    const head = rows.slice(Math.floor(row / L) * L, (Math.floor(row / L) + 1) * L);
    for (let tries = 0; tries < mostTries; tries++) {
      const drawn = Array.from(finish(random.normal([d])).data);
      const scores = head.map((key) => key.reduce((sum, value, at) => sum + value * (drawn[at] as number), 0));
      if (isClear(scores.map((score) => score / Math.sqrt(d)))) return drawn;
    }
    throw new RangeError(`No query tells ${L} keys apart.`);
  };
  return { shape: keys.shape, data: Float32Array.from(rows.flatMap((_, row) => query(row))) };
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, H, L, d }: Sizes,
  top: number,
  sample = false,
): ExerciseCase {
  const finish = (x: FloatTensor) => (sample ? rounded(x, 16) : x);
  const shape = [B, H, L, d];
  const k = finish(random.normal(shape));
  return {
    name,
    title,
    sample,
    inputs: { q: clearQueries(random, k, finish), k, v: finish(random.normal(shape)), top },
  };
}

/** Drawn again until the scores differ, which float32 holds exactly here. */
function raised(random: Random, name: string, title: Text, draw: () => QueriesAndKeys, top: number): ExerciseCase {
  for (let tries = 0; tries < mostTries; tries++) {
    const { q, k } = draw();
    const [, , L] = k.shape as [number, number, number];
    const [queries, keys] = [rowsOf(q), rowsOf(k)];
    const differ = queries.every((query, row) => {
      const head = keys.slice(Math.floor(row / L) * L, (Math.floor(row / L) + 1) * L);
      return isClear(head.map((key) => key.reduce((sum, value, at) => sum + value * (query[at] as number), 0)));
    });
    if (differ) return { name, title, sample: false, inputs: { q, k, v: random.normal(k.shape), top } };
  }
  throw new RangeError(`${name}: no scores without ties.`);
}

const array = (name: string, about: Text) => ({ name, kind: "float", shape: ["B", "H", "L", "d"], about }) as const;

export default {
  title: { en: "Attention to the best k keys", zh: "只关注最好的 k 个 key" },
  track: "efficiency",
  difficulty: "medium",
  minutes: 20,
  asked: 1,
  after: ["masked-attention", "top-k-probabilities"],
  signature: {
    name: "topk_attention",
    arguments: [
      array("q", { en: "queries of each head", zh: "各个头的 query" }),
      array("k", { en: "keys", zh: "key" }),
      array("v", { en: "values", zh: "value" }),
      {
        name: "top",
        kind: "number",
        about: {
          en: "how many keys a query keeps; at least 1, may be larger than L",
          zh: "每个 query 保留几个 key；至少为 1，可以大于 L",
        },
      },
    ],
    outputs: [
      array("out", { en: "the result of each position", zh: "每个位置的结果" }),
      {
        name: "weights",
        kind: "float",
        shape: ["B", "H", "L", "L"],
        about: {
          en: "attention weights; zero for the keys that are not kept",
          zh: "注意力权重，没有保留的 key 为 0",
        },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Four positions, two keys each", zh: "四个位置，各保留两个 key" },
      { B: 1, H: 1, L: 4, d: 3 },
      2,
      true,
    ),
    ordinary(
      random,
      "two-heads",
      { en: "Two heads, a batch of two", zh: "两个头，batch 为 2" },
      { B: 2, H: 2, L: 5, d: 4 },
      3,
      true,
    ),
    ordinary(
      random,
      "eleven-positions",
      { en: "Eleven positions, four keys each", zh: "十一个位置，各保留四个 key" },
      { B: 2, H: 3, L: 11, d: 5 },
      4,
    ),
    ordinary(random, "one-key", { en: "Only the best key", zh: "只保留最好的一个 key" }, { B: 3, H: 2, L: 6, d: 4 }, 1),
    ordinary(
      random,
      "more-than-there-are",
      { en: "More keys asked for than there are", zh: "要保留的 key 比现有的还多" },
      { B: 1, H: 4, L: 5, d: 3 },
      9,
    ),
    ordinary(
      random,
      "square",
      {
        en: "As many positions as features, as many heads as batch entries",
        zh: "位置数等于特征数，头数等于 batch 大小",
      },
      { B: 4, H: 4, L: 4, d: 4 },
      2,
    ),
    ordinary(
      random,
      "one-position",
      { en: "A single position of one feature", zh: "只有一个位置，一维特征" },
      { B: 2, H: 5, L: 1, d: 1 },
      3,
    ),
    raised(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000, near -1000, or both", zh: "各行分数接近 1000、-1000，或两者都有" },
      // Query 0 of the last head sees one key, near -1000, and the first key that it must not see is near 1000.
      () => largeGroups(random, { B: 1, H: 4, G: 4, L: 6, S: 6 }, { query: 64, key: 62.5, signs: 1 }),
      3,
    ),
    raised(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      () => farBelowGroups(random, { B: 1, H: 2, G: 2, L: 5, S: 5 }),
      2,
    ),
  ],
  expected: (kernels, inputs) => {
    const [q, k, v] = [floats(inputs, "q"), floats(inputs, "k"), floats(inputs, "v")];
    const { out, weights } = kernels.scaledDotProductAttention(
      { q, k, v, mask: keptKeys(q, k, number(inputs, "top")) },
      { returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "B*H*L*L*d+B*H*L*d+2*B*H*L*t*d",
    kept: "B*H*L*L",
    at: { B: 1, H: 32, L: 32768, t: 2048, d: 128 },
  },
  finished: finishedAttention,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each head", zh: "每个头的注意力权重" },
      rows: { en: "query position", zh: "query 的位置" },
      columns: { en: "key position", zh: "key 的位置" },
    },
  ],
} satisfies Definition;
