/**
 * What every error of this library extends. The message begins with the operation and names tensor and dimension, or option:
 * `scaledDotProductAttention: v.seqK is 8, k.seqK is 7`.
 */
export class KernelsError extends Error {
  /** The function that was called, for example `scaledDotProductAttention`, `tensor` or `loadKernels`. */
  readonly operation: string;
  /** The input, output or option to blame, where there is one: `v`. */
  readonly tensor: string | undefined;
  /** Its dimension, where one is to blame: `seqK`. */
  readonly dimension: string | undefined;

  constructor(operation: string, problem: string, tensor?: string, dimension?: string, options?: ErrorOptions) {
    super(`${operation}: ${problem}`, options);
    this.operation = operation;
    this.tensor = tensor;
    this.dimension = dimension;
  }

  override get name(): string {
    return "KernelsError";
  }
}

/** A tensor has the wrong rank or size, or more elements than a kernel can hold. */
export class ShapeError extends KernelsError {
  override get name() {
    return "ShapeError";
  }
}

/** A tensor has the wrong kind of data: a Float64Array, or floats where booleans are meant. */
export class DTypeError extends KernelsError {
  override get name() {
    return "DTypeError";
  }
}

/** An input is missing or no tensor, an option is unknown or out of range, or an id is. */
export class ArgumentError extends KernelsError {
  override get name() {
    return "ArgumentError";
  }
}

/** The WebAssembly side failed: it could not be loaded, it ran out of memory, or it trapped. The next call works. */
export class KernelError extends KernelsError {
  override get name() {
    return "KernelError";
  }
}

/** What the engine threw as a `KernelError`; what this library itself threw stays as it is. */
export const failure = (operation: string, problem: string, cause: unknown) =>
  cause instanceof KernelsError
    ? cause
    : new KernelError(operation, `${problem}: ${cause}`, undefined, undefined, { cause });
