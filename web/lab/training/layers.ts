/**
 * Layers on tensors that stay in the kernels' memory, each for one shape of batch. Tokens are `[batch, 1, seq, dim]`, as attention
 * with one head takes them. A backward pass follows its forward pass, and every parameter belongs to one layer.
 */
import type { Parameter } from "./parameters.js";
import type { Floats, Ints, Workspace } from "./workspace.js";

export interface Layer {
  forward(x: Floats): Floats;
  /** From the gradient by the output to that by the input. */
  backward(dy: Floats): Floats;
}

/** Makes a tensor when it is first asked for: a model that only answers needs no gradients. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Rows of a table by token. */
export class Embedding {
  readonly #workspace: Workspace;
  readonly #table: Parameter;
  readonly #y: Floats;
  #ids: Ints | undefined;

  constructor(workspace: Workspace, table: Parameter, shape: readonly number[]) {
    this.#workspace = workspace;
    this.#table = table;
    this.#y = workspace.floats([...shape, table.value.shape[1] ?? 0]);
  }

  forward(ids: Ints): Floats {
    this.#ids = ids;
    this.#workspace.kernels.embedding({ ids, table: this.#table.value }, {}, { y: this.#y });
    return this.#y;
  }

  backward(dy: Floats): void {
    if (!this.#ids) return;
    const [vocab = 0] = this.#table.value.shape;
    this.#workspace.kernels.embeddingBackward({ ids: this.#ids, dy }, { vocab }, { dtable: this.#table.gradient });
  }
}

/** `x · weightᵀ + bias` */
export class Linear implements Layer {
  readonly #workspace: Workspace;
  readonly #weight: Parameter;
  readonly #bias: Parameter | undefined;
  readonly #y: Floats;
  readonly #dx: () => Floats;
  readonly #unused: () => Floats;
  #x: Floats | undefined;

  /** @param rows the leading sizes of what goes in */
  constructor(workspace: Workspace, rows: readonly number[], weight: Parameter, bias?: Parameter) {
    const [out = 0, dim = 0] = weight.value.shape;
    this.#workspace = workspace;
    this.#weight = weight;
    this.#bias = bias;
    this.#y = workspace.floats([...rows, out]);
    this.#dx = once(() => workspace.floats([...rows, dim]));
    this.#unused = once(() => workspace.floats([out]));
  }

  forward(x: Floats): Floats {
    this.#x = x;
    this.#workspace.kernels.linear({ x, weight: this.#weight.value, bias: this.#bias?.value }, {}, { y: this.#y });
    return this.#y;
  }

  backward(dy: Floats): Floats {
    const dx = this.#dx();
    if (!this.#x) return dx;
    const db = this.#bias?.gradient ?? this.#unused();
    const inputs = { x: this.#x, w: this.#weight.value, dy };
    this.#workspace.kernels.linearBackward(inputs, {}, { dx, dw: this.#weight.gradient, db });
    return dx;
  }
}

export class Relu implements Layer {
  readonly #workspace: Workspace;
  readonly #y: Floats;
  readonly #dx: () => Floats;

  constructor(workspace: Workspace, shape: readonly number[]) {
    this.#workspace = workspace;
    this.#y = workspace.floats(shape);
    this.#dx = once(() => workspace.floats(shape));
  }

  forward(x: Floats): Floats {
    this.#workspace.kernels.relu({ x }, {}, { y: this.#y });
    return this.#y;
  }

  backward(dy: Floats): Floats {
    this.#workspace.kernels.reluBackward({ x: this.#y, dy }, {}, { dx: this.#dx() });
    return this.#dx();
  }
}

/** One after the other. */
export class Chain implements Layer {
  readonly #layers: readonly Layer[];

  constructor(...layers: readonly Layer[]) {
    this.#layers = layers;
  }

  forward(x: Floats): Floats {
    return this.#layers.reduce((value, layer) => layer.forward(value), x);
  }

  backward(dy: Floats): Floats {
    return this.#layers.reduceRight((value, layer) => layer.backward(value), dy);
  }
}

/** The sum of two tensors of one shape. */
export class Sum {
  readonly #workspace: Workspace;
  readonly #sum: Floats;

  constructor(workspace: Workspace, shape: readonly number[]) {
    this.#workspace = workspace;
    this.#sum = workspace.floats(shape);
  }

  of(a: Floats, b: Floats): Floats {
    this.#workspace.kernels.add({ a, b }, {}, { sum: this.#sum });
    return this.#sum;
  }
}

/** `x + layer(x)` */
export class Residual implements Layer {
  readonly #layer: Layer;
  readonly #y: Sum;
  readonly #dx: () => Sum;

  constructor(workspace: Workspace, shape: readonly number[], layer: Layer) {
    this.#layer = layer;
    this.#y = new Sum(workspace, shape);
    this.#dx = once(() => new Sum(workspace, shape));
  }

  forward(x: Floats): Floats {
    return this.#y.of(x, this.#layer.forward(x));
  }

  backward(dy: Floats): Floats {
    return this.#dx().of(dy, this.#layer.backward(dy));
  }
}

/** `weight2 · relu(weight1 · x) + bias`, each token alone. */
export const feedForward = (
  workspace: Workspace,
  rows: readonly number[],
  { first, firstBias, second, bias }: FeedForwardParameters,
): Layer =>
  new Chain(
    new Linear(workspace, rows, first, firstBias),
    new Relu(workspace, [...rows, first.value.shape[0] ?? 0]),
    new Linear(workspace, rows, second, bias),
  );

export interface FeedForwardParameters {
  readonly first: Parameter;
  readonly firstBias?: Parameter;
  readonly second: Parameter;
  readonly bias?: Parameter;
}
