/**
 * Floats that lie in the memory of the instance that runs the call, from where no copy is made. The elements of the last
 * dimension are neighbours; along the others they may lie apart.
 */
export class Placed {
  readonly shape: readonly number[];
  /** In elements, of all dimensions but the last. */
  readonly strides: readonly number[];
  readonly data: number;

  constructor(shape: readonly number[], strides: readonly number[], pointer: number) {
    this.shape = shape;
    this.strides = strides;
    this.data = pointer;
  }
}
