import { generate, type Nd, reshape } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { lowNumbers } from "../shared/wrong-masking.js";

interface Inputs {
  readonly h: number;
  readonly w: number;
  readonly size: number;
  readonly shift: number;
}

/** A place along one side of the rolled map, of a length. */
type Side = (place: number, length: number, inputs: Inputs) => number;

/** Row and column of a pixel of a window in the rolled map. */
type PixelOf = (window: number, pixel: number, inputs: Inputs) => readonly [row: number, column: number];

interface Variant {
  /** The number of the region along one side. */
  readonly region?: Side;
  /** From the regions of two pixels, by rows and by columns, to whether they see each other. */
  readonly together?: (one: readonly [number, number], other: readonly [number, number]) => boolean;
  readonly pixelOf?: PixelOf;
  /** Which windows have a mask at all; the others are all true. */
  readonly masked?: (window: number, inputs: Inputs) => boolean;
  /** What is written for what is visible and what is not. Default: 1 and 0. */
  readonly written?: readonly [number, number];
}

const grid = ({ h, w, size }: Inputs) => ({ rows: h / size, columns: w / size });

const rowByRow: PixelOf = (window, pixel, inputs) => {
  const { size } = inputs;
  const { columns } = grid(inputs);
  return [Math.floor(window / columns) * size + Math.floor(pixel / size), (window % columns) * size + (pixel % size)];
};

const way = composed(
  (
    inputs: Inputs,
    {
      region = (place, length, { shift }) => (place >= length - shift ? 1 : 0),
      together = ([row, column], [otherRow, otherColumn]) => row === otherRow && column === otherColumn,
      pixelOf = rowByRow,
      masked = () => true,
      written = [1, 0],
    }: Variant,
  ) => {
    const { h, w, size } = inputs;
    const { rows, columns } = grid(inputs);
    const regions = (window: number, pixel: number): readonly [number, number] => {
      const [row, column] = pixelOf(window, pixel, inputs);
      return [region(row, h, inputs), region(column, w, inputs)];
    };
    return generate([rows * columns, size ** 2, size ** 2], (index) => {
      const [window, query, key] = index as [number, number, number];
      const visible = !masked(window, inputs) || together(regions(window, query), regions(window, key));
      return visible ? written[0] : written[1];
    });
  },
);

/** Not joined with others: together they would give zeros or ones, which tell nothing. */
const alone = (variant: Variant) => (inputs: Inputs) => way(variant)(inputs);

const isLast = (window: number, inputs: Inputs) => window === grid(inputs).rows * grid(inputs).columns - 1;
const inAxes = (shape: (N: number, P: number) => readonly number[]) => (inputs: Inputs) => {
  const mask: Nd = way({})(inputs);
  return reshape(mask, shape(mask.shape[0] as number, mask.shape[1] as number));
};

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "roll-reversed",
    title: { en: "The map is rolled the other way", zh: "滚动的方向反了" },
    explanation: {
      en: "The strangers were looked for at the top and on the left, in the first rows and columns. A roll by -shift moves everything up and left, so what falls over the edge comes in at the bottom and on the right: in the last shift rows and columns.",
      zh: "把外来的像素当成了在上边和左边，即最前面的几行和几列。滚动 -shift 会把一切向上、向左移，越过边缘的部分从下边和右边进来：应是最后 shift 行和 shift 列。",
    },
    ways: [way({ region: (place, _, { shift }) => (place < shift ? 1 : 0) })],
  },
  {
    code: "regions-by-rows-only",
    title: { en: "Only one side of the map is considered", zh: "只考虑了一条边" },
    explanation: {
      en: "Regions were made by rows alone, or by columns alone; or the length of one side served for both borders: rows change at h - shift, columns at w - shift. The map is rolled on both axes, so there are three strips each way and nine regions: the corner window holds pixels from four corners of the map.",
      zh: "只按行（或只按列）划分了区域；或者两条边界用了同一条边的长度：行的边界在 h - shift，列的边界在 w - shift。图在两个方向都滚动了，每个方向分三段，共九个区域：角上的窗口里有来自图四个角的像素。",
    },
    ways: [
      way({ together: ([row], [other]) => row === other }),
      way({ together: ([, column], [, other]) => column === other }),
      way({ region: (place, _, { h, shift }) => (place >= h - shift ? 1 : 0) }),
      way({ region: (place, _, { w, shift }) => (place >= w - shift ? 1 : 0) }),
    ],
  },
  {
    code: "regions-joined-by-or",
    title: { en: "One agreeing side is enough", zh: "只要有一个方向一致就算可见" },
    explanation: {
      en: "Two pixels see each other if their regions agree by rows or by columns. Both must agree: pixels that agree in one direction alone come from opposite edges in the other.",
      zh: "两个像素只要行的区域或列的区域一致，就互相可见。两者都必须一致：只在一个方向一致的像素，在另一个方向上来自相对的两条边。",
    },
    ways: [way({ together: ([row, column], [otherRow, otherColumn]) => row === otherRow || column === otherColumn })],
  },
  {
    code: "region-numbers-collide",
    title: { en: "Different regions have the same number", zh: "不同的区域编了同一个号" },
    explanation: {
      en: "The number of a region is the sum of a number by rows and one by columns, so two different regions in the corner have the same. Number them by 3 · row + column, or count up while filling them.",
      zh: "区域编号用的是行号加列号，角上两个不同的区域就得到了同一个号。应按 3 · 行 + 列 编号，或在填写时依次加一。",
    },
    ways: [way({ together: ([row, column], [otherRow, otherColumn]) => row + column === otherRow + otherColumn })],
  },
  {
    ...knownOfMasks("mask-inverted"),
    title: { en: "The mask is inverted", zh: "掩码含义弄反了" },
    explanation: {
      en: "True marks the pairs that must not see each other. Here true means that the query may attend to the key. (Swin's code compares the regions by their difference and fills where it is not 0: the opposite convention.)",
      zh: "true 标的是不能互相看见的像素对。这里 true 表示该 query 可以关注该 key。（Swin 的代码求区域编号之差，在不为 0 处填值，约定正好相反。）",
    },
    ways: [alone({ written: [0, 1] })],
  },
  {
    code: "all-windows-masked",
    title: { en: "Every window has the mask of the border", zh: "每个窗口都用了边缘窗口的掩码" },
    explanation: {
      en: "The strangers were looked for by the place inside a window, so every window is cut into four. Only windows in the last row and the last column of the grid hold pixels from the other edge. All others are true throughout.",
      zh: "外来的像素是按窗口内的位置判断的，于是每个窗口都被切成了四块。只有网格最后一行和最后一列的窗口里才有来自另一边的像素，其余窗口应全为 true。",
    },
    ways: [
      way({
        pixelOf: (_, pixel, { h, w, size }) => [h - size + Math.floor(pixel / size), w - size + (pixel % size)],
      }),
    ],
  },
  {
    code: "only-corner-masked",
    title: { en: "Only the corner window is masked", zh: "只有角上的窗口做了掩码" },
    explanation: {
      en: "The last window is right, and all others are true. But every window in the last row and in the last column of the grid holds pixels from the other edge.",
      zh: "最后一个窗口是对的，其余全为 true。但网格最后一行和最后一列的每个窗口里，都有来自另一边的像素。",
    },
    ways: [way({ masked: isLast })],
  },
  {
    ...knownOfMasks("mask-ignored"),
    title: { en: "Nothing is masked", zh: "没有屏蔽任何位置" },
    explanation: {
      en: "Every element is true. Either the shift is not used, or the border is at h - size, which no window crosses: the border between pixels of a window is at h - shift.",
      zh: "所有元素都为 true。可能没有用到 shift，也可能把边界放在了 h - size，而没有窗口跨过那里：窗口内部的边界在 h - shift。",
    },
    ways: [alone({ together: () => true })],
  },
  {
    code: "border-off-by-one",
    title: { en: "The border is off by one", zh: "边界差了一行" },
    explanation: {
      en: "The border lies one row and column too early or too late. The last shift rows have come over the edge: h - shift to h - 1.",
      zh: "边界早了或晚了一行（列）。越过边缘进来的是最后 shift 行：第 h - shift 到 h - 1 行。",
    },
    ways: [
      way({ region: (place, length, { shift }) => (place > length - shift ? 1 : 0) }),
      way({ region: (place, length, { shift }) => (place >= length - shift - 1 ? 1 : 0) }),
    ],
  },
  {
    code: "border-at-rest-of-window",
    title: { en: "The border lies size - shift from the edge", zh: "边界放在了距边缘 size - shift 处" },
    explanation: {
      en: "The last size - shift rows and columns were taken for those from the opposite edge. The roll moved everything by shift, so only shift rows and columns have come over. Where shift is half of size, as in Swin, both are the same.",
      zh: "把最后 size - shift 行（列）当成了从另一边来的。滚动的距离是 shift，越过边缘进来的只有 shift 行（列）。shift 恰为 size 的一半时（Swin 就是如此）两者相同，看不出错。",
    },
    ways: [way({ region: (place, length, { size, shift }) => (place >= length - (size - shift) ? 1 : 0) })],
  },
  {
    code: "windows-by-reshape",
    title: { en: "The regions are cut by reshape alone", zh: "只用 reshape 切分区域图" },
    explanation: {
      en: "The map of regions was reshaped to (N, size · size) directly. A reshape keeps whole rows of the map together; windows need both sides split and two axes swapped first, exactly as the pixels themselves.",
      zh: "区域图被直接 reshape 成了 (N, size · size)。reshape 会让图的整行连在一起；窗口要先把两条边拆开、交换两维，与像素本身的切法完全一样。",
    },
    ways: [
      way({
        pixelOf: (window, pixel, { w, size }) => {
          const place = window * size ** 2 + pixel;
          return [Math.floor(place / w), place % w];
        },
      }),
    ],
  },
  {
    code: "windows-by-columns",
    title: { en: "Windows or their pixels are listed column by column", zh: "窗口或其中的像素按列排列了" },
    explanation: {
      en: "Mask 1 belongs to the window below window 0, not to the one on its right; or the pixels of each window go column by column; or height and width were exchanged. Windows follow the grid row by row from the top left, and so do the pixels in a window.",
      zh: "第 1 个掩码对应的是第 0 个窗口下面的一个，而不是右边的一个；也可能是窗口内的像素按列排列了，或者高和宽弄反了。窗口应从左上角起沿网格逐行排列，窗口内的像素也是逐行排列。",
    },
    ways: [
      way({
        pixelOf: (window, pixel, inputs) => {
          const { rows, columns } = grid(inputs);
          return rowByRow((window % rows) * columns + Math.floor(window / rows), pixel, inputs);
        },
      }),
      way({
        pixelOf: (window, pixel, inputs) =>
          rowByRow(window, (pixel % inputs.size) * inputs.size + Math.floor(pixel / inputs.size), inputs),
      }),
      (inputs) => way({})({ ...inputs, h: inputs.w, w: inputs.h }),
    ],
  },
  {
    ...knownOfMasks("mask-additive"),
    explanation: {
      en: "The result has 0 where a key is visible and a negative number (Swin's code takes -100) where it is masked. That is the form that is added to the scores; this exercise asks for the boolean form, true where the query may attend to the key.",
      zh: "结果在可见处为 0，屏蔽处为负数（Swin 的代码用 -100），这是加到分数上的形式。本题要的是布尔形式：可以关注的位置为 true。",
    },
    ways: lowNumbers.map((hidden) => alone({ written: [0, hidden] })),
  },
  {
    code: "extra-axis",
    title: { en: "The axes are not those asked for", zh: "维度与要求的不符" },
    explanation: {
      en: "The numbers are right, but there is an axis of size 1 for batch or heads, or the axes of the grid are not merged. The shape is (N, P, P).",
      zh: "数值是对的，但多了大小为 1 的 batch 维或头的维，或者网格的两维没有合并。形状应为 (N, P, P)。",
    },
    ways: [
      inAxes((N, P) => [N, 1, P, P]),
      inAxes((N, P) => [1, N, P, P]),
      inAxes((N, P) => [1, N, 1, P, P]),
      (inputs) => {
        const { rows, columns } = grid(inputs);
        return inAxes((_, P) => [rows, columns, P, P])(inputs);
      },
    ],
  },
];

export default mistakes;
