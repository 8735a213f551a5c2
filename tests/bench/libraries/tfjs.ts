import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import type { Files, Library } from "../library.js";
import type { Task, TaskOf } from "../problem.js";
import { prepareTrainingStep } from "./tfjs-training.js";

/** TensorFlow.js on its WebAssembly backend. Its inputs are tensors of its own, made before the clock starts. */
export async function loadTfjs(files: Files): Promise<Library> {
  if (files.tfjs) setWasmPaths(files.tfjs);
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setThreadsCount(1);
  if (!(await tf.setBackend("wasm"))) throw new Error("its WebAssembly backend does not start");
  return {
    name: "tfjs-wasm",
    threads: "one",
    prepare: async (task) => {
      const inputs: tf.Tensor[] = [];
      const make = (data: Float32Array, ...shape: number[]) => {
        const tensor = tf.tensor(data, shape, "float32");
        inputs.push(tensor);
        return tensor;
      };
      const compute = prepare(task, make);
      return [
        {
          run: () => {
            const results: Float32Array[] = [];
            // Not by what tidy returns: it would look for tensors among all the floats.
            tf.tidy(() => {
              for (const result of compute()) results.push(result.dataSync<"float32">());
            });
            return results;
          },
          dispose: () => tf.dispose(inputs),
        },
      ];
    },
  };
}

export type Make = (data: Float32Array, ...shape: number[]) => tf.Tensor;

function prepare(task: Task, make: Make): () => readonly tf.Tensor[] {
  switch (task.kind) {
    case "attention":
      return prepareAttention(task, make);
    case "attention-backward":
      return prepareBackward(task, make);
    case "matmul": {
      const x = make(task.inputs.x, task.size, task.size);
      const w = make(task.inputs.w, task.size, task.size);
      return () => [tf.matMul(x, w)];
    }
    case "softmax": {
      const x = make(task.inputs.x, task.rows, task.columns);
      return () => [tf.softmax(x)];
    }
    case "layer-norm": {
      const x = make(task.inputs.x, task.rows, task.columns);
      const gamma = make(task.inputs.gamma, task.columns);
      const beta = make(task.inputs.beta, task.columns);
      return () => {
        const centred = tf.sub(x, tf.mean(x, 1, true));
        const variance = tf.mean(tf.square(centred), 1, true);
        return [tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-5))), gamma), beta)];
      };
    }
    case "multi-head":
      return prepareMultiHead(task, make);
    case "training-step":
      return prepareTrainingStep(task, make);
    default:
      return task satisfies never;
  }
}

type T = tf.Tensor;

/** Of `[..., seq, dim]`; `mask` is added to the scores. */
function attend(q: T, k: T, v: T, mask?: T): T {
  const scores = tf.mul(tf.matMul(q, k, false, true), (q.shape.at(-1) ?? 1) ** -0.5);
  return tf.matMul(tf.softmax(mask ? tf.add(scores, mask) : scores), v);
}

function prepareAttention({ batch, heads, kvHeads, seqQ, seqK, dim, causal, inputs }: TaskOf<"attention">, make: Make) {
  const groups = batch * kvHeads;
  // Query heads that share a key head are further rows of the same product.
  const q = make(inputs.q, groups, (heads / kvHeads) * seqQ, dim);
  const k = make(inputs.k, groups, seqK, dim);
  const v = make(inputs.v, groups, seqK, dim);
  const hidden = (_: unknown, at: number) => (at % seqK > Math.floor(at / seqK) ? -1e9 : 0);
  const mask = causal ? make(Float32Array.from({ length: seqQ * seqK }, hidden), seqQ, seqK) : undefined;
  return () => [attend(q, k, v, mask)];
}

function prepareBackward({ heads, seq, dim, inputs }: TaskOf<"attention-backward">, make: Make) {
  const q = make(inputs.q, heads, seq, dim);
  const k = make(inputs.k, heads, seq, dim);
  const v = make(inputs.v, heads, seq, dim);
  const dout = make(inputs.dout, heads, seq, dim);
  const scale = dim ** -0.5;
  return () => {
    const weights = tf.softmax(tf.mul(tf.matMul(q, k, false, true), scale));
    const dweights = tf.matMul(dout, v, false, true);
    const mean = tf.sum(tf.mul(weights, dweights), -1, true);
    const ds = tf.mul(tf.mul(weights, tf.sub(dweights, mean)), scale);
    return [tf.matMul(ds, k), tf.matMul(ds, q, true), tf.matMul(weights, dout, true)];
  };
}

function prepareMultiHead({ heads, seq, width, inputs }: TaskOf<"multi-head">, make: Make) {
  const x = make(inputs.x, seq, width);
  const square = (data: Float32Array) => make(data, width, width);
  const [wq, wk, wv, wo] = [square(inputs.wq), square(inputs.wk), square(inputs.wv), square(inputs.wo)];
  const row = (data: Float32Array) => make(data, width);
  const [bq, bk, bv, bo] = [row(inputs.bq), row(inputs.bk), row(inputs.bv), row(inputs.bo)];
  const project = (input: T, weight: T, bias: T) => tf.add(tf.matMul(input, weight), bias);
  const split = (input: T) => tf.transpose(tf.reshape(input, [seq, heads, width / heads]), [1, 0, 2]);
  return () => {
    const out = attend(split(project(x, wq, bq)), split(project(x, wk, bk)), split(project(x, wv, bv)));
    return [project(tf.reshape(tf.transpose(out, [1, 0, 2]), [seq, width]), wo, bo)];
  };
}
