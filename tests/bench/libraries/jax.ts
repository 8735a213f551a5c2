import { defaultDevice, init, type Array as JaxArray, jit, nn, numpy as np, vjp } from "@jax-js/jax";
import type { Contender, Library, Threads } from "../library.js";
import { headsInside, type Task, type TaskOf } from "../problem.js";
import { prepareTrainingStep } from "./jax-training.js";

/**
 * jax-js on its WebAssembly backend, compiled by `jit`. Its inputs are arrays of its own, made before the clock starts. What is read by
 * `dataSync` runs on the calling thread; what is read by `data`, on as many workers as there are cores, where memory can be shared.
 */
export async function loadJax(): Promise<readonly Library[]> {
  await init("wasm");
  defaultDevice("wasm");
  const library = (threads: Threads): Library => ({
    name: "jax-js",
    threads,
    prepare: async (task) => {
      const { compute, ...others } = prepare(task);
      const run =
        threads === "one"
          ? () => compute().map((array) => array.dataSync() as Float32Array)
          : () => Promise.all(compute().map(async (array) => (await array.data()) as Float32Array));
      return [{ ...others, run }];
    },
  });
  return globalThis.crossOriginIsolated ? [library("one"), library("all")] : [library("one")];
}

interface Computation extends Pick<Contender, "order" | "dispose"> {
  readonly compute: () => readonly JaxArray[];
}

function prepare(task: Task): Computation {
  switch (task.kind) {
    case "attention":
      return prepareAttention(task);
    case "attention-backward":
      return prepareBackward(task);
    case "matmul": {
      const shape = [task.size, task.size];
      return compile((x, w) => np.matmul(x, w), [make(task.inputs.x, shape), make(task.inputs.w, shape)]);
    }
    case "softmax":
      return compile((x) => nn.softmax(x, -1), [make(task.inputs.x, [task.rows, task.columns])]);
    case "layer-norm": {
      const { rows, columns, inputs } = task;
      const given = [make(inputs.x, [rows, columns]), make(inputs.gamma, [columns]), make(inputs.beta, [columns])];
      return compile((x, gamma, beta) => nn.standardize(x).mul(gamma).add(beta), given);
    }
    case "multi-head":
      return prepareMultiHead(task);
    case "training-step": {
      const step = prepareTrainingStep(task);
      return { compute: () => [step()] };
    }
    default:
      return task satisfies never;
  }
}

const make = (data: Float32Array, shape: readonly number[]): JaxArray => np.array(data.slice()).reshape([...shape]);

type Compute = (...given: JaxArray[]) => JaxArray | JaxArray[];

/** Compiled for arrays that are there to stay: a computation consumes the references that it is given. */
function compile(compute: Compute, given: readonly JaxArray[]): Computation {
  const compiled = jit(compute);
  return {
    compute: () => [compiled(...given.map((array) => array.ref))].flat(),
    dispose: () => {
      for (const array of given) array.dispose();
      compiled.dispose();
    },
  };
}

/** Of `[batch, seq, heads, dim]`, as everywhere in jax-js. */
function prepareAttention({
  batch,
  heads,
  kvHeads,
  seqQ,
  seqK,
  dim,
  causal,
  inputs,
}: TaskOf<"attention">): Computation {
  const array = (data: Float32Array, count: number, seq: number) =>
    make(headsInside(data, batch, count, seq, dim), [batch, seq, count, dim]);
  const given = [array(inputs.q, heads, seqQ), array(inputs.k, kvHeads, seqK), array(inputs.v, kvHeads, seqK)];
  return {
    ...compile((q, k, v) => nn.dotProductAttention(q, k, v, { isCausal: causal }), given),
    order: (results) => results.map((y) => headsInside(y, batch, seqQ, heads, dim)),
  };
}

/** With the forward pass, whose result it does not take as given. */
function prepareBackward({ heads, seq, dim, inputs: { q, k, v, dout } }: TaskOf<"attention-backward">): Computation {
  const given = [q, k, v, dout].map((data) => make(headsInside(data, 1, heads, seq, dim), [1, seq, heads, dim]));
  const attend = (q: JaxArray, k: JaxArray, v: JaxArray) => nn.dotProductAttention(q, k, v);
  const gradients: Compute = (q, k, v, dout) => {
    const [out, back] = vjp(attend, [q, k, v]);
    out.dispose();
    const found = back(dout);
    back.dispose();
    return found;
  };
  return {
    ...compile(gradients, given),
    order: (results) => results.map((y) => headsInside(y, 1, seq, heads, dim)),
  };
}

function prepareMultiHead({ seq, width, heads, inputs }: TaskOf<"multi-head">): Computation {
  const { x, wq, wk, wv, wo, bq, bk, bv, bo } = inputs;
  const weights = [wq, wk, wv, wo].map((data) => make(data, [width, width]));
  const biases = [bq, bk, bv, bo].map((data) => make(data, [width]));
  const split = (y: JaxArray) => y.reshape([1, seq, heads, width / heads]);
  return compile(
    (x, wq, wk, wv, wo, bq, bk, bv, bo) => {
      const q = split(np.matmul(x.ref, wq).add(bq));
      const k = split(np.matmul(x.ref, wk).add(bk));
      const v = split(np.matmul(x, wv).add(bv));
      const merged = nn.dotProductAttention(q, k, v).reshape([seq, width]);
      return np.matmul(merged, wo).add(bo);
    },
    [make(x, [seq, width]), ...weights, ...biases],
  );
}
