import { count, ints, type Row } from "../../operation.js";

/**
 * The gradient of an embedding by its table: for each id the sum of dy over the places where it stands, 0 where it stands
 * nowhere. The sum of a common token is as accurate as that of a rare one.
 *
 * Meaning: the backward pass of `torch.nn.functional.embedding`.
 */
export const embeddingBackward = {
  inputs: {
    /** `[...]`, Int32Array: those of the forward pass, from 0 to vocab - 1. Others throw an ArgumentError. */
    ids: ints("...rows", "vocab"),
    /** The gradient of the loss by y: `[..., dim]` */
    dy: "...rows dim",
  },
  params: {
    /** How many rows the table has. Required. */
    vocab: count,
  },
  outputs: {
    /** `[vocab, dim]` */
    dtable: "vocab dim",
  },
} as const satisfies Row;
