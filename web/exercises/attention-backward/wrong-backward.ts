/** The gradients of masked attention in float64 with the steps that learners get wrong made exchangeable. */
import { matmul, type Nd, scale, transpose } from "../../arrays/nd.js";
import { composed } from "../shared/composed.js";
import { attend, last, type Variant } from "../shared/wrong-attention.js";
import type { BackwardParts, Gradients } from "../shared/wrong-attention-backward.js";
import { type Masking, rightMasking } from "../shared/wrong-masking.js";
import { rightBackward, type SoftmaxBackward } from "../shared/wrong-softmax-backward.js";

/** q [B, L, d], k [B, S, d], v [B, S, m], mask [B, L, S], dout [B, L, m]. */
export interface Inputs {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly mask: Nd;
  readonly dout: Nd;
}

/** What a learner has at hand at the end. */
export type Parts = Inputs & BackwardParts;

export interface BackwardVariant {
  /** From scores and mask to the weights. Default: right. */
  readonly masking?: Masking;
  /** The scale and the keys of the forward pass. Default: right. */
  readonly forward?: Omit<Variant, "weigh">;
  /** Back through the softmax. Default: right. */
  readonly through?: (inputs: Inputs) => SoftmaxBackward;
  /** What dq and dk are multiplied by, from d. Default: what the scores are. */
  readonly factor?: (d: number) => number;
  /** Gradients in place of those that follow from the rest. */
  readonly finish?: (parts: Parts) => Partial<Gradients>;
}

export const byRoot = (d: number) => 1 / Math.sqrt(d);

export function backward(
  inputs: Inputs,
  {
    masking = rightMasking,
    forward = {},
    through = () => rightBackward,
    factor = forwardFactor(forward),
    finish = () => ({}),
  }: BackwardVariant,
): Gradients {
  const { q, k, v, mask, dout } = inputs;
  const { weights } = attend(q, k, v, { ...forward, weigh: (scores) => masking(scores, mask) });
  const ds = through(inputs)(weights, matmul(dout, transpose(v)));
  const by = factor(last(q));
  const gradients = {
    dq: scale(matmul(ds, k), by),
    dk: scale(matmul(transpose(ds), q), by),
    dv: matmul(transpose(weights), dout),
  };
  return { ...gradients, ...finish({ ...inputs, ...gradients, weights, ds, factor: by }) };
}

const forwardFactor = ({ scale: factor = byRoot }: Variant) => (typeof factor === "number" ? () => factor : factor);

export const way = composed(backward);
