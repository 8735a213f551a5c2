/** Attention within a sliding window in float64, with the steps that learners get wrong made exchangeable. */
import { divide, generate, map, max, multiply, type Nd, subtract, sum, zip } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import {
  attend,
  attentionMistakes,
  downToThousand,
  overKeys,
  type Variant,
  type Weighing,
  withShared,
} from "../shared/wrong-attention.js";
import { eachHiding, type Masking, nanInEmptyRows, rightMasking } from "../shared/wrong-masking.js";

/** q, k, v [B, H, L, d]. */
export interface Inputs {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly window: number;
}

/** How often query i sees key j: 0, 1, or more where a key is read several times. */
export type Visible = (i: number, j: number, window: number, L: number) => number | boolean;

export interface WindowVariant extends Omit<Variant, "weigh"> {
  /** Default: the query itself and the window - 1 keys before it. */
  readonly visible?: Visible;
  /** From scores [B, H, L, L] and mask [L, L] to the weights. Default: right. */
  readonly masking?: Masking;
  /** What is taken for the inputs. Default: what they are. */
  readonly taken?: (inputs: Inputs) => Inputs;
}

export const lengthOf = ({ q }: Inputs): number => q.shape[2] as number;

const inWindow: Visible = (i, j, window) => j <= i && i - j < window;

export const way = composed(
  (
    inputs: Inputs,
    { visible = inWindow, masking = nanInEmptyRows, taken = (given) => given, ...variant }: WindowVariant,
  ) => {
    const used = taken(inputs);
    const L = lengthOf(used);
    const mask = generate([L, L], (index) => Number(visible(...(index as [number, number]), used.window, L)));
    return attend(used.q, used.k, used.v, { ...variant, weigh: (scores) => masking(scores, mask) });
  },
);

/** Other masks. */
export const seeing = (...all: readonly Visible[]): readonly Way<Inputs>[] => all.map((visible) => way({ visible }));

/** Masks that leave rows empty: these become NaN, zeros, or a mean. */
export const seeingNothing = (...all: readonly Visible[]): readonly Way<Inputs>[] =>
  all.flatMap((visible) => [
    way({ visible }),
    way({ visible, masking: rightMasking }),
    way({ visible, masking: lowered(overKeys) }),
  ]);

/** Keys are hidden by -infinity, or by -1e9. */
const byInfinity = (weigh: Weighing) => eachHiding(weigh)[1] as Masking;
const lowered = (weigh: Weighing) => eachHiding(weigh)[2] as Masking;

/** Keys count as often as the mask says. */
export const counted: Masking = (scores, counts) => {
  const hidden = zip(scores, counts, (score, count) => (count > 0 ? score : Number.NEGATIVE_INFINITY));
  const powers = multiply(map(subtract(hidden, max(hidden, -1)), Math.exp), counts);
  return divide(powers, sum(powers, -1));
};

/** Query i finds window - 1 - i keys of zeros before the first one: each has the score 0 and adds nothing to the output. */
export const paddedWithZeros =
  (window: number): Masking =>
  (scores, mask) => {
    const hidden = zip(scores, mask, (score, visible) => (visible ? score : Number.NEGATIVE_INFINITY));
    const missing = generate([scores.shape.at(-1) as number, 1], ([row]) => Math.max(0, window - 1 - (row as number)));
    const largest = zip(max(hidden, -1), missing, (top, more) => (more > 0 ? Math.max(top, 0) : top));
    const powers = map(subtract(hidden, largest), Math.exp);
    const padding = zip(largest, missing, (top, more) => (more > 0 ? more * Math.exp(-top) : 0));
    return divide(
      powers,
      zip(sum(powers, -1), padding, (own, more) => own + more),
    );
  };

/** What any attention may hold. The mask is causal anyway, and where keys are hidden by -1e9 only two more are other numbers. */
export const attentionMistakesInWindow: readonly Mistake<Inputs>[] = withShared(
  downToThousand(hiddenMistakes(byInfinity)).filter(({ code }) => code !== "unasked-causal-mask"),
  hiddenMistakes(lowered).filter(({ code }) => code === "no-softmax" || code === "normalized-by-sum"),
);

function hiddenMistakes(hidden: (weigh: Weighing) => Masking): readonly Mistake<Inputs>[] {
  return attentionMistakes<Inputs>(
    ({ weigh, ...variant }) => way(weigh && weigh !== overKeys ? { ...variant, masking: hidden(weigh) } : variant),
    4,
  );
}
