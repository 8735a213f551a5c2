// @ts-check
// Arrays of numbers that remember how they were made, so that gradients flow back. A learner's `pool` computes with them, in
// the worker that runs learner code; the tests take them as the plain version of what the kernels train.

/** How each array since `startTape` gives its gradient to those that it was made of. @type {(() => void)[]} */
let tape = [];

class Tensor {
  /**
   * @param {readonly number[]} shape
   * @param {Float64Array} data
   * @param {boolean} learns Whether a gradient flows back to it.
   */
  constructor(shape, data, learns = false) {
    this.shape = shape;
    this.data = data;
    this.learns = learns;
    this.gradient = learns ? new Float64Array(data.length) : undefined;
  }

  /** @param {Tensor | number} other Broadcasts as in NumPy, as for the next three. */
  add(other) {
    return combine("add", this, other, (a, b) => a + b, one, one);
  }

  /** @param {Tensor | number} other */
  sub(other) {
    return combine(
      "sub",
      this,
      other,
      (a, b) => a - b,
      one,
      () => -1,
    );
  }

  /** @param {Tensor | number} other */
  mul(other) {
    return combine(
      "mul",
      this,
      other,
      (a, b) => a * b,
      (_, b) => b,
      (a) => a,
    );
  }

  /** @param {Tensor | number} other */
  div(other) {
    return combine(
      "div",
      this,
      other,
      (a, b) => a / b,
      (_, b) => 1 / b,
      (a, b) => -a / (b * b),
    );
  }

  exp() {
    return change(this, Math.exp, (_, y) => y);
  }

  log() {
    return change(this, Math.log, (x) => 1 / x);
  }

  tanh() {
    return change(this, Math.tanh, (_, y) => 1 - y * y);
  }

  relu() {
    return change(
      this,
      (x) => Math.max(x, 0),
      (x) => (x > 0 ? 1 : 0),
    );
  }

  /**
   * The values where the mask is 1, and `otherwise` where it is 0.
   *
   * @param {Tensor} mask
   * @param {number} otherwise
   */
  where(mask, otherwise) {
    return combine(
      "where",
      this,
      constant(mask),
      (a, b) => (b ? a : otherwise),
      (_, b) => (b ? 1 : 0),
      () => 0,
    );
  }

  /** @param {Tensor} other `[..., n, k]` times `[k, m]`, or both with the same leading sizes. */
  matmul(other) {
    return multiply(this, other);
  }

  /** Exchanges the last two dimensions. */
  transpose() {
    return transposed(this);
  }

  /** @param {readonly number[]} shape */
  reshape(shape) {
    const { data } = this;
    if (sizeOf(shape) !== data.length) throw unfit("reshape", this.shape, shape);
    const y = made(shape, data.slice(), this);
    return record(y, this, (dy, dx) => addTo(dx, dy));
  }

  /** Softmax along one dimension; -Infinity gives 0, and nothing else gives zeros. */
  softmax(axis = -1) {
    const { outer, length, inner } = along(this.shape, axis);
    const y = made(this.shape, new Float64Array(this.data.length), this);
    eachLine(outer, length, inner, (at) => softmaxLine(this.data, y.data, at, length, inner));
    return record(y, this, (dy, dx) => {
      eachLine(outer, length, inner, (at) => {
        let dot = 0;
        for (let i = 0; i < length; i++) dot += get(dy, at + i * inner) * get(y.data, at + i * inner);
        for (let i = 0; i < length; i++) {
          const p = at + i * inner;
          dx[p] = get(dx, p) + get(y.data, p) * (get(dy, p) - dot);
        }
      });
    });
  }

  /** The sum along one dimension, which is gone afterwards. */
  sum(axis = -1) {
    const { outer, length, inner, rest } = along(this.shape, axis);
    const y = made(rest, new Float64Array(outer * inner), this);
    eachLine(outer, length, inner, (at, line) => {
      for (let i = 0; i < length; i++) y.data[line] = get(y.data, line) + get(this.data, at + i * inner);
    });
    return record(y, this, (dy, dx) => {
      eachLine(outer, length, inner, (at, line) => {
        for (let i = 0; i < length; i++) dx[at + i * inner] = get(dx, at + i * inner) + get(dy, line);
      });
    });
  }

  /** The mean along one dimension, padding included. */
  mean(axis = -1) {
    return this.sum(axis).mul(1 / along(this.shape, axis).length);
  }

  /** The largest value along one dimension; the gradient goes to the first of the largest. */
  max(axis = -1) {
    const { outer, length, inner, rest } = along(this.shape, axis);
    const y = made(rest, new Float64Array(outer * inner), this);
    const from = new Int32Array(outer * inner);
    eachLine(outer, length, inner, (at, line) => {
      let best = at;
      for (let i = 1; i < length; i++) if (get(this.data, at + i * inner) > get(this.data, best)) best = at + i * inner;
      from[line] = best;
      y.data[line] = get(this.data, best);
    });
    return record(y, this, (dy, dx) => {
      for (let line = 0; line < dy.length; line++) dx[get(from, line)] = get(dx, get(from, line)) + get(dy, line);
    });
  }
}

/** @param {ArrayLike<number>} array @param {number} at */
const get = (array, at) => /** @type {number} */ (array[at]);
const one = () => 1;
/** @param {readonly number[]} shape */
const sizeOf = (shape) => shape.reduce((product, size) => product * size, 1);

/** @param {string} operation @param {readonly number[]} a @param {readonly number[]} b */
const unfit = (operation, a, b) => new TypeError(`${operation}: [${a}] and [${b}] do not fit`);

/** @param {unknown} value @returns {Tensor} */
function constant(value) {
  if (value instanceof Tensor) return value;
  if (typeof value === "number") return new Tensor([], Float64Array.of(value));
  throw new TypeError(`a tensor or a number is needed, this is ${value === null ? "null" : typeof value}`);
}

/** A result, to which a gradient flows where it flows to any of its sources. @param {readonly number[]} shape @param {Float64Array} data @param {readonly Tensor[]} from */
const made = (shape, data, ...from) =>
  new Tensor(
    shape,
    data,
    from.some(({ learns }) => learns),
  );

/** @param {Float64Array} sum @param {Float64Array} more */
function addTo(sum, more) {
  for (let i = 0; i < sum.length; i++) sum[i] = get(sum, i) + get(more, i);
}

/**
 * @param {Tensor} y
 * @param {Tensor} x
 * @param {(dy: Float64Array, dx: Float64Array) => void} back
 */
function record(y, x, back) {
  tape.push(() => {
    if (y.gradient && x.gradient) back(y.gradient, x.gradient);
  });
  return y;
}

/**
 * @param {Tensor} x
 * @param {(x: number) => number} forward
 * @param {(x: number, y: number) => number} slope
 */
function change(x, forward, slope) {
  const y = made(x.shape, x.data.map(forward), x);
  return record(y, x, (dy, dx) => {
    for (let i = 0; i < dx.length; i++) dx[i] = get(dx, i) + get(dy, i) * slope(get(x.data, i), get(y.data, i));
  });
}

/**
 * @param {string} operation
 * @param {Tensor} a
 * @param {unknown} given
 * @param {(a: number, b: number) => number} forward
 * @param {(a: number, b: number) => number} slopeA
 * @param {(a: number, b: number) => number} slopeB
 */
function combine(operation, a, given, forward, slopeA, slopeB) {
  const b = constant(given);
  const shape = broadcastShape(operation, a.shape, b.shape);
  const atA = placesOf(a.shape, shape);
  const atB = placesOf(b.shape, shape);
  const y = made(shape, new Float64Array(sizeOf(shape)), a, b);
  for (let i = 0; i < y.data.length; i++)
    y.data[i] = forward(get(a.data, atA ? get(atA, i) : i), get(b.data, atB ? get(atB, i) : i));
  tape.push(() => {
    const dy = y.gradient;
    if (!dy) return;
    for (let i = 0; i < dy.length; i++) {
      const p = atA ? get(atA, i) : i;
      const q = atB ? get(atB, i) : i;
      const left = get(a.data, p);
      const right = get(b.data, q);
      if (a.gradient) a.gradient[p] = get(a.gradient, p) + get(dy, i) * slopeA(left, right);
      if (b.gradient) b.gradient[q] = get(b.gradient, q) + get(dy, i) * slopeB(left, right);
    }
  });
  return y;
}

/** @param {string} operation @param {readonly number[]} a @param {readonly number[]} b */
function broadcastShape(operation, a, b) {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [left, right] = [a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1];
    if (left !== right && left !== 1 && right !== 1) throw unfit(operation, a, b);
    return left === 1 ? right : left;
  });
}

/** By shape and the shape that it broadcasts to. @type {Map<string, Int32Array>} */
const places = new Map();

/**
 * Where each element of `shape` comes from in an array of shape `from`; undefined where that is its own place.
 *
 * @param {readonly number[]} from
 * @param {readonly number[]} shape
 */
function placesOf(from, shape) {
  if (from.length === shape.length && from.every((size, i) => size === shape[i])) return undefined;
  const key = `${from}>${shape}`;
  const known = places.get(key);
  if (known) return known;
  const found = new Int32Array(sizeOf(shape));
  const shift = shape.length - from.length;
  for (let i = 0; i < found.length; i++) {
    let [rest, stride, at] = [i, 1, 0];
    for (let axis = shape.length - 1; axis >= shift; axis--) {
      const size = from[axis - shift] ?? 1;
      if (size > 1) at += (rest % (shape[axis] ?? 1)) * stride;
      stride *= size;
      rest = Math.floor(rest / (shape[axis] ?? 1));
    }
    found[i] = at;
  }
  places.set(key, found);
  return found;
}

/** @param {readonly number[]} shape @param {number} axis */
function along(shape, axis) {
  const at = axis < 0 ? axis + shape.length : axis;
  const length = shape[at];
  if (length === undefined) throw new TypeError(`[${shape}] has no dimension ${axis}`);
  const [before, after] = [shape.slice(0, at), shape.slice(at + 1)];
  return { length, outer: sizeOf(before), inner: sizeOf(after), rest: [...before, ...after] };
}

/**
 * @param {number} outer
 * @param {number} length
 * @param {number} inner
 * @param {(at: number, line: number) => void} action
 */
function eachLine(outer, length, inner, action) {
  for (let line = 0; line < outer * inner; line++)
    action(Math.floor(line / inner) * length * inner + (line % inner), line);
}

/**
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @param {number} at
 * @param {number} length
 * @param {number} inner
 */
function softmaxLine(x, y, at, length, inner) {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) most = Math.max(most, get(x, at + i * inner));
  if (most === Number.NEGATIVE_INFINITY) return;
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const p = at + i * inner;
    y[p] = Math.exp(get(x, p) - most);
    sum += get(y, p);
  }
  for (let i = 0; i < length; i++) y[at + i * inner] = get(y, at + i * inner) / sum;
}

/** @param {Tensor} x */
function transposed(x) {
  const [rows, columns] = x.shape.slice(-2);
  if (rows === undefined || columns === undefined) throw new TypeError(`transpose: [${x.shape}] has no two dimensions`);
  const from = new Int32Array(x.data.length);
  for (let i = 0; i < from.length; i++) {
    const [matrix, place] = [Math.floor(i / (rows * columns)), i % (rows * columns)];
    from[i] = matrix * rows * columns + (place % rows) * columns + Math.floor(place / rows);
  }
  const y = made([...x.shape.slice(0, -2), columns, rows], new Float64Array(x.data.length), x);
  for (let i = 0; i < from.length; i++) y.data[i] = get(x.data, get(from, i));
  return record(y, x, (dy, dx) => {
    for (let i = 0; i < from.length; i++) dx[get(from, i)] = get(dx, get(from, i)) + get(dy, i);
  });
}

/** @param {Tensor} a @param {unknown} given */
function multiply(a, given) {
  const b = constant(given);
  const shared = b.shape.length === 2;
  const [n, k, m] = [a.shape.at(-2), a.shape.at(-1), b.shape.at(-1)];
  const leading = a.shape.slice(0, -2);
  const fits = b.shape.at(-2) === k && (shared || String(leading) === String(b.shape.slice(0, -2)));
  if (n === undefined || k === undefined || m === undefined || !fits) throw unfit("matmul", a.shape, b.shape);
  const y = made([...leading, n, m], new Float64Array(sizeOf(leading) * n * m), a, b);
  // Where all matrices on the left meet the same one, they are one tall matrix.
  const [count, rows] = shared ? [1, sizeOf(leading) * n] : [sizeOf(leading), n];
  for (let i = 0; i < count; i++) {
    const [atA, atB, atY] = [i * rows * k, i * k * m, i * rows * m];
    product(a.data.subarray(atA), b.data.subarray(atB), y.data.subarray(atY), rows, k, m);
  }
  tape.push(() => {
    const dy = y.gradient;
    if (!dy) return;
    for (let i = 0; i < count; i++) {
      const [atA, atB, atY] = [i * rows * k, i * k * m, i * rows * m];
      const [da, db] = [a.gradient?.subarray(atA), b.gradient?.subarray(atB)];
      if (da) productByTransposed(dy.subarray(atY), b.data.subarray(atB), da, rows, m, k);
      if (db) productOfTransposed(a.data.subarray(atA), dy.subarray(atY), db, rows, k, m);
    }
  });
  return y;
}

/** `y += a · b`. @param {Float64Array} a @param {Float64Array} b @param {Float64Array} y @param {number} n @param {number} k @param {number} m */
function product(a, b, y, n, k, m) {
  for (let i = 0; i < n; i++)
    for (let p = 0; p < k; p++) {
      const factor = get(a, i * k + p);
      for (let j = 0; j < m; j++) y[i * m + j] = get(y, i * m + j) + factor * get(b, p * m + j);
    }
}

/** `da += dy · bᵀ`. @param {Float64Array} dy @param {Float64Array} b @param {Float64Array} da @param {number} n @param {number} m @param {number} k */
function productByTransposed(dy, b, da, n, m, k) {
  for (let i = 0; i < n; i++)
    for (let p = 0; p < k; p++) {
      let sum = 0;
      for (let j = 0; j < m; j++) sum += get(dy, i * m + j) * get(b, p * m + j);
      da[i * k + p] = get(da, i * k + p) + sum;
    }
}

/** `db += aᵀ · dy`. @param {Float64Array} a @param {Float64Array} dy @param {Float64Array} db @param {number} n @param {number} k @param {number} m */
function productOfTransposed(a, dy, db, n, k, m) {
  for (let i = 0; i < n; i++)
    for (let p = 0; p < k; p++) {
      const factor = get(a, i * k + p);
      for (let j = 0; j < m; j++) db[p * m + j] = get(db, p * m + j) + factor * get(dy, i * m + j);
    }
}

/** Rows of a table by their numbers. @param {Tensor} table @param {ArrayLike<number>} ids @param {readonly number[]} shape */
function lookUp(table, ids, shape) {
  const dim = table.shape.at(-1) ?? 1;
  const y = made([...shape, dim], new Float64Array(ids.length * dim), table);
  for (let i = 0; i < ids.length; i++)
    y.data.set(table.data.subarray(get(ids, i) * dim, (get(ids, i) + 1) * dim), i * dim);
  return record(y, table, (dy, dx) => {
    for (let i = 0; i < dy.length; i++) {
      const at = get(ids, Math.floor(i / dim)) * dim + (i % dim);
      dx[at] = get(dx, at) + get(dy, i);
    }
  });
}

/** The mean of the cross-entropies of rows of logits. @param {Tensor} logits `[rows, classes]` @param {ArrayLike<number>} labels */
function crossEntropyOf(logits, labels) {
  const classes = logits.shape.at(-1) ?? 1;
  const rows = logits.data.length / classes;
  const probabilities = new Float64Array(logits.data.length);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    softmaxLine(logits.data, probabilities, row * classes, classes, 1);
    sum -= Math.log(get(probabilities, row * classes + get(labels, row)));
  }
  const loss = made([], Float64Array.of(sum / rows), logits);
  return record(loss, logits, (dy, dx) => {
    for (let i = 0; i < dx.length; i++) {
      const isRight = i % classes === get(labels, Math.floor(i / classes)) ? 1 : 0;
      dx[i] = get(dx, i) + (get(dy, 0) / rows) * (get(probabilities, i) - isRight);
    }
  });
}

/** Forgets how everything until now was made. */
function startTape() {
  tape = [];
}

/** Gradients of the loss, into `gradient` of everything that it was made of. @param {Tensor} loss */
function flowBack(loss) {
  if (loss.gradient) loss.gradient[0] = 1;
  for (let i = tape.length - 1; i >= 0; i--) tape[i]?.();
}
