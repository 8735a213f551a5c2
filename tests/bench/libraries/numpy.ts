import * as np from "numpy-ts";
import type { Library } from "../library.js";
import type { Task, TaskOf } from "../problem.js";

/** numpy-ts. Its inputs are arrays of its own, made before the clock starts. */
export async function loadNumpy(): Promise<Library> {
  return {
    name: "numpy-ts",
    prepare: async (task) => {
      const compute = prepare(task);
      return compute ? [{ run: () => [compute().data as Float32Array] }] : [];
    },
  };
}

type NDArray = np.NDArray;

const make = (data: Float32Array, ...shape: number[]): NDArray => np.array(data, "float32").reshape(...shape);

function prepare(task: Task): (() => NDArray) | undefined {
  switch (task.kind) {
    case "attention":
      return prepareAttention(task);
    case "attention-backward":
      // It has no gradients.
      return undefined;
    case "matmul": {
      const x = make(task.inputs.x, task.size, task.size);
      const w = make(task.inputs.w, task.size, task.size);
      return () => x.matmul(w);
    }
    case "softmax": {
      const x = make(task.inputs.x, task.rows, task.columns);
      return () => softmax(x);
    }
    case "layer-norm": {
      const x = make(task.inputs.x, task.rows, task.columns);
      const gamma = make(task.inputs.gamma, task.columns);
      const beta = make(task.inputs.beta, task.columns);
      return () => {
        const centred = x.subtract(np.mean(x, 1, true) as NDArray);
        const variance = np.mean(centred.multiply(centred), 1, true) as NDArray;
        return centred
          .divide(np.sqrt(variance.add(1e-5)))
          .multiply(gamma)
          .add(beta);
      };
    }
    case "multi-head":
      return prepareMultiHead(task);
    default:
      return task satisfies never;
  }
}

/** Over the last axis. */
function softmax(x: NDArray): NDArray {
  const exponentials = np.exp(x.subtract(np.max(x, -1, true) as NDArray));
  return exponentials.divide(np.sum(exponentials, -1, true) as NDArray);
}

/** Of `[heads, seq, dim]`; `mask` is added to the scores. */
function attend(q: NDArray, k: NDArray, v: NDArray, mask?: NDArray): NDArray {
  const scores = q.matmul(k.swapaxes(-1, -2)).multiply((q.shape.at(-1) ?? 1) ** -0.5);
  return softmax(mask ? scores.add(mask) : scores).matmul(v);
}

function prepareAttention({ heads, kvHeads, seqQ, seqK, dim, causal, inputs }: TaskOf<"attention">) {
  // Query heads that share a key head are further rows of the same product.
  const q = make(inputs.q, kvHeads, (heads / kvHeads) * seqQ, dim);
  const k = make(inputs.k, kvHeads, seqK, dim);
  const v = make(inputs.v, kvHeads, seqK, dim);
  const hidden = (_: unknown, at: number) => (at % seqK > Math.floor(at / seqK) ? -1e9 : 0);
  const mask = causal ? make(Float32Array.from({ length: seqQ * seqK }, hidden), seqQ, seqK) : undefined;
  return () => attend(q, k, v, mask);
}

function prepareMultiHead({ heads, seq, width, inputs }: TaskOf<"multi-head">) {
  const x = make(inputs.x, seq, width);
  const square = (data: Float32Array) => make(data, width, width);
  const [wq, wk, wv, wo] = [square(inputs.wq), square(inputs.wk), square(inputs.wv), square(inputs.wo)];
  const row = (data: Float32Array) => make(data, width);
  const [bq, bk, bv, bo] = [row(inputs.bq), row(inputs.bk), row(inputs.bv), row(inputs.bo)];
  const project = (input: NDArray, weight: NDArray, bias: NDArray) => input.matmul(weight).add(bias);
  const split = (input: NDArray) => input.reshape(seq, heads, width / heads).swapaxes(0, 1);
  return () => {
    const out = attend(split(project(x, wq, bq)), split(project(x, wk, bk)), split(project(x, wv, bv)));
    return project(out.swapaxes(0, 1).reshape(seq, width), wo, bo);
  };
}
