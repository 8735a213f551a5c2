import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

interface Sizes {
  readonly B: number;
  readonly C: number;
  readonly h: number;
  readonly w: number;
  readonly r: number;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, C, h, w, r }: Sizes,
  finish = (x: FloatTensor) => x,
): ExerciseCase {
  // Means over the pixels are small, and their differences must show: each channel of each image has its own level.
  const levels = random.normal([B, C]).data;
  const x = edited(
    random.normal([B, C, h, w]),
    (value, [b, c]) => value + (levels[(b as number) * C + (c as number)] as number),
  );
  const inputs = {
    x: finish(x),
    w1: finish(random.normal([r, C], 3 / Math.sqrt(C))),
    b1: finish(random.normal([r])),
    w2: finish(random.normal([C, r], 1.5 / Math.sqrt(r))),
    b2: finish(random.normal([C])),
  };
  return { name, title, sample: false, inputs };
}

const sample = (...[random, name, title, sizes]: [Random, string, Text, Sizes]): ExerciseCase => ({
  ...ordinary(random, name, title, sizes, (x) => rounded(x, 4)),
  sample: true,
});

/** Before the sigmoid two channels of three are near 1000 or -1000: their gates are exactly 1 and 0. */
function saturated(random: Random, name: string, title: Text, sizes: Sizes): ExerciseCase {
  const drawn = ordinary(random, name, title, sizes);
  const b2 = edited(
    floats(drawn.inputs, "b2"),
    (value, [channel]) => [1000, -1000, value][(channel as number) % 3] as number,
  );
  return { ...drawn, inputs: { ...drawn.inputs, b2 } };
}

export default {
  title: { en: "Squeeze-and-excitation", zh: "SE 通道注意力" },
  track: "vision",
  difficulty: "easy",
  minutes: 12,
  asked: 2,
  after: [],
  signature: {
    name: "squeeze_excitation",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "C", "h", "w"], about: { en: "feature maps", zh: "特征图" } },
      {
        name: "w1",
        kind: "float",
        shape: ["r", "C"],
        about: { en: "weight of the first layer (out, in)", zh: "第一层的权重 (out, in)" },
      },
      { name: "b1", kind: "float", shape: ["r"], about: { en: "its bias", zh: "对应偏置" } },
      {
        name: "w2",
        kind: "float",
        shape: ["C", "r"],
        about: { en: "weight of the second layer", zh: "第二层的权重" },
      },
      { name: "b2", kind: "float", shape: ["C"], about: { en: "its bias", zh: "对应偏置" } },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "C", "h", "w"],
        about: { en: "the maps, each channel multiplied by its gate", zh: "每个通道乘以各自门控值之后的特征图" },
      },
      {
        name: "gate",
        kind: "float",
        shape: ["B", "C"],
        about: { en: "gate of each channel, between 0 and 1", zh: "每个通道的门控值，在 0 和 1 之间" },
        optional: true,
      },
    ],
  },
  cases: (random) => [
    sample(
      random,
      "one-image",
      { en: "One image, three channels", zh: "一张图，三个通道" },
      { B: 1, C: 3, h: 2, w: 2, r: 2 },
    ),
    sample(
      random,
      "two-images",
      { en: "Two images of one column", zh: "两张图，各只有一列" },
      { B: 2, C: 2, h: 3, w: 1, r: 3 },
    ),
    ordinary(random, "batch", { en: "A batch of three", zh: "batch 为 3" }, { B: 3, C: 6, h: 4, w: 5, r: 2 }),
    ordinary(random, "wide", { en: "Wide maps", zh: "较宽的特征图" }, { B: 2, C: 8, h: 3, w: 7, r: 4 }),
    ordinary(random, "square", { en: "Sizes that agree", zh: "各维大小相同" }, { B: 4, C: 4, h: 4, w: 4, r: 4 }),
    ordinary(
      random,
      "one-pixel",
      { en: "Maps of a single pixel", zh: "特征图只有一个像素" },
      { B: 5, C: 7, h: 1, w: 1, r: 3 },
    ),
    ordinary(
      random,
      "one-hidden-feature",
      { en: "A single number between the layers", zh: "两层之间只有一个数" },
      { B: 2, C: 5, h: 2, w: 3, r: 1 },
    ),
    saturated(
      random,
      "gates-open-and-closed",
      { en: "Near 1000 and -1000 before the sigmoid", zh: "sigmoid 之前的数在 1000 或 -1000 附近" },
      { B: 2, C: 9, h: 3, w: 4, r: 5 },
    ),
  ],
  expected: (kernels, inputs) => {
    const [x, w1, b1, w2, b2] = ["x", "w1", "b1", "w2", "b2"].map((name) => floats(inputs, name)) as [
      FloatTensor,
      FloatTensor,
      FloatTensor,
      FloatTensor,
      FloatTensor,
    ];
    const { y, gate } = kernels.squeezeExcitation({ x, w1, b1, w2, b2 });
    return { out: y, gate };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*B*C*h*w+4*B*C*r", at: { B: 32, C: 256, h: 56, w: 56, r: 16 } },
  module: {
    name: "SqueezeExcitation",
    init: { channels: "C", reduced: "r" },
    parameters: { "fc1.weight": "w1", "fc1.bias": "b1", "fc2.weight": "w2", "fc2.bias": "b2" },
    forward: ["x"],
  },
  pictures: [
    {
      of: "gate",
      title: { en: "Gates", zh: "门控值" },
      rows: { en: "image", zh: "图" },
      columns: { en: "channel", zh: "通道" },
    },
  ],
} satisfies Definition;
