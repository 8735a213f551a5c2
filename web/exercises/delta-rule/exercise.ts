import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { deltaRule } from "./reference.js";

interface Sizes {
  readonly B: number;
  readonly H: number;
  readonly L: number;
  readonly d: number;
  readonly dv: number;
}

/** Each row divided by its norm. */
function unitRows({ shape, data }: FloatTensor): FloatTensor {
  const d = shape.at(-1) as number;
  const norm = (row: number) => Math.hypot(...data.subarray(row * d, (row + 1) * d));
  return { shape, data: data.map((value, at) => value / norm(Math.floor(at / d))) };
}

/** Keys of norm 1 that are easily read: 0.6 and 0.8 at two places that follow one another, with signs. */
function readableKeys(random: Random, { B, H, L, d }: Sizes): FloatTensor {
  const data = Array.from({ length: B * H * L }, () => {
    const key = Array<number>(d).fill(0);
    const first = random.between(0, d - 1);
    const sign = () => 2 * random.between(0, 1) - 1;
    key[first] = 0.6 * sign();
    key[(first + 1) % d] = 0.8 * sign();
    return key;
  });
  return { shape: [B, H, L, d], data: Float32Array.from(data.flat()) };
}

/** From 1/8 to 7/8. */
const betas = (random: Random, { B, H, L }: Sizes): FloatTensor => ({
  shape: [B, H, L],
  data: Float32Array.from({ length: B * H * L }, () => 0.125 + 0.75 * random.uniform()),
});

function drawn(random: Random, name: string, title: Text, sizes: Sizes, sample = false): ExerciseCase {
  const { B, H, L, d, dv } = sizes;
  const [q, v] = [random.normal([B, H, L, d]), random.normal([B, H, L, dv])];
  const k = sample ? readableKeys(random, sizes) : unitRows(random.normal([B, H, L, d]));
  const beta = betas(random, sizes);
  const inputs = sample ? { q: rounded(q, 4), k, v: rounded(v, 4), beta: rounded(beta) } : { q, k, v, beta };
  return { name, title, sample, inputs };
}

/** Every key of a head is its first one. */
const withOneKey = ({ inputs, ...rest }: ExerciseCase): ExerciseCase => {
  const k = floats(inputs, "k");
  const [, H, L, d] = k.shape as [number, number, number, number];
  const first = (index: readonly number[]) => {
    const [b, h, , c] = index as [number, number, number, number];
    return k.data[(b * H + h) * L * d + c] as number;
  };
  return { ...rest, inputs: { ...inputs, k: edited(k, (_, index) => first(index)) } };
};

export default {
  title: { en: "The delta rule", zh: "delta 规则" },
  track: "efficiency",
  difficulty: "hard",
  minutes: 30,
  asked: 2,
  after: ["recurrent-linear-attention"],
  signature: {
    name: "delta_rule",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of each head", zh: "各个头的 query" },
      },
      { name: "k", kind: "float", shape: ["B", "H", "L", "d"], about: { en: "keys of norm 1", zh: "key，范数为 1" } },
      { name: "v", kind: "float", shape: ["B", "H", "L", "dv"], about: { en: "values", zh: "value" } },
      {
        name: "beta",
        kind: "float",
        shape: ["B", "H", "L"],
        about: {
          en: "how far each position corrects the state, between 0 and 1",
          zh: "每个位置修正状态的力度，在 0 与 1 之间",
        },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "dv"],
        about: { en: "what the state answers to each query", zh: "状态对每个 query 的回答" },
      },
    ],
  },
  cases: (random) => [
    drawn(
      random,
      "three-positions",
      { en: "Three positions", zh: "三个位置" },
      { B: 1, H: 1, L: 3, d: 2, dv: 4 },
      true,
    ),
    drawn(random, "two-heads", { en: "Two heads", zh: "两个头" }, { B: 1, H: 2, L: 4, d: 3, dv: 2 }, true),
    drawn(
      random,
      "batch",
      { en: "A batch of two, three heads", zh: "batch 为 2，三个头" },
      { B: 2, H: 3, L: 7, d: 5, dv: 4 },
    ),
    drawn(
      random,
      "square",
      { en: "Batch, heads, positions and widths: all three", zh: "batch、头数、位置数、维度都是三" },
      { B: 3, H: 3, L: 3, d: 3, dv: 3 },
    ),
    drawn(
      random,
      "one-width",
      { en: "Values as wide as queries", zh: "value 与 query 一样宽" },
      { B: 2, H: 2, L: 8, d: 4, dv: 4 },
    ),
    drawn(random, "one-position", { en: "A single position", zh: "只有一个位置" }, { B: 4, H: 2, L: 1, d: 3, dv: 5 }),
    drawn(
      random,
      "one-feature",
      { en: "Vectors of one feature", zh: "向量只有一维" },
      { B: 3, H: 2, L: 5, d: 1, dv: 1 },
    ),
    withOneKey(
      drawn(
        random,
        "one-key",
        { en: "The same key at every position", zh: "每个位置的 key 都相同" },
        { B: 2, H: 1, L: 9, d: 4, dv: 3 },
      ),
    ),
    drawn(random, "long", { en: "Sixty positions", zh: "六十个位置" }, { B: 1, H: 2, L: 60, d: 6, dv: 3 }),
  ],
  expected: (_, inputs) => {
    const read = (name: string) => floats(inputs, name);
    return { out: deltaRule({ q: read("q"), k: read("k"), v: read("v"), beta: read("beta") }) };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "6*B*H*L*d*dv", at: { B: 1, H: 32, L: 65536, d: 128, dv: 128 } },
  pictures: [
    {
      of: "out",
      title: { en: "Output of each head", zh: "每个头的输出" },
      rows: { en: "position", zh: "位置" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
