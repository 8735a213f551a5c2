import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { distinctRows } from "../shared/distinct-rows.js";

interface Sizes {
  readonly B: number;
  readonly C: number;
  readonly h: number;
  readonly w: number;
  readonly r: number;
  /** Height and width of the kernel. */
  readonly a: number;
  readonly b: number;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, C, h, w, r, a, b }: Sizes,
  finish = (x: FloatTensor) => x,
): ExerciseCase {
  // Means over the pixels are small, and their differences must show: each channel of each image has its own level.
  const levels = random.normal([B, C]).data;
  const x = edited(
    random.normal([B, C, h, w]),
    (value, [image, channel]) => value + (levels[(image as number) * C + (channel as number)] as number),
  );
  const inputs = {
    x: finish(x),
    w1: finish(random.normal([r, C], 2 / Math.sqrt(C))),
    w2: finish(random.normal([C, r], 1 / Math.sqrt(r))),
    kernel: finish(random.normal([1, 2, a, b], 2 / Math.sqrt(a * b))),
  };
  return { name, title, sample: false, inputs };
}

/** Readable numbers, of which no two in x are equal: of equal maxima nobody knows which gets the gradient. */
function sample(random: Random, name: string, title: Text, sizes: Sizes): ExerciseCase {
  const { B, C, h, w } = sizes;
  const drawn = ordinary(random, name, title, sizes, (x) => rounded(x, 4));
  const x = { shape: [B, C, h, w], data: distinctRows(random, [1, B * C * h * w]).data };
  return { ...drawn, sample: true, inputs: { ...drawn.inputs, x } };
}

/** Before the channels' sigmoid two of three are far beyond 1000 or below -1000: their gates are exactly 1 and 0. */
function saturated(random: Random, name: string, title: Text, sizes: Sizes): ExerciseCase {
  const drawn = ordinary(random, name, title, sizes);
  const of = (input: string) => floats(drawn.inputs, input);
  const x = edited(of("x"), (value) => 1 + Math.abs(value));
  const w1 = edited(of("w1"), Math.abs);
  const w2 = edited(of("w2"), (value, [channel]) => [1000, -1000, value][(channel as number) % 3] as number);
  return { ...drawn, inputs: { ...drawn.inputs, x, w1, w2 } };
}

export default {
  title: { en: "CBAM", zh: "CBAM" },
  track: "vision",
  difficulty: "medium",
  minutes: 25,
  asked: 1,
  after: ["squeeze-excitation"],
  signature: {
    name: "cbam",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "C", "h", "w"], about: { en: "feature maps", zh: "特征图" } },
      {
        name: "w1",
        kind: "float",
        shape: ["r", "C"],
        about: { en: "first layer of the channel gate (out, in)", zh: "通道门控的第一层 (out, in)" },
      },
      {
        name: "w2",
        kind: "float",
        shape: ["C", "r"],
        about: { en: "second layer of the channel gate", zh: "通道门控的第二层" },
      },
      {
        name: "kernel",
        kind: "float",
        shape: ["1", "2", "a", "b"],
        about: {
          en: "kernel of the spatial gate, for means and maxima; a and b are odd",
          zh: "空间门控的卷积核，分别用于均值和最大值；a 和 b 是奇数",
        },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "C", "h", "w"],
        about: { en: "the maps after both gates", zh: "经过两次门控的特征图" },
      },
    ],
  },
  cases: (random) => [
    sample(
      random,
      "one-image",
      { en: "One image, a kernel of one row", zh: "一张图，卷积核只有一行" },
      { B: 1, C: 2, h: 2, w: 3, r: 2, a: 1, b: 3 },
    ),
    sample(
      random,
      "two-images",
      { en: "Two images, a kernel of one column", zh: "两张图，卷积核只有一列" },
      { B: 2, C: 2, h: 3, w: 2, r: 1, a: 3, b: 1 },
    ),
    ordinary(
      random,
      "batch",
      { en: "A batch of three", zh: "batch 为 3" },
      { B: 3, C: 6, h: 5, w: 4, r: 2, a: 3, b: 3 },
    ),
    ordinary(
      random,
      "wide",
      { en: "Wide maps, a wide kernel", zh: "较宽的特征图和卷积核" },
      { B: 2, C: 5, h: 4, w: 9, r: 3, a: 3, b: 5 },
    ),
    ordinary(
      random,
      "square",
      { en: "Sizes that agree", zh: "各维大小相同" },
      { B: 4, C: 4, h: 4, w: 4, r: 4, a: 3, b: 3 },
    ),
    ordinary(
      random,
      "one-pixel",
      { en: "Maps of a single pixel", zh: "特征图只有一个像素" },
      { B: 5, C: 7, h: 1, w: 1, r: 3, a: 3, b: 3 },
    ),
    ordinary(
      random,
      "kernel-as-large-as-the-map",
      { en: "A kernel as large as the map", zh: "卷积核与特征图一样大" },
      { B: 2, C: 3, h: 3, w: 5, r: 4, a: 3, b: 5 },
    ),
    ordinary(
      random,
      "seven-by-seven",
      { en: "A kernel of seven by seven", zh: "7 × 7 的卷积核" },
      { B: 1, C: 6, h: 8, w: 5, r: 2, a: 7, b: 7 },
    ),
    ordinary(
      random,
      "one-channel",
      { en: "A single channel", zh: "只有一个通道" },
      { B: 3, C: 1, h: 5, w: 4, r: 2, a: 5, b: 3 },
    ),
    saturated(
      random,
      "gates-open-and-closed",
      { en: "Beyond 1000 and below -1000 before the sigmoid", zh: "sigmoid 之前的数大于 1000 或小于 -1000" },
      { B: 2, C: 8, h: 4, w: 3, r: 3, a: 3, b: 3 },
    ),
  ],
  expected: (kernels, inputs) => {
    const [x, w1, w2, kernel] = ["x", "w1", "w2", "kernel"].map((name) => floats(inputs, name)) as [
      FloatTensor,
      FloatTensor,
      FloatTensor,
      FloatTensor,
    ];
    return { out: kernels.cbam({ x, w1, w2, kernel }).y };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: {
    operations: "6*B*C*h*w+8*B*C*r+4*B*h*w*a*b",
    at: { B: 32, C: 256, h: 56, w: 56, r: 16, a: 7, b: 7 },
  },
  module: {
    name: "CBAM",
    init: { channels: "C", reduced: "r", kernel_height: "a", kernel_width: "b" },
    parameters: { "fc1.weight": "w1", "fc2.weight": "w2", "conv.weight": "kernel" },
    forward: ["x"],
  },
  pictures: [
    {
      of: "out",
      title: { en: "Each channel after both gates", zh: "经过两次门控的各通道" },
      rows: { en: "row of the map", zh: "行" },
      columns: { en: "column of the map", zh: "列" },
    },
  ],
} satisfies Definition;
