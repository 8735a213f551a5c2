import type { Contender, Files, Library, Threads } from "../library.js";
import { headsInside, type Task, type TaskOf } from "../problem.js";
import { type Model, type Node, writeModel } from "./onnx-model.js";

type Ort = typeof import("onnxruntime-web/wasm");

/**
 * onnxruntime-web on the CPU: the execution provider that it calls "wasm". A copy of the module has one number of threads for all that
 * it does, so that there are two copies where memory can be shared.
 */
export async function loadOnnxruntime(files: Files): Promise<readonly Library[]> {
  const one = library(await import("onnxruntime-web/wasm"), files, "one");
  if (!globalThis.crossOriginIsolated || !files.onnxruntimeModule) return [one];
  const copy: Ort = await import(/* @vite-ignore */ files.onnxruntimeModule);
  return [one, library(copy, files, "all")];
}

function library(ort: Ort, files: Files, threads: Threads): Library {
  ort.env.wasm.numThreads = threads === "one" ? 1 : navigator.hardwareConcurrency;
  ort.env.logLevel = "error";
  if (files.onnxruntime) ort.env.wasm.wasmPaths = { wasm: files.onnxruntime };
  return {
    name: "onnxruntime-web",
    threads,
    prepare: (task) => Promise.all(modelsFor(task).map((model) => createContender(ort, model))),
  };
}

interface Variant {
  readonly variant?: string;
  readonly model: Model;
  readonly feeds: Readonly<Record<string, Float32Array>>;
  readonly order?: Contender["order"];
}

async function createContender(ort: Ort, { variant, model, feeds, order }: Variant): Promise<Contender> {
  const session = await ort.InferenceSession.create(writeModel(model), {
    executionProviders: ["wasm"],
    graphOptimizationLevel: "all",
  });
  const tensors = Object.fromEntries(
    Object.entries(model.inputs).map(([name, shape]) => [
      name,
      new ort.Tensor("float32", feeds[name] ?? new Float32Array(), shape),
    ]),
  );
  return {
    ...(variant ? { variant } : {}),
    ...(order ? { order } : {}),
    run: async () => {
      const { y } = await session.run(tensors);
      return [y?.data as Float32Array];
    },
    dispose: () => session.release(),
  };
}

function modelsFor(task: Task): readonly Variant[] {
  switch (task.kind) {
    case "attention":
      return attention(task);
    case "attention-backward":
      // The package has no training.
      return [];
    case "matmul": {
      const shape = [task.size, task.size];
      const { x, w } = task.inputs;
      const nodes = [node("MatMul", ["x", "w"])];
      return [
        { variant: "MatMul", model: { nodes, inputs: { x: shape, w: shape }, outputs: { y: shape } }, feeds: { x, w } },
        {
          // Packed once, when the model is loaded: what ours does anew in each call.
          variant: "MatMul by a constant",
          model: { nodes, inputs: { x: shape }, outputs: { y: shape }, constants: { w: { shape, data: w } } },
          feeds: { x },
        },
      ];
    }
    case "softmax": {
      const x = [task.rows, task.columns];
      return [{ model: { nodes: [node("Softmax", ["x"])], inputs: { x }, outputs: { y: x } }, feeds: task.inputs }];
    }
    case "layer-norm": {
      const x = [task.rows, task.columns];
      const row = [task.columns];
      const nodes = [node("LayerNormalization", ["x", "gamma", "beta"], { floats: { epsilon: 1e-5 } })];
      return [{ model: { nodes, inputs: { x, gamma: row, beta: row }, outputs: { y: x } }, feeds: task.inputs }];
    }
    case "multi-head":
      return multiHead(task);
    case "training-step":
      throw new Error("does not train");
    default:
      return task satisfies never;
  }
}

function attention({ inputs, ...sizes }: TaskOf<"attention">): readonly Variant[] {
  const { batch, heads, kvHeads, seqQ, seqK, dim, causal } = sizes;
  const { q, k, v } = inputs;
  const shape = [batch, heads, seqQ, dim];
  const kv = [batch, kvHeads, seqK, dim];
  const standard: Variant = {
    variant: "Attention",
    model: {
      nodes: [node("Attention", ["q", "k", "v"], { ints: { is_causal: causal ? 1 : 0 } })],
      inputs: { q: shape, k: kv, v: kv },
      outputs: { y: shape },
    },
    feeds: inputs,
  };
  if (kvHeads !== heads) return [standard];
  const wide = (seq: number) => [batch, seq, heads * dim];
  const older: Variant = {
    variant: "MultiHeadAttention",
    model: {
      nodes: [multiHeadNode(["q", "k", "v"], "y", heads, causal)],
      inputs: { q: wide(seqQ), k: wide(seqK), v: wide(seqK) },
      outputs: { y: wide(seqQ) },
    },
    feeds: {
      q: headsInside(q, batch, heads, seqQ, dim),
      k: headsInside(k, batch, heads, seqK, dim),
      v: headsInside(v, batch, heads, seqK, dim),
    },
    // From [batch, seq, heads, dim] back to [batch, heads, seq, dim].
    order: ([y]) => (y ? [headsInside(y, batch, seqQ, heads, dim)] : []),
  };
  return [standard, older];
}

function multiHead({ heads, seq, width, inputs }: TaskOf<"multi-head">): readonly Variant[] {
  const { x, wq, wk, wv, wo, bq, bk, bv, bo } = inputs;
  const shape = [1, seq, width];
  const square = (data: Float32Array) => ({ shape: [width, width], data });
  const row = (data: Float32Array) => ({ shape: [width], data });
  const project = (input: string, letter: string, output: string): readonly Node[] => [
    node("MatMul", [input, `w${letter}`], { output: `${output}_` }),
    node("Add", [`${output}_`, `b${letter}`], { output }),
  ];
  const model: Model = {
    nodes: [
      ...project("x", "q", "q"),
      ...project("x", "k", "k"),
      ...project("x", "v", "v"),
      multiHeadNode(["q", "k", "v"], "heads", heads, false),
      ...project("heads", "o", "y"),
    ],
    inputs: { x: shape },
    outputs: { y: shape },
    constants: {
      ...{ wq: square(wq), wk: square(wk), wv: square(wv), wo: square(wo) },
      ...{ bq: row(bq), bk: row(bk), bv: row(bv), bo: row(bo) },
    },
  };
  return [{ variant: "MultiHeadAttention", model, feeds: { x } }];
}

const multiHeadNode = (inputs: readonly string[], output: string, heads: number, causal: boolean): Node => ({
  ...node("MultiHeadAttention", inputs, { output, ints: { num_heads: heads, unidirectional: causal ? 1 : 0 } }),
  domain: "com.microsoft",
});

function node(
  op: string,
  inputs: readonly string[],
  { output = "y", ...attributes }: Pick<Node, "ints" | "floats"> & { readonly output?: string } = {},
): Node {
  return { op, inputs, outputs: [output], ...attributes };
}
