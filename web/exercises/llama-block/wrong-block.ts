/** The block of a Llama in float64 with the steps that learners get wrong made exchangeable. */
import { add, generate, type Nd, reshape } from "../../arrays/nd.js";
import type { Answer } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { attendGrouped, type GroupedVariant, repeatHeads, size } from "../shared/wrong-grouped-heads.js";
import type { HeadVariant } from "../shared/wrong-heads.js";
import { linear } from "../shared/wrong-layers.js";
import { type Masking, rightMasking } from "../shared/wrong-masking.js";
import { type RmsNormVariant, rmsNorm } from "../shared/wrong-rms-norm.js";
import { type RotaryVariant, rotated, type VectorPlace } from "../shared/wrong-rotary.js";
import { mergeHeads, splitHeads } from "../shared/wrong-self-attention.js";
import { type SwigluVariant, swiglu } from "../shared/wrong-swiglu.js";

export type Name = "gamma1" | "wq" | "wk" | "wv" | "wo" | "gamma2" | "w_gate" | "w_up" | "w_down";
export type Params = Readonly<Record<Name, Nd>>;

export interface Inputs {
  readonly x: Nd;
  readonly params: Params;
  readonly num_heads: number;
  readonly num_kv_heads: number;
  readonly base: number;
  readonly eps: number;
}

/** The position that a vector is turned by. */
export type Place = (place: VectorPlace, length: number) => number;
type Part = "q" | "k" | "v";
/** What is turned, and by which position. */
export type Turned = Readonly<Partial<Record<Part, Place>>>;

export interface Steps {
  readonly attend: (x: Nd) => Nd;
  readonly feed: (x: Nd) => Nd;
  readonly norm1: (x: Nd) => Nd;
  readonly norm2: (x: Nd) => Nd;
}
export type Order = (x: Nd, steps: Steps) => Nd;

/** The block with the steps that learners get wrong made exchangeable. Left out, a step is right. */
export interface BlockVariant
  extends Omit<GroupedVariant, "weigh" | "weighGroups">,
    Pick<HeadVariant, "split" | "merge"> {
  readonly params?: (params: Params) => Params;
  /** How the four steps follow each other. */
  readonly order?: Order;
  readonly norm?: RmsNormVariant;
  readonly feed?: SwigluVariant;
  readonly rotary?: RotaryVariant;
  readonly turned?: Turned;
  /** Where the rotation is done. Default: in each head. */
  readonly turnedBefore?: "split" | "projection";
  /** Whether query i may attend to key j. */
  readonly visible?: (i: number, j: number) => boolean;
  readonly masking?: Masking;
  /** What the weights average: the values, as it should be, keys that are rotated, or keys that are not. */
  readonly average?: "v" | "k" | "rotated k";
  readonly swapped?: boolean;
  /** From merged heads to the result of the attention. Default: the output projection. */
  readonly finish?: (merged: Nd) => Nd;
}

export const byPosition: Place = ({ at }) => at;
export const queriesAndKeys: Turned = { q: byPosition, k: byPosition };

export const preNorm: Order = (x, { attend, feed, norm1, norm2 }) => {
  const h = add(x, attend(norm1(x)));
  return add(h, feed(norm2(h)));
};

export const block = composed((inputs: Inputs, variant: BlockVariant): Answer => {
  const { x, num_heads, num_kv_heads, base, eps } = inputs;
  const {
    params: change = (given) => given,
    order = preNorm,
    norm = {},
    feed = {},
    rotary = {},
    turned = queriesAndKeys,
    turnedBefore,
    visible = (i, j) => j <= i,
    masking = rightMasking,
    average = "v",
    swapped = false,
    split = splitHeads,
    merge = mergeHeads,
    finish,
    ...grouped
  } = variant;
  const p = change(inputs.params);
  const L = size(x, 1);
  const turn = (vectors: Nd, part: Part) => {
    const place = turned[part];
    return place ? rotated(vectors, base, (at) => place(at, size(vectors, 2)), rotary) : vectors;
  };
  /** All features of a token as one vector. */
  const turnWhole = (tokens: Nd, part: Part) => {
    const [B, , D] = tokens.shape as [number, number, number];
    return reshape(turn(reshape(tokens, [B, 1, L, D]), part), tokens.shape);
  };
  const mask = generate([L, L], ([i, j]) => Number(visible(i as number, j as number)));
  const attention = (tokens: Nd) => {
    const unturned = (part: Part) => {
      const from = turnedBefore === "projection" ? turnWhole(tokens, part) : tokens;
      const projected = linear(from, p[`w${part}`]);
      const whole = turnedBefore === "split" ? turnWhole(projected, part) : projected;
      return split(whole, part === "q" ? num_heads : num_kv_heads);
    };
    const heads = (part: Part) => (turnedBefore ? unturned(part) : turn(unturned(part), part));
    const [q, k] = [heads("q"), heads("k")];
    const values = { v: () => heads("v"), k: () => unturned("k"), "rotated k": () => k }[average]();
    const [asking, asked] = swapped ? [repeatHeads(k, num_heads), q] : [q, k];
    const { out } = attendGrouped(asking, asked, swapped ? repeatHeads(values, num_heads) : values, {
      ...grouped,
      weigh: (scores) => masking(scores, mask),
    });
    const merged = merge(out);
    return finish ? finish(merged) : linear(merged, p.wo);
  };
  const out = order(x, {
    attend: attention,
    feed: (tokens) => swiglu(tokens, p, feed),
    norm1: (tokens) => rmsNorm(tokens, p.gamma1, eps, norm),
    norm2: (tokens) => rmsNorm(tokens, p.gamma2, eps, norm),
  });
  return { out };
});
