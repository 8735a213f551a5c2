import { type Batch, ignored, length, vocabulary } from "../../web/lab/induction/data.js";
import {
  eachParameter,
  layerNames,
  type ParameterName,
  type Parameters,
  width,
} from "../../web/lab/induction/parameters.js";

/*
 * The model of the lab `induction` in float64, as the formulas read, a sequence at a time. Matrices are rows of numbers.
 */

type Matrix = readonly Float64Array[];
type Weights = Parameters<Float64Array>;

const rowsOf = (count: number, columns = width): Float64Array[] =>
  Array.from({ length: count }, () => new Float64Array(columns));
const at = (values: ArrayLike<number> | undefined, i: number): number => values?.[i] ?? Number.NaN;
const sum = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((value, d) => value + at(b[i], d)));

/** x wᵀ; w is `[out, width of x]`, row-major. */
function linear(x: Matrix, w: Float64Array): Matrix {
  return x.map((row) => {
    const y = new Float64Array(w.length / row.length);
    for (let o = 0; o < y.length; o++) {
      for (let i = 0; i < row.length; i++) y[o] = at(y, o) + at(row, i) * at(w, o * row.length + i);
    }
    return y;
  });
}

/** The gradient by x; that by w is added to `dw`. */
function linearBackward(x: Matrix, w: Float64Array, dy: Matrix, dw: Float64Array): Matrix {
  return x.map((row, r) => {
    const dx = new Float64Array(row.length);
    dy[r]?.forEach((gradient, o) => {
      for (let i = 0; i < row.length; i++) {
        const k = o * row.length + i;
        dx[i] = at(dx, i) + gradient * at(w, k);
        dw[k] = at(dw, k) + gradient * at(row, i);
      }
    });
    return dx;
  });
}

function softmax(scores: ArrayLike<number>): Float64Array {
  const most = Math.max(...Array.from(scores));
  const powers = Float64Array.from(scores, (score) => Math.exp(score - most));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

interface Layer {
  readonly x: Matrix;
  readonly placed: Matrix;
  readonly q: Matrix;
  readonly k: Matrix;
  readonly v: Matrix;
  readonly heads: Matrix;
  /** By head, then query: as many as there are keys that it sees. */
  readonly weights: readonly Matrix[];
}

function attend(q: Matrix, k: Matrix, v: Matrix, numHeads: number) {
  const size = width / numHeads;
  const out = rowsOf(q.length);
  const weights = Array.from({ length: numHeads }, (_, head) =>
    q.map((query, i) => {
      const scores = k.slice(0, i + 1).map((key) => {
        let score = 0;
        for (let d = head * size; d < (head + 1) * size; d++) score += at(query, d) * at(key, d);
        return score / Math.sqrt(size);
      });
      const row = softmax(scores);
      const target = out[i] ?? new Float64Array(width);
      for (let d = head * size; d < (head + 1) * size; d++) {
        row.forEach((weight, j) => {
          target[d] = at(target, d) + weight * at(v[j], d);
        });
      }
      return row;
    }),
  );
  return { out, weights };
}

function attendBackward({ q, k, v, weights }: Layer, dout: Matrix) {
  const size = width / weights.length;
  const [dq, dk, dv] = [rowsOf(q.length), rowsOf(q.length), rowsOf(q.length)];
  const add = (rows: readonly Float64Array[], row: number, d: number, value: number) => {
    const target = rows[row];
    if (target) target[d] = at(target, d) + value;
  };
  for (const [head, map] of weights.entries()) {
    const columns = Array.from({ length: size }, (_, d) => head * size + d);
    for (const [i, row] of map.entries()) {
      const dweights = row.map((_, j) => columns.reduce((total, d) => total + at(dout[i], d) * at(v[j], d), 0));
      const mean = row.reduce((total, weight, j) => total + weight * at(dweights, j), 0);
      for (const [j, weight] of row.entries()) {
        const dscore = (weight * (at(dweights, j) - mean)) / Math.sqrt(size);
        for (const d of columns) {
          add(dq, i, d, dscore * at(k[j], d));
          add(dk, j, d, dscore * at(q[i], d));
          add(dv, j, d, weight * at(dout[i], d));
        }
      }
    }
  }
  return { dq, dk, dv };
}

function forward(parameters: Weights, tokens: Int32Array, numHeads: number) {
  const row = (table: Float64Array, i: number) => table.slice(i * width, (i + 1) * width);
  const positions = Array.from(tokens, (_, i) => row(parameters.positions, i));
  let x: Matrix = Array.from(tokens, (token) => row(parameters.embedding, token));
  const passed: Layer[] = [];
  for (const name of layerNames) {
    const of = (which: "wq" | "wk" | "wv" | "wo") => parameters[`${name}.${which}`];
    const placed = sum(x, positions);
    const [q, k, v] = [linear(placed, of("wq")), linear(placed, of("wk")), linear(x, of("wv"))];
    const { out, weights } = attend(q, k, v, numHeads);
    passed.push({ x, placed, q, k, v, heads: out, weights });
    x = sum(x, linear(out, of("wo")));
  }
  return { passed, x, logits: linear(x, parameters.unembedding) };
}

/** Every attention map of one sequence: by layer, head and query. */
export function mapsOf(parameters: Weights, tokens: Int32Array, numHeads: number): readonly (readonly Matrix[])[] {
  return forward(parameters, tokens, numHeads).passed.map(({ weights }) => weights);
}

/** The loss of a batch and its gradients by all parameters. */
export function lossAndGradients(parameters: Weights, { tokens, targets }: Batch, numHeads: number) {
  const judged = targets.data.filter((target) => target !== ignored).length;
  const gradients = eachParameter((name) => new Float64Array(parameters[name].length));
  let loss = 0;
  for (let from = 0; from < tokens.data.length; from += length) {
    const ids = tokens.data.slice(from, from + length);
    const { passed, x, logits } = forward(parameters, ids, numHeads);
    const dlogits = logits.map((row, i) => {
      const target = at(targets.data, from + i);
      if (target === ignored) return new Float64Array(vocabulary);
      const chances = softmax(row);
      loss -= Math.log(at(chances, target)) / judged;
      return chances.map((chance, c) => (chance - (c === target ? 1 : 0)) / judged);
    });
    backward(
      parameters,
      gradients,
      ids,
      passed,
      linearBackward(x, parameters.unembedding, dlogits, gradients.unembedding),
    );
  }
  return { loss, gradients };
}

function backward(parameters: Weights, gradients: Weights, ids: Int32Array, passed: readonly Layer[], dlast: Matrix) {
  let dx = dlast;
  const collect = (name: ParameterName, rows: Matrix, placeOf: (i: number) => number) => {
    const table = gradients[name];
    for (const [i, row] of rows.entries()) {
      for (const [d, value] of row.entries()) table[placeOf(i) * width + d] = at(table, placeOf(i) * width + d) + value;
    }
  };
  for (const [i, layer] of [...passed.entries()].reverse()) {
    const name = layerNames[i] ?? "layer1";
    const through = (which: "wq" | "wk" | "wv" | "wo", given: Matrix, dy: Matrix) =>
      linearBackward(given, parameters[`${name}.${which}`], dy, gradients[`${name}.${which}`]);
    const { dq, dk, dv } = attendBackward(layer, through("wo", layer.heads, dx));
    const dplaced = sum(through("wq", layer.placed, dq), through("wk", layer.placed, dk));
    dx = sum(sum(dx, dplaced), through("wv", layer.x, dv));
    collect("positions", dplaced, (row) => row);
  }
  collect("embedding", dx, (row) => at(ids, row));
}
