/** Numbers in row-major order, and the sizes of their dimensions. */
export interface PlainArray {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** How many elements an array of this shape has. */
export const count = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Whether two arrays have one shape. */
export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** Whether a value is an array, and neither a number nor a dictionary of arrays. */
export function isTensor<T>(value: T): value is Extract<T, PlainArray> {
  if (typeof value !== "object" || value === null) return false;
  const { shape, data } = value as { readonly shape?: unknown; readonly data?: unknown };
  return Array.isArray(shape) && (Array.isArray(data) || ArrayBuffer.isView(data));
}

/** The position, in row-major order, of the element at an index, one number for each dimension. */
export const offset = (index: readonly number[], shape: readonly number[]): number =>
  index.reduce((position, along, axis) => position * (shape[axis] as number) + along, 0);

/** The index of the element at a position in row-major order. */
export function indexAt(position: number, shape: readonly number[]): readonly number[] {
  let rest = position;
  const index = [...shape].reverse().map((size) => {
    const along = rest % size;
    rest = Math.floor(rest / size);
    return along;
  });
  return index.reverse();
}
