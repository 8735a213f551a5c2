import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import { number } from "../../format/tensors.js";
import { formerNeighbours } from "./reference.js";

/** Sizes of the map in windows. */
interface Sizes {
  readonly rows: number;
  readonly columns: number;
  readonly size: number;
  readonly shift: number;
}

const of = (name: string, title: Text, { rows, columns, size, shift }: Sizes, sample = false): ExerciseCase => ({
  name,
  title,
  sample,
  inputs: { h: rows * size, w: columns * size, size, shift },
});

export default {
  title: { en: "Mask of shifted windows", zh: "平移窗口的掩码" },
  track: "vision",
  difficulty: "hard",
  minutes: 20,
  asked: 1,
  after: ["window-partition"],
  signature: {
    name: "shifted_window_mask",
    arguments: [
      { name: "h", kind: "number", about: { en: "height of the map in pixels", zh: "特征图的高（像素）" } },
      { name: "w", kind: "number", about: { en: "width of the map in pixels", zh: "特征图的宽（像素）" } },
      {
        name: "size",
        kind: "number",
        about: { en: "height and width of a window; divides h and w", zh: "窗口的高和宽，整除 h 和 w" },
      },
      {
        name: "shift",
        kind: "number",
        about: { en: "by how many pixels the map is rolled, 0 to size - 1", zh: "特征图滚动多少个像素，0 到 size - 1" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "bool",
        shape: ["N", "P", "P"],
        about: {
          en: "true where the query may attend to the key, window by window; N = h / size · w / size, P = size · size",
          zh: "true 表示该 query 可以关注该 key，每个窗口一个；N = h / size · w / size，P = size · size",
        },
      },
    ],
  },
  cases: (random) => {
    const wide = random.between(2, 4);
    const shift = random.between(1, 2);
    return [
      of(
        "four-windows",
        { en: "Two by two windows, shifted by 1", zh: "2 × 2 个窗口，平移 1" },
        { rows: 2, columns: 2, size: 2, shift: 1 },
        true,
      ),
      of(
        "one-row-of-windows",
        { en: "A single row of windows", zh: "只有一行窗口" },
        { rows: 1, columns: 2, size: 2, shift: 1 },
        true,
      ),
      of(
        "windows-of-three",
        { en: "Windows of three by three, a wide map", zh: "3 × 3 的窗口，较宽的图" },
        { rows: 2, columns: 3, size: 3, shift },
      ),
      of(
        "tall-map",
        { en: "A tall map, shifted by 1", zh: "较高的图，平移 1" },
        { rows: wide + 1, columns: 2, size: 3, shift: 1 },
      ),
      of(
        "shifted-by-three",
        { en: "Windows of four by four, shifted by 3", zh: "4 × 4 的窗口，平移 3" },
        { rows: 2, columns: 1, size: 4, shift: 3 },
      ),
      of(
        "as-many-windows-as-pixels",
        { en: "As many windows as pixels in one", zh: "窗口数与窗口内的像素数相同" },
        { rows: 3, columns: 3, size: 3, shift: 2 },
      ),
      of(
        "one-window",
        { en: "The whole map is one window", zh: "整张图就是一个窗口" },
        { rows: 1, columns: 1, size: 3, shift },
      ),
      of("no-shift", { en: "Nothing is shifted", zh: "没有平移" }, { rows: 2, columns: wide, size: 2, shift: 0 }),
      of(
        "single-pixels",
        { en: "Windows of one pixel", zh: "每个窗口只有一个像素" },
        { rows: 3, columns: wide, size: 1, shift: 0 },
      ),
    ];
  },
  // No kernel builds a mask.
  expected: (_kernels, inputs) => {
    const [h, w, size, shift] = ["h", "w", "size", "shift"].map((name) => number(inputs, name)) as [
      number,
      number,
      number,
      number,
    ];
    return { out: formerNeighbours(h, w, size, shift) };
  },
  // The answer is 0 or 1, exactly.
  tolerance: { absolute: 1e-6, relative: 0 },
  pictures: [
    {
      of: "out",
      title: { en: "What each pixel of a window may attend to", zh: "窗口内每个像素可以关注的像素" },
      rows: { en: "query", zh: "query" },
      columns: { en: "key", zh: "key" },
    },
  ],
} satisfies Definition;
