/**
 * What `exercise.ts` files share: reading arguments by their kind, choosing inputs that float32 holds exactly, and the
 * heads dimension that the kernels want and learners do not see. No exercise's own knowledge belongs here.
 */
import { isTensor } from "../arrays/index.js";
import type { BoolTensor, FloatTensor, IntTensor } from "../kernels/index.js";
import type { Inputs } from "./exercise.js";

/** The argument of this name, which is a float array. Throws TypeError when the case has none. */
export function floats(inputs: Inputs, name: string): FloatTensor {
  const value = inputs[name];
  if (isTensor(value) && value.data instanceof Float32Array) return { shape: value.shape, data: value.data };
  throw new TypeError(`"${name}" is no float array`);
}

/** The argument of this name, which is an integer array. Throws TypeError when the case has none. */
export function ints(inputs: Inputs, name: string): IntTensor {
  const value = inputs[name];
  if (isTensor(value) && value.data instanceof Int32Array) return { shape: value.shape, data: value.data };
  throw new TypeError(`"${name}" is no integer array`);
}

/** The argument of this name, which is a boolean array. Throws TypeError when the case has none. */
export function booleans(inputs: Inputs, name: string): BoolTensor {
  const value = inputs[name];
  if (isTensor(value) && value.data instanceof Uint8Array) return { shape: value.shape, data: value.data };
  throw new TypeError(`"${name}" is no boolean array`);
}

/** The argument of this name, which is a plain number. Throws TypeError when the case has none. */
export function number(inputs: Inputs, name: string): number {
  const value = inputs[name];
  if (typeof value === "number") return value;
  throw new TypeError(`"${name}" is no number`);
}

/** The float arrays of a dictionary argument, under the given keys. Throws TypeError when one of them is missing. */
export function entries<Key extends string>(
  inputs: Inputs,
  name: string,
  keys: readonly Key[],
): Readonly<Record<Key, FloatTensor>> {
  const value = inputs[name];
  if (typeof value !== "object" || isTensor(value)) throw new TypeError(`"${name}" is no dictionary`);
  const found: Partial<Record<Key, FloatTensor>> = {};
  for (const key of keys) found[key] = floats(value as Inputs, key);
  return found as Record<Key, FloatTensor>;
}

/**
 * The nearest multiples of 1/parts (default 1/8). Sums of products of such numbers are exact in float32 up to about
 * 2^24 / parts^2, so that large scores judge the learner's code, not its rounding.
 */
export function rounded(x: FloatTensor, parts = 8): FloatTensor {
  return { shape: x.shape, data: x.data.map((value) => Math.round(value * parts) / parts) };
}

/** Every element anew from its value and its index. */
export function edited(x: FloatTensor, f: (value: number, index: readonly number[]) => number): FloatTensor {
  return { shape: x.shape, data: x.data.map((value, at) => f(value, indexAt(x.shape, at))) };
}

/** The index of the element at this row-major position. */
export function indexAt(shape: readonly number[], at: number): readonly number[] {
  const index = Array<number>(shape.length).fill(0);
  let rest = at;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number;
    index[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  return index;
}

interface Shaped {
  readonly shape: readonly number[];
}

/** [batch, seq, dim] as [batch, 1, seq, dim]: attention with a single head. */
export function withHeads<T extends Shaped>(x: T): T {
  const [batch, ...rest] = x.shape as [number, ...number[]];
  return { ...x, shape: [batch, 1, ...rest] };
}

/** [batch, 1, seq, dim] as [batch, seq, dim]. */
export function withoutHeads<T extends Shaped>(x: T): T {
  const [batch, , ...rest] = x.shape as [number, number, ...number[]];
  return { ...x, shape: [batch, ...rest] };
}
