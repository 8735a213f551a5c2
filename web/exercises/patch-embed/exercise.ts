import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { patchesOf } from "./reference.js";

interface Sizes {
  readonly B: number;
  readonly C: number;
  readonly h: number;
  readonly w: number;
  readonly patch: number;
  readonly D: number;
}

function drawCase(
  random: Random,
  name: string,
  title: Text,
  { B, C, h, w, patch, D }: Sizes,
  sample = false,
): ExerciseCase {
  const exact = sample ? (tensor: FloatTensor) => rounded(tensor, 4) : (tensor: FloatTensor) => tensor;
  const K = C * patch * patch;
  const inputs = {
    images: exact(random.normal([B, C, h, w])),
    weight: exact(random.normal([D, K], 1 / Math.sqrt(K))),
    bias: exact(random.normal([D])),
    patch,
  };
  return { name, title, sample, inputs };
}

export default {
  title: { en: "Patch embedding", zh: "图像块 embedding" },
  track: "vision",
  difficulty: "easy",
  minutes: 15,
  asked: 3,
  after: [],
  signature: {
    name: "patch_embed",
    arguments: [
      {
        name: "images",
        kind: "float",
        shape: ["B", "C", "h", "w"],
        about: { en: "images of C channels", zh: "C 个通道的图像" },
      },
      {
        name: "weight",
        kind: "float",
        shape: ["D", "K"],
        about: { en: "projection (out, in), K = C · patch · patch", zh: "投影权重 (out, in)，K = C · patch · patch" },
      },
      { name: "bias", kind: "float", shape: ["D"], about: { en: "bias of the projection", zh: "投影的偏置" } },
      {
        name: "patch",
        kind: "number",
        about: { en: "height and width of a patch; divides h and w", zh: "图像块的高和宽，整除 h 和 w" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "N", "D"],
        about: {
          en: "one token for each patch, N = h / patch · w / patch",
          zh: "每个图像块一个 token，N = h / patch · w / patch",
        },
      },
    ],
  },
  cases: (random) => [
    drawCase(
      random,
      "four-patches",
      { en: "One channel, two by two patches", zh: "一个通道，2 × 2 个图像块" },
      { B: 1, C: 1, h: 4, w: 4, patch: 2, D: 3 },
      true,
    ),
    drawCase(
      random,
      "two-channels",
      { en: "Two channels, a wide image", zh: "两个通道，较宽的图像" },
      { B: 1, C: 2, h: 4, w: 6, patch: 2, D: 3 },
      true,
    ),
    drawCase(
      random,
      "batch",
      { en: "A batch of two, three channels, tall images", zh: "batch 为 2，三个通道，较高的图像" },
      { B: 2, C: 3, h: 8, w: 4, patch: 2, D: 5 },
    ),
    drawCase(
      random,
      "patches-of-three",
      { en: "Patches of three by three", zh: "3 × 3 的图像块" },
      { B: 1, C: 4, h: 6, w: 15, patch: 3, D: 10 },
    ),
    drawCase(
      random,
      "all-sizes-agree",
      {
        en: "Channels, patch and grid agree, and so do inputs and outputs",
        zh: "通道数、块大小、网格一致，输入输出也一样宽",
      },
      { B: 2, C: 2, h: 4, w: 4, patch: 2, D: 8 },
    ),
    drawCase(
      random,
      "one-patch",
      { en: "The whole image is one patch", zh: "整张图像就是一块" },
      { B: 3, C: 2, h: 4, w: 4, patch: 4, D: 7 },
    ),
    drawCase(
      random,
      "single-pixels",
      { en: "Patches of one pixel", zh: "每块只有一个像素" },
      { B: 2, C: 3, h: 3, w: 5, patch: 1, D: 6 },
    ),
    drawCase(
      random,
      "one-row-of-patches",
      { en: "A single row of patches, one feature", zh: "只有一行图像块，一个特征" },
      { B: 3, C: 2, h: 3, w: 12, patch: 3, D: 1 },
    ),
  ],
  // No operation cuts images: the cut is a reference, the projection a kernel.
  expected: (kernels, inputs) => {
    const x = patchesOf(floats(inputs, "images"), number(inputs, "patch"));
    return { out: kernels.linear({ x, weight: floats(inputs, "weight"), bias: floats(inputs, "bias") }).y };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*B*N*K*D", kept: "B*N*K", at: { B: 1, C: 3, h: 224, w: 224, N: 196, K: 768, D: 768 } },
  module: {
    name: "PatchEmbed",
    init: { in_channels: "C", patch_size: "patch", d_model: "D" },
    parameters: { "projection.weight": "weight", "projection.bias": "bias" },
    forward: ["images"],
  },
  pictures: [
    {
      of: "out",
      title: { en: "Tokens", zh: "token" },
      rows: { en: "patch", zh: "图像块" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
