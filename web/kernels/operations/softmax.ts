import { axis, type Row } from "../operation.js";

/**
 * Softmax along one axis: `y = exp(x - max x) / sum exp(x - max x)`, stable for any finite input. -Infinity gives 0; a row
 * of nothing else gives zeros, never NaN.
 *
 * Meaning: `torch.softmax`, ONNX Softmax (13), but for rows of only -Infinity.
 */
export const softmax = {
  inputs: {
    /** Any shape of rank 1 or more. */
    x: "...shape",
  },
  params: {
    /** Which axis sums to one, from `-rank` to `rank - 1`. Default -1, the last. */
    axis: axis,
  },
  outputs: {
    /** The shape of x. */
    y: "...shape",
  },
  dimensions: "outer length inner",
} as const satisfies Row;
