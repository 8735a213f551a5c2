import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import { number } from "../../format/tensors.js";

function of(name: string, title: Text, length: number, dim: number, sample = false): ExerciseCase {
  return { name, title, sample, inputs: { length, dim } };
}

export default {
  title: { en: "Sinusoidal positions", zh: "正弦位置编码" },
  track: "positions",
  difficulty: "easy",
  minutes: 10,
  asked: 2,
  after: [],
  signature: {
    name: "sinusoidal_positions",
    arguments: [
      { name: "length", kind: "number", about: { en: "number of positions", zh: "位置的个数" } },
      {
        name: "dim",
        kind: "number",
        about: { en: "features of each position; may be odd", zh: "每个位置的特征数，可以是奇数" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["length", "dim"],
        about: { en: "one row of sines and cosines for each position", zh: "每个位置一行正弦和余弦" },
      },
    ],
  },
  cases: (random) => {
    const short = random.between(6, 9);
    const wide = 2 * random.between(6, 9);
    const long = random.between(50, 70);
    return [
      of("two-pairs", { en: "Three positions, two pairs", zh: "三个位置，两对特征" }, 3, 4, true),
      of("odd", { en: "Four positions, five features", zh: "四个位置，五个特征" }, 4, 5, true),
      of("wide", { en: "More features than positions", zh: "特征比位置多" }, short, wide),
      of("square", { en: "As many positions as features", zh: "位置数等于特征数" }, 8, 8),
      of("one-position", { en: "A single position", zh: "只有一个位置" }, 1, 6),
      of("one-feature", { en: "A single feature", zh: "只有一个特征" }, short, 1),
      of("one-pair", { en: "One pair of features", zh: "只有一对特征" }, short + 1, 2),
      of("long", { en: "Many positions", zh: "位置很多" }, long, 14),
    ];
  },
  expected: (kernels, inputs) => {
    const { y } = kernels.sinusoidalEncoding({}, { length: number(inputs, "length"), dim: number(inputs, "dim") });
    return { out: y };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*length*dim", at: { length: 4096, dim: 512 } },
  pictures: [
    {
      of: "out",
      title: { en: "Sines and cosines", zh: "正弦与余弦" },
      rows: { en: "position", zh: "位置" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
