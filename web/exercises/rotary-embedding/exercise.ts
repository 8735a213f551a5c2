import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";

type Shape = readonly [batch: number, heads: number, length: number, width: number];

function drawCase(random: Random, name: string, title: Text, shape: Shape, base: number, sample = false): ExerciseCase {
  const x = random.normal(shape);
  return { name, title, sample, inputs: { x: sample ? rounded(x) : x, base } };
}

export default {
  title: { en: "Rotary embedding", zh: "旋转位置编码" },
  track: "positions",
  difficulty: "medium",
  minutes: 20,
  asked: 3,
  after: ["multi-head-attention"],
  signature: {
    name: "rotary_embedding",
    arguments: [
      {
        name: "x",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries or keys of every head; d is even", zh: "各个头的 query 或 key，d 是偶数" },
      },
      { name: "base", kind: "number", about: { en: "base of the frequencies", zh: "频率的底数" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "the turned vectors", zh: "旋转后的向量" },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "three-positions",
      { en: "Three positions, two pairs", zh: "三个位置，两对特征" },
      [1, 1, 3, 4],
      100,
      true,
    ),
    drawCase(random, "two-heads", { en: "Two heads, three pairs", zh: "两个头，三对特征" }, [1, 2, 4, 6], 10_000, true),
    drawCase(random, "batch", { en: "A batch of two, three heads", zh: "batch 为 2，三个头" }, [2, 3, 5, 8], 1000),
    drawCase(random, "all-sizes-equal", { en: "B = H = L = d", zh: "B = H = L = d" }, [4, 4, 4, 4], 50),
    drawCase(random, "one-position", { en: "A single position", zh: "只有一个位置" }, [3, 2, 1, 6], 10_000),
    drawCase(random, "one-pair", { en: "One pair of features", zh: "只有一对特征" }, [2, 1, 7, 2], 10_000),
    drawCase(
      random,
      "more-heads-than-positions",
      { en: "More heads than positions", zh: "头比位置多" },
      [3, 9, 4, 10],
      200,
    ),
    drawCase(
      random,
      "long",
      { en: "Forty positions, the base of Llama 3", zh: "四十个位置，Llama 3 的 base" },
      [1, 2, 40, 12],
      500_000,
    ),
  ],
  expected: (kernels, inputs) => {
    const { y } = kernels.rotaryEmbedding({ x: floats(inputs, "x") }, { base: number(inputs, "base") });
    return { out: y };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "3*B*H*L*d", at: { B: 1, H: 32, L: 4096, d: 128 } },
  pictures: [
    {
      of: "out",
      title: { en: "Turned vectors", zh: "旋转后的向量" },
      rows: { en: "position", zh: "位置" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
