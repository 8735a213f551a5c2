import { full, multiply, type Nd, reshape, softmax, squeeze, sum, unstableSoftmax } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import spatial from "../spatial-attention/mistakes.js";

interface Inputs {
  readonly features: Nd;
  readonly position: Nd;
}

/** Over the width, as the program does it, or over all the positions of an image; the maximum subtracted or not. */
const weighings = [softmax, unstableSoftmax].flatMap((along) => [
  (scores: Nd) => along(scores, 2),
  (scores: Nd) => {
    const [images, h, w] = scores.shape as [number, number, number];
    return reshape(along(reshape(scores, [images, h * w]), 1), scores.shape);
  },
]);

/** NumPy aligns (B, h, w) with the last three axes of (B, h, w, C): it raises, unless sizes happen to agree. */
const aligned = (finish: (product: Nd) => Nd) =>
  weighings.map(
    (weigh): Way<Inputs> =>
      ({ features, position }) => {
        const scores = squeeze(sum(multiply(features, position), 3), 3);
        return finish(multiply(features, weigh(scores)));
      },
  );

const overPositions = (x: Nd) => squeeze(squeeze(sum(sum(x, 1), 2), 2), 1);

/** JavaScript indexes a number, and everything is NaN. `axes` of the features remain. */
const undefinedTimes =
  (...axes: readonly number[]): Way<Inputs> =>
  ({ features }) =>
    full(
      axes.map((axis) => features.shape[axis] as number),
      Number.NaN,
    );

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "missing-channel-axis",
    title: { en: "The weights have no axis for the channels", zh: "权重缺少通道维" },
    explanation: {
      en: "Weights of shape (B, h, w) are multiplied by features of shape (B, h, w, C). NumPy aligns shapes at their last axes, so the width meets the channels: it raises, or, when the sizes happen to agree, multiplies the wrong numbers. In JavaScript a weight is indexed as if it were a list, which gives NaN. Give the weights a fourth axis of size one, so that all channels of a position share its weight. There may be other bugs behind this one.",
      zh: "形状 (B, h, w) 的权重要乘形状 (B, h, w, C) 的特征。NumPy 从最后一维开始对齐，于是宽对上了通道：要么报错，要么大小碰巧一致而乘错了数。JavaScript 里则是把一个数当成列表取下标，得到 NaN。应给权重加上大小为 1 的第四维，让一个位置的所有通道共用它的权重。这之后可能还有别的错误。",
    },
    raises:
      /could not be broadcast together with shapes (\(\d+,(1,)?\d+,\d+\) \(\d+,\d+,\d+,\d+\)|\(\d+,\d+,\d+,\d+\) \(\d+,(1,)?\d+,\d+\))|cannot broadcast|at non-singleton dimension 3/,
    ways: [
      ...aligned((product) => product),
      ...aligned(overPositions),
      undefinedTimes(0, 1, 2, 3),
      undefinedTimes(0, 1, 2),
      undefinedTimes(0, 3),
    ],
  },
  ...spatial,
];

export default mistakes;
