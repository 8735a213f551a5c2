import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { farApart, ladder } from "../shared/item-scores.js";

interface Sizes {
  readonly B: number;
  readonly h: number;
  readonly w: number;
  readonly C: number;
}

function ordinary(random: Random, name: string, title: Text, { B, h, w, C }: Sizes, sample = false): ExerciseCase {
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape)) : random.normal(shape));
  return { name, title, sample, inputs: { features: draw([B, h, w, C]), position: draw([h, w, C]) } };
}

/** Given scores for each image, exact in float32: the first channel makes up what the others leave. */
function large(
  random: Random,
  name: string,
  title: Text,
  scores: readonly (readonly number[])[],
  { h, w, C }: Omit<Sizes, "B">,
  parts = 8,
): ExerciseCase {
  const first = 32;
  const position = edited(rounded(random.normal([h, w, C]), parts), (value, [, , channel]) =>
    channel === 0 ? first : value,
  );
  const features = rounded(random.normal([scores.length, h, w, C]), parts);
  scores.forEach((ofImage, image) => {
    ofImage.forEach((score, pixel) => {
      const at = (image * h * w + pixel) * C;
      let rest = 0;
      for (let c = 1; c < C; c++) rest += (features.data[at + c] as number) * (position.data[pixel * C + c] as number);
      features.data[at] = (score - rest) / first;
    });
  });
  return { name, title, sample: false, inputs: { features, position } };
}

/** Scores around ±80. */
function spread(random: Random): ExerciseCase {
  const features: FloatTensor = rounded(random.normal([2, 4, 3, 5]));
  return {
    name: "scores-of-80",
    title: { en: "Scores around ±80", zh: "分数在 ±80 左右" },
    sample: false,
    inputs: { features, position: rounded(random.normal([4, 3, 5], 36)) },
  };
}

export default {
  title: { en: "Spatial attention", zh: "空间注意力" },
  track: "vision",
  difficulty: "easy",
  minutes: 12,
  asked: 1,
  after: ["softmax"],
  signature: {
    name: "attention",
    arguments: [
      { name: "features", kind: "float", shape: ["B", "h", "w", "C"], about: { en: "feature maps", zh: "特征图" } },
      {
        name: "position",
        kind: "float",
        shape: ["h", "w", "C"],
        about: {
          en: "scoring vector of each position, shared by the batch",
          zh: "每个位置的打分向量，整个 batch 共用",
        },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "C"],
        about: { en: "one vector for each image", zh: "每张图一个向量" },
      },
      {
        name: "weights",
        kind: "float",
        shape: ["B", "h", "w"],
        about: { en: "attention map; it sums to one in each image", zh: "注意力图，每张图内总和为 1" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "one-image",
      { en: "One image of 2 × 3 positions", zh: "一张图，2 × 3 个位置" },
      { B: 1, h: 2, w: 3, C: 4 },
      true,
    ),
    ordinary(
      random,
      "three-images",
      { en: "Three images of one row", zh: "三张图，各只有一行" },
      { B: 3, h: 1, w: 4, C: 2 },
      true,
    ),
    ordinary(random, "batch", { en: "Larger images", zh: "较大的图" }, { B: 3, h: 5, w: 2, C: 6 }),
    ordinary(random, "square", { en: "A square map", zh: "正方形特征图" }, { B: 2, h: 3, w: 3, C: 5 }),
    ordinary(random, "wide", { en: "A wide map", zh: "很宽的特征图" }, { B: 1, h: 2, w: 9, C: 3 }),
    ordinary(random, "one-position", { en: "A single position", zh: "只有一个位置" }, { B: 2, h: 1, w: 1, C: 3 }),
    spread(random),
    large(
      random,
      "scores-near-1000",
      { en: "Scores near 1000, near -1000, and both", zh: "分数在 1000 附近、-1000 附近，或两者都有" },
      [ladder(random, 10, 1000), ladder(random, 10, -1000), farApart(random, 10)],
      { h: 2, w: 5, C: 4 },
    ),
    large(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      [ladder(random, 8, -1e6), ladder(random, 8, -1e6)],
      { h: 4, w: 2, C: 3 },
      2,
    ),
  ],
  expected: (kernels, inputs) =>
    kernels.spatialAttention(
      { features: floats(inputs, "features"), position: floats(inputs, "position") },
      { returnWeights: true },
    ),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*B*h*w*C", at: { B: 32, h: 14, w: 14, C: 512 } },
  finished: finishedAttention,
  pictures: [
    {
      of: "weights",
      title: { en: "Attention map", zh: "注意力图" },
      rows: { en: "row of the map", zh: "行" },
      columns: { en: "column of the map", zh: "列" },
    },
  ],
} satisfies Definition;
