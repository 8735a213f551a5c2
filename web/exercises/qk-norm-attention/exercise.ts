import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import type { GroupSizes } from "../shared/grouped-inputs.js";

interface Settings {
  readonly eps: number;
  readonly sample?: boolean;
  /** What becomes of the drawn queries and keys. */
  readonly change?: (x: FloatTensor) => FloatTensor;
}

/** Rows of different size, none of which has the mean 0. */
const rows = (random: Random, shape: readonly number[]): FloatTensor =>
  edited(random.normal(shape), (value, index) => {
    const [b, head, row] = index as [number, number, number];
    return (value + 0.6) * (0.5 + ((5 * b + 3 * head + 2 * row) % 7) / 2);
  });

/** Away from zero, where every mistake would vanish. */
const gain = (random: Random, d: number): FloatTensor =>
  edited(random.normal([d], 0.4), (value) => value + 1.25 * Math.sign(value));

function drawCase(
  random: Random,
  name: string,
  title: Text,
  { B, H, G, L, S, d }: GroupSizes,
  { eps, sample = false, change = (x) => x }: Settings,
): ExerciseCase {
  const finish = (x: FloatTensor) => (sample ? rounded(x) : x);
  const inputs = {
    q: finish(change(rows(random, [B, H, L, d]))),
    k: finish(change(rows(random, [B, G, S, d]))),
    v: finish(random.normal([B, G, S, d])),
    gain_q: finish(gain(random, d)),
    gain_k: finish(gain(random, d)),
    eps,
  };
  return { name, title, sample, inputs };
}

const large: GroupSizes = { B: 2, H: 4, G: 2, L: 4, S: 7, d: 16 };
/** So many features have the gain 18: together they make scores of ±972. */
const strong = 12;

interface Signs {
  readonly query: 1 | -1;
  readonly key: (row: number) => number;
}

/**
 * The numbers of a row are equal but for their signs, a power of two: normalised they are ±1, and float32 holds every score as
 * well as it holds 1. The sign of a strong feature is that of its row: with `query` of -1 it changes from query to query.
 */
function far(random: Random, name: string, title: Text, signs: Signs): ExerciseCase {
  const signed = (shape: readonly number[], sign: (head: number, row: number) => number) =>
    edited(random.normal(shape), (value, index) => {
      const [b, head, row, feature] = index as [number, number, number, number];
      const size = 2 ** (1 + ((b + head + row) % 4));
      return size * (feature < strong ? sign(head, row) : Math.sign(value));
    });
  const { B, H, G, L, S, d } = large;
  const gains = () => edited(rounded(gain(random, d)), (value, [at]) => ((at as number) < strong ? 18 : value));
  const inputs = {
    q: signed([B, H, L, d], (head, row) => signs.query ** (head + row)),
    k: signed([B, G, S, d], (_, row) => signs.key(row)),
    v: random.normal([B, G, S, d]),
    gain_q: gains(),
    gain_k: gains(),
    eps: 1e-6,
  };
  return { name, title, sample: false, inputs };
}

/** Queries and keys as small as the root of eps, and rows of zeros among them. */
const tiny = (x: FloatTensor) => edited(x, (value, index) => (index[2] === 1 ? 0 : value * 0.006));

const array = (name: string, shape: readonly string[], about: Text) => ({ name, kind: "float", shape, about }) as const;

export default {
  title: { en: "Attention with normalised queries and keys", zh: "query 和 key 归一化的注意力（QK-Norm）" },
  track: "core",
  difficulty: "medium",
  minutes: 20,
  asked: 2,
  after: ["grouped-query-attention", "rms-norm"],
  signature: {
    name: "qk_norm_attention",
    arguments: [
      array("q", ["B", "H", "L", "d"], { en: "queries of H heads", zh: "query，共 H 个头" }),
      array("k", ["B", "G", "S", "d"], { en: "keys of G heads; G divides H", zh: "key，共 G 个头，G 整除 H" }),
      array("v", ["B", "G", "S", "d"], { en: "values of G heads", zh: "value，共 G 个头" }),
      array("gain_q", ["d"], { en: "gain of each feature of a query", zh: "query 每个特征的增益" }),
      array("gain_k", ["d"], { en: "gain of each feature of a key", zh: "key 每个特征的增益" }),
      { name: "eps", kind: "number", about: { en: "added to the mean squares", zh: "加在均方上的小量" } },
    ],
    outputs: [
      array("out", ["B", "H", "L", "d"], { en: "the result of each query head", zh: "每个 query 头的结果" }),
      {
        ...array("weights", ["B", "H", "L", "S"], {
          en: "attention weights of all H query heads; each row sums to one",
          zh: "全部 H 个 query 头的注意力权重，每行之和为 1",
        }),
        optional: true,
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "small",
      { en: "Two query heads, one key head", zh: "两个 query 头，一个 key 头" },
      { B: 1, H: 2, G: 1, L: 2, S: 3, d: 4 },
      { eps: 1e-5, sample: true },
    ),
    drawCase(
      random,
      "batch",
      { en: "A batch of two, as many key heads as query heads", zh: "batch 为 2，key 头与 query 头一样多" },
      { B: 2, H: 2, G: 2, L: 3, S: 4, d: 3 },
      { eps: 1e-5, sample: true },
    ),
    drawCase(
      random,
      "groups-of-two",
      { en: "Six query heads, three key heads", zh: "六个 query 头，三个 key 头" },
      { B: 2, H: 6, G: 3, L: 4, S: 5, d: 7 },
      { eps: 1e-6 },
    ),
    drawCase(
      random,
      "groups-of-four",
      { en: "Eight query heads, two key heads", zh: "八个 query 头，两个 key 头" },
      { B: 3, H: 8, G: 2, L: 4, S: 9, d: 5 },
      { eps: 1e-6 },
    ),
    drawCase(
      random,
      "everything-four",
      { en: "Batch, query heads, positions and features: all four", zh: "batch、query 头数、位置数、特征数都是四" },
      { B: 4, H: 4, G: 2, L: 4, S: 4, d: 4 },
      { eps: 1e-6 },
    ),
    drawCase(
      random,
      "one-query",
      { en: "A single query, as when decoding", zh: "只有一个 query，如解码时" },
      { B: 1, H: 10, G: 5, L: 1, S: 11, d: 3 },
      { eps: 1e-5 },
    ),
    drawCase(
      random,
      "mean-squares-near-eps",
      { en: "Mean squares as small as eps, and rows of zeros", zh: "均方与 eps 相当，还有全 0 的行" },
      { B: 2, H: 4, G: 2, L: 3, S: 6, d: 5 },
      { eps: 4e-5, change: tiny },
    ),
    far(
      random,
      "scores-near-1000",
      { en: "Rows of scores near 1000 or near -1000", zh: "各行分数接近 1000 或 -1000" },
      { query: -1, key: () => 1 },
    ),
    far(
      random,
      "scores-far-apart",
      { en: "Scores near 1000 and -1000 in one row", zh: "同一行的分数接近 1000 和 -1000" },
      { query: -1, key: (row) => (-1) ** row },
    ),
    far(
      random,
      "scores-near-minus-1000",
      { en: "Every score near -1000", zh: "所有分数都在 -1000 附近" },
      { query: 1, key: () => -1 },
    ),
  ],
  expected: (kernels, inputs) => {
    const eps = number(inputs, "eps");
    const normalised = (name: "q" | "k") =>
      kernels.rmsNorm({ x: floats(inputs, name), gamma: floats(inputs, `gain_${name}`) }, { eps }).y;
    const { out, weights } = kernels.scaledDotProductAttention(
      { q: normalised("q"), k: normalised("k"), v: floats(inputs, "v") },
      { returnWeights: true },
    );
    return { out, weights };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "4*B*H*L*S*d+4*B*H*L*d+4*B*G*S*d",
    kept: "B*H*L*S",
    at: { B: 1, H: 32, G: 8, L: 4096, S: 4096, d: 128 },
  },
  module: {
    name: "QKNormAttention",
    init: { head_dim: "d", eps: "eps" },
    parameters: { gain_q: "gain_q", gain_k: "gain_k" },
    forward: ["q", "k", "v"],
  },
  finished: finishedAttention,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights of each query head", zh: "每个 query 头的注意力权重" },
      rows: { en: "query position", zh: "query 的位置" },
      columns: { en: "key position", zh: "key 的位置" },
    },
  ],
} satisfies Definition;
