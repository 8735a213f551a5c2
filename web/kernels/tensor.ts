import { count } from "../arrays/index.js";
import { DTypeError, ShapeError } from "./errors.js";

/** Element type of a tensor: 32-bit floats, 32-bit integers, or booleans kept as bytes (0 false, anything else true). */
export type DType = "float32" | "int32" | "bool";

/** The array that holds elements of each type. */
export interface DataOf {
  float32: Float32Array;
  int32: Int32Array;
  bool: Uint8Array;
}

/** A dense row-major array. `data.length` is the product of `shape`. A scalar has shape `[]`. */
export interface Tensor<D extends DType = DType> {
  readonly shape: readonly number[];
  readonly data: DataOf[D];
}

/** A tensor of 32-bit floats: `{ shape, data: Float32Array }`. */
export type FloatTensor = Tensor<"float32">;
/** A tensor of 32-bit integers, such as token ids or positions. */
export type IntTensor = Tensor<"int32">;
/** A tensor of booleans, kept as bytes: 0 false, anything else true. In a mask, true means MAY attend. */
export type BoolTensor = Tensor<"bool">;

/** The largest integer that the kernels take. */
export const MOST = 2 ** 31 - 1;

/** An integer from `least` to `most`. */
export const isInteger = (value: unknown, least: number, most = MOST): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;

/** By conversion, not by `instanceof`, so that objects of another realm (a frame, a vm context) are objects too. */
export const isObject = (value: unknown): value is object => Object(value) === value;

const tagOf = (value: object): string => Object.prototype.toString.call(value);

/** A value in an error message: short, whatever it is. Of an array the first entries; of entries that are arrays no more than that. */
export function describe(value: unknown): string {
  if (!isObject(value)) return String(value).slice(0, 60);
  if (!Array.isArray(value)) return tagOf(value);
  const first = value.slice(0, 6).map((entry) => (Array.isArray(entry) ? "[...]" : describe(entry)));
  return `[${first.join(", ")}${value.length > 6 ? ", ..." : ""}]`;
}

/** The array of each type. */
export const arrayOf = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** By tag, for the same reason. */
export const isArrayOf = <D extends DType>(data: unknown, kinds: readonly D[]): data is DataOf[D] =>
  ArrayBuffer.isView(data) && kinds.some((kind) => tagOf(data) === `[object ${arrayOf[kind].name}]`);

/** Nothing can be seen of a buffer that has been transferred. Engines of 2023 have no property that says so. */
export function isDetached({ buffer }: ArrayBufferView): boolean {
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

/** What the sizes of an empty tensor may come to without its zeros. */
const MOST_EMPTY = 2 ** 20;

/** Copies a shape, having made sure that it is one and that the data fills it. */
export function readShape(operation: string, tensor: string, shape: unknown, data: DataOf[DType]): readonly number[] {
  const sizes: readonly unknown[] = Array.isArray(shape) ? Array.from(shape) : [describe(shape)];
  const wrong = sizes.findIndex((size) => !isInteger(size, 0));
  if (wrong >= 0) {
    const problem = `${tensor}.shape has ${describe(sizes[wrong])}, must be an array of integers of 0 or more`;
    throw new ShapeError(operation, problem, tensor, String(wrong));
  }
  const whole = sizes.map(Number);
  const elements = count(whole);
  // Kernels walk along the other sizes of a tensor without elements, of which no memory bounds the number.
  if (!elements && count(whole.map((size) => size || 1)) > MOST_EMPTY) {
    throw new ShapeError(operation, `${tensor} has shape [${whole}], too large for a tensor without elements`, tensor);
  }
  const { length } = data;
  const detached = !length && isDetached(data);
  if (elements === length && !detached) return whole;
  const problem = detached
    ? "detached, for its buffer was transferred: transfer a copy instead"
    : `${length} elements, shape [${whole}] needs ${elements}`;
  throw new ShapeError(operation, `${tensor}.data ${detached ? "is" : "has"} ${problem}`, tensor);
}

/**
 * Makes a tensor. A `Float32Array`, `Int32Array` or `Uint8Array` (for booleans) is taken as it is, without a copy; an
 * array of numbers becomes a `Float32Array`, an array of booleans a `Uint8Array`. So a mask is written with true and false: 1 and
 * 0 are floats. A tensor without elements, `tensor([0, 3], [])`, does wherever one of integers or booleans is asked for.
 *
 * @param shape sizes from the outermost dimension to the innermost; `[]` for a scalar
 * @param data row-major, as many elements as the product of `shape`
 * @throws {ShapeError} when a size is not an integer of 0 or more, or `data` does not fill the shape
 * @throws {DTypeError} when `data` is of any other kind
 */
export function tensor(shape: readonly number[], data: Float32Array | readonly number[]): FloatTensor;
export function tensor(shape: readonly number[], data: Int32Array): IntTensor;
export function tensor(shape: readonly number[], data: Uint8Array | readonly boolean[]): BoolTensor;
export function tensor(shape: readonly number[], data: DataOf[DType] | readonly number[] | readonly boolean[]): Tensor {
  const converted = convert(data);
  return { shape: readShape("tensor", "tensor", shape, converted), data: converted };
}

function convert(data: unknown): DataOf[DType] {
  if (isArrayOf<DType>(data, ["float32", "int32", "bool"])) return data;
  if (Array.isArray(data)) {
    if (data.every((value: unknown) => typeof value === "number")) return Float32Array.from(data);
    if (data.every((value: unknown) => typeof value === "boolean")) return Uint8Array.from(data, Number);
  }
  const rule = "must be a Float32Array, Int32Array, Uint8Array, or an array of numbers or of booleans";
  throw new DTypeError("tensor", `data is ${describe(data)}, ${rule}`, "data");
}
