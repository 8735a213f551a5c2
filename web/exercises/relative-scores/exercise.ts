import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, rounded } from "../../format/tensors.js";
import { relativeScores } from "./reference.js";

type Shape = readonly [batch: number, heads: number, length: number, width: number];

function drawCase(random: Random, name: string, title: Text, shape: Shape, sample = false): ExerciseCase {
  const [, , L, d] = shape;
  const draw = (of: readonly number[]) => (sample ? rounded(random.normal(of), 4) : random.normal(of));
  return { name, title, sample, inputs: { q: draw(shape), r: draw([2 * L - 1, d]) } };
}

export default {
  title: { en: "Scores of relative positions", zh: "相对位置的分数" },
  track: "positions",
  difficulty: "medium",
  minutes: 20,
  asked: 1,
  after: ["attention-weights", "split-heads"],
  signature: {
    name: "relative_scores",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: { en: "queries of each head", zh: "各个头的 query" },
      },
      {
        name: "r",
        kind: "float",
        shape: ["R", "d"],
        about: {
          en: "one vector for each offset from -(L - 1) to L - 1, so R = 2L - 1; for all heads",
          zh: "从 -(L - 1) 到 L - 1 每个偏移一个向量，R = 2L - 1，所有头共用",
        },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "L"],
        about: { en: "score of each query with the offset of each key", zh: "每个 query 与每个 key 的偏移的分数" },
      },
    ],
  },
  cases: (random) => [
    drawCase(random, "small", { en: "Three positions, two features", zh: "三个位置，两个特征" }, [1, 1, 3, 2], true),
    drawCase(random, "two-heads", { en: "Two heads, four positions", zh: "两个头，四个位置" }, [1, 2, 4, 3], true),
    drawCase(random, "batch", { en: "A batch of two, three heads", zh: "batch 为 2，三个头" }, [2, 3, 5, 4]),
    drawCase(random, "all-sizes-equal", { en: "B = H = L = d", zh: "B = H = L = d" }, [4, 4, 4, 4]),
    drawCase(random, "one-position", { en: "A single position", zh: "只有一个位置" }, [3, 2, 1, 5]),
    drawCase(random, "two-positions", { en: "Two positions", zh: "只有两个位置" }, [4, 3, 2, 6]),
    drawCase(random, "one-feature", { en: "A single feature", zh: "只有一个特征" }, [2, 5, 6, 1]),
    drawCase(random, "thirty-five-positions", { en: "Thirty-five positions", zh: "三十五个位置" }, [2, 1, 35, 4]),
  ],
  // A plain reference: no kernel knows offsets.
  expected: (_kernels, inputs) => ({ out: relativeScores(floats(inputs, "q"), floats(inputs, "r")) }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*B*H*L*R*d", kept: "L*L*d", at: { B: 1, H: 8, L: 2048, R: 4095, d: 64 } },
  pictures: [
    {
      of: "out",
      title: { en: "Relative scores of each head", zh: "各个头的相对分数" },
      rows: { en: "query", zh: "query" },
      columns: { en: "key", zh: "key" },
    },
  ],
} satisfies Definition;
