/** What goes wrong in causal attention of several heads, whatever happens to its scores. Mistakes are built of it. */
import { generate, type Nd, softmax } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "./known-mistakes.js";
import { knownOfMasks } from "./known-of-masks.js";
import { type Attended, last, overKeys, unstableOverKeys, type Variant, withShared } from "./wrong-attention.js";
import { attentionMistakesInFullRows, eachHiding, type Masking, maskMistakes, rightMasking } from "./wrong-masking.js";
import { activated, firstEntryOnly } from "./wrong-outputs.js";

/** q, k, v [B, H, L, d]. */
export interface CausalInputs {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
}

/** Whether query i may attend to key j. */
export type Visible = (i: number, j: number) => boolean;

export interface CausalVariant<Inputs> extends Omit<Variant, "weigh"> {
  /** Default: the query itself and the keys before it. */
  readonly visible?: Visible;
  /** From scores [B, H, L, L] and mask [L, L] to the weights. Default: right. */
  readonly masking?: Masking;
  /** What is taken for the inputs. Default: what they are. */
  readonly taken?: (inputs: Inputs) => Inputs;
}

const past: Visible = (i, j) => j <= i;

/** The mask [L, L]. */
export const causalMask = (L: number, visible = past): Nd =>
  generate([L, L], ([i, j]) => Number(visible(i as number, j as number)));

type CausalWay<Inputs> = (
  variant: CausalVariant<Inputs> | ((inputs: Inputs) => CausalVariant<Inputs>),
) => ((inputs: Inputs) => Attended) & Way<Inputs>;

export const byRootOf = <Inputs>(way: CausalWay<Inputs>, number: (inputs: Inputs) => number): Way<Inputs> =>
  way((inputs) => ({ scale: 1 / Math.sqrt(number(inputs)) }));

/** No row is empty, and there is one mask. */
const notHere: readonly string[] = ["masked-row-nan", "masked-row-mean", "one-mask-for-all"];

interface CausalOptions {
  /** As in `maskMistakes`. */
  readonly tooHigh?: Parameters<typeof maskMistakes>[1];
  /** Codes of what would be right, or has no meaning. */
  readonly without?: readonly string[];
}

export function causalMistakes<Inputs extends CausalInputs>(
  way: CausalWay<Inputs>,
  { tooHigh, without = [] }: CausalOptions = {},
): readonly Mistake<Inputs>[] {
  const masked = (masking: Masking, variant: CausalVariant<Inputs> = {}) =>
    way(masking === rightMasking ? variant : { ...variant, masking });
  const holds = ({ code }: Mistake<Inputs>) => !notHere.includes(code) && !without.includes(code);
  return [
    maskMistakes<Inputs>(masked, tooHigh).filter(({ code }) => code !== "mask-inverted"),
    attentionMistakesInFullRows<Inputs>(masked),
  ]
    .reduce(withShared, aroundAttention(way))
    .filter(holds);
}

const unstable = eachHiding(unstableOverKeys)[1] as Masking;

function aroundAttention<Inputs extends CausalInputs>(way: CausalWay<Inputs>): readonly Mistake<Inputs>[] {
  const seeing = (visible: Visible) => [way({ visible }), way({ visible, masking: unstable })];
  const seeingNothing = (visible: Visible) => [
    ...seeing(visible),
    ...eachHiding(overKeys)
      .filter((masking) => masking !== rightMasking)
      .map((masking) => way({ visible, masking })),
  ];
  const right = way({});
  return [
    {
      ...knownOfMasks("mask-ignored"),
      explanation: {
        en: "Every position attends to all others, also to those after it. This attention is causal: before the softmax, mask the keys after the query.",
        zh: "每个位置都能关注所有位置，包括它之后的。这里的注意力是因果的：在 softmax 之前屏蔽 query 之后的 key。",
      },
      ways: [],
    },
    { ...knownOfMasks("mask-off-by-one"), ways: [...seeingNothing((i, j) => j < i), ...seeing((i, j) => j <= i + 1)] },
    { ...knownOfMasks("mask-looks-ahead"), ways: seeing((i, j) => j >= i) },
    { ...knownOfMasks("mask-inverted"), ways: seeingNothing((i, j) => j > i) },
    { ...known("returned-weights-instead"), ways: [(inputs) => right(inputs).weights] },
    { ...known("values-from-keys"), ways: [way({ taken: (x) => ({ ...x, v: x.k }) })] },
    { ...known("queries-and-keys-swapped"), ways: [way({ taken: (x) => ({ ...x, q: x.k, k: x.q }) })] },
    {
      ...known("scale-by-other-size"),
      ways: [
        byRootOf(way, ({ q }) => q.shape[2] as number),
        byRootOf(way, ({ q }) => q.shape[1] as number),
        byRootOf(way, ({ q }) => last(q) * (q.shape[1] as number)),
      ],
    },
    activated(right),
    firstEntryOnly(right),
    {
      ...known("softmax-over-heads"),
      ways: eachHiding((scores) => softmax(scores, 1)).map((masking) => way({ masking })),
    },
  ];
}
