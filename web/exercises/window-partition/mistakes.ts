import { generate, type Nd, permute, reshape, transpose } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";

interface Inputs {
  readonly x: Nd;
  readonly size: number;
}

/** Sizes of maps [B, h, w, C] in windows: rows · size = h, columns · size = w. */
interface Cut {
  readonly B: number;
  readonly rows: number;
  readonly columns: number;
  readonly size: number;
  readonly C: number;
}

type Axis = "map" | "row" | "y" | "column" | "x";
type Order = readonly [Axis, Axis, Axis, Axis, Axis];

interface Variant {
  /** From maps to [B, rows, y, columns, x, C]. */
  readonly split?: (x: Nd, cut: Cut) => Nd;
  /** The order in which windows are listed, and pixels inside them. */
  readonly order?: Order;
  /** What is returned of the windows [N, size², C]. */
  readonly finish?: (windows: Nd, cut: Cut) => Nd;
}

const axes: Order = ["map", "row", "y", "column", "x"];

const cutOf = ({ x, size }: Inputs): Cut => {
  const [B, h, w, C] = x.shape as [number, number, number, number];
  return { B, rows: h / size, columns: w / size, size, C };
};

const bothSides = (x: Nd, { B, rows, columns, size, C }: Cut) => reshape(x, [B, rows, size, columns, size, C]);

const way = composed(
  (
    inputs: Inputs,
    { split = bothSides, order = ["map", "row", "column", "y", "x"], finish = (same) => same }: Variant,
  ) => {
    const cut = cutOf(inputs);
    const ordered = permute(split(inputs.x, cut), [...order.map((axis) => axes.indexOf(axis)), 5]);
    const { B, rows, columns, size, C } = cut;
    return finish(reshape(ordered, [B * rows * columns, size ** 2, C]), cut);
  },
);

/** Windows that begin at every pixel where a whole one fits; or as many as there should be, each a pixel after the last. */
const overlapping =
  (gridOf: (cut: Cut) => readonly [rows: number, columns: number]) =>
  (inputs: Inputs): Nd => {
    const cut = cutOf(inputs);
    const { B, size, C } = cut;
    const [rows, columns] = gridOf(cut);
    const [, h, w] = inputs.x.shape as [number, number, number, number];
    return generate([B * rows * columns, size ** 2, C], (index) => {
      const [n, p, c] = index as [number, number, number];
      const [b, place] = [Math.floor(n / (rows * columns)), n % (rows * columns)];
      const y = Math.floor(place / columns) + Math.floor(p / size);
      const x = (place % columns) + (p % size);
      return inputs.x.data[((b * h + y) * w + x) * C + c] as number;
    });
  };

const ofFirstMap = ({ shape, data }: Nd, B: number): Nd => ({
  shape: [(shape[0] as number) / B, ...shape.slice(1)],
  data: data.slice(0, data.length / B),
});

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "windows-by-reshape",
    title: { en: "Windows cut by reshape alone", zh: "只用 reshape 划分窗口" },
    explanation: {
      en: "A reshape keeps the numbers in their order, and in that order a whole row of the map comes before the next. So each window is a piece of one row, or of two, not a square. Split both sides, (B, h / s, s, w / s, s, C), move the axis of window columns before that of pixel rows, and only then merge.",
      zh: "reshape 不改变数的先后顺序，而在这个顺序里，图的一整行排完才轮到下一行。于是每个窗口成了某一行（或两行）的一段，而不是方块。应先把两条边都拆开，得到 (B, h / s, s, w / s, s, C)，把窗口列那一维移到像素行之前，最后才合并。",
    },
    ways: [way({ order: axes })],
  },
  {
    code: "windows-by-columns",
    title: { en: "Windows are listed column by column", zh: "窗口按列排列了" },
    explanation: {
      en: "Window 1 is the one below window 0, not the one to its right. The windows of a map follow its grid row by row from the top left; the step that puts them together again relies on it.",
      zh: "第 1 个窗口取的是第 0 个下面的一个，而不是右边的一个。一张图的窗口应从左上角起沿网格逐行排列，之后把窗口拼回去的步骤依赖这个顺序。",
    },
    ways: [way({ order: ["map", "column", "row", "y", "x"] }), way({ order: ["map", "column", "row", "x", "y"] })],
  },
  {
    code: "columns-first-in-window",
    title: { en: "Rows and columns are exchanged inside a window", zh: "窗口内的行和列颠倒了" },
    explanation: {
      en: "Each window is read column by column, so it comes out transposed. Inside a window the rows follow one another, from left to right; a table of relative positions counts in that order.",
      zh: "每个窗口是按列读取的，相当于被转置了。窗口内应逐行排列，每行从左到右；相对位置表就是按这个顺序编号的。",
    },
    ways: [way({ order: ["map", "row", "column", "x", "y"] })],
  },
  {
    code: "batch-last",
    title: { en: "Windows of all maps are interleaved", zh: "各张图的窗口交错排列了" },
    explanation: {
      en: "First comes window 0 of every map, then window 1 of every map. All windows of map 0 come first, then those of map 1: the batch is the slowest axis. A mask for the windows of one map, repeated for the batch, fits only this order.",
      zh: "先排了每张图的第 0 个窗口，再排每张图的第 1 个。应先排完第 0 张图的所有窗口，再排第 1 张图的：batch 是变化最慢的一维。按一张图的窗口做好的掩码，对 batch 重复时，只与这个顺序相符。",
    },
    ways: [
      way({ order: ["row", "column", "map", "y", "x"] }),
      way({ order: ["row", "map", "column", "y", "x"] }),
      way({ order: ["column", "row", "map", "y", "x"] }),
    ],
  },
  {
    code: "strips-not-windows",
    title: { en: "Strips in place of windows", zh: "切成了条带，而不是窗口" },
    explanation: {
      en: "Only one side of the map was cut, so a window has its full width (or height): size · w pixels. Cut both sides.",
      zh: "只切了图的一条边，一个窗口占满了整个宽度（或高度），有 size · w 个像素。两条边都要切。",
    },
    ways: [
      (inputs) => {
        const { B, rows, columns, size, C } = cutOf(inputs);
        return reshape(inputs.x, [B * rows, size * columns * size, C]);
      },
      (inputs) => {
        const { B, rows, columns, size, C } = cutOf(inputs);
        const split = permute(bothSides(inputs.x, cutOf(inputs)), [0, 3, 1, 2, 4, 5]);
        return reshape(split, [B * columns, rows * size * size, C]);
      },
    ],
  },
  {
    code: "every-other-pixel",
    title: { en: "A side is split the other way round", zh: "边拆反了" },
    explanation: {
      en: "A side was split as (s, h / s) in place of (h / s, s). Along it the pixels of a window then lie h / s apart, spread over the whole map. On both sides that is a grid, as dilated attention uses it; a window is a block of neighbours. The outer number of a split side counts windows, the inner one pixels.",
      zh: "边拆成了 (s, h / s)，而不是 (h / s, s)。这样一个窗口的像素沿这条边彼此相隔 h / s，散布在整张图上；两条边都这样，就是扩张注意力用的网格。窗口应是相邻像素组成的块。拆开后外层数窗口，内层数像素。",
    },
    ways: [
      way({
        split: (x, { B, rows, columns, size, C }) =>
          permute(reshape(x, [B, size, rows, size, columns, C]), [0, 2, 1, 4, 3, 5]),
      }),
      way({
        split: (x, { B, rows, columns, size, C }) =>
          permute(reshape(x, [B, size, rows, columns, size, C]), [0, 2, 1, 3, 4, 5]),
      }),
      way({
        split: (x, { B, rows, columns, size, C }) =>
          permute(reshape(x, [B, rows, size, size, columns, C]), [0, 1, 2, 4, 3, 5]),
      }),
      way({
        split: (x, { B, rows, columns, size, C }) =>
          reshape(permute(reshape(x, [B, size, rows, size, columns, C]), [0, 1, 3, 2, 4, 5]), [
            ...[B, rows, columns],
            ...[size, size, C],
          ]),
        order: axes,
      }),
    ],
  },
  {
    code: "height-and-width-exchanged",
    title: { en: "Height and width are exchanged", zh: "高和宽颠倒了" },
    explanation: {
      en: "The shape was read as (B, w, h, C), so a reshape breaks the map into rows of the wrong length. For a square map that makes no difference; otherwise a window holds pixels that are no neighbours. The shape is (B, h, w, C).",
      zh: "形状被读成了 (B, w, h, C)，reshape 时每行的长度就错了。正方形的图没有区别，否则窗口里的像素并不相邻。形状应是 (B, h, w, C)。",
    },
    ways: [
      ({ x, size }) => {
        const [B, h, w, C] = x.shape as [number, number, number, number];
        return way({})({ x: reshape(x, [B, w, h, C]), size });
      },
    ],
  },
  {
    code: "windows-overlap",
    title: { en: "The windows overlap", zh: "窗口有重叠" },
    explanation: {
      en: "A window begins at every pixel, as with a convolution of stride 1. Windows lie side by side: the step from one to the next is size, so there are h / size · w / size of them.",
      zh: "每个像素处都开始了一个窗口，像步长为 1 的卷积。窗口应并排而不重叠：步长是 size，共 h / size · w / size 个。",
    },
    ways: [
      overlapping(({ rows, columns, size }) => [(rows - 1) * size + 1, (columns - 1) * size + 1]),
      overlapping(({ rows, columns }) => [rows, columns]),
    ],
  },
  {
    code: "window-not-flattened",
    title: { en: "The axes are not merged", zh: "该合并的维没有合并" },
    explanation: {
      en: "The numbers are right, but height and width of a window, or batch and grid, are still axes of their own. Attention wants one axis of pixels and one of windows: (B · h / s · w / s, s · s, C).",
      zh: "数值是对的，但窗口的高和宽（或 batch 与网格）仍是分开的维。注意力要的是一维像素、一维窗口：(B · h / s · w / s, s · s, C)。",
    },
    ways: [
      way({ finish: (windows, { size, C }) => reshape(windows, [windows.shape[0] as number, size, size, C]) }),
      way({ finish: (windows, { B, rows, columns, size, C }) => reshape(windows, [B, rows * columns, size ** 2, C]) }),
      way({
        finish: (windows, { B, rows, columns, size, C }) => reshape(windows, [B, rows, columns, size ** 2, C]),
      }),
      way({
        finish: (windows, { B, rows, columns, size, C }) => reshape(windows, [B, rows * columns, size, size, C]),
      }),
      way({
        finish: (windows, { B, rows, columns, size, C }) => reshape(windows, [B, rows, columns, size, size, C]),
      }),
    ],
  },
  {
    code: "channels-before-pixels",
    title: { en: "The channels come before the pixels", zh: "通道排在了像素之前" },
    explanation: {
      en: "The result has the shape (N, C, s · s), or was reshaped from that. Each pixel is a token: one row of C features. The channels stay the last axis from start to end.",
      zh: "结果的形状是 (N, C, s · s)，或者由它直接 reshape 而来。每个像素是一个 token，占一行，有 C 个特征。通道自始至终都是最后一维。",
    },
    ways: [
      way({ finish: (windows) => transpose(windows) }),
      way({ finish: (windows) => reshape(transpose(windows), windows.shape) }),
    ],
  },
  {
    ...known("first-entry-only"),
    ways: [
      way({ finish: (windows, { B }) => ofFirstMap(windows, B) }),
      way({
        finish: (windows, { B }) => ({
          ...windows,
          data: windows.data.map((value, at) => (at < windows.data.length / B ? value : 0)),
        }),
      }),
      way({
        finish: (windows, { B }) => ({
          ...windows,
          data: windows.data.map((_, at) => windows.data[at % (windows.data.length / B)] as number),
        }),
      }),
    ],
  },
];

export default mistakes;
