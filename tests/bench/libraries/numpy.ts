import * as np from "numpy-ts";
import type { Library } from "../library.js";
import type { Task, TaskOf } from "../problem.js";

const GIB = 2 ** 30;

/** numpy-ts. Its inputs are arrays of its own, made before the clock starts. */
export async function loadNumpy(): Promise<Library> {
  np.configureWasm({ maxMemory: GIB });
  return {
    name: "numpy-ts",
    threads: "one",
    prepare: async (task) => {
      const compute = prepare(task);
      return [
        {
          run: () => {
            const scope = new Scope();
            const results = compute(scope.keep).map(({ data }) => data.slice() as Float32Array);
            scope.end();
            return results;
          },
        },
      ];
    },
  };
}

/** Arrays to be freed: waiting for the garbage collector would soon fill the memory. */
class Scope {
  readonly #arrays: NDArray[] = [];

  readonly keep: Keep = (array) => {
    this.#arrays.push(array as NDArray);
    return array as NDArray;
  };

  end(): void {
    for (const array of this.#arrays) array.dispose();
  }
}

type NDArray = np.NDArray;

/** Takes what reductions return too, which with keepdims is an array. */
type Keep = (array: NDArray | ReturnType<typeof np.sum | typeof np.max>) => NDArray;

const make = (data: Float32Array, ...shape: number[]): NDArray => np.array(data, "float32").reshape(...shape);

function prepare(task: Task): (keep: Keep) => readonly NDArray[] {
  switch (task.kind) {
    case "attention":
      return prepareAttention(task);
    case "attention-backward":
      return prepareBackward(task);
    case "matmul": {
      const x = make(task.inputs.x, task.size, task.size);
      const w = make(task.inputs.w, task.size, task.size);
      return (keep) => [keep(x.matmul(w))];
    }
    case "softmax": {
      const x = make(task.inputs.x, task.rows, task.columns);
      return (keep) => [softmax(keep, x)];
    }
    case "layer-norm": {
      const x = make(task.inputs.x, task.rows, task.columns);
      const gamma = make(task.inputs.gamma, task.columns);
      const beta = make(task.inputs.beta, task.columns);
      return (keep) => {
        const centred = keep(x.subtract(keep(np.mean(x, 1, true))));
        const variance = keep(np.mean(keep(centred.multiply(centred)), 1, true));
        const deviation = keep(np.sqrt(keep(variance.add(1e-5))));
        return [keep(keep(keep(centred.divide(deviation)).multiply(gamma)).add(beta))];
      };
    }
    case "multi-head":
      return prepareMultiHead(task);
    case "training-step":
      throw new Error("does not train");
    default:
      return task satisfies never;
  }
}

/** Over the last axis. */
function softmax(keep: Keep, x: NDArray): NDArray {
  const exponentials = keep(np.exp(keep(x.subtract(keep(np.max(x, -1, true))))));
  return keep(exponentials.divide(keep(np.sum(exponentials, -1, true))));
}

/** Of `[heads, seq, dim]`; `mask` is added to the scores. */
function attend(keep: Keep, q: NDArray, k: NDArray, v: NDArray, mask?: NDArray): NDArray {
  const scores = keep(keep(q.matmul(k.swapaxes(-1, -2))).multiply((q.shape.at(-1) ?? 1) ** -0.5));
  return keep(softmax(keep, mask ? keep(scores.add(mask)) : scores).matmul(v));
}

function prepareAttention({ batch, heads, kvHeads, seqQ, seqK, dim, causal, inputs }: TaskOf<"attention">) {
  const groups = batch * kvHeads;
  // Query heads that share a key head are further rows of the same product.
  const q = make(inputs.q, groups, (heads / kvHeads) * seqQ, dim);
  const k = make(inputs.k, groups, seqK, dim);
  const v = make(inputs.v, groups, seqK, dim);
  const hidden = (_: unknown, at: number) => (at % seqK > Math.floor(at / seqK) ? -1e9 : 0);
  const mask = causal ? make(Float32Array.from({ length: seqQ * seqK }, hidden), seqQ, seqK) : undefined;
  return (keep: Keep) => [attend(keep, q, k, v, mask)];
}

function prepareBackward({ heads, seq, dim, inputs }: TaskOf<"attention-backward">) {
  const q = make(inputs.q, heads, seq, dim);
  const k = make(inputs.k, heads, seq, dim);
  const v = make(inputs.v, heads, seq, dim);
  const dout = make(inputs.dout, heads, seq, dim);
  const scale = dim ** -0.5;
  return (keep: Keep) => {
    const weights = softmax(keep, keep(keep(q.matmul(k.swapaxes(-1, -2))).multiply(scale)));
    const dweights = keep(dout.matmul(v.swapaxes(-1, -2)));
    const mean = keep(np.sum(keep(weights.multiply(dweights)), -1, true));
    const ds = keep(keep(weights.multiply(keep(dweights.subtract(mean)))).multiply(scale));
    return [keep(ds.matmul(k)), keep(ds.swapaxes(-1, -2).matmul(q)), keep(weights.swapaxes(-1, -2).matmul(dout))];
  };
}

function prepareMultiHead({ heads, seq, width, inputs }: TaskOf<"multi-head">) {
  const x = make(inputs.x, seq, width);
  const square = (data: Float32Array) => make(data, width, width);
  const [wq, wk, wv, wo] = [square(inputs.wq), square(inputs.wk), square(inputs.wv), square(inputs.wo)];
  const row = (data: Float32Array) => make(data, width);
  const [bq, bk, bv, bo] = [row(inputs.bq), row(inputs.bk), row(inputs.bv), row(inputs.bo)];
  const split = (input: NDArray) => input.reshape(seq, heads, width / heads).swapaxes(0, 1);
  return (keep: Keep) => {
    const project = (input: NDArray, weight: NDArray, bias: NDArray) => keep(keep(input.matmul(weight)).add(bias));
    const out = attend(keep, split(project(x, wq, bq)), split(project(x, wk, bk)), split(project(x, wv, bv)));
    return [project(keep(out.swapaxes(0, 1).reshape(seq, width)), wo, bo)];
  };
}
