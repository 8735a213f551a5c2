import { count, sameShape } from "../arrays/index.js";
import { DTypeError, KernelError, ShapeError } from "./errors.js";
import type { KeepingInstance } from "./keeping-instance.js";
import { arrayOf, type DataOf, type DType, describe, isArrayOf, type Tensor } from "./tensor.js";

/** The bytes of a kept tensor: where they begin in the memory of all that are kept, how many there are, whether they are its own still. */
export interface Block {
  readonly from: number;
  readonly bytes: number;
  isHeld: boolean;
}

/**
 * A tensor that stays in the kernels' memory: a call reads it there, or writes its output there, without a copy. It is given
 * back by `release`, or else some time after nothing refers to it any more.
 */
export class KeptTensor<D extends DType = DType> {
  readonly shape: readonly number[];
  readonly dtype: D;
  /** No other of the same kernels has or had it. */
  readonly id: number;
  readonly #instance: KeepingInstance;
  readonly #block: Block;

  /** `kernels.keep` makes them. */
  constructor(instance: KeepingInstance, block: Block, shape: readonly number[], dtype: D, id: number) {
    this.#instance = instance;
    this.#block = block;
    this.shape = shape;
    this.dtype = dtype;
    this.id = id;
  }

  /**
   * A copy of what it holds now.
   *
   * @throws {KernelError} after `release`
   */
  read(): Tensor<D> {
    return { shape: this.shape, data: this.#view("KeptTensor.read").slice() as DataOf[D] };
  }

  /**
   * Replaces what it holds.
   *
   * @throws {ShapeError} when the shape is another
   * @throws {DTypeError} when the data is of another kind
   * @throws {KernelError} after `release`
   */
  write({ shape, data }: Tensor<D>): void {
    const operation = "KeptTensor.write";
    const view = this.#view(operation);
    if (!isArrayOf(data, [this.dtype])) {
      throw new DTypeError(operation, `data is ${describe(data)}, must be ${arrayOf[this.dtype].name}`, "data");
    }
    if (!sameShape(shape, this.shape) || data.length !== view.length) {
      throw new ShapeError(operation, `the tensor has shape [${shape}], the kept one has [${this.shape}]`);
    }
    view.set(data);
  }

  /** Gives its memory back; a second time does nothing. After this every use of it throws a KernelError. */
  release(): void {
    this.#instance.free(this.#block);
  }

  /** Whether it lies in this instance. */
  isIn(instance: KeepingInstance): boolean {
    return instance === this.#instance && this.#block.isHeld && !instance.isLost;
  }

  /**
   * Where it lies, for a call of `operation` in this instance.
   *
   * @throws {KernelError} when it lies there no more
   */
  placeIn(instance: KeepingInstance | undefined, operation: string, name: string): number {
    if (this.#instance !== instance) {
      const reason = this.#instance.isLost
        ? "was lost when an earlier call failed"
        : "is kept by other kernels: give them its read()";
      throw new KernelError(operation, `${name} ${reason}`, name);
    }
    return this.#place(operation, name);
  }

  #view(operation: string): DataOf[DType] {
    const place = this.#place(operation, "the tensor");
    return new arrayOf[this.dtype](this.#instance.memory.buffer, place, count(this.shape));
  }

  #place(operation: string, name: string): number {
    const place = this.#instance.placeOf(this.#block);
    if (place !== undefined) return place;
    throw new KernelError(
      operation,
      `${name} ${this.#instance.isLost ? "was lost when an earlier call failed" : "has been released"}`,
    );
  }
}
