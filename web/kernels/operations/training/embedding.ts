import { ints, type Row } from "../../operation.js";

/**
 * Rows of a table by their numbers: the first layer of a language model. A gradient goes back by `embeddingBackward`.
 *
 * Meaning: `torch.nn.functional.embedding`, without `padding_idx` and `max_norm`; ONNX Gather (13) along axis 0.
 */
export const embedding = {
  inputs: {
    /** `[...]`, Int32Array: from 0 to vocab - 1. Others throw an ArgumentError. */
    ids: ints("...rows", "vocab"),
    /** `[vocab, dim]` */
    table: "vocab dim",
  },
  params: {},
  outputs: {
    /** `[..., dim]`: for each id its row of the table. */
    y: "...rows dim",
  },
} as const satisfies Row;
