import { integer, ints, type Row } from "../operation.js";

/**
 * Cross-entropy of logits and the classes that are right, `log Σ exp(logits) - logits[target]`, averaged over the targets
 * that are not `ignoreIndex`. Computed in float64, so that logits may be of any size. The loss is NaN where no target
 * counts, as the mean of nothing, and where a row that counts holds NaN, Infinity, or nothing but -Infinity.
 *
 * Meaning: `torch.nn.functional.cross_entropy`, the classes on the last dimension.
 */
export const crossEntropy = {
  inputs: {
    /** `[..., vocab]`, not probabilities. Rows that are ignored may hold anything. */
    logits: "...rows vocab",
    /** `[...]`, Int32Array: from 0 to vocab - 1, or ignoreIndex. Others throw an ArgumentError. */
    targets: { ...ints("...rows", "vocab"), except: "ignoreIndex" },
  },
  params: {
    /** The target of rows that do not count. Default -100. */
    ignoreIndex: integer(-100),
    /** Also return `losses`. Default false. */
    returnLosses: false,
  },
  outputs: {
    /** `[1]`, the mean in nats. */
    loss: "1",
    /** The shape of targets: the loss of each, 0 of those that are ignored. With `returnLosses: true`. */
    losses: "...rows if returnLosses",
  },
} as const satisfies Row;
