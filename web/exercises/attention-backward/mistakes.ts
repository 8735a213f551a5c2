import { matmul, multiply, type Nd, reshape, scale, softmax, sum, transpose } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attend, attentionMistakes, overKeys, withShared } from "../shared/wrong-attention.js";
import {
  attentionBackwardMistakes,
  lastTerms,
  notAccumulated,
  remaking,
  softmaxAsIdentity,
} from "../shared/wrong-attention-backward.js";
import { maskMistakes, nanInEmptyRows, withEmptyRows, withoutNan, zeros } from "../shared/wrong-masking.js";
import {
  lessThan,
  rightBackward,
  type SoftmaxBackward,
  softmaxBackwardMistakes,
} from "../shared/wrong-softmax-backward.js";
import { type BackwardVariant, backward, byRoot, type Inputs, type Parts, way } from "./wrong-backward.js";

/** The weights as if nothing were hidden. */
const unmasked = ({ q, k, v }: Inputs) => attend(q, k, v).weights;

const finishing = (finish: NonNullable<BackwardVariant["finish"]>) => way({ finish });
const remade = remaking<Parts, Inputs>(finishing);
const unsummed = lastTerms<Parts, Inputs>(finishing);

const sumOfAll = (x: Nd) => sum(reshape(x, [x.data.length]), 0);
const overQueriesBackward: SoftmaxBackward = (y, dy) => transpose(rightBackward(transpose(y), transpose(dy)));

const own: readonly Mistake<Inputs>[] = [
  {
    ...softmaxAsIdentity,
    ways: [
      way({ through: () => (_, dp) => dp }),
      way({
        through:
          ({ mask }) =>
          (_, dp) =>
            multiply(dp, mask),
      }),
    ],
  },
  {
    code: "sum-over-the-queries",
    title: { en: "The softmax's sum runs over the wrong axis", zh: "softmax 梯度中的求和沿错了维度" },
    explanation: {
      en: "On the way back through the softmax, the sum of weight times gradient was taken over the queries, over the batch, or over everything. Each row of weights is a distribution over the keys, so each query has its own sum, along the last axis.",
      zh: "反向经过 softmax 时，权重与梯度乘积之和沿 query、batch 或所有维度求了。每一行权重是 key 上的一个分布，所以每个 query 各有一个和，沿最后一维。",
    },
    ways: [(x: Nd) => sum(x, -2), (x: Nd) => sum(x, 0), sumOfAll].map((total) =>
      way({ through: () => lessThan((y, dy) => total(multiply(y, dy))) }),
    ),
  },
  {
    ...notAccumulated,
    // What the mask hides comes to nothing: the last of those that it shows.
    ways: unsummed(({ mask }, at) => mask.data[at] !== 0),
  },
  {
    code: "hidden-keys-learn",
    title: { en: "Masked keys get a gradient", zh: "被屏蔽的 key 得到了梯度" },
    explanation: {
      en: "The way back, or a part of it, uses weights without the mask, so gradient flows to keys or values that the query never saw. Use the same masked weights everywhere: where a weight is 0, its gradient is 0 by itself.",
      zh: "反向全程或某一处用了没有掩码的权重，于是梯度流向了 query 根本看不到的 key 或 value。所有地方都应使用同一份加过掩码的权重：权重为 0 的地方，梯度自然为 0。",
    },
    ways: [
      way({ through: (inputs) => (_, dp) => rightBackward(unmasked(inputs), dp) }),
      way({
        masking: overKeys,
        through:
          ({ mask }) =>
          (y, dp) =>
            multiply(rightBackward(y, dp), mask),
      }),
      way({ through: (inputs) => (_, dp) => rightBackward(withEmptyRows(unmasked(inputs), inputs.mask), dp) }),
      ...remade({ dv: (parts) => matmul(transpose(unmasked(parts)), parts.dout) }),
      ...remade({ dv: (parts) => matmul(transpose(withEmptyRows(unmasked(parts), parts.mask)), parts.dout) }),
    ],
  },
  {
    ...knownOfMasks("mask-after-softmax"),
    ways: [
      way({
        masking: (scores, mask) => multiply(overKeys(scores), mask),
        through: (inputs) => (_, dp) => rightBackward(unmasked(inputs), multiply(dp, inputs.mask)),
      }),
    ],
  },
  {
    ...knownOfMasks("mask-as-factor"),
    ways: [
      way({
        masking: (scores, mask) => overKeys(multiply(scores, mask)),
        through:
          ({ mask }) =>
          (y, dp) =>
            multiply(rightBackward(y, dp), mask),
      }),
    ],
  },
  {
    ...knownOfMasks("masked-row-nan"),
    title: { en: "A row with nothing to attend to spreads NaN", zh: "整行被屏蔽时 NaN 扩散开来" },
    explanation: {
      en: "Where a query may attend to no key, its weights became NaN (-infinity minus -infinity, or 0 / 0). The gradients of keys and values sum over all queries, so one such row makes them NaN for all keys and values of its batch entry; clearing the NaN at the end clears the other queries' share with it. Make the weights of such a row zeros before anything is computed from them.",
      zh: "某个 query 不能关注任何 key 时，它的权重成了 NaN（-inf 减 -inf，或 0 / 0）。对 key 和 value 的梯度要对所有 query 求和，只要有一行这样，batch 中这一项的 key 和 value 的梯度就成了 NaN；最后才清除 NaN，其他 query 的贡献也一并被清掉了。应在使用之前就把这一行的权重置 0。",
    },
    ways: [
      way({
        masking: nanInEmptyRows,
        finish: ({ dq, dk, dv }) => ({ dq: withoutNan(dq), dk: withoutNan(dk), dv: withoutNan(dv) }),
      }),
    ],
  },
  {
    ...knownOfMasks("masked-row-mean"),
    explanation: {
      en: "Masked scores got one large negative number instead of -infinity. In a row that masks every key they are all equal again, and the softmax gives each masked key the same weight, so the row sends a gradient to keys and values that its query may not see. Such a row must have weights of 0 and send nothing.",
      zh: "被屏蔽的分数用了一个很大的负数而不是 -inf。整行都被屏蔽时，这些分数又彼此相等，softmax 会给每个被屏蔽的 key 相同的权重，于是这一行把梯度传给了 query 本不该看到的 key 和 value。这样的行权重应为 0，不传任何梯度。",
    },
    ways: [],
  },
  {
    ...known("softmax-over-queries"),
    ways: [way({ masking: zeros((scores) => softmax(scores, -2)), through: () => overQueriesBackward })],
  },
  {
    ...known("queries-and-keys-swapped"),
    ways: [
      // On the way back as on the way there, or in the forward pass alone.
      (inputs) => {
        const { dq, dk, dv } = backward({ ...inputs, q: inputs.k, k: inputs.q }, {});
        return { dq: dk, dk: dq, dv };
      },
      (inputs) =>
        backward(
          { ...inputs, q: inputs.k, k: inputs.q },
          {
            finish: ({ ds, q, k, factor }) => ({
              dq: scale(matmul(ds, q), factor),
              dk: scale(matmul(transpose(ds), k), factor),
            }),
          },
        ),
    ],
  },
];

/** A maximum that starts too high is that of the whole array, where every case with low scores has high ones too. */
const tellNothing: readonly string[] = [
  "hard-max",
  "normalized-by-sum",
  "maximum-starts-too-high",
  "weights-transposed",
];

/** What any attention may hold, in the gradients too. One-hot weights and shares of a sum of -infinity give zeros, which tell nothing. */
const forwardMistakes = (variant: BackwardVariant): readonly Mistake<Inputs>[] =>
  attentionMistakes<Inputs>(
    ({ weigh = overKeys, ...forward }) => way({ ...variant, masking: zeros(weigh), forward }),
    3,
  ).filter(({ code }) => !tellNothing.includes(code));

const scaleCodes: readonly string[] = [
  "missing-scale",
  "scale-by-dimension",
  "multiplied-by-root",
  "scaled-after-softmax",
];

const mistakes: readonly Mistake<Inputs>[] = [
  attentionBackwardMistakes<Inputs>(finishing),
  // Far below -1000 float32 cannot hold what gradients are made of, so no case goes there.
  maskMistakes<Inputs>((masking) => way({ masking }), { inPlace: [-10, -100, -1000], added: [-10, -100] }).map(
    // Weights without the mask: in the gradients it is the hidden keys that tell.
    (mistake) => (mistake.code === "mask-ignored" ? { ...mistake, code: "hidden-keys-learn" } : mistake),
  ),
  softmaxBackwardMistakes<Inputs>((through) => way({ through: () => through })),
  forwardMistakes({}),
  // A wrong scale in the forward pass alone.
  forwardMistakes({ factor: byRoot }).filter(({ code }) => scaleCodes.includes(code)),
].reduce(withShared, own);

export default mistakes;
