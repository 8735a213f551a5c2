import { count } from "./index.js";

/**
 * A few array operations in float64 with NumPy's meaning, in which mistakes are written. Small and plain on purpose:
 * they are the wrong answers, and an independent oracle, never the reference.
 */
export interface Nd {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

const position = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis);

export function nd(shape: readonly number[], data: ArrayLike<number>): Nd {
  return { shape, data: Float64Array.from(data) };
}

export function full(shape: readonly number[], value: number): Nd {
  return { shape, data: new Float64Array(count(shape)).fill(value) };
}

export function map(x: Nd, f: (value: number) => number): Nd {
  return { shape: x.shape, data: x.data.map(f) };
}

/** Element by element, with NumPy's broadcasting. */
export function zip(a: Nd, b: Nd, f: (x: number, y: number) => number): Nd {
  const rank = Math.max(a.shape.length, b.shape.length);
  const padded = (x: Nd) => [...Array<number>(rank - x.shape.length).fill(1), ...x.shape];
  const [sizesA, sizesB] = [padded(a), padded(b)];
  const shape = sizesA.map((size, axis) => {
    const other = sizesB[axis] as number;
    if (size !== other && size !== 1 && other !== 1)
      throw new RangeError(`cannot broadcast [${a.shape}] with [${b.shape}]`);
    return size === 1 ? other : size;
  });
  const read = (x: Nd, sizes: readonly number[], index: readonly number[]) => {
    let at = 0;
    for (let axis = 0; axis < rank; axis++) {
      const size = sizes[axis] as number;
      at = at * size + (size === 1 ? 0 : (index[axis] as number));
    }
    return x.data[at] as number;
  };
  return generate(shape, (index) => f(read(a, sizesA, index), read(b, sizesB, index)));
}

export const add = (a: Nd, b: Nd) => zip(a, b, (x, y) => x + y);
export const subtract = (a: Nd, b: Nd) => zip(a, b, (x, y) => x - y);
export const multiply = (a: Nd, b: Nd) => zip(a, b, (x, y) => x * y);
export const divide = (a: Nd, b: Nd) => zip(a, b, (x, y) => x / y);
export const scale = (x: Nd, factor: number) => map(x, (value) => value * factor);

/** Every element from its index. */
export function generate(shape: readonly number[], f: (index: readonly number[]) => number): Nd {
  const data = new Float64Array(count(shape));
  const index = Array<number>(shape.length).fill(0);
  for (let at = 0; at < data.length; at++) {
    data[at] = f(index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      index[axis] = 0;
    }
  }
  return { shape, data };
}

export function reshape(x: Nd, shape: readonly number[]): Nd {
  if (count(shape) !== x.data.length) throw new RangeError(`cannot reshape [${x.shape}] to [${shape}]`);
  return { shape, data: x.data };
}

/** `axes[i]` is the axis of `x` that becomes axis `i`. */
export function permute(x: Nd, axes: readonly number[]): Nd {
  const strides = x.shape.map((_, axis) => count(x.shape.slice(axis + 1)));
  return generate(
    axes.map((axis) => x.shape[axis] as number),
    (index) => x.data[index.reduce((at, i, axis) => at + i * (strides[axes[axis] as number] as number), 0)] as number,
  );
}

/** Swaps the last two axes. */
export function transpose(x: Nd): Nd {
  const rank = x.shape.length;
  return permute(x, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
}

/** [..., m, n] by [..., n, p]; leading dimensions are equal, or absent on one side. */
export function matmul(a: Nd, b: Nd): Nd {
  const [m, n] = a.shape.slice(-2) as [number, number];
  const [rows, p] = b.shape.slice(-2) as [number, number];
  const leadA = a.shape.slice(0, -2);
  const leadB = b.shape.slice(0, -2);
  const lead = leadA.length >= leadB.length ? leadA : leadB;
  if (n !== rows || (leadA.length && leadB.length && `${leadA}` !== `${leadB}`)) {
    throw new RangeError(`cannot multiply [${a.shape}] by [${b.shape}]`);
  }
  const data = new Float64Array(count(lead) * m * p);
  for (let batch = 0; batch < count(lead); batch++) {
    const offsetA = leadA.length ? batch * m * n : 0;
    const offsetB = leadB.length ? batch * n * p : 0;
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < p; j++) {
        let sum = 0;
        for (let l = 0; l < n; l++)
          sum += (a.data[offsetA + i * n + l] as number) * (b.data[offsetB + l * p + j] as number);
        data[(batch * m + i) * p + j] = sum;
      }
    }
  }
  return { shape: [...lead, m, p], data };
}

/** Folds one axis, which stays with size 1 (NumPy's keepdims=True). */
export function reduce(x: Nd, axis: number, f: (total: number, value: number) => number, start: number): Nd {
  const at = position(axis, x.shape.length);
  const length = x.shape[at] as number;
  const inner = count(x.shape.slice(at + 1));
  const shape = x.shape.map((size, i) => (i === at ? 1 : size));
  const data = new Float64Array(count(shape));
  for (let i = 0; i < data.length; i++) {
    const first = Math.floor(i / inner) * length * inner + (i % inner);
    let total = start;
    for (let j = 0; j < length; j++) total = f(total, x.data[first + j * inner] as number);
    data[i] = total;
  }
  return { shape, data };
}

export const sum = (x: Nd, axis: number) => reduce(x, axis, (total, value) => total + value, 0);
export const max = (x: Nd, axis: number) => reduce(x, axis, Math.max, Number.NEGATIVE_INFINITY);
export const mean = (x: Nd, axis: number) =>
  scale(sum(x, axis), 1 / (x.shape[position(axis, x.shape.length)] as number));

/** Drops an axis of size 1. */
export function squeeze(x: Nd, axis: number): Nd {
  const at = position(axis, x.shape.length);
  return reshape(
    x,
    x.shape.filter((_, i) => i !== at),
  );
}

/** Inserts an axis of size 1. */
export function expand(x: Nd, axis: number): Nd {
  const at = position(axis, x.shape.length + 1);
  return reshape(x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]);
}

/** The correct softmax along one axis: the maximum is subtracted first. */
export function softmax(x: Nd, axis: number): Nd {
  const powers = map(subtract(x, max(x, axis)), Math.exp);
  return divide(powers, sum(powers, axis));
}

/** Without the maximum subtracted: overflows to NaN for scores above 709. */
export function unstableSoftmax(x: Nd, axis: number): Nd {
  const powers = map(x, Math.exp);
  return divide(powers, sum(powers, axis));
}
