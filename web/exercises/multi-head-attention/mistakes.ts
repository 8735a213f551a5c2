import {
  add,
  expand,
  full,
  generate,
  map,
  matmul,
  mean,
  type Nd,
  permute,
  reshape,
  softmax,
  squeeze,
  sum,
  transpose,
  unstableSoftmax,
  zip,
} from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { attentionMistakes, last, unstableOverKeys, withShared } from "../shared/wrong-attention.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import {
  activatedSomewhere,
  asMerged,
  attendSelf,
  choices,
  mergeHeads,
  type SelfAttentionInputs,
  type SelfVariant,
  splitFirst,
} from "../shared/wrong-self-attention.js";

interface MultiHeadInputs extends SelfAttentionInputs {
  readonly num_heads: number;
}

type Sized = (inputs: MultiHeadInputs) => MultiHeadVariant;

interface MultiHeadVariant extends SelfVariant {
  /** Default: as many as asked for. */
  readonly heads?: number;
  /** What takes the place of the inputs. */
  readonly taken?: (inputs: MultiHeadInputs) => MultiHeadInputs;
}

const way = composed(
  (
    inputs: MultiHeadInputs,
    { heads = inputs.num_heads, taken = (given) => given, ...variant }: MultiHeadVariant,
  ): Answer => attendSelf(taken(inputs), heads, variant),
);

/** With the maximum subtracted, and without. */
const either = (variant: Sized) => [way(variant), way((inputs) => ({ ...variant(inputs), weigh: unstableOverKeys }))];
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
const total = (heads: Nd) => squeeze(sum(heads, 1), 1);

/** [B, L, d] to [B, L, D]: each feature as many times in a row as there were heads. */
const repeated = (x: Nd, times: number) => {
  const [B, L, d] = sizes(x);
  return reshape(
    zip(expand(x, -1), full([times], 0), (value) => value),
    [B, L, d * times],
  );
};

/** As a loop over the features of the shorter vector does it: only the first columns of wo take part. */
function projectShort(merged: Nd, { wo, bo }: SelfAttentionInputs): Nd {
  const columns = generate(
    [last(wo), last(merged)],
    ([row, column]) => wo.data[(row as number) * last(wo) + (column as number)] as number,
  );
  return add(matmul(merged, transpose(columns)), bo);
}

/** The heads' axis stays where the reshape has left it, so that the heads of one token attend to one another. */
const splitUntransposed = (x: Nd, H: number) => {
  const [B, L, D] = sizes(x);
  return reshape(x, [B, L, H, D / H]);
};
const mergeUntransposed = (heads: Nd) => {
  const [B, L, H, d] = sizes(heads);
  return reshape(heads, [B, L, H * d]);
};

/** All heads replaced by the same. */
const alike = (one: (heads: Nd) => Nd) => (heads: Nd) => mergeHeads(zip(heads, one(heads), (_, value) => value));

const mistakes: readonly Mistake<MultiHeadInputs>[] = withShared(
  [
    {
      ...known("heads-reshaped-not-transposed"),
      ways: [
        way({ split: splitByReshape }),
        way({ merge: mergeByReshape }),
        way({ split: splitByReshape, merge: mergeByReshape }),
        way({ split: splitUntransposed, merge: mergeUntransposed }),
      ],
    },
    {
      ...known("heads-split-before-projection"),
      ways: [0, 1].map((which) =>
        way({
          taken: (inputs) => {
            const block = splitFirst(inputs.num_heads)[which] as (parameter: Nd) => Nd;
            const { wq, bq, wk, bk, wv, bv } = inputs;
            const blocks = { wq: block(wq), bq: block(bq), wk: block(wk), bk: block(bk), wv: block(wv), bv: block(bv) };
            return { ...inputs, ...blocks };
          },
        }),
      ),
      // A layer of PyTorch takes D features, and d come, B * H * L times: by the sizes of the cases.
      raises: /cannot be multiplied \((12x2|12x4|56x3|55x2|18x4|54x4) and (\d+)x\2\)/,
    },
    activatedSomewhere(way),
    firstEntryOnly(way({})),
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
        way({ merge: total, finish: asMerged }),
        way({ merge: total, finish: projectShort }),
        // As many copies of the one as there were heads: side by side, or feature by feature.
        way({ merge: alike((heads) => mean(heads, 1)) }),
        way({ merge: alike((heads) => sum(heads, 1)) }),
        way(({ num_heads }) => ({ merge: (heads) => repeated(average(heads), num_heads) })),
        // In JavaScript wo finds undefined where features are missing, unless there is only one head.
        way(({ num_heads }) => ({ finish: (merged) => map(merged, (value) => (num_heads > 1 ? Number.NaN : value)) })),
        // Never put together.
        way({ merge: (heads) => heads, finish: asMerged }),
      ],
      // What NumPy and PyTorch say of (B, L, d) @ (D, D): no other dimension of the cases is as large as D. PyTorch makes one of B * L.
      raises:
        /size (6|8|10|12) is different from [234]\b|cannot be multiplied \((4x2|6x4|14x3|11x2|18x4) and (\d+)x\3\)/,
    },
    {
      ...known("missing-output-projection"),
      ways: [...either(() => ({ finish: asMerged })), ...either(() => ({ unweighted: ["o"] }))],
    },
    { ...known("scale-by-model-dimension"), ways: scaledBy(({ x }) => 1 / Math.sqrt(last(x))) },
    { ...known("scale-by-dimension"), ways: scaledBy(({ x }) => 1 / last(x)) },
    {
      ...known("scale-by-other-size"),
      ways: [
        ...scaledBy(({ num_heads }) => 1 / Math.sqrt(num_heads)),
        ...scaledBy(({ x }) => 1 / Math.sqrt(sizes(x)[1])),
      ],
    },
    {
      ...known("softmax-over-heads"),
      ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 1) })),
    },
    {
      ...known("softmax-over-batch"),
      ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 0) })),
    },
    {
      ...known("heads-not-split"),
      ways: [way({ heads: 1 }), way(({ x, num_heads }) => ({ heads: 1, scale: Math.sqrt(num_heads / last(x)) }))],
    },
    { ...known("head-count-as-size"), ways: [way(({ x, num_heads }) => ({ heads: last(x) / num_heads }))] },
    {
      ...known("queries-and-keys-swapped"),
      ways: either(() => ({ swapped: true })),
    },
    { ...known("values-from-keys"), ways: either(() => ({ average: "k" })) },
    { ...known("values-not-projected"), ways: either(() => ({ average: "x" })) },
    {
      ...known("returned-weights-instead"),
      ways: [(inputs) => attendSelf(inputs, inputs.num_heads).weights],
    },
    {
      ...known("weights-not-transposed"),
      ways: choices(["q", "k", "v", "o"] as const).map((untransposed) => way({ untransposed })),
    },
    // The bias of the keys makes no difference, so these are all the choices there are.
    { ...known("missing-bias"), ways: choices(["q", "v", "o"] as const).map((unbiased) => way({ unbiased })) },
  ],
  attentionMistakes<MultiHeadInputs>(way, 4),
);

export default mistakes;
