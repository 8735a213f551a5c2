import { known, raised } from "../known-mistakes.js";
import type { Mistake, Way } from "../mistake.js";
import {
  add,
  generate,
  matmul,
  mean,
  type Nd,
  permute,
  reshape,
  scale,
  softmax,
  squeeze,
  transpose,
  zip,
} from "../nd.js";
import {
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
import {
  asMerged,
  attendSelf,
  choices,
  mergeHeads,
  type SelfAttentionInputs,
  type SelfVariant,
} from "../wrong-self-attention.js";

interface MultiHeadInputs extends SelfAttentionInputs {
  readonly num_heads: number;
}

type Sized = (inputs: MultiHeadInputs) => SelfVariant;

const way =
  (variant: SelfVariant | Sized, heads = (inputs: MultiHeadInputs) => inputs.num_heads): Way<MultiHeadInputs> =>
  (inputs) =>
    attendSelf(inputs, heads(inputs), typeof variant === "function" ? variant(inputs) : variant);

/** With the maximum subtracted, and without. */
const either = (variant: Sized) =>
  [overKeys, unstableOverKeys].map((weigh) => way((inputs) => ({ ...variant(inputs), weigh })));
const scaledBy = (factor: (inputs: MultiHeadInputs) => number) => either((inputs) => ({ scale: factor(inputs) }));

const sizes = (x: Nd) => x.shape as [number, number, number, number];

function splitByReshape(x: Nd, H: number): Nd {
  const [B, L, D] = sizes(x);
  return reshape(x, [B, H, L, D / H]);
}

function mergeByReshape(heads: Nd): Nd {
  const [B, H, L, d] = sizes(heads);
  return reshape(heads, [B, L, H * d]);
}

/** The head's index counts fastest: (d, H) instead of (H, d). */
function splitInterleaved(x: Nd, H: number): Nd {
  const [B, L, D] = sizes(x);
  return permute(reshape(x, [B, L, D / H, H]), [0, 3, 1, 2]);
}

function mergeInterleaved(heads: Nd): Nd {
  const [B, H, L, d] = sizes(heads);
  return reshape(permute(heads, [0, 2, 3, 1]), [B, L, d * H]);
}

/** [B, L, d] instead of [B, L, D]. */
const average = (heads: Nd) => squeeze(mean(heads, 1), 1);

/** As a loop over the features of the shorter vector does it: only the first columns of wo take part. */
function projectShort(merged: Nd, { wo, bo }: SelfAttentionInputs): Nd {
  const columns = generate(
    [last(wo), last(merged)],
    ([row, column]) => wo.data[(row as number) * last(wo) + (column as number)] as number,
  );
  return add(matmul(merged, transpose(columns)), bo);
}

const mistakes: readonly Mistake<MultiHeadInputs>[] = [
  {
    ...known("heads-reshaped-not-transposed"),
    ways: [
      way({ split: splitByReshape }),
      way({ merge: mergeByReshape }),
      way({ split: splitByReshape, merge: mergeByReshape }),
    ],
  },
  {
    ...known("heads-interleaved"),
    ways: [
      way({ split: splitInterleaved }),
      way({ merge: mergeInterleaved }),
      way({ split: splitInterleaved, merge: mergeInterleaved }),
    ],
  },
  {
    ...known("heads-averaged"),
    ways: [
      way({ merge: average, finish: asMerged }),
      way({ merge: average, finish: projectShort }),
      way(({ num_heads }) => ({ merge: (heads) => scale(average(heads), num_heads), finish: asMerged })),
      way({ merge: (heads) => mergeHeads(zip(heads, mean(heads, 1), (_, value) => value)) }),
    ],
    // What NumPy says of (B, L, d) @ (D, D): no other dimension of the cases is as large as D.
    raises: /size (6|8|10|12) is different from [234]\b/,
  },
  { ...known("missing-output-projection"), ways: either(() => ({ finish: asMerged })) },
  { ...known("missing-scale"), ways: scaledBy(() => 1) },
  { ...known("scale-by-model-dimension"), ways: scaledBy(({ x }) => 1 / Math.sqrt(last(x))) },
  { ...known("scale-by-dimension"), ways: scaledBy(({ x, num_heads }) => num_heads / last(x)) },
  {
    ...known("scale-by-other-size"),
    ways: [
      ...scaledBy(({ num_heads }) => 1 / Math.sqrt(num_heads)),
      ...scaledBy(({ x }) => 1 / Math.sqrt(sizes(x)[1])),
    ],
  },
  { ...known("softmax-over-queries"), ways: [way({ weigh: overQueries }), way({ weigh: unstableOverQueries })] },
  { ...known("softmax-over-heads"), ways: [way({ weigh: (scores) => softmax(scores, 1) })] },
  { ...known("softmax-over-everything"), ways: [4, 3, 2].map((axes) => way({ weigh: overLast(axes) })) },
  {
    ...known("heads-not-split"),
    ways: [
      way({}, () => 1),
      way(
        ({ x, num_heads }) => ({ scale: Math.sqrt(num_heads / last(x)) }),
        () => 1,
      ),
    ],
  },
  { ...known("head-count-as-size"), ways: [way({}, ({ x, num_heads }) => last(x) / num_heads)] },
  { ...known("queries-and-keys-swapped"), ways: either(() => ({ swapped: true })) },
  { ...known("missing-keepdims"), ways: [way({ weigh: withoutKeepdims })], raises: raised.byBroadcasting },
  { ...known("keys-not-transposed"), ways: untransposed.map((turn) => way({ turn })), raises: raised.byMatmul },
  { ...known("values-from-keys"), ways: either(() => ({ average: "k" })) },
  { ...known("values-not-projected"), ways: either(() => ({ average: "x" })) },
  {
    ...known("weights-not-transposed"),
    ways: choices(["q", "k", "v", "o"] as const).map((untransposed) => way({ untransposed })),
  },
  // The bias of the keys makes no difference, so these are all the choices there are.
  { ...known("missing-bias"), ways: choices(["q", "v", "o"] as const).map((unbiased) => way({ unbiased })) },
  { ...known("hard-max"), ways: [way({ weigh: oneHot })] },
  { ...known("uniform-weights"), ways: [way({ weigh: uniform })] },
  { ...known("global-maximum"), ways: [4, 3, 2].map((axes) => way({ weigh: sharedMaximum(axes) })) },
  { ...known("unstable-softmax"), ways: [way({ weigh: unstableOverKeys })] },
];

export default mistakes;
