import { integer, ints, number, type Row } from "../operation.js";

/**
 * The gradient of cross-entropy by the logits: `dloss / n · (softmax(logits) - oneHot(target))`, where n targets are not
 * `ignoreIndex`. Rows of the others have the gradient 0, whatever they hold.
 *
 * Meaning: the backward pass of `torch.nn.functional.cross_entropy`, the classes on the last dimension.
 */
export const crossEntropyBackward = {
  inputs: {
    /** `[..., vocab]`, those of the forward pass. */
    logits: "...rows vocab",
    /** `[...]`, Int32Array: from 0 to vocab - 1, or ignoreIndex. Others throw an ArgumentError. */
    targets: { ...ints("...rows", "vocab"), except: "ignoreIndex" },
  },
  params: {
    /** The target of rows that do not count. Default -100. */
    ignoreIndex: integer(-100),
    /** The gradient of what follows by the loss, a factor. Default 1. */
    dloss: number(1),
  },
  outputs: {
    /** The shape of logits. */
    dlogits: "...rows vocab",
  },
} as const satisfies Row;
