import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { squaredDistances } from "./reference.js";

type Sizes = readonly [n: number, m: number, d: number];

const drawCase = (name: string, title: Text, x: FloatTensor, y: FloatTensor, sample = false): ExerciseCase => ({
  name,
  title,
  sample,
  inputs: { x, y },
});

const ordinary = (random: Random, name: string, title: Text, [n, m, d]: Sizes): ExerciseCase =>
  drawCase(name, title, random.normal([n, d]), random.normal([m, d]));

const sample = (random: Random, name: string, title: Text, [n, m, d]: Sizes): ExerciseCase =>
  drawCase(name, title, rounded(random.normal([n, d]), 4), rounded(random.normal([m, d]), 4), true);

const far = 2 ** 30;

/** One feature is 2^30 in every point: beside its square, 2^60, float64 keeps nothing of the others, whatever the order. */
const withSharedFeature = (random: Random, shape: readonly [number, number], feature: number) =>
  edited(random.normal(shape), (value, [, column]) => (column === feature ? far : value));

export default {
  title: { en: "Pairwise squared distances", zh: "两两之间的平方距离" },
  track: "numerics",
  difficulty: "easy",
  minutes: 12,
  asked: 1,
  after: [],
  signature: {
    name: "pairwise_squared_distances",
    arguments: [
      { name: "x", kind: "float", shape: ["n", "d"], about: { en: "n points", zh: "n 个点" } },
      { name: "y", kind: "float", shape: ["m", "d"], about: { en: "m points", zh: "m 个点" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["n", "m"],
        about: {
          en: "squared distance of each point of x from each point of y",
          zh: "x 的每个点到 y 的每个点的平方距离",
        },
      },
    ],
  },
  cases: (random) => [
    sample(random, "two-by-three", { en: "Two points against three", zh: "两个点对三个点" }, [2, 3, 2]),
    sample(random, "as-many-points", { en: "As many points in x as in y", zh: "x 与 y 的点数相同" }, [3, 3, 2]),
    ordinary(random, "more-features", { en: "Eleven features", zh: "十一个特征" }, [4, 7, 11]),
    ordinary(random, "all-sizes-agree", { en: "As many points as features", zh: "点数与特征数相同" }, [5, 5, 5]),
    ordinary(random, "one-point", { en: "A single point in x", zh: "x 只有一个点" }, [1, 6, 3]),
    ordinary(random, "one-feature", { en: "A single feature", zh: "只有一个特征" }, [6, 4, 1]),
    drawCase(
      "far-from-zero",
      { en: "One feature is 2^30 in every point", zh: "所有点都有一个特征等于 2^30" },
      withSharedFeature(random, [5, 4], 0),
      withSharedFeature(random, [3, 4], 0),
    ),
    drawCase(
      "last-feature-far",
      { en: "The last feature is 2^30 in every point", zh: "所有点的最后一个特征都等于 2^30" },
      withSharedFeature(random, [4, 6], 5),
      withSharedFeature(random, [8, 6], 5),
    ),
  ],
  expected: (_kernels, inputs) => ({ out: squaredDistances(floats(inputs, "x"), floats(inputs, "y")) }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "3*n*m*d", kept: "n*m*d", at: { n: 4096, m: 4096, d: 128 } },
  finished: ["torch.cdist", "torch.nn.functional.pairwise_distance", "torch.nn.PairwiseDistance"],
  pictures: [
    {
      of: "out",
      title: { en: "Squared distances", zh: "平方距离" },
      rows: { en: "point of x", zh: "x 的点" },
      columns: { en: "point of y", zh: "y 的点" },
    },
  ],
} satisfies Definition;
