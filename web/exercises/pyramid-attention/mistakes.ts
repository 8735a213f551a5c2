import {
  divide,
  expand,
  generate,
  map,
  max,
  multiply,
  type Nd,
  permute,
  reshape,
  scale,
  softmax,
  squeeze,
  subtract,
  sum,
  unstableSoftmax,
} from "../../arrays/nd.js";
import type { Answer, Mistake, Way } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { attend, attentionMistakes, type Variant, withShared } from "../shared/wrong-attention.js";
import { knownOfMaps } from "../shared/wrong-maps.js";
import { activated, firstEntryOnly } from "../shared/wrong-outputs.js";
import { choices } from "../shared/wrong-self-attention.js";

interface Inputs {
  readonly x: Nd;
  readonly q: Nd;
}

/** From a part of n, and the size of the map, to its first pixel and to that behind its last. */
type Bounds = (part: number, n: number, size: number) => readonly [number, number];

interface PyramidVariant extends Variant {
  readonly levels?: readonly number[];
  readonly rows?: Bounds;
  readonly columns?: Bounds;
  /** Into how many parts a side is divided. Default: n. */
  readonly parts?: (n: number, size: number) => number;
  /** The number of a region from its row and column. Default: row by row. */
  readonly downFirst?: boolean;
  /** From the pixels of a region to one number; of as many pixels as an even share would have. */
  readonly fold?: (pixels: readonly number[], share: number) => number;
  /** What becomes of the weighted regions [B, regions, C]. Default: their sum. */
  readonly finish?: (weighted: Nd) => Nd;
}

const levels = [1, 2, 4];
const adaptive: Bounds = (part, n, size) => [Math.floor((part * size) / n), Math.ceil(((part + 1) * size) / n)];
const average = (pixels: readonly number[]) => pixels.reduce((total, value) => total + value, 0) / pixels.length;

/** The regions of a level, [B, n * n, C]. A region without pixels is NaN. */
function regionsOf(
  { x }: Inputs,
  n: number,
  { rows = adaptive, columns = rows, parts = () => n, downFirst = false, fold = average }: PyramidVariant,
): Nd {
  const [B, C, h, w] = x.shape as [number, number, number, number];
  const [down, across] = [parts(n, h), parts(n, w)];
  return generate([B, down * across, C], (index) => {
    const [image, region, channel] = index as [number, number, number];
    const [row, column] = downFirst
      ? [region % down, Math.floor(region / down)]
      : [Math.floor(region / across), region % across];
    const [top, bottom] = rows(row, n, h);
    const [left, right] = columns(column, n, w);
    const pixels: number[] = [];
    for (let i = top; i < Math.min(bottom, h); i++)
      for (let j = left; j < Math.min(right, w); j++)
        pixels.push(x.data[((image * C + channel) * h + i) * w + j] as number);
    return fold(pixels, (h * w) / n ** 2);
  });
}

/** Arrays [B, n, C] joined along their second axis. */
function joined(parts: readonly Nd[]): Nd {
  const [B, , C] = (parts[0] as Nd).shape as [number, number, number];
  const ofEntry = (image: number) =>
    parts.flatMap(({ shape, data }) => {
      const size = (shape[1] as number) * C;
      return Array.from(data.subarray(image * size, (image + 1) * size));
    });
  const data = Float64Array.from(Array.from({ length: B }, (_, image) => ofEntry(image)).flat());
  return { shape: [B, data.length / B / C, C], data };
}

const overRegions = (weighted: Nd) => squeeze(sum(weighted, 1), 1);

const way = composed((inputs: Inputs, variant: PyramidVariant): Answer => {
  const {
    levels: wanted = levels,
    finish = overRegions,
    rows,
    columns,
    parts,
    downFirst,
    fold,
    ...attention
  } = variant;
  const regions = joined(wanted.map((n) => regionsOf(inputs, n, variant)));
  const [B, , C] = regions.shape as [number, number, number];
  const q = generate([B, 1, C], ([, , channel]) => inputs.q.data[channel as number] as number);
  const { weights } = attend(q, regions, regions, attention);
  const flat = squeeze(weights, 1);
  return { out: finish(multiply(expand(flat, 2), regions)), weights: flat };
});

/** A softmax along each level alone. */
const perLevel =
  (along: typeof softmax, share: number) =>
  (scores: Nd): Nd => {
    const [B] = scores.shape as [number];
    const byRegion = permute(scores, [0, 2, 1]);
    let from = 0;
    const parts = levels.map((n) => {
      const first = from;
      from += n * n;
      return along(
        generate([B, n * n, 1], (index) => {
          const [image, region] = index as [number, number];
          return byRegion.data[image * 21 + first + region] as number;
        }),
        1,
      );
    });
    return scale(permute(joined(parts), [0, 2, 1]), share);
  };

/** On [B, regions], as people have the scores. */
const onFlat = (weigh: (flat: Nd) => Nd) => (scores: Nd) => expand(weigh(squeeze(scores, 1)), 1);
const powersOf = (flat: Nd) => map(subtract(flat, max(flat, 1)), Math.exp);

const floorAtBothEnds: Bounds = (part, n, size) => [Math.floor((part * size) / n), Math.floor(((part + 1) * size) / n)];
const ceilAtBothEnds: Bounds = (part, n, size) => [Math.ceil((part * size) / n), Math.ceil(((part + 1) * size) / n)];
const roundedEnds: Bounds = (part, n, size) => [Math.round((part * size) / n), Math.round(((part + 1) * size) / n)];
/** As Python rounds: a half to the even neighbour. */
const roundedToEven = (value: number) => {
  const near = Math.round(value);
  return near - value === 0.5 ? 2 * Math.floor(near / 2) : near;
};
const evenEnds: Bounds = (part, n, size) => [roundedToEven((part * size) / n), roundedToEven(((part + 1) * size) / n)];
const oneFurther: Bounds = (part, n, size) => [Math.floor((part * size) / n), Math.floor(((part + 1) * size) / n) + 1];
const atLeastOne =
  (bounds: Bounds): Bounds =>
  (part, n, size) => {
    const [from, to] = bounds(part, n, size);
    const first = Math.min(from, size - 1);
    return [first, Math.max(to, first + 1)];
  };
/** Regions of one size, so many pixels from one to the next. */
const windows =
  (length: (size: number, n: number) => number, step: (size: number, n: number) => number): Bounds =>
  (part, n, size) => [part * step(size, n), part * step(size, n) + length(size, n)];
const down = (size: number, n: number) => Math.floor(size / n);
const up = (size: number, n: number) => Math.ceil(size / n);
const downToOne = (size: number, n: number) => Math.max(down(size, n), 1);
/** As a pooling layer with a window of this length and step gives: as many regions as fit. */
const pooling = (length: (size: number, n: number) => number, whole: (parts: number) => number) =>
  way({ rows: windows(length, length), parts: (n, size) => whole(size / length(size, n)) });

const largest = (pixels: readonly number[]) => Math.max(...pixels);
const total = (pixels: readonly number[]) => pixels.reduce((sum, value) => sum + value, 0);

const right = way({});
const own: readonly Mistake<Inputs>[] = [
  {
    code: "softmax-per-level",
    title: { en: "Each level has its own softmax", zh: "每层各做了一次 softmax" },
    explanation: {
      en: "The weights of each level sum to one, so an image has weights that sum to 3, and the 1 × 1 region always gets 1. All 21 regions compete in one softmax: join the levels first.",
      zh: "每层的权重之和都是 1，一张图的权重之和就成了 3，而 1 × 1 的区域永远得到 1。21 个区域应在同一个 softmax 里竞争：先把各层拼接起来。",
    },
    ways: [softmax, unstableSoftmax].flatMap((along) =>
      [1, 1 / 3].map((share) => way({ weigh: perLevel(along, share) })),
    ),
  },
  {
    ...knownOfMaps("maximum-for-mean"),
    explanation: {
      en: "The regions were pooled by their largest number, as in the original spatial pyramid pooling. Here a region is the mean of its pixels.",
      zh: "区域取了最大值，最初的空间金字塔池化就是这样做的。本题中区域是其像素的均值。",
    },
    ways: [way({ fold: largest })],
  },
  { ...knownOfMaps("sum-for-mean"), ways: [way({ fold: total })] },
  {
    code: "regions-cut-short",
    title: { en: "The ends of the regions are rounded the wrong way", zh: "区域两端的取整方式不对" },
    explanation: {
      en: "Both ends were rounded down (or up, or to the nearest), or 1 was added to an end that was rounded down. Region i of n begins at floor(i · h / n) and ends before ceil((i + 1) · h / n): the start is rounded down, the end up, so regions may overlap, and none is empty even if h is less than n. (Where n divides both sides, all ways of rounding are the same.)",
      zh: "两端都向下（或都向上、或四舍五入）取整了，或者终点向下取整之后又加了 1。n 个区域中的第 i 个从 floor(i · h / n) 开始，到 ceil((i + 1) · h / n) 之前结束：起点向下取整，终点向上取整，所以区域之间可以重叠，即使 h 小于 n 也不会有空区域。（n 能整除两边时，几种取整没有区别。）",
    },
    ways: [
      ...[floorAtBothEnds, ceilAtBothEnds, roundedEnds, evenEnds, oneFurther],
      ...[floorAtBothEnds, roundedEnds, evenEnds].map(atLeastOne),
    ].map((rows) => way({ rows })),
    raises: /ZeroDivisionError|division by zero/,
  },
  {
    code: "regions-of-one-size",
    title: { en: "All regions of a level are taken for one size", zh: "把同一层的区域都当成一样大" },
    explanation: {
      en: "The map was cut by a window of h / n pixels, rounded, with a step that is rounded too, as an ordinary pooling layer does. Pixels at the end are left out, regions lie at the wrong place, or there are fewer. Or the sum over each region was divided by h · w / n², whatever it holds. Compute both ends of each region from i · h / n, and divide by the number of its pixels.",
      zh: "特征图是用大小为 h / n（取整）、步长也取整的窗口切的，就像普通的池化层。末尾的像素会漏掉，或者区域的位置、个数不对。也可能是每个区域的和都除以了 h · w / n²，而不是自己的像素数。应由 i · h / n 算出每个区域的两端，再除以区域内的像素数。",
    },
    ways: [
      ...[windows(down, down), windows(up, down), windows(up, up)].map((rows) => way({ rows })),
      pooling(up, Math.ceil),
      pooling(up, Math.floor),
      pooling(downToOne, Math.floor),
      way({ fold: (pixels, share) => total(pixels) / share }),
    ],
    raises: /stride should not be zero|reduction operation maximum|kernel size should be greater than zero/,
  },
  {
    code: "height-and-width-exchanged",
    title: { en: "Height and width are exchanged", zh: "高和宽颠倒了" },
    explanation: {
      en: "The ends of the rows were computed from the width, and those of the columns from the height. For a square map that makes no difference; otherwise regions are cut off or empty.",
      zh: "行的两端用宽度算，列的两端用高度算了。正方形的特征图没有区别，否则区域会被截断，甚至为空。",
    },
    ways: [
      (inputs) => {
        const [, , h, w] = inputs.x.shape as [number, number, number, number];
        return way({ rows: (part, n) => adaptive(part, n, w), columns: (part, n) => adaptive(part, n, h) })(inputs);
      },
    ],
  },
  {
    code: "level-missing",
    title: { en: "A level is missing", zh: "少了一层" },
    explanation: {
      en: "Not all of the three levels take part. There are 1 + 4 + 16 = 21 regions: the whole map, four quarters, and a grid of 4 × 4.",
      zh: "三层没有全部用上。共有 1 + 4 + 16 = 21 个区域：整张图、四个四分之一，以及 4 × 4 的网格。",
    },
    ways: choices(levels)
      .filter((some) => some.length < levels.length)
      .map((some) => way({ levels: some })),
  },
  {
    code: "other-levels",
    title: { en: "Other levels than 1, 2 and 4", zh: "层数不是 1、2、4" },
    explanation: {
      en: "The map was divided into other grids, such as 1, 2 and 3. The levels are 1 × 1, 2 × 2 and 4 × 4.",
      zh: "特征图被分成了别的网格，例如 1、2、3。各层应为 1 × 1、2 × 2 和 4 × 4。",
    },
    ways: [
      [1, 2, 3],
      [1, 2, 3, 4],
      [1, 2, 3, 6],
      [2, 4, 8],
    ].map((some) => way({ levels: some })),
  },
  {
    code: "regions-reordered",
    title: { en: "The regions are in another order", zh: "区域的顺序不对" },
    explanation: {
      en: "The result is right, but the weights have another order: the levels go from fine to coarse, or a level runs column by column. The order is 1 × 1, 2 × 2, 4 × 4, and within a level row by row from the top left.",
      zh: "结果是对的，但权重的顺序不对：各层由细到粗排列了，或者层内是逐列的。顺序应为 1 × 1、2 × 2、4 × 4，每层从左上角起逐行排列。",
    },
    ways: [way({ levels: [4, 2, 1] }), way({ downFirst: true })],
  },
  {
    ...known("scale-by-other-size"),
    explanation: {
      en: "The scores are divided by √21: where the regions are the last axis, shape[-1] is their number. Divide by √C, where C is the width of the query and of each region.",
      zh: "分数除以了 √21：区域在最后一维时，shape[-1] 是区域的个数。应除以 √C，C 是 query 和每个区域的维度。",
    },
    ways: [way({ scale: 1 / Math.sqrt(21) })],
  },
  {
    ...known("weighted-not-summed"),
    explanation: {
      en: "Each region is multiplied by its weight, but the regions are still there, (B, 21, C), or side by side. Sum over the regions: one vector of C numbers for each image.",
      zh: "每个区域都乘了自己的权重，但区域维还在（B, 21, C），或者被并排拼接了。应对区域求和，每张图得到一个 C 维向量。",
    },
    ways: [
      way({ finish: (weighted) => weighted }),
      way({
        finish: (weighted) => {
          const [B, n, C] = weighted.shape as [number, number, number];
          return reshape(weighted, [B, n * C]);
        },
      }),
    ],
  },
  {
    code: "averaged-instead-of-summed",
    title: { en: "The weighted regions are averaged", zh: "加权之后又取了平均" },
    explanation: {
      en: "The weights already sum to one, so the weighted sum is an average. A mean over the regions divides by 21 again.",
      zh: "权重之和已经是 1，加权和本身就是平均。再对区域求 mean 又多除了一次 21。",
    },
    ways: [way({ finish: (weighted) => scale(overRegions(weighted), 1 / 21) })],
  },
  {
    ...known("softmax-over-batch"),
    explanation: {
      en: "The weights sum to one over the images, so the images influence one another, and with a single image every weight is 1. The softmax runs over the 21 regions of each image.",
      zh: "权重沿 batch 维求和为 1，不同图片互相影响；只有一张图时所有权重都是 1。softmax 应在每张图的 21 个区域之间做。",
    },
    ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 0) })),
  },
  {
    ...known("returned-weights-instead"),
    ways: [(inputs) => ({ out: right(inputs).weights as Nd })],
  },
  {
    ...known("missing-keepdims"),
    explanation: {
      en: "The sum (or the maximum) of each image was taken without keepdims=True, so (B,) meets the 21 regions and NumPy raises. Keep the axis, with size 1.",
      zh: "对每张图求和（或求最大值）时没有加 keepdims=True，(B,) 与 21 个区域对不上，NumPy 会报错。应保留该维，大小为 1。",
    },
    ways: [
      way({ weigh: onFlat((flat) => divide(powersOf(flat), squeeze(sum(powersOf(flat), 1), 1))) }),
      way({ weigh: onFlat((flat) => softmax(subtract(flat, squeeze(max(flat, 1), 1)), 1)) }),
    ],
    raises: raised.byBroadcasting,
  },
  activated<Inputs>(right),
  firstEntryOnly<Inputs>(right),
];

const shared = attentionMistakes<Inputs>(way as (variant: Variant) => Way<Inputs>, 3, { oneQuery: true }).filter(
  ({ code }) => !["missing-keepdims", "keys-not-transposed"].includes(code),
);

const mistakes: readonly Mistake<Inputs>[] = withShared(own, shared);

export default mistakes;
