import type { Library } from "../library.js";
import type { Task, TaskOf } from "../problem.js";

/** What a learner writes: loops over typed arrays, without any thought of caches. */
export const plain: Library = {
  name: "plain JS",
  threads: "one",
  prepare: async (task) => [{ run: () => compute(task) }],
};

function compute(task: Task): readonly Float32Array[] {
  switch (task.kind) {
    case "attention":
      return [attention(task)];
    case "attention-backward":
      return attentionBackward(task);
    case "matmul":
      return [matmul(task.inputs.x, task.inputs.w, task.size, task.size, task.size)];
    case "softmax":
      return [softmax(task)];
    case "layer-norm":
      return [layerNorm(task)];
    case "multi-head":
      return [multiHead(task)];
    case "training-step":
      throw new Error("does not train");
    default:
      return task satisfies never;
  }
}

/** `a` is `[rows, inner]`, `b` is `[inner, columns]`. */
function matmul(a: Float32Array, b: Float32Array, rows: number, inner: number, columns: number): Float32Array {
  const out = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let n = 0; n < inner; n++) sum += at(a, i * inner + n) * at(b, n * columns + j);
      out[i * columns + j] = sum;
    }
  }
  return out;
}

type Sizes = Pick<TaskOf<"attention">, "batch" | "heads" | "kvHeads" | "seqQ" | "seqK" | "dim" | "causal">;

function attention({ inputs: { q, k, v }, ...sizes }: Sizes & Pick<TaskOf<"attention">, "inputs">): Float32Array {
  const { batch, heads, kvHeads, seqQ, dim } = sizes;
  const out = new Float32Array(batch * heads * seqQ * dim);
  for (let head = 0; head < batch * heads; head++) {
    const kv = Math.floor((head * kvHeads) / heads) * sizes.seqK * dim;
    for (let i = 0; i < seqQ; i++) {
      const row = (head * seqQ + i) * dim;
      const weights = attentionRow(q, row, k, kv, sizes.causal ? i + 1 : sizes.seqK, dim);
      for (let j = 0; j < weights.length; j++) {
        const weight = at(weights, j);
        for (let d = 0; d < dim; d++) out[row + d] = at(out, row + d) + weight * at(v, kv + j * dim + d);
      }
    }
  }
  return out;
}

/** The weights of one query, which starts at `row` of q, over `keys` keys, which start at `kv` of k. */
function attentionRow(
  q: Float32Array,
  row: number,
  k: Float32Array,
  kv: number,
  keys: number,
  dim: number,
): Float32Array {
  const scores = new Float32Array(keys);
  for (let j = 0; j < keys; j++) {
    let score = 0;
    for (let d = 0; d < dim; d++) score += at(q, row + d) * at(k, kv + j * dim + d);
    scores[j] = score / Math.sqrt(dim);
  }
  softmaxRow(scores, 0, keys, scores);
  return scores;
}

function softmaxRow(x: Float32Array, start: number, length: number, y: Float32Array): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = start; i < start + length; i++) largest = Math.max(largest, at(x, i));
  let sum = 0;
  for (let i = start; i < start + length; i++) {
    y[i] = Math.exp(at(x, i) - largest);
    sum += at(y, i);
  }
  for (let i = start; i < start + length; i++) y[i] = at(y, i) / sum;
}

function softmax({ rows, columns, inputs: { x } }: TaskOf<"softmax">): Float32Array {
  const y = new Float32Array(x.length);
  for (let row = 0; row < rows; row++) softmaxRow(x, row * columns, columns, y);
  return y;
}

function layerNorm({ rows, columns, inputs: { x, gamma, beta } }: TaskOf<"layer-norm">): Float32Array {
  const y = new Float32Array(x.length);
  for (let start = 0; start < rows * columns; start += columns) {
    let mean = 0;
    for (let i = 0; i < columns; i++) mean += at(x, start + i) / columns;
    let variance = 0;
    for (let i = 0; i < columns; i++) variance += (at(x, start + i) - mean) ** 2 / columns;
    const deviation = Math.sqrt(variance + 1e-5);
    for (let i = 0; i < columns; i++)
      y[start + i] = ((at(x, start + i) - mean) / deviation) * at(gamma, i) + at(beta, i);
  }
  return y;
}

function multiHead({ seq, width, heads, inputs }: TaskOf<"multi-head">): Float32Array {
  const { x, wq, wk, wv, wo, bq, bk, bv, bo } = inputs;
  const dim = width / heads;
  const project = (input: Float32Array, weight: Float32Array, bias: Float32Array) =>
    matmul(input, weight, seq, width, width).map((value, i) => value + at(bias, i % width));
  const split = (y: Float32Array) =>
    y.map((_, i) => at(y, (Math.floor(i / dim) % seq) * width + Math.floor(i / (seq * dim)) * dim + (i % dim)));
  const merge = (y: Float32Array) =>
    y.map((_, i) => at(y, (Math.floor((i % width) / dim) * seq + Math.floor(i / width)) * dim + (i % dim)));
  const sizes = { batch: 1, heads, kvHeads: heads, seqQ: seq, seqK: seq, dim, causal: false };
  const q = split(project(x, wq, bq));
  const k = split(project(x, wk, bk));
  const v = split(project(x, wv, bv));
  return project(merge(attention({ ...sizes, inputs: { q, k, v } })), wo, bo);
}

/** ds = weights (dweights - sum(weights dweights)), and every product by its loops. */
function attentionBackward({ heads, seq, dim, inputs: { q, k, v, dout } }: TaskOf<"attention-backward">) {
  const [dq, dk, dv] = [new Float32Array(q.length), new Float32Array(q.length), new Float32Array(q.length)];
  for (let head = 0; head < heads; head++) {
    const kv = head * seq * dim;
    for (let i = 0; i < seq; i++) {
      const row = kv + i * dim;
      const weights = attentionRow(q, row, k, kv, seq, dim);
      const dweights = new Float32Array(seq);
      let mean = 0;
      for (let j = 0; j < seq; j++) {
        let sum = 0;
        for (let d = 0; d < dim; d++) sum += at(dout, row + d) * at(v, kv + j * dim + d);
        dweights[j] = sum;
        mean += at(weights, j) * sum;
      }
      for (let j = 0; j < seq; j++) {
        const weight = at(weights, j);
        const ds = (weight * (at(dweights, j) - mean)) / Math.sqrt(dim);
        const column = kv + j * dim;
        for (let d = 0; d < dim; d++) {
          dv[column + d] = at(dv, column + d) + weight * at(dout, row + d);
          dq[row + d] = at(dq, row + d) + ds * at(k, column + d);
          dk[column + d] = at(dk, column + d) + ds * at(q, row + d);
        }
      }
    }
  }
  return [dq, dk, dv];
}

/** An element that is there. */
const at = (array: Float32Array, index: number) => array[index] as number;
