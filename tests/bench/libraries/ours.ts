import { createKeyValueCache, type Kernels, loadKernels, tensor } from "../../../web/kernels/index.js";
import { loadTrainingKernels } from "../../../web/kernels/training.js";
import { type Build, type Contender, type Files, inCache, intoGiven, type Library } from "../library.js";
import { type Task, type TaskOf, transpose } from "../problem.js";
import { prepareTrainingStep } from "./ours-training.js";

/** Our own kernels, with a look at the memory that they hold. */
export interface Ours extends Library {
  /** Bytes of the WebAssembly memory. */
  memoryHeld(): number;
}

/** The same with all threads; a training step has none. */
export async function loadOursOnAllThreads(name: string, files: Files, build: Build): Promise<Library> {
  const kernels = await loadKernels({ wasm: files.threads[build], threads: "all" });
  if (kernels.threads.reason) throw new Error(kernels.threads.reason);
  return {
    name,
    threads: "all",
    prepare: async (task) => {
      if (task.kind === "training-step") return [];
      const into = prepareInto(kernels, task);
      return [{ run: prepare(kernels, task) }, ...(into ? [{ variant: intoGiven, run: into }] : [])];
    },
  };
}

export async function loadOurs(name: string, files: Files, build: Build): Promise<Ours> {
  const memory = watchMemory();
  const kernels = await loadKernels({ wasm: files.kernels[build] });
  return {
    name,
    threads: "one",
    memoryHeld: () => memory()?.buffer.byteLength ?? 0,
    prepare: async (task) => {
      if (task.kind === "training-step") {
        return [{ run: prepareTrainingStep(await loadTrainingKernels({ wasm: files.training[build] }), task) }];
      }
      const into = prepareInto(kernels, task);
      const cached = await prepareCached(files.kernels[build], task);
      return [
        { run: prepare(kernels, task) },
        ...(into ? [{ variant: intoGiven, run: into }] : []),
        ...(cached ? [{ variant: inCache, ...cached }] : []),
      ];
    },
  };
}

function prepare(kernels: Kernels, task: Task): Contender["run"] {
  switch (task.kind) {
    case "attention": {
      const { causal } = task;
      const { q, k, v } = attentionInputs(task);
      return () => [kernels.scaledDotProductAttention({ q, k, v }, { causal }).out.data];
    }
    case "attention-backward": {
      const { heads, seq, dim, inputs } = task;
      const shape = [1, heads, seq, dim] as const;
      const q = tensor(shape, inputs.q);
      const k = tensor(shape, inputs.k);
      const v = tensor(shape, inputs.v);
      const dout = tensor(shape, inputs.dout);
      const { out, lse } = kernels.scaledDotProductAttention({ q, k, v }, { returnLse: true });
      return () => {
        const { dq, dk, dv } = kernels.scaledDotProductAttentionBackward({ q, k, v, out, lse, dout });
        return [dq.data, dk.data, dv.data];
      };
    }
    case "matmul": {
      const { size, inputs } = task;
      const x = tensor([size, size], inputs.x);
      const weight = tensor([size, size], inputs.weight);
      return () => [kernels.linear({ x, weight }).y.data];
    }
    case "softmax": {
      const x = tensor([task.rows, task.columns], task.inputs.x);
      return () => [kernels.softmax({ x }).y.data];
    }
    case "layer-norm": {
      const x = tensor([task.rows, task.columns], task.inputs.x);
      const gamma = tensor([task.columns], task.inputs.gamma);
      const beta = tensor([task.columns], task.inputs.beta);
      return () => [kernels.layerNorm({ x, gamma, beta }).y.data];
    }
    case "multi-head": {
      const { seq, width, heads, inputs } = task;
      const x = tensor([1, seq, width], inputs.x);
      const weight = (data: Float32Array) => tensor([width, width], transpose(data, width, width));
      const bias = (data: Float32Array) => tensor([width], data);
      const { wq, wk, wv, wo, bq, bk, bv, bo } = inputs;
      const weights = { wq: weight(wq), wk: weight(wk), wv: weight(wv), wo: weight(wo) };
      const biases = { bq: bias(bq), bk: bias(bk), bv: bias(bv), bo: bias(bo) };
      const given = { query: x, key: x, value: x, ...weights, ...biases };
      return () => [kernels.multiHeadAttention(given, { numHeads: heads }).out.data];
    }
    case "training-step":
      throw new Error("these kernels do not train");
    default:
      return task satisfies never;
  }
}

function attentionInputs({ batch, heads, kvHeads, seqQ, seqK, dim, inputs }: TaskOf<"attention">) {
  return {
    q: tensor([batch, heads, seqQ, dim], inputs.q),
    k: tensor([batch, kvHeads, seqK, dim], inputs.k),
    v: tensor([batch, kvHeads, seqK, dim], inputs.v),
  };
}

/**
 * The same where a new tensor for the result takes a good part of the time: into one that is there. (What onnxruntime-web is given for
 * its outputs stays empty, and tfjs, jax-js and numpy-ts give out what they hold.)
 */
function prepareInto(kernels: Kernels, task: Task): Contender["run"] | undefined {
  if (task.kind === "attention") {
    const { batch, heads, seqQ, dim, causal } = task;
    const inputs = attentionInputs(task);
    const out = tensor([batch, heads, seqQ, dim], new Float32Array(batch * heads * seqQ * dim));
    return () => [kernels.scaledDotProductAttention(inputs, { causal }, { out }).out.data];
  }
  if (task.kind !== "softmax" && task.kind !== "layer-norm") return undefined;
  const { rows, columns } = task;
  const x = tensor([rows, columns], task.inputs.x);
  const y = tensor([rows, columns], new Float32Array(rows * columns));
  if (task.kind === "softmax") return () => [kernels.softmax({ x }, {}, { y }).y.data];
  const gamma = tensor([columns], task.inputs.gamma);
  const beta = tensor([columns], task.inputs.beta);
  return () => [kernels.layerNorm({ x, gamma, beta }, {}, { y }).y.data];
}

/** A decoding step, whose keys and values stay in the kernels' memory. */
async function prepareCached(wasm: URL | string, task: Task): Promise<Contender | undefined> {
  if (task.kind !== "attention" || task.seqQ !== 1) return undefined;
  const { heads, kvHeads, seqK, dim, inputs } = task;
  const cache = await createKeyValueCache({ batch: 1, numKvHeads: kvHeads, capacity: seqK, headDim: dim }, { wasm });
  const shape = [1, kvHeads, seqK, dim];
  cache.append({ k: tensor(shape, inputs.k), v: tensor(shape, inputs.v) });
  const q = tensor([1, heads, 1, dim], inputs.q);
  return { run: () => [cache.attend({ q }).out.data], dispose: () => cache.dispose() };
}

/** The memory of the next instance that is made, and of those that replace it. */
function watchMemory(): () => WebAssembly.Memory | undefined {
  const { Instance } = WebAssembly;
  let memory: WebAssembly.Memory | undefined;
  WebAssembly.Instance = class extends Instance {
    constructor(...args: ConstructorParameters<typeof Instance>) {
      super(...args);
      if (this.exports.arena_alloc && this.exports.memory instanceof WebAssembly.Memory) memory = this.exports.memory;
    }
  };
  return () => memory;
}
