import { type AttentionParameters, SelfAttention } from "../training/attention.js";
import {
  Chain,
  Embedding,
  type FeedForwardParameters,
  feedForward,
  type Layer,
  Linear,
  Relu,
  Residual,
} from "../training/layers.js";
import { countRight, Loss } from "../training/loss.js";
import { type Parameter, Parameters } from "../training/parameters.js";
import { MaxPool, MeanPool, type Pool, QueryPool } from "../training/pools.js";
import type { Floats, Ints, Workspace } from "../training/workspace.js";
import { optimizer, type Pooling, sizes } from "./settings.js";
import type { Texts } from "./tasks.js";
import { beside, stacked, type Weights } from "./weights.js";

/** What lies between the tokens and the pooling: as many parameters in each, but what they do with them differs. */
type TokenLayer =
  | { readonly kind: "feed-forward"; readonly parameters: FeedForwardParameters }
  | { readonly kind: "attention"; readonly parameters: AttentionParameters };

/** What a classifier learns. */
export interface Learnt {
  readonly pooling: Pooling;
  readonly all: Parameters;
  readonly embedding: Parameter;
  readonly tokens: TokenLayer;
  /** `[1, dim]` */
  readonly query?: Parameter;
  readonly hidden?: { readonly weight: Parameter; readonly bias: Parameter };
  readonly head: { readonly weight: Parameter; readonly bias: Parameter };
}

export function learntFrom(workspace: Workspace, weights: Weights, pooling: Pooling): Learnt {
  const all = new Parameters(workspace);
  const { embedding, w1, w2, w3, w4, b, headHidden, headHiddenBias, head, headBias } = weights;
  const pair = (weight: Weights["head"], bias: Weights["head"]) => ({ weight: all.add(weight), bias: all.add(bias) });
  const twoLayers = () => ({ first: all.add(stacked(w1, w2)), second: all.add(beside(w3, w4)) });
  const shared = {
    pooling,
    all,
    embedding: all.add(embedding),
    ...(headHidden && headHiddenBias && { hidden: pair(headHidden, headHiddenBias) }),
    head: pair(head, headBias),
  };
  switch (pooling) {
    case "self": {
      const [q, k, v, o] = [all.add(w1), all.add(w2), all.add(w3), all.add(w4)];
      return { ...shared, tokens: { kind: "attention", parameters: { q, k, v, o, bias: all.add(b) } } };
    }
    case "query": {
      const query = all.add({ shape: [1, sizes.dim], data: b.data });
      return { ...shared, tokens: { kind: "feed-forward", parameters: twoLayers() }, query };
    }
    case "mean":
    case "max":
      return { ...shared, tokens: { kind: "feed-forward", parameters: { ...twoLayers(), bias: all.add(b) } } };
    default:
      return pooling satisfies never;
  }
}

/** A classifier for batches of one shape: embedding, a layer on tokens, pooling, head. */
export class Classifier {
  readonly #learnt: Learnt;
  readonly #count: number;
  readonly #ids: Ints;
  readonly #labels: Ints;
  readonly #embedding: Embedding;
  readonly #tokens: { forward(x: Floats, lengths?: Int32Array): Floats; backward(dy: Floats): Floats };
  readonly #pool: Pool;
  readonly #head: Layer;
  readonly #loss: Loss;

  constructor(workspace: Workspace, learnt: Learnt, { count, length }: Pick<Texts, "count" | "length">) {
    const { dim, classes } = sizes;
    const shape = { batch: count, seq: length, dim };
    this.#learnt = learnt;
    this.#count = count;
    this.#ids = workspace.ints([count, 1, length]);
    this.#labels = workspace.ints([count, 1, 1]);
    this.#embedding = new Embedding(workspace, learnt.embedding, [count, 1, length]);
    this.#tokens = tokenLayerOf(workspace, learnt, shape);
    this.#pool = poolOf(workspace, learnt, shape);
    this.#head = headOf(workspace, learnt, count);
    this.#loss = new Loss(workspace, [count, 1, 1, classes]);
  }

  /** One step on these texts. Gives the loss before it. */
  step(texts: Texts): number {
    const loss = this.backward(texts);
    this.#learnt.all.step(optimizer);
    return loss;
  }

  /** Writes the gradients of the loss on these texts. Gives the loss. */
  backward(texts: Texts): number {
    const logits = this.#forward(texts);
    this.#labels.write({ shape: this.#labels.shape, data: texts.labels });
    const loss = this.#loss.of(logits, this.#labels);
    const dpooled = this.#head.backward(this.#loss.gradient(logits, this.#labels));
    this.#embedding.backward(this.#tokens.backward(this.#pool.backward(dpooled)));
    return loss;
  }

  /** The share of these texts that it labels right. */
  accuracy(texts: Texts): number {
    return countRight(this.#forward(texts).read().data, texts.labels) / this.#count;
  }

  /** What the attention gave in the last pass, `[count, length, length]`; undefined without attention. */
  weights(): Float32Array | undefined {
    return this.#tokens instanceof SelfAttention ? this.#tokens.weights() : undefined;
  }

  #forward({ ids, lengths }: Texts): Floats {
    this.#ids.write({ shape: this.#ids.shape, data: ids });
    const tokens = this.#tokens.forward(this.#embedding.forward(this.#ids), lengths);
    return this.#head.forward(this.#pool.forward(tokens, lengths));
  }
}

interface Shape {
  readonly batch: number;
  readonly seq: number;
  readonly dim: number;
}

function tokenLayerOf(workspace: Workspace, { tokens }: Learnt, { batch, seq, dim }: Shape) {
  if (tokens.kind === "attention") return new SelfAttention(workspace, { batch, seq }, tokens.parameters);
  const rows = [batch, 1, seq];
  return new Residual(workspace, [...rows, dim], feedForward(workspace, rows, tokens.parameters));
}

function poolOf(workspace: Workspace, { pooling, query }: Learnt, shape: Shape): Pool {
  if (pooling === "max") return new MaxPool(workspace, shape);
  return query ? new QueryPool(workspace, shape, query) : new MeanPool(workspace, shape);
}

function headOf(workspace: Workspace, { hidden, head }: Learnt, batch: number): Layer {
  const rows = [batch, 1, 1];
  const last = new Linear(workspace, rows, head.weight, head.bias);
  if (!hidden) return last;
  const first = new Linear(workspace, rows, hidden.weight, hidden.bias);
  return new Chain(first, new Relu(workspace, [...rows, sizes.dim]), last);
}
