import {
  add,
  expand,
  map,
  matmul,
  max,
  mean,
  multiply,
  type Nd,
  scale,
  softmax,
  squeeze,
  sum,
  transpose,
  unstableSoftmax,
} from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { geluByErf, geluByTanh, linear } from "../shared/wrong-layers.js";
import { channelsLast, channelsSecond, knownOfMaps, ofChannels, overPixels } from "../shared/wrong-maps.js";
import { firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";
import { choices } from "../shared/wrong-self-attention.js";

interface Weights {
  readonly w1: Nd;
  readonly b1: Nd;
  readonly w2: Nd;
  readonly b2: Nd;
}

interface Inputs extends Weights {
  readonly x: Nd;
}

type Activation = (value: number) => number;

interface Variant {
  /** From [B, C, h, w] to what the layers read along its last axis: [B, C]. */
  readonly squeezed?: (x: Nd) => Nd;
  readonly weights?: (weights: Weights) => Weights;
  readonly activation?: Activation;
  /** From what the layers give to the gate. */
  readonly gated?: (z: Nd) => Nd;
  /** From the maps, the gate and what was squeezed to the result. */
  readonly combine?: (x: Nd, gate: Nd, squeezed: Nd) => Nd;
}

const relu: Activation = (value) => Math.max(value, 0);
const sigmoid: Activation = (value) => 1 / (1 + Math.exp(-value));

const way = composed(({ x, ...given }: Inputs, variant: Variant): Answer => {
  const {
    squeezed: squeezing = overPixels,
    weights = (own) => own,
    activation = relu,
    gated = (z) => map(z, sigmoid),
    combine = (maps, gate) => multiply(maps, ofChannels(gate)),
  } = variant;
  const { w1, b1, w2, b2 } = weights(given);
  const squeezed = squeezing(x);
  const gate = gated(linear(map(linear(squeezed, w1, b1), activation), w2, b2));
  return { out: combine(x, gate, squeezed), gate };
});

const zeros = (x: Nd) => scale(x, 0);
const replacing = (names: readonly (keyof Weights)[], replace: (x: Nd) => Nd) =>
  way({ weights: (own) => ({ ...own, ...Object.fromEntries(names.map((name) => [name, replace(own[name])])) }) });

const byGate = (...activations: readonly Activation[]) =>
  activations.map((activation) => way({ gated: (z) => map(z, activation) }));

/** As if the channels came last: w features for the layers, where they are as many. */
const overRows = (x: Nd) => squeeze(squeeze(mean(mean(x, 1), 2), 2), 1);
const overColumns = (x: Nd) => squeeze(squeeze(mean(mean(x, 1), 3), 3), 1);
const ofLast = (x: Nd, gate: Nd) => multiply(x, expand(expand(gate, 1), 1));

/** By what the sum over the pixels is divided. */
const divisors: readonly ((h: number, w: number) => number)[] = [
  () => 1,
  (h) => h,
  (_, w) => w,
  (h) => h * h,
  (_, w) => w * w,
];

const right = way({});

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "softmax-gate",
    title: { en: "A softmax in the place of the sigmoid", zh: "该用 sigmoid 的地方用了 softmax" },
    explanation: {
      en: "The gates of an image sum to one, so the channels compete, and with many channels each map is multiplied by almost nothing. A gate decides about its own channel alone: all may be open, or all closed. That is a sigmoid.",
      zh: "一张图的各个门控值之和为 1，变成通道之间互相竞争，通道一多，每个特征图都几乎被乘成 0。每个门控值只决定自己的通道，可以全开，也可以全关，所以用 sigmoid。",
    },
    ways: [
      ...[softmax, unstableSoftmax].flatMap((along) => [1, 0].map((axis) => way({ gated: (z) => along(z, axis) }))),
    ],
  },
  {
    code: "averaged-over-channels",
    title: { en: "Averaged over the channels", zh: "沿通道求了平均" },
    explanation: {
      en: "The mean ran over the channels, so what is left says something about places, not about channels. Squeeze the pixels: the mean over height and width, the last two axes, leaves C numbers for each image. (Where the width agrees with C the wrong one runs too.)",
      zh: "均值沿通道求了，剩下的数描述的是位置而不是通道。要压缩的是像素：对高和宽（最后两维）求均值，每张图剩下 C 个数。（宽度恰好等于 C 时，写错了也能运行。）",
    },
    ways: [
      way({ squeezed: (x) => squeeze(mean(x, 1), 1), combine: (x, gate) => multiply(x, expand(gate, 1)) }),
      ...[overRows, overColumns].flatMap((squeezed) => [way({ squeezed }), way({ squeezed, combine: ofLast })]),
    ],
  },
  {
    code: "not-squeezed",
    title: { en: "The pixels are not averaged", zh: "没有对像素求平均" },
    explanation: {
      en: "Each pixel, or each row or column, has gates of its own: the layers ran on a map, as 1 × 1 convolutions do. The squeeze comes first: one mean over all h × w pixels of a channel, so that one gate sees the whole image.",
      zh: "每个像素（或每一行、每一列）各有门控值：两层作用在特征图上，像 1 × 1 卷积那样。应先压缩：每个通道对全部 h × w 个像素求一个均值，这样一个门控值才看到整张图。",
    },
    ways: [(x: Nd) => x, (x: Nd) => mean(x, 2), (x: Nd) => mean(x, 3)].map((partly) =>
      way({
        squeezed: (x) => channelsLast(partly(x)),
        combine: (x, gate) => multiply(x, channelsSecond(gate)),
      }),
    ),
  },
  {
    code: "averaged-over-batch",
    title: { en: "One mean for the whole batch", zh: "整个 batch 只求了一个均值" },
    explanation: {
      en: "The means ran over the batch as well, so all images have the same gates, and what an image gets depends on the others. Each image is squeezed alone: over the last two axes.",
      zh: "求均值时把 batch 也算进去了，所有图的门控值都一样，一张图的结果取决于其他图。每张图应单独压缩：只对最后两维求均值。",
    },
    ways: [way({ squeezed: (x) => mean(overPixels(x), 0) })],
  },
  {
    ...knownOfMaps("maximum-for-mean"),
    explanation: {
      en: "The squeeze took the largest pixel of each channel. That answers whether a feature occurs anywhere; squeeze-and-excitation takes the mean over all pixels. (CBAM uses both.)",
      zh: "压缩时取了每个通道里最大的像素。那回答的是某个特征有没有出现；SE 用的是所有像素的均值。（CBAM 两者都用。）",
    },
    ways: [way({ squeezed: (x) => overPixels(x, max) })],
  },
  {
    ...knownOfMaps("sum-for-mean"),
    title: { en: "The sum is not divided by the number of pixels", zh: "求和之后没有除以像素数" },
    explanation: {
      en: "The pixels were added up and not divided, or divided by another number, such as h, or h · h as if all maps were square. A channel has h · w pixels. With another divisor the result depends on the size of the map, and weights that were trained at one size fit no other.",
      zh: "像素加起来之后没有除，或除错了数，例如只除以 h，或当成正方形除以 h · h。每个通道有 h · w 个像素。除数不对，结果就随特征图的尺寸变化，在一种尺寸上训练的权重换个尺寸就不能用了。",
    },
    ways: divisors.map((divisor) =>
      way({ squeezed: (x) => scale(overPixels(x, sum), 1 / divisor(...(x.shape.slice(2) as [number, number]))) }),
    ),
  },
  {
    ...knownOfLayers("missing-activation"),
    explanation: {
      en: "The two layers follow one another directly, which is the same as one layer of rank r. A ReLU belongs between them.",
      zh: "两层直接叠在一起，等价于一个秩为 r 的线性层。两者之间应有 ReLU。",
    },
    ways: [way({ activation: (value) => value })],
  },
  {
    code: "other-activation",
    title: { en: "An activation other than ReLU between the layers", zh: "两层之间的激活函数不是 ReLU" },
    explanation: {
      en: "GELU, SiLU, tanh, a sigmoid or a leaky ReLU is between the two layers. Here it is a ReLU, and the sigmoid comes after the second layer only. (EfficientNet does use SiLU at this place.)",
      zh: "两层之间用了 GELU、SiLU、tanh、sigmoid 或 leaky ReLU。这里应是 ReLU，sigmoid 只出现在第二层之后。（EfficientNet 在这个位置确实用 SiLU。）",
    },
    ways: [
      geluByErf,
      geluByTanh,
      (value: number) => value * sigmoid(value),
      Math.tanh,
      sigmoid,
      (value: number) => (value > 0 ? value : value / 100),
    ].map((activation) => way({ activation })),
  },
  {
    code: "activations-exchanged",
    title: { en: "Sigmoid and ReLU are exchanged", zh: "sigmoid 和 ReLU 用反了" },
    explanation: {
      en: "The sigmoid is between the layers and the ReLU at the end, so a gate may be any number from 0 up, and many are exactly 0. ReLU comes first, inside; the sigmoid makes the gate.",
      zh: "sigmoid 用在了两层之间，ReLU 用在了最后，于是门控值可以是任意非负数，而且很多恰好为 0。应先在中间用 ReLU，最后由 sigmoid 得到门控值。",
    },
    ways: [way({ activation: sigmoid, gated: (z) => map(z, relu) })],
  },
  {
    code: "missing-sigmoid",
    title: { en: "No sigmoid at the end", zh: "最后缺少 sigmoid" },
    explanation: {
      en: "The maps are multiplied by the output of the second layer as it is: any number, also a negative one. The sigmoid turns it into a gate between 0 and 1.",
      zh: "特征图直接乘了第二层的输出，它可以是任意数，也可以为负。要经过 sigmoid 才成为 0 到 1 之间的门控值。",
    },
    ways: byGate((value) => value),
  },
  {
    code: "other-gate",
    title: { en: "The gate is no sigmoid", zh: "门控用的不是 sigmoid" },
    explanation: {
      en: "The last activation is a ReLU, a tanh or a hard sigmoid, or a ReLU comes before the sigmoid (perhaps the one that belongs between the layers), which leaves no gate below one half. The gate is sigmoid(z), and nothing else is done to z. (MobileNetV3 does use a hard sigmoid.)",
      zh: "最后的激活函数是 ReLU、tanh 或 hard sigmoid；或者 sigmoid 之前用了 ReLU（也许是两层之间的那个放错了地方），使门控值都不小于一半。门控值就是 sigmoid(z)，不对 z 做别的处理。（MobileNetV3 确实用 hard sigmoid。）",
    },
    ways: [
      ...byGate(
        relu,
        Math.tanh,
        (value) => (Math.tanh(value) + 1) / 2,
        (value) => Math.min(Math.max(value + 3, 0), 6) / 6,
        (value) => Math.min(Math.max(0.2 * value + 0.5, 0), 1),
        (value) => sigmoid(relu(value)),
        (value) => 2 * sigmoid(value),
      ),
      way({ activation: (value) => value, gated: (z) => map(z, (value) => sigmoid(relu(value))) }),
    ],
  },
  {
    code: "sign-in-exponential",
    title: { en: "The exponential has the wrong sign", zh: "指数的符号写反了" },
    explanation: {
      en: "The gate was written as 1 / (1 + exp(z)): it closes where it should open. The sigmoid is 1 / (1 + exp(-z)).",
      zh: "门控值写成了 1 / (1 + exp(z))，该开的通道反而关上了。sigmoid 是 1 / (1 + exp(-z))。",
    },
    ways: byGate((value) => sigmoid(-value)),
  },
  {
    ...knownOfMaps("unstable-sigmoid"),
    ways: byGate((value) => Math.exp(value) / (1 + Math.exp(value))),
    raises: raised.byOverflow,
  },
  {
    code: "gate-added",
    title: { en: "The gate is added", zh: "门控值是加上去的" },
    explanation: {
      en: "The gate was added to the maps. A gate of 0 must close its channel and a gate of 1 leave it as it is: multiply.",
      zh: "门控值加到了特征图上。门控值为 0 时通道应当关闭，为 1 时应保持不变：要用乘法。",
    },
    ways: [way({ combine: (x, gate) => add(x, ofChannels(gate)) })],
  },
  {
    code: "residual-added",
    title: { en: "The input is added to the result", zh: "结果里多加了输入" },
    explanation: {
      en: "The result is x + x · gate. In a residual network the shortcut is added by the block around, and it carries the input of the block, not the maps that were gated.",
      zh: "结果成了 x + x · gate。残差网络里的捷径由外面的块来加，而且加的是整个块的输入，不是被门控的特征图。",
    },
    ways: [way({ combine: (x, gate) => add(x, multiply(x, ofChannels(gate))) })],
  },
  {
    code: "gate-returned-instead",
    title: { en: "The gates are returned, not the maps", zh: "返回的是门控值而不是特征图" },
    explanation: {
      en: "The gates are right, but the maps still have to be multiplied by them: the result has the shape of x.",
      zh: "门控值算对了，但还要用它去乘特征图：结果的形状与 x 相同。",
    },
    ways: [
      way({ combine: (_, gate) => gate }),
      way({ combine: (_, gate) => ofChannels(gate) }),
      way({ combine: (x, gate) => add(zeros(x), ofChannels(gate)) }),
    ],
  },
  {
    code: "means-gated",
    title: { en: "The gates multiply the means, not the maps", zh: "门控值乘的是均值，不是特征图" },
    explanation: {
      en: "The squeezed numbers were multiplied by the gates, so every channel is one number, or constant over the image. They only serve to compute the gates: multiply x itself.",
      zh: "门控值乘到了压缩后的数上，每个通道只剩一个数，或在整张图上都相同。均值只用来算门控值，要乘的是 x 本身。",
    },
    ways: [
      way({ combine: (_, gate, squeezed) => multiply(squeezed, gate) }),
      way({ combine: (_, gate, squeezed) => ofChannels(multiply(squeezed, gate)) }),
      way({ combine: (x, gate, squeezed) => add(zeros(x), ofChannels(multiply(squeezed, gate))) }),
    ],
  },
  {
    code: "gate-not-expanded",
    title: { en: "The gate lacks the axes of height and width", zh: "门控值缺少高和宽两维" },
    explanation: {
      en: "Shapes are lined up from the right, so (B, C) meets height and width, not batch and channels. Give the gate two axes of size 1 at its end, (B, C, 1, 1), before it multiplies (B, C, h, w). (Where the sizes agree it runs, and multiplies the wrong numbers.)",
      zh: "形状从右边对齐，(B, C) 对上的是高和宽，而不是 batch 和通道。乘 (B, C, h, w) 之前，要在门控值末尾加两个大小为 1 的维，变成 (B, C, 1, 1)。（大小碰巧一致时能运行，但乘错了数。）",
    },
    ways: [
      (gate: Nd) => gate,
      (gate: Nd) => expand(gate, 2),
      (gate: Nd) => expand(gate, 1),
      (gate: Nd) => expand(expand(gate, 1), 1),
    ].map((expanded) => way({ combine: (x, gate) => multiply(x, expanded(gate)) })),
    raises:
      /broadcast together with shapes (?:\(\d+,\d+,\d+,\d+\) \(\d+,\d+(?:,\d+)?\)|\(\d+,\d+(?:,\d+)?\) \(\d+,\d+,\d+,\d+\))|at non-singleton dimension [23]/,
  },
  {
    ...known("missing-bias"),
    explanation: {
      en: "At least one of the two layers is applied without its bias: x @ w.T instead of x @ w.T + b.",
      zh: "两层中至少有一层没有加偏置：写成了 x @ w.T，而不是 x @ w.T + b。",
    },
    ways: choices(["b1", "b2"] as const).map((names) => replacing(names, zeros)),
  },
  {
    ...known("weights-not-transposed"),
    explanation: {
      en: "Each weight has the shape (out, in), as in PyTorch's nn.Linear, and is applied as x @ w.T + b. With r = C the product x @ w runs too, but gives another result.",
      zh: "每个权重的形状都是 (out, in)，与 PyTorch 的 nn.Linear 相同，用法是 x @ w.T + b。r = C 时 x @ w 也能运行，但结果不同。",
    },
    ways: choices(["w1", "w2"] as const).map((names) => replacing(names, transpose)),
  },
  {
    code: "layers-exchanged",
    title: { en: "The weights of the two layers are exchanged", zh: "两层的权重用反了" },
    explanation: {
      en: "The means were multiplied by w2, and w1 was applied afterwards. Both products fit without a transpose, so it runs; but w1 (r, C) is the first layer, and it is applied as x @ w1.T.",
      zh: "均值先乘了 w2，之后才乘 w1。两次不转置的乘法形状都对，所以能运行；但第一层是 w1 (r, C)，用法是 x @ w1.T。",
    },
    ways: [
      ({ x, w1, b1, w2, b2 }) => {
        const hidden = map(add(matmul(overPixels(x), w2), b1), relu);
        const gate = map(add(matmul(hidden, w1), b2), sigmoid);
        return { out: multiply(x, ofChannels(gate)), gate };
      },
    ],
  },
  {
    ...firstEntryOnly<Inputs>(right),
    ways: [...firstEntryOnly<Inputs>(right).ways, way({ squeezed: (x) => ofFirstEntry(overPixels(x)) })],
  },
];

export default mistakes;
