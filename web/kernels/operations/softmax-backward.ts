import { axis, type Row } from "../operation.js";

/**
 * The gradient of softmax along one axis, from what softmax gave: `dx = y · (dy - sum(y · dy))`. Where y is 0, so is dx.
 *
 * Meaning: the backward pass of `torch.softmax`.
 */
export const softmaxBackward = {
  inputs: {
    /** What softmax gave; any shape of rank 1 or more. */
    y: "...shape",
    /** The gradient of the loss by y: the shape of y. */
    dy: "...shape",
  },
  params: {
    /** Which axis sums to one, from `-rank` to `rank - 1`. Default -1, the last. */
    axis: axis,
  },
  outputs: {
    /** The gradient of the loss by softmax's input: the shape of y. */
    dx: "...shape",
  },
  dimensions: "outer length inner",
} as const satisfies Row;
