import { type Nd, softmax, unstableSoftmax } from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { attentionMistakes, last, unstableOverKeys, withShared } from "../shared/wrong-attention.js";
import { headMistakes } from "../shared/wrong-heads.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import {
  activatedSomewhere,
  asMerged,
  attendSelf,
  choices,
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

const heads = headMistakes<MultiHeadInputs>(way);

const mistakes: readonly Mistake<MultiHeadInputs>[] = withShared(
  [
    heads.reshaped,
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
    heads.interleaved,
    {
      ...heads.averaged,
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
