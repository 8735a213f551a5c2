import { atLeast, count, decay, type Row } from "../../operation.js";

/**
 * One step of AdamW for one tensor of parameters: new parameters and new moments, which the next step takes. Before the first
 * step the moments are zeros. Outputs may be written over what went in: `adamwStep({ param, grad, m, v }, { step }, { param, m, v })`.
 *
 * Paper: Loshchilov, Hutter (arXiv 1711.05101). Meaning: `torch.optim.AdamW`, in its order, without `amsgrad` and `maximize`.
 */
export const adamwStep = {
  inputs: {
    /** The parameters, of any shape. */
    param: "...count",
    /** The gradient of the loss by them: the shape of param. */
    grad: "...count",
    /** The running mean of gradients: the shape of param. */
    m: "...count",
    /** The running mean of their squares: the shape of param. */
    v: "...count",
  },
  params: {
    /** The learning rate, 0 or more. Default 1e-3. */
    lr: atLeast(0, 1e-3),
    /** How much of m stays, from 0 to below 1. Default 0.9. */
    beta1: decay(0.9),
    /** How much of v stays, from 0 to below 1. Default 0.999. */
    beta2: decay(0.999),
    /** Added to the root of v, 0 or more. Default 1e-8. */
    eps: atLeast(0, 1e-8),
    /** Times lr, the share of the parameters that is taken from them, 0 or more. Default 0.01. */
    weightDecay: atLeast(0, 0.01),
    /** Which step this is, counted from 1. Required. */
    step: count,
  },
  outputs: {
    /** The new parameters: the shape of param. */
    param: "...count",
    /** The new m: the shape of param. */
    m: "...count",
    /** The new v: the shape of param. */
    v: "...count",
  },
  inPlace: true,
} as const satisfies Row;
