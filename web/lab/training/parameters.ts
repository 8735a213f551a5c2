import { count } from "../../arrays/index.js";
import type { FloatTensor } from "../../kernels/index.js";
import type { Floats, Workspace } from "./workspace.js";

/** What a model learns, and the gradient that each backward pass writes. */
export interface Parameter {
  readonly value: Floats;
  readonly gradient: Floats;
}

export interface OptimizerOptions {
  readonly lr: number;
  readonly weightDecay: number;
}

/** All parameters of a model, with what AdamW keeps of each. */
export class Parameters {
  readonly #workspace: Workspace;
  readonly #learning: (Parameter & { readonly m: Floats; readonly v: Floats })[] = [];
  #step = 0;
  /** How many numbers they are. */
  size = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  get all(): readonly Parameter[] {
    return this.#learning;
  }

  add({ shape, data }: FloatTensor): Parameter {
    const zeros = () => this.#workspace.floats(shape);
    const parameter = { value: this.#workspace.floats(shape, data), gradient: zeros(), m: zeros(), v: zeros() };
    this.#learning.push(parameter);
    this.size += count(shape);
    return parameter;
  }

  /** One step of AdamW, by the gradients of the last backward pass. */
  step({ lr, weightDecay }: OptimizerOptions): void {
    this.#step += 1;
    const options = { lr, weightDecay, step: this.#step };
    for (const { value, gradient, m, v } of this.#learning)
      this.#workspace.kernels.adamwStep({ param: value, grad: gradient, m, v }, options, { param: value, m, v });
  }
}
