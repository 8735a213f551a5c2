import {
  add,
  generate,
  map,
  matmul,
  max,
  mean,
  multiply,
  type Nd,
  reshape,
  scale,
  softmax,
  sum,
  transpose,
  zip,
} from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { geluByErf, geluByTanh, linear } from "../shared/wrong-layers.js";
import { type Fold, knownOfMaps, ofChannels, overPixels } from "../shared/wrong-maps.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { choices } from "../shared/wrong-self-attention.js";

interface Inputs {
  readonly x: Nd;
  readonly w1: Nd;
  readonly w2: Nd;
  readonly kernel: Nd;
}

type Activation = (value: number) => number;

/** What is beside the map: from a place on an axis of this size to that which is read there, if any. */
type Border = (at: number, size: number) => number | undefined;

interface Gates {
  /** [B, C, 1, 1] */
  readonly channel: (x: Nd) => Nd;
  /** [B, 1, h, w] */
  readonly spatial: (x: Nd) => Nd;
}

/** The parts with the steps that learners get wrong made exchangeable. Left out, a step is right. */
interface Variant {
  readonly order?: (x: Nd, gates: Gates) => Nd;
  /** What the pixels of a channel are squeezed by. */
  readonly pixels?: readonly Fold[];
  /** What the channels of a pixel are squeezed by, in the order of the kernel's parts. */
  readonly channels?: readonly Fold[];
  readonly layers?: (squeezed: Nd, inputs: Inputs, activation: Activation) => Nd;
  readonly activation?: Activation;
  /** From what is squeezed, one array [B, C] for each, to the gate. */
  readonly join?: (squeezed: readonly Nd[], layers: (one: Nd) => Nd, gate: (z: Nd) => Nd) => Nd;
  readonly channelGate?: (z: Nd) => Nd;
  readonly spatialGate?: (z: Nd) => Nd;
  readonly kernel?: (kernel: Nd) => Nd;
  readonly border?: Border;
}

const relu: Activation = (value) => Math.max(value, 0);
const sigmoid: Activation = (value) => 1 / (1 + Math.exp(-value));
const bySigmoid = (z: Nd) => map(z, sigmoid);
const zerosAround: Border = (at, size) => (at >= 0 && at < size ? at : undefined);

const twoLayers = (squeezed: Nd, { w1, w2 }: Inputs, activation: Activation) =>
  linear(map(linear(squeezed, w1), activation), w2);

/** maps: one [B, 1, h, w] for each part of the kernel. */
function correlate(maps: readonly Nd[], kernel: Nd, border: Border): Nd {
  const [, , a, b] = kernel.shape as [number, number, number, number];
  const [B, , h, w] = (maps[0] as Nd).shape as [number, number, number, number];
  return generate([B, 1, h, w], (index) => {
    const [image, , row, column] = index as [number, number, number, number];
    let total = 0;
    maps.forEach(({ data }, part) => {
      for (let i = 0; i < a; i++)
        for (let j = 0; j < b; j++) {
          const y = border(row + i - (a - 1) / 2, h);
          const x = border(column + j - (b - 1) / 2, w);
          if (y === undefined || x === undefined) continue;
          total += (kernel.data[(part * a + i) * b + j] as number) * (data[(image * h + y) * w + x] as number);
        }
    });
    return total;
  });
}

const channelsFirst = (x: Nd, { channel, spatial }: Gates) => {
  const gated = multiply(x, channel(x));
  return multiply(gated, spatial(gated));
};

const way = composed((inputs: Inputs, variant: Variant): Answer => {
  const {
    order = channelsFirst,
    pixels = [mean, max],
    channels = [mean, max],
    layers = twoLayers,
    activation = relu,
    join = (squeezed, through, gate) => gate(squeezed.map(through).reduce(add)),
    channelGate = bySigmoid,
    spatialGate = bySigmoid,
    kernel = (own) => own,
    border = zerosAround,
  } = variant;
  const out = order(inputs.x, {
    channel: (x) =>
      ofChannels(
        join(
          pixels.map((fold) => overPixels(x, fold)),
          (one) => layers(one, inputs, activation),
          channelGate,
        ),
      ),
    spatial: (x) =>
      spatialGate(
        correlate(
          channels.map((fold) => fold(x, 1)),
          kernel(inputs.kernel),
          border,
        ),
      ),
  });
  return { out };
});
const ordered = (order: NonNullable<Variant["order"]>) => way({ order });

/** Both halves of the kernel edited by place. */
const replaced =
  (place: (part: number, i: number, j: number, a: number, b: number) => readonly [number, number, number]) =>
  (kernel: Nd): Nd => {
    const [, , a, b] = kernel.shape as [number, number, number, number];
    return generate(kernel.shape, (index) => {
      const [, part, i, j] = index as [number, number, number, number];
      const [p, y, x] = place(part, i, j, a, b);
      return kernel.data[(p * a + y) * b + x] as number;
    });
  };
const transposedKernel = (kernel: Nd): Nd => {
  const [, , a, b] = kernel.shape as [number, number, number, number];
  if (a !== b) throw new RangeError(`A kernel of ${a} x ${b} is not square.`);
  return replaced((part, i, j) => [part, j, i])(kernel);
};

/** Only where the whole kernel fits, which has the size of the map where both are as large, or the kernel is one number. */
const unpadded = (x: Nd, { kernel }: Inputs): Nd => {
  const [, , a, b] = kernel.shape as [number, number, number, number];
  const maps = [mean, max].map((fold) => fold(x, 1));
  const [B, , h, w] = x.shape as [number, number, number, number];
  const [rows, columns] = [h - a + 1, w - b + 1];
  if (rows < 1 || columns < 1) throw new RangeError("The kernel is larger than the map.");
  const whole = correlate(maps, kernel, zerosAround);
  return generate([B, 1, rows, columns], (index) => {
    const [image, , row, column] = index as [number, number, number, number];
    return whole.data[(image * h + row + (a - 1) / 2) * w + column + (b - 1) / 2] as number;
  });
};

const overPixelsOf = (z: Nd) => {
  const [B] = z.shape as [number];
  return reshape(softmax(reshape(z, [B, z.data.length / B]), 1), z.shape);
};

/** Each step of both gates, the two together first. */
const either = (channelGate: (z: Nd) => Nd, spatialGate = channelGate) =>
  choices(["channelGate", "spatialGate"] as const).map((names) =>
    way({
      ...(names.includes("channelGate") && { channelGate }),
      ...(names.includes("spatialGate") && { spatialGate }),
    }),
  );

const folding = (...folds: readonly Fold[]) => [
  way({ pixels: folds, channels: folds }),
  way({ pixels: folds }),
  way({ channels: folds }),
];

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "space-before-channels",
    title: { en: "The spatial gate comes first", zh: "先做了空间门控" },
    explanation: {
      en: "The pixels were gated first, and the channel gate was computed from the result. Channels come first: the spatial gate looks at maps in which unimportant channels are already dimmed.",
      zh: "先对像素做了门控，再由结果算通道门控。应先做通道：空间门控看到的，是不重要的通道已被减弱的特征图。",
    },
    ways: [
      ordered((x, { channel, spatial }) => {
        const gated = multiply(x, spatial(x));
        return multiply(gated, channel(gated));
      }),
    ],
  },
  {
    code: "spatial-gate-from-input",
    title: { en: "The spatial gate is computed from the input", zh: "空间门控由输入算出" },
    explanation: {
      en: "Means and maxima over the channels were taken of x, so both gates work side by side. The second gate is computed from the maps that the first has gated.",
      zh: "沿通道的均值和最大值取自 x，两个门控成了并行。第二个门控应由第一个门控之后的特征图算出。",
    },
    ways: [ordered((x, { channel, spatial }) => multiply(multiply(x, channel(x)), spatial(x)))],
  },
  {
    code: "mean-only",
    title: { en: "The maxima are left out", zh: "漏掉了最大值" },
    explanation: {
      en: "Only means were used, in one of the gates or in both. The channel gate adds what the layers make of the mean and of the maximum; the spatial gate convolves two maps, the mean and the maximum over the channels.",
      zh: "其中一个门控（或两个）只用了均值。通道门控要把两层对均值和对最大值的输出相加；空间门控要对两张图做卷积：沿通道的均值和最大值。",
    },
    ways: folding(mean),
  },
  {
    code: "maximum-only",
    title: { en: "The means are left out", zh: "漏掉了均值" },
    explanation: {
      en: "Only maxima were used, in one of the gates or in both; or the maximum was taken twice. Both gates use mean and maximum.",
      zh: "其中一个门控（或两个）只用了最大值，或者最大值用了两次。两个门控都要用均值和最大值。",
    },
    ways: [...folding(max, max), way({ pixels: [max] }), way({ channels: [(x, axis) => scale(max(x, axis), 0), max] })],
  },
  {
    ...known("maximum-starts-too-high"),
    explanation: {
      en: "The search for the maximum starts at 0, so it gives 0 where all numbers are negative. Start at -infinity, or at the first number.",
      zh: "求最大值时从 0 开始，全是负数时得到的就是 0。初值应取 -inf，或第一个数。",
    },
    ways: folding(mean, (x, axis) => map(max(x, axis), relu)),
  },
  {
    code: "maximum-first",
    title: { en: "The maximum is stacked before the mean", zh: "最大值排在了均值前面" },
    explanation: {
      en: "The two maps of the spatial gate are in the order maximum, mean, so each meets the other's half of the kernel. kernel[0, 0] belongs to the means, kernel[0, 1] to the maxima.",
      zh: "空间门控的两张图按最大值、均值的顺序排列，各自用上了对方的卷积核。kernel[0, 0] 用于均值，kernel[0, 1] 用于最大值。",
    },
    ways: [way({ channels: [max, mean] })],
  },
  {
    code: "convolution-flipped",
    title: { en: "The kernel is flipped", zh: "卷积核被翻转了" },
    explanation: {
      en: "A convolution in the sense of mathematics was computed, with the kernel turned by 180 degrees (as scipy.signal.convolve2d does). Neural networks use cross-correlation: kernel[0, p, i, j] meets the pixel i - (a - 1) / 2 rows further down and j - (b - 1) / 2 columns further right.",
      zh: "算的是数学意义上的卷积，卷积核旋转了 180 度（scipy.signal.convolve2d 就是这样）。神经网络用的是互相关：kernel[0, p, i, j] 对应向下 i - (a - 1) / 2 行、向右 j - (b - 1) / 2 列的像素。",
    },
    ways: [
      way({ kernel: replaced((part, i, j, a, b) => [part, a - 1 - i, b - 1 - j]) }),
      way({ kernel: replaced((part, i, j, a) => [part, a - 1 - i, j]) }),
      way({ kernel: replaced((part, i, j, _, b) => [part, i, b - 1 - j]) }),
    ],
  },
  {
    code: "kernel-transposed",
    title: { en: "Rows and columns of the kernel are exchanged", zh: "卷积核的行和列颠倒了" },
    explanation: {
      en: "kernel[0, p, j, i] was used where kernel[0, p, i, j] belongs. The first of the two runs over rows, the second over columns.",
      zh: "该用 kernel[0, p, i, j] 的地方用了 kernel[0, p, j, i]。前一个下标是行，后一个是列。",
    },
    ways: [way({ kernel: transposedKernel })],
  },
  {
    code: "one-half-of-the-kernel",
    title: { en: "One half of the kernel serves for both maps", zh: "两张图用了同一半卷积核" },
    explanation: {
      en: "Means and maxima met the same a × b numbers. The kernel has two halves: kernel[0, 0] for the means, kernel[0, 1] for the maxima; their results are added.",
      zh: "均值和最大值用了同样的 a × b 个数。卷积核有两半：kernel[0, 0] 用于均值，kernel[0, 1] 用于最大值，结果相加。",
    },
    ways: [0, 1].map((half) => way({ kernel: replaced((_, i, j) => [half, i, j]) })),
  },
  {
    code: "convolution-not-padded",
    title: { en: "The convolution is not padded", zh: "卷积没有填充" },
    explanation: {
      en: "The kernel was only placed where it fits as a whole, so the map of gates is smaller than the image. Put (a - 1) / 2 rows and (b - 1) / 2 columns of zeros around the two maps: every pixel has a gate.",
      zh: "卷积核只放在能完整放下的位置，得到的门控图比原图小。应在两张图四周填 (a - 1) / 2 行和 (b - 1) / 2 列的 0，让每个像素都有门控值。",
    },
    ways: [
      (inputs) =>
        ordered((x, { channel }) => {
          const gated = multiply(x, channel(x));
          return multiply(gated, bySigmoid(unpadded(gated, inputs)));
        })(inputs),
    ],
    raises:
      /broadcast together with shapes \(\d+,\d+,\d+,\d+\) \(\d+,1,\d+,\d+\)|at non-singleton dimension [23]|Kernel size can't be greater/,
  },
  {
    code: "border-not-zero",
    title: { en: "The border is not padded with zeros", zh: "边缘填的不是 0" },
    explanation: {
      en: "Beyond the border the nearest pixel was repeated, or the map goes on at its other side (as with np.roll). Outside of the map there are zeros.",
      zh: "边界之外重复了最近的像素，或者从另一侧接着取（np.roll 就是如此）。特征图之外应当是 0。",
    },
    ways: [
      way({ border: (at, size) => Math.min(Math.max(at, 0), size - 1) }),
      way({ border: (at, size) => ((at % size) + size) % size }),
    ],
  },
  {
    code: "sigmoid-before-sum",
    title: { en: "Two gates are added instead of their inputs", zh: "相加的是两个门控值" },
    explanation: {
      en: "The sigmoid was applied to the mean's and the maximum's output separately, and the two were added or averaged: a gate may reach 2. Add first; one sigmoid follows.",
      zh: "对均值和最大值的输出分别做了 sigmoid，再相加或平均，门控值可能达到 2。应先相加，再做一次 sigmoid。",
    },
    ways: [1, 0.5].map((factor) =>
      way({ join: (squeezed, layers, gate) => scale(squeezed.map((one) => gate(layers(one))).reduce(add), factor) }),
    ),
  },
  {
    code: "summed-before-layers",
    title: { en: "Mean and maximum are added before the layers", zh: "均值和最大值在两层之前就相加了" },
    explanation: {
      en: "The sum of mean and maximum went through the layers once, or the hidden numbers were added before the ReLU. Each goes through both layers on its own, and the outputs are added: because of the ReLU that is not the same.",
      zh: "均值与最大值先相加再经过两层，或在 ReLU 之前就把隐藏的数相加了。两者应各自经过两层，最后把输出相加：因为有 ReLU，结果不同。",
    },
    ways: [
      way({ join: (squeezed, layers, gate) => gate(layers(squeezed.reduce(add))) }),
      way({ join: (squeezed, layers, gate) => gate(layers(scale(squeezed.reduce(add), 0.5))) }),
    ],
  },
  {
    code: "outputs-averaged",
    title: { en: "The outputs are averaged or multiplied, not added", zh: "两个输出被平均或相乘了" },
    explanation: {
      en: "What the layers make of mean and maximum was averaged, multiplied, or only the larger one was kept. The two are added before the sigmoid.",
      zh: "两层对均值和对最大值的输出被平均、相乘，或只留下了较大的。应在 sigmoid 之前把两者相加。",
    },
    ways: [
      way({ join: (squeezed, layers, gate) => gate(scale(squeezed.map(layers).reduce(add), 0.5)) }),
      way({ join: (squeezed, layers, gate) => gate(squeezed.map(layers).reduce(multiply)) }),
      way({ join: (squeezed, layers, gate) => gate(squeezed.map(layers).reduce((a, b) => zip(a, b, Math.max))) }),
    ],
  },
  {
    code: "sum-for-mean",
    title: { en: "The sum in the place of the mean", zh: "该取均值的地方求了和" },
    explanation: {
      en: "Pixels or channels were added up and not divided by their number. Then the gate depends on the size of the map, or on how many channels there are.",
      zh: "像素或通道加起来之后没有除以个数，门控值就会随特征图的大小或通道数而变。",
    },
    ways: folding(sum, max),
  },
  {
    ...knownOfLayers("missing-activation"),
    explanation: {
      en: "The two layers of the channel gate follow one another directly, perhaps with the ReLU behind both. It belongs between them.",
      zh: "通道门控的两层直接叠在一起，ReLU 也可能放到了两层之后。它应在两层之间。",
    },
    ways: [
      way({ activation: (value) => value }),
      way({
        layers: (squeezed, given) =>
          map(
            twoLayers(squeezed, given, (value) => value),
            relu,
          ),
      }),
    ],
  },
  {
    code: "other-activation",
    title: { en: "An activation other than ReLU between the layers", zh: "两层之间的激活函数不是 ReLU" },
    explanation: {
      en: "GELU, SiLU, tanh or a sigmoid is between the two layers of the channel gate. Here it is a ReLU.",
      zh: "通道门控的两层之间用了 GELU、SiLU、tanh 或 sigmoid。这里应是 ReLU。",
    },
    ways: [geluByErf, geluByTanh, (value: number) => value * sigmoid(value), Math.tanh, sigmoid].map((activation) =>
      way({ activation }),
    ),
  },
  {
    code: "missing-sigmoid",
    title: { en: "A gate without a sigmoid", zh: "门控缺少 sigmoid" },
    explanation: {
      en: "At least one gate multiplies the maps as it comes from its layers or its convolution: any number, also a negative one. Each gate goes through a sigmoid.",
      zh: "至少有一个门控直接用两层或卷积的输出去乘特征图，它可以是任意数，也可以为负。每个门控都要经过 sigmoid。",
    },
    ways: either((z) => z),
  },
  {
    code: "softmax-gate",
    title: { en: "A softmax in the place of a sigmoid", zh: "该用 sigmoid 的地方用了 softmax" },
    explanation: {
      en: "The gates of an image, of its channels or of its pixels, sum to one, so that they compete. Each channel and each pixel is opened on its own: a sigmoid.",
      zh: "一张图的各通道（或各像素）的门控值之和为 1，变成互相竞争。每个通道、每个像素应各自打开，用 sigmoid。",
    },
    ways: either((z) => softmax(z, 1), overPixelsOf),
  },
  {
    ...knownOfMaps("unstable-sigmoid"),
    ways: [way({ channelGate: (z) => map(z, (value) => Math.exp(value) / (1 + Math.exp(value))) })],
    raises: raised.byOverflow,
  },
  {
    code: "gate-missing",
    title: { en: "One of the gates is missing", zh: "少了一个门控" },
    explanation: {
      en: "Only the channels or only the pixels were gated. CBAM is both, one after the other: first the channels, then the pixels.",
      zh: "只对通道或只对像素做了门控。CBAM 两者都要，先通道，后像素。",
    },
    ways: [ordered((x, { channel }) => multiply(x, channel(x))), ordered((x, { spatial }) => multiply(x, spatial(x)))],
  },
  {
    code: "spatial-gate-on-input",
    title: { en: "The spatial gate multiplies the input", zh: "空间门控乘到了输入上" },
    explanation: {
      en: "The spatial gate was computed from the gated maps, but multiplies x, so the channel gate is lost. It multiplies the maps that it was computed from.",
      zh: "空间门控由门控之后的特征图算出，却乘到了 x 上，通道门控就丢了。它应乘它所由来的特征图。",
    },
    ways: [ordered((x, { channel, spatial }) => multiply(x, spatial(multiply(x, channel(x)))))],
  },
  {
    code: "gate-added",
    title: { en: "A gate is added", zh: "门控值是加上去的" },
    explanation: {
      en: "A gate was added to the maps. A gate of 0 must close its channel or pixel, a gate of 1 leave it as it is: multiply.",
      zh: "门控值加到了特征图上。门控值为 0 时通道或像素应当关闭，为 1 时应保持不变：要用乘法。",
    },
    ways: [
      [add, add],
      [add, multiply],
      [multiply, add],
    ].map(([first, second]) =>
      ordered((x, { channel, spatial }) => {
        const gated = (first as typeof add)(x, channel(x));
        return (second as typeof add)(gated, spatial(gated));
      }),
    ),
  },
  {
    code: "residual-added",
    title: { en: "The input is added to the result", zh: "结果里多加了输入" },
    explanation: {
      en: "x was added to the result. In a residual network the shortcut is added by the block around.",
      zh: "结果加上了 x。残差网络里的捷径由外面的块来加。",
    },
    ways: [ordered((x, gates) => add(x, channelsFirst(x, gates)))],
  },
  {
    ...known("weights-not-transposed"),
    explanation: {
      en: "Each weight has the shape (out, in) and is applied as x @ w.T. With r = C the product x @ w runs too, but gives another result.",
      zh: "每个权重的形状都是 (out, in)，用法是 x @ w.T。r = C 时 x @ w 也能运行，但结果不同。",
    },
    ways: choices(["w1", "w2"] as const).map((names) =>
      way({
        layers: (squeezed, given, activation) =>
          twoLayers(
            squeezed,
            { ...given, ...Object.fromEntries(names.map((name) => [name, transpose(given[name])])) },
            activation,
          ),
      }),
    ),
  },
  {
    code: "layers-exchanged",
    title: { en: "The weights of the two layers are exchanged", zh: "两层的权重用反了" },
    explanation: {
      en: "What was squeezed was multiplied by w2, and w1 was applied afterwards. Both products fit without a transpose, so it runs; but w1 (r, C) is the first layer, applied as x @ w1.T.",
      zh: "压缩后的数先乘了 w2，之后才乘 w1。两次不转置的乘法形状都对，所以能运行；但第一层是 w1 (r, C)，用法是 x @ w1.T。",
    },
    ways: [way({ layers: (squeezed, { w1, w2 }, activation) => matmul(map(matmul(squeezed, w2), activation), w1) })],
  },
  firstEntryOnly<Inputs>(way({})),
];

export default mistakes;
