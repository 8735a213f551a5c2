import { known } from "../known-mistakes.js";
import type { Mistake, Way } from "../mistake.js";
import { softmax, squeeze, unstableSoftmax } from "../nd.js";
import selfAttention from "../self-attention/mistakes.js";
import { attendSelf, type SelfAttentionInputs } from "../wrong-self-attention.js";

const overBatch = [softmax, unstableSoftmax].map(
  (along): Way<SelfAttentionInputs> =>
    (inputs) => {
      const { out, weights } = attendSelf(inputs, 1, { weigh: (scores) => along(scores, 0) });
      return weights ? { out, weights: squeeze(weights, 1) } : { out };
    },
);

const mistakes: readonly Mistake<SelfAttentionInputs>[] = [
  {
    ...known("softmax-over-batch"),
    explanation: {
      en: "The softmax runs along axis 0, over the sequences of the batch, so that they influence one another. The axis must be the keys': the last one, however many axes stand before it.",
      zh: "softmax 沿第 0 维（batch）做了，各个序列互相影响。应沿 key 的那一维：无论前面有多少维，它总是最后一维。",
    },
    ways: overBatch,
  },
  ...selfAttention,
];

export default mistakes;
