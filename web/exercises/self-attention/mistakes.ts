import { softmax, squeeze, unstableSoftmax } from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { attentionMistakes, unstableOverKeys, withShared } from "../shared/wrong-attention.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import {
  activatedSomewhere,
  asMerged,
  attendSelf,
  choices,
  type SelfAttentionInputs,
  type SelfVariant,
} from "../shared/wrong-self-attention.js";

const way = composed((inputs: SelfAttentionInputs, variant: SelfVariant): Answer => {
  const { out, weights } = attendSelf(inputs, 1, variant);
  return { out, weights: squeeze(weights, 1) };
});

/** With the maximum subtracted, and without. */
const either = (variant: SelfVariant) => [way(variant), way({ ...variant, weigh: unstableOverKeys })];
const scaledByRootOf = (axis: number) => {
  const scale = ({ x }: SelfAttentionInputs) => 1 / Math.sqrt(x.shape[axis] as number);
  return [
    way((inputs) => ({ scale: scale(inputs) })),
    way((inputs) => ({ scale: scale(inputs), weigh: unstableOverKeys })),
  ];
};

const mistakes: readonly Mistake<SelfAttentionInputs>[] = withShared(
  [
    {
      ...known("missing-output-projection"),
      explanation: {
        en: "The weighted average of the values is returned as it is, or with bo alone added. The output projection still has to follow: (weights @ v) @ wo.T + bo. This holds for a single head too.",
        zh: "value 的加权平均被直接返回了，或者只加了 bo。还要经过输出投影：(weights @ v) @ wo.T + bo。只有一个头时也是如此。",
      },
      ways: [
        ...either({ finish: asMerged }),
        // wo alone is left out.
        ...either({ unweighted: ["o"] }),
      ],
    },
    { ...known("scale-by-other-size"), ways: [...scaledByRootOf(0), ...scaledByRootOf(1)] },
    {
      ...known("softmax-over-batch"),
      explanation: {
        en: "The softmax runs along axis 0, over the sequences of the batch, so they influence one another. It must run over the keys: the last axis, however many axes come before it.",
        zh: "softmax 沿的是第 0 维（batch），各个序列互相影响。应沿 key 的那一维：无论前面有多少维，它总是最后一维。",
      },
      ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 0) })),
    },
    {
      ...known("queries-and-keys-swapped"),
      ways: either({ swapped: true }),
    },
    { ...known("values-from-keys"), ways: either({ average: "k" }) },
    activatedSomewhere(way),
    firstEntryOnly(way({})),
    { ...known("values-not-projected"), ways: either({ average: "x" }) },
    {
      ...known("not-projected"),
      explanation: {
        en: "The queries, the keys or both are the inputs themselves. If both are, the scores are symmetric, and most positions attend mainly to themselves. wq and wk, with their biases, let the model learn which position attends to which.",
        zh: "query、key 或两者直接用了输入。两者都是输入时，分数是对称矩阵，大多数位置主要关注自己。正是 wq、wk（及偏置）让模型学会谁该关注谁。",
      },
      ways: choices(["q", "k"] as const).map((unprojected) => way({ unprojected })),
    },
    { ...known("returned-weights-instead"), ways: [(inputs) => squeeze(attendSelf(inputs, 1).weights, 1)] },
    {
      ...known("weights-not-transposed"),
      ways: choices(["q", "k", "v", "o"] as const).map((untransposed) => way({ untransposed })),
    },
    {
      ...known("missing-bias"),
      // The bias of the keys makes no difference and stands for itself: with it or without, these are all there are.
      ways: choices(["q", "v", "o"] as const).map((unbiased) => way({ unbiased })),
    },
  ],
  attentionMistakes(way, 4),
);

export default mistakes;
