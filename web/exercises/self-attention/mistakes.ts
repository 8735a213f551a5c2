import { known, raised } from "../known-mistakes.js";
import type { Mistake, Way } from "../mistake.js";
import { squeeze } from "../nd.js";
import {
  asTheyAre,
  last,
  oneHot,
  overKeys,
  overLast,
  overQueries,
  sharedMaximum,
  uniform,
  unstableOverKeys,
  unstableOverQueries,
  untransposed,
  withoutKeepdims,
} from "../wrong-attention.js";
import { asMerged, attendSelf, choices, type SelfAttentionInputs, type SelfVariant } from "../wrong-self-attention.js";

const way =
  (variant: SelfVariant): Way<SelfAttentionInputs> =>
  (inputs) => {
    const { out, weights } = attendSelf(inputs, 1, variant);
    return weights ? { out, weights: squeeze(weights, 1) } : { out };
  };

/** With the maximum subtracted, and without. */
const either = (variant: SelfVariant) => [overKeys, unstableOverKeys].map((weigh) => way({ ...variant, weigh }));

const mistakes: readonly Mistake<SelfAttentionInputs>[] = [
  { ...known("missing-output-projection"), ways: either({ finish: asMerged }) },
  { ...known("missing-scale"), ways: either({ scale: 1 }) },
  {
    ...known("scale-by-dimension"),
    ways: [(inputs) => way({ scale: 1 / last(inputs.x) })(inputs)],
  },
  { ...known("softmax-over-queries"), ways: [way({ weigh: overQueries }), way({ weigh: unstableOverQueries })] },
  // One head stands before the scores: three axes and more are the whole array.
  { ...known("softmax-over-everything"), ways: [way({ weigh: overLast(4) }), way({ weigh: overLast(2) })] },
  { ...known("queries-and-keys-swapped"), ways: either({ swapped: true }) },
  { ...known("missing-keepdims"), ways: [way({ weigh: withoutKeepdims })], raises: raised.byBroadcasting },
  { ...known("keys-not-transposed"), ways: untransposed.map((turn) => way({ turn })), raises: raised.byMatmul },
  { ...known("values-from-keys"), ways: either({ average: "k" }) },
  { ...known("values-not-projected"), ways: either({ average: "x" }) },
  {
    ...known("weights-not-transposed"),
    ways: choices(["q", "k", "v", "o"] as const).map((untransposed) => way({ untransposed })),
  },
  {
    ...known("missing-bias"),
    // The bias of the keys makes no difference and stands for itself: with it or without, these are all there are.
    ways: choices(["q", "v", "o"] as const).map((unbiased) => way({ unbiased })),
  },
  { ...known("hard-max"), ways: [way({ weigh: oneHot })] },
  { ...known("uniform-weights"), ways: [way({ weigh: uniform })] },
  { ...known("no-softmax"), ways: [way({ weigh: asTheyAre })] },
  { ...known("global-maximum"), ways: [way({ weigh: sharedMaximum(4) }), way({ weigh: sharedMaximum(2) })] },
  { ...known("unstable-softmax"), ways: either({}).slice(1) },
];

export default mistakes;
