import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";

interface Sizes {
  readonly B: number;
  readonly C: number;
  readonly h: number;
  readonly w: number;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, C, h, w }: Sizes,
  { sample = false, spread = 2 } = {},
): ExerciseCase {
  const finish = (x: FloatTensor) => (sample ? rounded(x, 4) : x);
  return {
    name,
    title,
    sample,
    inputs: { x: finish(random.normal([B, C, h, w], 1.5)), q: finish(random.normal([C], spread)) },
  };
}

/** What the first channel holds, image by image; q there; and the units of the other channels of x and q. */
interface Large {
  readonly levels: readonly ((row: number, column: number) => number)[];
  readonly first: number;
  readonly unit: { readonly x: number; readonly q: number };
  /** Standard deviation of the other channels of x. */
  readonly spread: number;
}

/** Scores that float32 holds exactly: means of 1, 4 and 16 pixels, and the root of four channels. */
function large(random: Random, name: string, title: Text, { levels, first, unit, spread }: Large): ExerciseCase {
  const x = edited(random.normal([levels.length, 4, 4, 4], spread), (value, index) => {
    const [image, channel, row, column] = index as [number, number, number, number];
    if (channel === 0) return levels[image]?.(row, column) ?? 0;
    return Math.round(value / unit.x) * unit.x;
  });
  const q = edited(random.normal([4]), (value, [channel]) =>
    channel === 0 ? first : Math.sign(value) * Math.max(unit.q, Math.round(Math.abs(value) / unit.q) * unit.q),
  );
  return { name, title, sample: false, inputs: { x, q } };
}

const everywhere = (value: number) => () => value;

export default {
  title: { en: "Spatial pyramid attention", zh: "空间金字塔注意力" },
  track: "vision",
  difficulty: "medium",
  minutes: 20,
  asked: 1,
  after: ["spatial-attention"],
  signature: {
    name: "pyramid_attention",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "C", "h", "w"], about: { en: "feature maps", zh: "特征图" } },
      {
        name: "q",
        kind: "float",
        shape: ["C"],
        about: { en: "the query, shared by the batch", zh: "query，整个 batch 共用" },
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
        shape: ["B", "21"],
        about: {
          en: "weights of the regions: 1 × 1, then 2 × 2, then 4 × 4, each in rows from the top left",
          zh: "各区域的权重：先 1 × 1，再 2 × 2，再 4 × 4，每层从左上角起逐行排列",
        },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "one-image",
      { en: "One image of 4 × 4 pixels", zh: "一张 4 × 4 的图" },
      { B: 1, C: 2, h: 4, w: 4 },
      { sample: true },
    ),
    ordinary(
      random,
      "smaller-than-the-grid",
      { en: "Two images smaller than the finest grid", zh: "两张图，比最细的网格还小" },
      { B: 2, C: 3, h: 2, w: 3 },
      { sample: true },
    ),
    ordinary(random, "batch", { en: "A batch of three", zh: "batch 为 3" }, { B: 3, C: 5, h: 6, w: 7 }),
    ordinary(random, "wide", { en: "Wide maps", zh: "较宽的特征图" }, { B: 2, C: 6, h: 5, w: 11 }),
    ordinary(random, "tall", { en: "Tall maps", zh: "较高的特征图" }, { B: 4, C: 3, h: 10, w: 4 }),
    ordinary(random, "square", { en: "Sizes that agree", zh: "各维大小相同" }, { B: 5, C: 5, h: 5, w: 5 }),
    ordinary(random, "one-channel", { en: "A single channel", zh: "只有一个通道" }, { B: 2, C: 1, h: 8, w: 9 }),
    ordinary(
      random,
      "one-pixel",
      { en: "Maps of a single pixel", zh: "特征图只有一个像素" },
      { B: 3, C: 4, h: 1, w: 1 },
    ),
    large(
      random,
      "scores-near-1000",
      { en: "Scores near 1000, near -1000, and both", zh: "分数在 1000 附近、-1000 附近，或两者都有" },
      {
        levels: [everywhere(31.25), everywhere(-31.25), (_, column) => (column < 2 ? 31.25 : -31.25)],
        first: 64,
        unit: { x: 1 / 8, q: 1 / 8 },
        spread: 1,
      },
    ),
    large(
      random,
      "scores-near-minus-million",
      { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      { levels: [everywhere(-2000), everywhere(-2000)], first: 1000, unit: { x: 4, q: 1 }, spread: 4 },
    ),
  ],
  expected: (kernels, inputs) =>
    kernels.spatialPyramidAttention({ x: floats(inputs, "x"), q: floats(inputs, "q") }, { returnWeights: true }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "3*B*C*h*w+84*B*C", at: { B: 32, C: 512, h: 14, w: 14 } },
  finished: finishedAttention,
  pictures: [
    {
      of: "weights",
      title: { en: "Weights of the regions", zh: "各区域的权重" },
      rows: { en: "image", zh: "图" },
      columns: { en: "region, from coarse to fine", zh: "区域，由粗到细" },
    },
  ],
} satisfies Definition;
