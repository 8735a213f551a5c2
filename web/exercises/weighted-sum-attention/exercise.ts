import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { farApart, itemsWithScores, ladder } from "../shared/item-scores.js";

function drawCase(name: string, title: Text, x: FloatTensor, w: FloatTensor, sample = false): ExerciseCase {
  return { name, title, sample, inputs: { x, w } };
}

/** Scores that overflow, or underflow, unless the largest is subtracted. */
function large(
  random: Random,
  name: string,
  title: Text,
  scores: readonly number[],
  features: number,
  parts?: number,
): ExerciseCase {
  const { x, w } = itemsWithScores(random, scores, features, parts);
  return drawCase(name, title, x, w);
}

function draw(random: Random, items: number, features: number, deviation = 1): [FloatTensor, FloatTensor] {
  return [rounded(random.normal([items, features])), rounded(random.normal([features], deviation))];
}

export default {
  title: { en: "Weighted-sum attention", zh: "加权求和注意力" },
  track: "core",
  difficulty: "easy",
  minutes: 10,
  asked: 2,
  after: ["softmax"],
  signature: {
    name: "attention",
    arguments: [
      {
        name: "x",
        kind: "float",
        shape: ["n", "d"],
        about: { en: "n items of d features", zh: "n 个元素，各有 d 个特征" },
      },
      { name: "w", kind: "float", shape: ["d"], about: { en: "the vector that scores an item", zh: "用来打分的向量" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["d"],
        about: { en: "the weighted sum of the items", zh: "各元素的加权和" },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["n"],
        about: { en: "one weight for each item; they sum to one", zh: "每个元素一个权重，总和为 1" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    drawCase("three-items", { en: "Three items", zh: "三个元素" }, ...draw(random, 3, 2), true),
    drawCase("two-items", { en: "Two items of four features", zh: "两个元素，四个特征" }, ...draw(random, 2, 4), true),
    drawCase("thirteen-items", { en: "Thirteen items", zh: "十三个元素" }, ...draw(random, 13, 5)),
    drawCase("square", { en: "As many items as features", zh: "元素数与特征数相等" }, ...draw(random, 6, 6)),
    drawCase("one-item", { en: "A single item", zh: "只有一个元素" }, ...draw(random, 1, 7)),
    drawCase("scores-of-80", { en: "Scores around ±80", zh: "分数在 ±80 左右" }, ...draw(random, 9, 3, 50)),
    large(
      random,
      "scores-near-1000",
      { en: "Scores near 1000 and near -1000", zh: "分数在 1000 和 -1000 附近" },
      farApart(random, 7),
      4,
    ),
    large(
      random,
      "scores-near-minus-1000",
      { en: "Scores near -1000", zh: "分数在 -1000 附近" },
      ladder(random, 10, -1000),
      3,
    ),
    large(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      ladder(random, 6, -1e6),
      3,
      2,
    ),
  ],
  expected: (kernels, inputs) =>
    kernels.weightedSumAttention({ x: floats(inputs, "x"), w: floats(inputs, "w") }, { returnWeights: true }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*n*d", at: { n: 512, d: 768 } },
  finished: finishedAttention,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention weights", zh: "注意力权重" },
      rows: { en: "weight", zh: "权重" },
      columns: { en: "item", zh: "元素" },
    },
  ],
} satisfies Definition;
