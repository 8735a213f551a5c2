import * as ort from "onnxruntime-web/wasm";
import type { Contender, Files, Library } from "../library.js";
import { headsInside, type Task, type TaskOf } from "../problem.js";
import { type Model, type Node, writeModel } from "./onnx-model.js";

/** onnxruntime-web on the CPU: the execution provider that it calls "wasm", on one thread. */
export async function loadOnnxruntime(files: Files): Promise<Library> {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  if (files.onnxruntime) ort.env.wasm.wasmPaths = { wasm: files.onnxruntime };
  return {
    name: "onnxruntime-web",
    prepare: (task) => Promise.all(modelsFor(task).map((model) => createContender(model))),
  };
}

interface Variant {
  readonly variant?: string;
  readonly model: Model;
  readonly feeds: Readonly<Record<string, Float32Array>>;
  readonly order?: Contender["order"];
}

async function createContender({ variant, model, feeds, order }: Variant): Promise<Contender> {
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

function attention({ heads, kvHeads, seqQ, seqK, dim, causal, inputs }: TaskOf<"attention">): readonly Variant[] {
  const { q, k, v } = inputs;
  const shape = [1, heads, seqQ, dim];
  const kv = [1, kvHeads, seqK, dim];
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
  const wide = (seq: number) => [1, seq, heads * dim];
  const older: Variant = {
    variant: "MultiHeadAttention",
    model: {
      nodes: [multiHeadNode(["q", "k", "v"], "y", heads, causal)],
      inputs: { q: wide(seqQ), k: wide(seqK), v: wide(seqK) },
      outputs: { y: wide(seqQ) },
    },
    feeds: {
      q: headsInside(q, heads, seqQ, dim),
      k: headsInside(k, heads, seqK, dim),
      v: headsInside(v, heads, seqK, dim),
    },
    // From [seq, heads, dim] back to [heads, seq, dim].
    order: ([y]) => (y ? [headsInside(y, seqQ, heads, dim)] : []),
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
