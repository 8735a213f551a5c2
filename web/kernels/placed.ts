/**
 * Elements that lie in the memory of the instance that runs the call, from where no copy is made. Those of the last dimension
 * are neighbours; along the others they may lie apart.
 */
export class Placed {
  readonly shape: readonly number[];
  readonly data: number;
  /** In elements, of all dimensions but the last. Default: they do not lie apart. */
  readonly strides: readonly number[] | undefined;

  constructor(shape: readonly number[], pointer: number, strides?: readonly number[]) {
    this.shape = shape;
    this.data = pointer;
    this.strides = strides;
  }
}
