import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { floats, number, rounded } from "../../format/tensors.js";
import { windowsOf } from "./reference.js";

type Shape = readonly [B: number, h: number, w: number, C: number];

const drawCase = (random: Random, name: string, title: Text, shape: Shape, size: number): ExerciseCase => ({
  name,
  title,
  sample: false,
  inputs: { x: random.normal(shape), size },
});

const sample = (random: Random, name: string, title: Text, shape: Shape, size: number): ExerciseCase => ({
  name,
  title,
  sample: true,
  inputs: { x: rounded(random.normal(shape), 4), size },
});

export default {
  title: { en: "Windows of a feature map", zh: "特征图的窗口划分" },
  track: "vision",
  difficulty: "medium",
  minutes: 12,
  asked: 2,
  after: ["patch-embed"],
  signature: {
    name: "window_partition",
    arguments: [
      {
        name: "x",
        kind: "float",
        shape: ["B", "h", "w", "C"],
        about: { en: "feature maps, channels last", zh: "特征图，通道在最后" },
      },
      {
        name: "size",
        kind: "number",
        about: { en: "height and width of a window; divides h and w", zh: "窗口的高和宽，整除 h 和 w" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["N", "P", "C"],
        about: {
          en: "the pixels of each window, N = B · h / size · w / size, P = size · size",
          zh: "每个窗口的像素，N = B · h / size · w / size，P = size · size",
        },
      },
    ],
  },
  cases: (random) => [
    sample(
      random,
      "four-windows",
      { en: "Two by two windows, one channel", zh: "2 × 2 个窗口，一个通道" },
      [1, 4, 4, 1],
      2,
    ),
    sample(random, "wide-maps", { en: "Two wide maps, two channels", zh: "两张较宽的图，两个通道" }, [2, 2, 4, 2], 2),
    drawCase(
      random,
      "tall-maps",
      { en: "Two tall maps, three channels", zh: "两张较高的图，三个通道" },
      [2, 8, 4, 3],
      2,
    ),
    drawCase(random, "windows-of-three", { en: "Windows of three by three", zh: "3 × 3 的窗口" }, [2, 6, 9, 4], 3),
    drawCase(
      random,
      "all-sizes-agree",
      { en: "Maps, grid, window and channels agree", zh: "图数、网格、窗口与通道数都相等" },
      [2, 4, 4, 2],
      2,
    ),
    drawCase(random, "one-window", { en: "The whole map is one window", zh: "整张图就是一个窗口" }, [3, 4, 4, 2], 4),
    drawCase(random, "single-pixels", { en: "Windows of one pixel", zh: "每个窗口只有一个像素" }, [2, 3, 5, 4], 1),
    drawCase(random, "one-map", { en: "One map, three by two windows", zh: "一张图，3 × 2 个窗口" }, [1, 9, 6, 5], 3),
  ],
  // No operation cuts maps.
  expected: (_kernels, inputs) => ({ out: windowsOf(floats(inputs, "x"), number(inputs, "size")) }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  pictures: [],
} satisfies Definition;
