import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, entries, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedBlocks } from "../shared/finished.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  /** Query heads. */
  readonly H: number;
  /** Key heads. */
  readonly G: number;
  /** Features of one head. */
  readonly d: number;
  readonly F: number;
}

const names = ["gamma1", "wq", "wk", "wv", "wo", "gamma2", "w_gate", "w_up", "w_down"] as const;
type Params = Readonly<Record<(typeof names)[number], FloatTensor>>;

/** Weights that keep unit variance. */
function drawParams(random: Random, { H, G, d, F }: Sizes): Params {
  const D = H * d;
  const weight = (rows: number, columns: number) => random.normal([rows, columns], 1 / Math.sqrt(columns));
  // Gamma stays away from zero, where every mistake would vanish.
  const gamma = () => edited(random.normal([D], 0.3), (value) => value + Math.sign(value));
  return {
    gamma1: gamma(),
    wq: weight(D, D),
    wk: weight(G * d, D),
    wv: weight(G * d, D),
    wo: weight(D, D),
    gamma2: gamma(),
    w_gate: weight(F, D),
    w_up: weight(F, D),
    w_down: weight(D, F),
  };
}

interface Settings {
  readonly base: number;
  readonly eps: number;
  /** Standard deviation of x. Default: 1. */
  readonly spread?: number;
  readonly sample?: boolean;
}

function drawCase(
  random: Random,
  name: string,
  title: Text,
  sizes: Sizes,
  { base, eps, spread = 1, sample = false }: Settings,
): ExerciseCase {
  const { B, L, H, G, d } = sizes;
  const [x, params] = [random.normal([B, L, H * d], spread), drawParams(random, sizes)];
  const inputs = sample
    ? { x: rounded(x), params: Object.fromEntries(names.map((key) => [key, rounded(params[key])])) }
    : { x, params };
  return { name, title, sample, inputs: { ...inputs, num_heads: H, num_kv_heads: G, base, eps } };
}

const largeSizes: Sizes = { B: 2, L: 6, H: 4, G: 2, d: 8, F: 5 };

/** Of each token, what its query takes of the keys' sizes, and of the same sizes with a sign that changes from key to key. */
const rows: readonly (readonly [plain: number, signed: number])[] = [
  [0, -64],
  [64, 0],
  [-64_000, 0],
  [0, 64],
  [-64, 0],
  [0, 0],
];
/** Of each token, the size of its key. The last one, which only its own query may see, has another sign in the second entry. */
const keySizes = [
  [50, 54, 48, 44, 52, 46],
  [50, 54, 48, 44, 52, -46],
] as const;
/** A query or key of size 1. */
const unit = { plainQuery: 64_000, signedQuery: 64, key: 44 };

/** The first features of a token: sizes of query and key, in units. */
function drivers(entry: number, token: number): readonly number[] {
  const [plain, signed] = rows[token] as readonly [number, number];
  const size = (keySizes[entry]?.[token] as number) / unit.key;
  return [plain / unit.plainQuery, signed / unit.signedQuery, size, Math.abs(size) * (-1) ** token];
}

/**
 * A row of scores near 1000, one near -1,000,000, one near 1000 and -1000, one near -1000; masked scores may lie far above. Scores
 * of one row lie 45 apart or more: float32 cannot hold them so exactly that near ones would have exact weights. They come of the
 * two slowest pairs, which hardly turn. The mean square of each token is 1: its normalisation leaves the drivers as they are.
 */
function largeScores(random: Random, name: string, title: Text): ExerciseCase {
  const { B, L, H, G, d } = largeSizes;
  const D = H * d;
  const drawn = drawParams(random, largeSizes);
  const count = drivers(0, 0).length;
  const squares = (numbers: Iterable<number>) => Array.from(numbers).reduce((sum, value) => sum + value ** 2, 0);
  const noise = random.normal([B, L, D]);
  const x = edited(noise, (value, index) => {
    const [entry, token, feature] = index as [number, number, number];
    const driven = drivers(entry, token);
    const from = (entry * L + token) * D;
    const rest = squares(noise.data.subarray(from + count, from + D));
    return driven[feature] ?? value * Math.sqrt((D - squares(driven)) / rest);
  });
  /** The first feature of each head's slowest pairs reads one driver, and nothing else does. */
  const reading = (weight: FloatTensor, slowest: readonly number[], slower: readonly number[]) =>
    edited(weight, (value, index) => {
      const [row, column] = index as [number, number];
      const [feature, half] = [row % d, d / 2];
      if (feature === half - 1) return slowest[column] ?? 0;
      if (feature === half - 2) return slower[column] ?? 0;
      return feature % half >= half - 2 || column < count ? 0 : value;
    });
  const params: Params = {
    ...drawn,
    gamma1: edited(drawn.gamma1, (value, [feature]) => ((feature as number) < count ? 1 : value)),
    wq: reading(drawn.wq, [unit.plainQuery], [0, unit.signedQuery]),
    wk: reading(drawn.wk, [0, 0, unit.key], [0, 0, 0, unit.key]),
  };
  return {
    name,
    title,
    sample: false,
    inputs: { x, params, num_heads: H, num_kv_heads: G, base: 500_000, eps: 1e-6 },
  };
}

/** [B, L, n * d] as [B, n, L, d]. */
function split({ shape, data }: FloatTensor, d: number): FloatTensor {
  const [B, L, width] = shape as [number, number, number];
  const empty = { shape: [B, width / d, L, d], data: new Float32Array(data.length) };
  return edited(empty, (_, index) => {
    const [entry, head, token, feature] = index as [number, number, number, number];
    return data[(entry * L + token) * width + head * d + feature] as number;
  });
}

/** [B, n, L, d] as [B, L, n * d]. */
function merge({ shape, data }: FloatTensor): FloatTensor {
  const [B, n, L, d] = shape as [number, number, number, number];
  const empty = { shape: [B, L, n * d], data: new Float32Array(data.length) };
  return edited(empty, (_, index) => {
    const [entry, token, feature] = index as [number, number, number];
    return data[((entry * n + Math.floor(feature / d)) * L + token) * d + (feature % d)] as number;
  });
}

const plus = (a: FloatTensor, b: FloatTensor): FloatTensor => ({
  shape: a.shape,
  data: a.data.map((value, at) => value + (b.data[at] as number)),
});

const weight = (rows: string, columns: string, en: string, zh: string) => ({
  shape: [rows, columns],
  about: { en, zh },
});
const gain = (en: string, zh: string) => ({ shape: ["D"], about: { en, zh } });

export default {
  title: { en: "Llama block", zh: "Llama 解码器块" },
  track: "blocks",
  difficulty: "hard",
  minutes: 45,
  asked: 3,
  after: ["grouped-query-attention", "rotary-embedding", "rms-norm", "swiglu"],
  signature: {
    name: "llama_block",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "L", "D"], about: { en: "tokens", zh: "token" } },
      {
        name: "params",
        kind: "params",
        about: { en: "parameters; weights are applied as x @ w.T", zh: "各层参数，权重用法为 x @ w.T" },
        entries: {
          gamma1: gain("gain of the normalisation before the attention", "注意力之前那次归一化的增益"),
          wq: weight("D", "D", "projection of the queries", "query 投影"),
          wk: weight("K", "D", "projection of the keys; K = num_kv_heads * d", "key 投影，K = num_kv_heads * d"),
          wv: weight("K", "D", "projection of the values", "value 投影"),
          wo: weight("D", "D", "output projection", "输出投影"),
          gamma2: gain("gain of the normalisation before the feed-forward network", "前馈网络之前那次归一化的增益"),
          w_gate: weight("F", "D", "branch of the feed-forward network with SiLU", "前馈网络中带 SiLU 的分支"),
          w_up: weight("F", "D", "the other branch", "另一个分支"),
          w_down: weight("D", "F", "back to D features", "变回 D 个特征"),
        },
      },
      {
        name: "num_heads",
        kind: "number",
        about: { en: "number of query heads, H; d = D / H is even", zh: "query 头数 H；d = D / H 为偶数" },
      },
      {
        name: "num_kv_heads",
        kind: "number",
        about: { en: "number of key and value heads, G; divides H", zh: "key 和 value 的头数 G，能整除 H" },
      },
      { name: "base", kind: "number", about: { en: "base of the rotary frequencies", zh: "旋转频率的底数" } },
      { name: "eps", kind: "number", about: { en: "added to the mean square", zh: "加在均方上的小量" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "L", "D"],
        about: { en: "tokens after the block", zh: "经过解码器块之后的 token" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "two-heads-share-one",
      { en: "Two query heads, one key head", zh: "两个 query 头，一个 key 头" },
      { B: 1, L: 2, H: 2, G: 1, d: 2, F: 3 },
      { base: 10_000, eps: 1e-5, sample: true },
    ),
    drawCase(
      random,
      "batch",
      { en: "A batch of two, one head of four features", zh: "batch 为 2，一个 4 维的头" },
      { B: 2, L: 3, H: 1, G: 1, d: 4, F: 5 },
      { base: 100, eps: 1e-6, sample: true },
    ),
    drawCase(
      random,
      "groups-of-two",
      { en: "Six query heads, three key heads", zh: "六个 query 头，三个 key 头" },
      { B: 2, L: 5, H: 6, G: 3, d: 4, F: 11 },
      { base: 100, eps: 1e-5 },
    ),
    drawCase(
      random,
      "groups-of-four",
      { en: "Eight query heads, two key heads", zh: "八个 query 头，两个 key 头" },
      { B: 1, L: 7, H: 8, G: 2, d: 4, F: 20 },
      { base: 500, eps: 1e-6 },
    ),
    drawCase(
      random,
      "as-many-key-heads",
      { en: "As many key heads as query heads, F = D", zh: "key 头与 query 头一样多，F = D" },
      { B: 2, L: 5, H: 3, G: 3, d: 4, F: 12 },
      { base: 1000, eps: 1e-5 },
    ),
    drawCase(
      random,
      "everything-four",
      {
        en: "Batch, tokens, query heads and features of a head: all four",
        zh: "batch、token 数、query 头数、单头维度都是四",
      },
      { B: 4, L: 4, H: 4, G: 2, d: 4, F: 16 },
      { base: 50, eps: 1e-5 },
    ),
    drawCase(
      random,
      "one-token",
      { en: "A single token, one hidden feature", zh: "只有一个 token，中间只有一维" },
      { B: 3, L: 1, H: 4, G: 1, d: 2, F: 1 },
      { base: 10_000, eps: 1e-6 },
    ),
    drawCase(
      random,
      "mean-square-near-eps",
      { en: "A mean square as small as eps", zh: "均方与 eps 相当" },
      { B: 2, L: 3, H: 4, G: 2, d: 6, F: 10 },
      { base: 200, eps: 0.01, spread: 0.1 },
    ),
    largeScores(random, "large-scores", {
      en: "Rows of scores near 1000, near -1,000,000, and of both signs",
      zh: "各行分数接近 1000、-1000000，或正负都有",
    }),
  ],
  expected: (kernels, inputs) => {
    const x = floats(inputs, "x");
    const p = entries(inputs, "params", names);
    const [base, eps] = [number(inputs, "base"), number(inputs, "eps")];
    const d = (x.shape[2] as number) / number(inputs, "num_heads");
    const normalised = kernels.rmsNorm({ x, gamma: p.gamma1 }, { eps }).y;
    const heads = (weight: FloatTensor) => split(kernels.linear({ x: normalised, weight }).y, d);
    const turned = (weight: FloatTensor) => kernels.rotaryEmbedding({ x: heads(weight) }, { base }).y;
    const { out } = kernels.scaledDotProductAttention(
      { q: turned(p.wq), k: turned(p.wk), v: heads(p.wv) },
      { causal: true },
    );
    const h = plus(x, kernels.linear({ x: merge(out), weight: p.wo }).y);
    const fed = kernels.swiglu({
      x: kernels.rmsNorm({ x: h, gamma: p.gamma2 }, { eps }).y,
      wGate: p.w_gate,
      wUp: p.w_up,
      wDown: p.w_down,
    });
    return { out: plus(h, fed.y) };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "4*B*L*D*D+4*B*L*D*K+4*B*L*L*D+6*B*L*D*F",
    kept: "B*H*L*L",
    at: { B: 1, L: 4096, D: 4096, H: 32, K: 1024, F: 14336 },
  },
  module: {
    name: "LlamaBlock",
    init: {
      d_model: "D",
      num_heads: "num_heads",
      num_kv_heads: "num_kv_heads",
      d_ff: "F",
      base: "base",
      eps: "eps",
    },
    parameters: {
      "norm1.weight": "params.gamma1",
      "q_proj.weight": "params.wq",
      "k_proj.weight": "params.wk",
      "v_proj.weight": "params.wv",
      "o_proj.weight": "params.wo",
      "norm2.weight": "params.gamma2",
      "gate_proj.weight": "params.w_gate",
      "up_proj.weight": "params.w_up",
      "down_proj.weight": "params.w_down",
    },
    forward: ["x"],
  },
  finished: finishedBlocks,
  pictures: [
    {
      of: "out",
      title: { en: "Tokens after the block", zh: "解码器块的输出" },
      rows: { en: "token", zh: "token" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
