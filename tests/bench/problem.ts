/** A computation with its sizes. Floats throughout; tensors are row-major. */
export type Problem =
  /** `softmax(q kᵀ / sqrt(dim)) v`: q is `[batch, heads, seqQ, dim]`, k and v are `[batch, kvHeads, seqK, dim]`. */
  | {
      readonly kind: "attention";
      readonly batch: number;
      readonly heads: number;
      readonly kvHeads: number;
      readonly seqQ: number;
      readonly seqK: number;
      readonly dim: number;
      readonly causal: boolean;
    }
  /** The gradients dq, dk, dv of the same, where all three are `[1, heads, seq, dim]`; given out and lse. */
  | { readonly kind: "attention-backward"; readonly heads: number; readonly seq: number; readonly dim: number }
  /** `x w`, all three square. */
  | { readonly kind: "matmul"; readonly size: number }
  /** Over the last axis of `[rows, columns]`. */
  | { readonly kind: "softmax"; readonly rows: number; readonly columns: number }
  | { readonly kind: "layer-norm"; readonly rows: number; readonly columns: number }
  /** Self-attention of `[1, seq, width]` with its four projections and their biases. */
  | { readonly kind: "multi-head"; readonly heads: number; readonly seq: number; readonly width: number }
  /**
   * One step of AdamW on a model of two causal attention layers and nothing else: that of the lab's `induction`. What counts is the
   * loss of the first step; the parameters change with every one.
   */
  | {
      readonly kind: "training-step";
      readonly batch: number;
      readonly seq: number;
      readonly width: number;
      readonly heads: number;
      readonly vocabulary: number;
    };

/** A problem with its numbers: inputs by name, normally distributed. */
export type Task = {
  [P in Problem as P["kind"]]: P & { readonly inputs: Readonly<Record<InputOf[P["kind"]], Float32Array>> };
}[Problem["kind"]];

interface InputOf {
  attention: "q" | "k" | "v";
  "attention-backward": "q" | "k" | "v" | "dout";
  /** `w` is `[inner, columns]`; `weight` is the same transposed, as a linear layer keeps it. */
  matmul: "x" | "w" | "weight";
  softmax: "x";
  "layer-norm": "x" | "gamma" | "beta";
  /** Weights are `[in, out]`. */
  "multi-head": "x" | "wq" | "wk" | "wv" | "wo" | "bq" | "bk" | "bv" | "bo";
  /**
   * Ids are whole numbers; embedding and unembedding are `[vocabulary, width]`, positions `[seq, width]`. `weights` holds wq, wk, wv,
   * wo of both layers, each `[in, out]`.
   */
  "training-step": "tokens" | "targets" | "embedding" | "positions" | "weights" | "unembedding";
}

export type TaskOf<Kind extends Problem["kind"]> = Extract<Task, { kind: Kind }>;

export function draw(problem: Problem): Task {
  const normal = normalNumbers(20261121);
  switch (problem.kind) {
    case "attention": {
      const { batch, heads, kvHeads, seqQ, seqK, dim } = problem;
      const kv = batch * kvHeads * seqK * dim;
      return { ...problem, inputs: { q: normal(batch * heads * seqQ * dim), k: normal(kv), v: normal(kv) } };
    }
    case "attention-backward": {
      const count = problem.heads * problem.seq * problem.dim;
      return { ...problem, inputs: { q: normal(count), k: normal(count), v: normal(count), dout: normal(count) } };
    }
    case "matmul": {
      const w = normal(problem.size ** 2);
      return {
        ...problem,
        inputs: { x: normal(problem.size ** 2), w, weight: transpose(w, problem.size, problem.size) },
      };
    }
    case "softmax":
      return { ...problem, inputs: { x: normal(problem.rows * problem.columns) } };
    case "layer-norm": {
      const { rows, columns } = problem;
      return { ...problem, inputs: { x: normal(rows * columns), gamma: normal(columns), beta: normal(columns) } };
    }
    case "multi-head": {
      const { seq, width } = problem;
      const weight = () => normal(width * width, width ** -0.5);
      const bias = () => normal(width);
      const weights = { wq: weight(), wk: weight(), wv: weight(), wo: weight() };
      return {
        ...problem,
        inputs: { x: normal(seq * width), ...weights, bq: bias(), bk: bias(), bv: bias(), bo: bias() },
      };
    }
    case "training-step": {
      const { batch, seq, width, vocabulary } = problem;
      const ids = () => normal(batch * seq).map((value) => Math.floor(Math.abs(value) * 1e4) % vocabulary);
      return {
        ...problem,
        inputs: {
          ...{
            tokens: ids(),
            targets: ids(),
            embedding: normal(vocabulary * width),
            positions: normal(seq * width, 0.5),
          },
          ...{ weights: normal(8 * width * width, width ** -0.5), unembedding: normal(vocabulary * width, 0.1) },
        },
      };
    }
    default:
      return problem satisfies never;
  }
}

/** How much there is to do: floating-point operations, or elements where memory sets the pace. */
export interface Work {
  readonly amount: number;
  readonly unit: "operations" | "elements";
}

/** Multiplications and additions of the matrix products. What a causal mask hides is not counted. */
export function workOf(problem: Problem): Work {
  switch (problem.kind) {
    case "attention": {
      const { batch, heads, seqQ, seqK, dim, causal } = problem;
      const pairs = causal ? (seqQ * (seqQ + 1)) / 2 : seqQ * seqK;
      return { amount: 4 * batch * heads * pairs * dim, unit: "operations" };
    }
    case "attention-backward":
      // Five products: the scores once more, dv, dp, dq and dk (FlashAttention-2, arXiv 2307.08691).
      return { amount: 10 * problem.heads * problem.seq ** 2 * problem.dim, unit: "operations" };
    case "matmul":
      return { amount: 2 * problem.size ** 3, unit: "operations" };
    case "softmax":
    case "layer-norm":
      return { amount: problem.rows * problem.columns, unit: "elements" };
    case "multi-head":
      return {
        amount: 8 * problem.seq * problem.width ** 2 + 4 * problem.seq ** 2 * problem.width,
        unit: "operations",
      };
    case "training-step": {
      const { batch, seq, width, vocabulary } = problem;
      // Each product of the forward pass has two of its size in the backward pass; attention, five for its two.
      const layer = 3 * 8 * seq * width ** 2 + 7 * seq ** 2 * width;
      return { amount: batch * (2 * layer + 6 * seq * width * vocabulary), unit: "operations" };
    }
    default:
      return problem satisfies never;
  }
}

/** A row-major matrix of `rows` x `columns`, transposed. */
export function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(matrix, (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)] ?? 0);
}

/** `[batch, heads, seq, dim]` to `[batch, seq, heads, dim]`. */
export function headsInside(
  tensor: Float32Array,
  batch: number,
  heads: number,
  seq: number,
  dim: number,
): Float32Array {
  const result = new Float32Array(tensor.length);
  for (let vector = 0; vector < batch * heads * seq; vector++) {
    const [row, head, b] = [vector % seq, Math.floor(vector / seq) % heads, Math.floor(vector / (seq * heads))];
    const from = vector * dim;
    result.set(tensor.subarray(from, from + dim), ((b * seq + row) * heads + head) * dim);
  }
  return result;
}

/** The same numbers on every run: mulberry32, then Box and Muller's transform. */
function normalNumbers(seed: number): (count: number, deviation?: number) => Float32Array {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return (count, deviation = 1) =>
    Float32Array.from(
      { length: count },
      () => deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    );
}
