import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";

interface Sizes {
  readonly B: number;
  readonly L: number;
  readonly H: number;
  /** Features of one head. */
  readonly d: number;
}

function of(random: Random, name: string, title: Text, { B, L, H, d }: Sizes, sample = false): ExerciseCase {
  const x = random.normal([B, L, H * d]);
  return { name, title, sample, inputs: { x: sample ? rounded(x) : x, num_heads: H } };
}

export default {
  title: { en: "Split into heads", zh: "拆分成多头" },
  track: "numerics",
  difficulty: "easy",
  minutes: 8,
  asked: 2,
  after: [],
  signature: {
    name: "split_heads",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "L", "D"], about: { en: "the projected sequence", zh: "投影后的序列" } },
      { name: "num_heads", kind: "number", about: { en: "number of heads, H; divides D", zh: "头数 H，能整除 D" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: {
          en: "for each head, its d = D / H features at each position",
          zh: "每个头在各位置上的 d = D / H 个特征",
        },
      },
    ],
  },
  cases: (random) => [
    of(
      random,
      "small",
      { en: "Two heads of three features", zh: "两个头，每个头 3 维" },
      { B: 1, L: 2, H: 2, d: 3 },
      true,
    ),
    of(
      random,
      "batch",
      { en: "A batch of two, three heads of two features", zh: "batch 为 2，三个头，每个头 2 维" },
      { B: 2, L: 4, H: 3, d: 2 },
      true,
    ),
    of(
      random,
      "four-heads",
      { en: "Four heads of five features", zh: "四个头，每个头 5 维" },
      { B: 3, L: 7, H: 4, d: 5 },
    ),
    of(
      random,
      "as-many-heads-as-positions",
      { en: "As many heads as positions", zh: "头数与序列长度相同" },
      { B: 2, L: 4, H: 4, d: 6 },
    ),
    of(
      random,
      "as-many-heads-as-entries",
      { en: "As many heads as batch entries", zh: "头数与 batch 大小相同" },
      { B: 3, L: 5, H: 3, d: 4 },
    ),
    of(
      random,
      "all-alike",
      { en: "Three of everything: only the values tell", zh: "各维大小都是 3：只能从数值看出对错" },
      { B: 3, L: 3, H: 3, d: 3 },
    ),
    of(random, "one-head", { en: "A single head", zh: "只有一个头" }, { B: 2, L: 6, H: 1, d: 5 }),
    of(random, "one-feature", { en: "Heads of one feature", zh: "每个头只有 1 维" }, { B: 2, L: 3, H: 5, d: 1 }),
    of(random, "one-position", { en: "A single position", zh: "只有一个位置" }, { B: 4, L: 1, H: 2, d: 7 }),
  ],
  // No kernel moves numbers without computing: element (b, h, i, c) is x's (b, i, h * d + c).
  expected: (_kernels, inputs) => {
    const x = floats(inputs, "x");
    const H = number(inputs, "num_heads");
    const [B, L, D] = x.shape as [number, number, number];
    const d = D / H;
    const out = new Float32Array(x.data.length);
    let at = 0;
    for (let b = 0; b < B; b++)
      for (let h = 0; h < H; h++)
        for (let i = 0; i < L; i++)
          for (let c = 0; c < d; c++) out[at++] = x.data[(b * L + i) * D + h * d + c] as number;
    return { out: { shape: [B, H, L, d], data: out } };
  },
  // Numbers are moved, not computed.
  tolerance: { absolute: 1e-6, relative: 1e-6 },
  pictures: [
    {
      of: "out",
      title: { en: "Features of each head", zh: "每个头的特征" },
      rows: { en: "position", zh: "位置" },
      columns: { en: "feature of the head", zh: "头内的特征" },
    },
  ],
} satisfies Definition;
