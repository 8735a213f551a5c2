import { add, generate, matmul, type Nd, permute, reshape, scale, transpose } from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";

interface Inputs {
  readonly images: Nd;
  readonly weight: Nd;
  readonly bias: Nd;
  readonly patch: number;
}

/** Sizes of images [B, C, h, w] in patches: rows · patch = h, columns · patch = w. */
interface Cut {
  readonly B: number;
  readonly C: number;
  readonly rows: number;
  readonly columns: number;
  readonly patch: number;
}

/** Names of the axes of [B, rows, columns, C, y, x]. */
type Axis = "row" | "column" | "channel" | "y" | "x";

interface Variant {
  /** From images to [B, rows, columns, C, patch, patch]. */
  readonly split?: (images: Nd, cut: Cut) => Nd;
  /** The order in which patches are listed. */
  readonly patches?: readonly ["row" | "column", "row" | "column"];
  /** The order of the numbers inside a patch. */
  readonly inside?: readonly ["channel" | "y" | "x", "channel" | "y" | "x", "channel" | "y" | "x"];
  /** From patches [B, N, K] to tokens. */
  readonly project?: (patches: Nd, inputs: Inputs) => Nd;
  readonly bias?: (bias: Nd) => Nd;
  /** What is returned of the tokens [B, N, D]. */
  readonly finish?: (tokens: Nd, cut: Cut) => Nd;
}

const cutOf = ({ images, patch }: Inputs): Cut => {
  const [B, C, h, w] = images.shape as [number, number, number, number];
  return { B, C, rows: h / patch, columns: w / patch, patch };
};

const byPermutation = (images: Nd, { B, C, rows, columns, patch }: Cut) =>
  permute(reshape(images, [B, C, rows, patch, columns, patch]), [0, 2, 4, 1, 3, 5]);

const axes: readonly Axis[] = ["row", "column", "channel", "y", "x"];

const way = composed((inputs: Inputs, variant: Variant): Answer => {
  const {
    split = byPermutation,
    patches: order = ["row", "column"],
    inside = ["channel", "y", "x"],
    project = (numbers, { weight }) => matmul(numbers, transpose(weight)),
    bias = (own) => own,
    finish = (tokens) => tokens,
  } = variant;
  const cut = cutOf(inputs);
  const ordered = permute(split(inputs.images, cut), [
    0,
    ...[...order, ...inside].map((axis) => 1 + axes.indexOf(axis)),
  ]);
  const patches = reshape(ordered, [cut.B, cut.rows * cut.columns, cut.C * cut.patch ** 2]);
  return { out: finish(add(project(patches, inputs), bias(inputs.bias)), cut) };
});

/** Patches that begin at every pixel: one for each place where a whole patch fits. */
function overlapping(images: Nd, patch: number): Nd {
  const [B, C, h, w] = images.shape as [number, number, number, number];
  const [rows, columns] = [h - patch + 1, w - patch + 1];
  return generate([B, rows * columns, C * patch * patch], (index) => {
    const [b, n, k] = index as [number, number, number];
    const channel = Math.floor(k / patch ** 2);
    const y = Math.floor(n / columns) + (Math.floor(k / patch) % patch);
    const x = (n % columns) + (k % patch);
    return images.data[((b * C + channel) * h + y) * w + x] as number;
  });
}

/** As many patches as there should be, each a pixel from the one before: the place in the grid is not multiplied by p. */
const besideOneAnother = (images: Nd, { B, C, rows, columns, patch }: Cut) =>
  generate([B, rows, columns, C, patch, patch], (index) => {
    const [b, row, column, channel, y, x] = index as [number, number, number, number, number, number];
    const [h, w] = [rows * patch, columns * patch];
    return images.data[((b * C + channel) * h + row + y) * w + column + x] as number;
  });

const gridOf = ({ images, patch }: Inputs) => {
  const [, , h, w] = images.shape as [number, number, number, number];
  return [h - patch + 1, w - patch + 1] as const;
};
const tokensOf = (patches: Nd, { weight, bias }: Inputs) => add(matmul(patches, transpose(weight)), bias);

/** As loops in JavaScript multiply: rows of the matrix beyond the vector are not missed, columns that it lacks are NaN. */
function looped(x: Nd, matrix: Nd): Nd {
  const [rows, columns] = matrix.shape as [number, number];
  const [B, N, K] = x.shape as [number, number, number];
  if (K > rows) throw new RangeError(`There are ${rows} rows, not ${K}.`);
  return generate([B, N, rows], (index) => {
    const [b, n, column] = index as [number, number, number];
    if (column >= columns) return Number.NaN;
    let total = 0;
    for (let i = 0; i < K; i++)
      total += (x.data[(b * N + n) * K + i] as number) * (matrix.data[i * columns + column] as number);
    return total;
  });
}

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "patches-by-reshape",
    title: { en: "Patches cut by reshape alone", zh: "只用 reshape 切图像块" },
    explanation: {
      en: "A reshape keeps the numbers in their order, and in that order a whole row of pixels comes before the next row. A patch has a short piece of several rows, so a reshape alone puts pieces of neighbouring patches together. Split both sides, (B, C, h / p, p, w / p, p), then move the axes: the two of the grid to the front, channel, row and column behind them, and only then merge.",
      zh: "reshape 不改变数的先后顺序，而在这个顺序里，一整行像素排完才轮到下一行。一个图像块只含每一行的一小段，所以只用 reshape 会把相邻块的片段拼到一起。应先把两条边都拆开，得到 (B, C, h / p, p, w / p, p)，再移动各维：网格的两维移到前面，后面是通道、行、列，最后才合并。",
    },
    ways: [
      // As the numbers lie in memory.
      way({ split: (images, { B, C, rows, columns, patch }) => reshape(images, [B, rows, columns, C, patch, patch]) }),
      // Channels kept apart, and what is left taken as patches.
      way({
        split: (images, { B, C, rows, columns, patch }) =>
          permute(reshape(images, [B, C, rows, columns, patch, patch]), [0, 2, 3, 1, 4, 5]),
      }),
      // Both sides split, and the axes not moved far enough: the channels stay in front, or only they have moved.
      ...[
        [0, 1, 2, 4, 3, 5],
        [0, 2, 1, 3, 4, 5],
      ].map((order) =>
        way({
          split: (images, { B, C, rows, columns, patch }) =>
            reshape(permute(reshape(images, [B, C, rows, patch, columns, patch]), order), [
              ...[B, rows, columns],
              ...[C, patch, patch],
            ]),
        }),
      ),
      // The channels moved behind the pixels, and nothing split.
      way({
        split: (images, { B, C, rows, columns, patch }) =>
          reshape(permute(images, [0, 2, 3, 1]), [B, rows, columns, C, patch, patch]),
      }),
      // The columns of F.unfold, (B, K, N), reshaped where a transpose belongs.
      way({
        project: (patches, { weight }) => matmul(reshape(transpose(patches), patches.shape), transpose(weight)),
      }),
      // As if channels came last; inside a patch channels first, or last.
      way({
        split: (images, { B, C, rows, columns, patch }) =>
          permute(reshape(images, [B, rows, patch, columns, patch, C]), [0, 1, 3, 5, 2, 4]),
      }),
      way({
        split: (images, { B, C, rows, columns, patch }) =>
          permute(reshape(images, [B, rows, patch, columns, patch, C]), [0, 1, 3, 5, 2, 4]),
        inside: ["y", "x", "channel"],
      }),
    ],
  },
  {
    code: "channels-last-in-patch",
    title: { en: "Channels come last inside a patch", zh: "块内通道放在了最后" },
    explanation: {
      en: "Inside a patch the numbers are in the order row, column, channel. The weight expects channel, row, column, as in the kernel of a convolution: first the whole patch of channel 0, then that of channel 1. With one channel there is no difference.",
      zh: "块内的数按行、列、通道排列了。权重要求的顺序是通道、行、列，与卷积核相同：先是通道 0 的整块，再是通道 1 的。只有一个通道时两者没有区别。",
    },
    ways: [way({ inside: ["y", "x", "channel"] }), way({ inside: ["y", "channel", "x"] })],
  },
  {
    code: "columns-first-in-patch",
    title: { en: "Rows and columns are exchanged inside a patch", zh: "块内的行和列颠倒了" },
    explanation: {
      en: "Each patch is read column by column, so it comes out transposed. Inside a channel the rows follow one another, from left to right.",
      zh: "每一块是按列读取的，相当于被转置了。在一个通道内应逐行排列，每行从左到右。",
    },
    ways: [way({ inside: ["channel", "x", "y"] }), way({ inside: ["x", "y", "channel"] })],
  },
  {
    code: "patches-by-columns",
    title: { en: "Patches are listed column by column", zh: "图像块按列排列了" },
    explanation: {
      en: "Patch 1 is the one below patch 0, not the one to its right. The tokens must follow the grid row by row from the top left; position embeddings are added in that order.",
      zh: "第 1 块取的是第 0 块下面的一块，而不是右边的一块。token 应从左上角起沿网格逐行排列，位置编码就是按这个顺序相加的。",
    },
    ways: [way({ patches: ["column", "row"] })],
  },
  {
    code: "patches-overlap",
    title: { en: "The patches overlap", zh: "图像块有重叠" },
    explanation: {
      en: "A patch begins at every pixel (stride 1, as in an ordinary convolution), so there are (h - p + 1) · (w - p + 1) of them. Patches lie side by side: the step from one to the next is p, and there are h / p · w / p.",
      zh: "每个像素处都切了一块（步长为 1，与普通卷积一样），共有 (h - p + 1) · (w - p + 1) 块。图像块应并排而不重叠：步长是 p，共 h / p · w / p 块。",
    },
    ways: [
      (inputs) => tokensOf(overlapping(inputs.images, inputs.patch), inputs),
      way({ split: besideOneAnother }),
      (inputs) => transpose(tokensOf(overlapping(inputs.images, inputs.patch), inputs)),
      (inputs) => {
        const tokens = transpose(tokensOf(overlapping(inputs.images, inputs.patch), inputs));
        return reshape(tokens, [...tokens.shape.slice(0, 2), ...gridOf(inputs)]);
      },
    ],
  },
  {
    code: "patches-behind-features",
    title: { en: "The features come before the patches", zh: "特征维排在了图像块之前" },
    explanation: {
      en: "The result has the shape (B, D, N) or (B, D, h / p, w / p), as a convolution gives it, or was reshaped from that. A Transformer expects one row for each token: merge the two axes of the grid, then swap features and patches.",
      zh: "结果的形状是 (B, D, N) 或 (B, D, h / p, w / p)，即卷积的输出，或者由它直接 reshape 而来。Transformer 要求每个 token 一行：先合并网格的两维，再交换特征维和图像块维。",
    },
    ways: [
      way({ finish: (tokens) => transpose(tokens) }),
      way({
        finish: (tokens, { rows, columns }) => {
          const turned = transpose(tokens);
          return reshape(turned, [...turned.shape.slice(0, 2), rows, columns]);
        },
      }),
      way({ finish: (tokens) => reshape(transpose(tokens), tokens.shape) }),
    ],
  },
  {
    ...known("missing-bias"),
    explanation: {
      en: "The bias is not added to the tokens: patches @ weight.T is only half of the projection.",
      zh: "没有给 token 加上偏置：patches @ weight.T 只完成了投影的一半。",
    },
    ways: [way({ bias: (own) => scale(own, 0) })],
  },
  {
    ...known("weights-not-transposed"),
    explanation: {
      en: "The weight has the shape (out, in), as in PyTorch's nn.Linear, and is applied as patches @ weight.T + bias. Where a patch has as many numbers as a token, patches @ weight runs too, but gives another result.",
      zh: "权重的形状是 (out, in)，与 PyTorch 的 nn.Linear 相同，用法是 patches @ weight.T + bias。块与 token 一样大时 patches @ weight 也能运行，但结果不同。",
    },
    ways: [
      way({ project: (patches, { weight }) => matmul(patches, weight) }),
      way({ project: (patches, { weight }) => looped(patches, weight) }),
    ],
  },
  firstEntryOnly(way({})),
];

export default mistakes;
