import type { Random } from "../../format/index.js";
import type { AttentionParameters } from "./attention.js";
import type { FeedForwardParameters } from "./layers.js";
import type { Parameter, Parameters } from "./parameters.js";

/** First values of parameters: matrices that keep the variance of what they multiply, biases of zeros. */
export class Drawing {
  readonly #parameters: Parameters;
  readonly #random: Random;

  constructor(parameters: Parameters, random: Random) {
    this.#parameters = parameters;
    this.#random = random;
  }

  matrix(out: number, dim: number): Parameter {
    return this.#parameters.add(this.#random.normal([out, dim], 1 / Math.sqrt(dim)));
  }

  /** Of tokens or of places. */
  table(rows: number, dim: number): Parameter {
    return this.#parameters.add(this.#random.normal([rows, dim]));
  }

  zeros(size: number): Parameter {
    return this.#parameters.add({ shape: [size], data: new Float32Array(size) });
  }

  attention(dim: number): AttentionParameters {
    const matrix = () => this.matrix(dim, dim);
    return { q: matrix(), k: matrix(), v: matrix(), o: matrix(), bias: this.zeros(dim) };
  }

  /** As many parameters as `attention`. */
  feedForward(dim: number): FeedForwardParameters {
    return { first: this.matrix(2 * dim, dim), second: this.matrix(dim, 2 * dim), bias: this.zeros(dim) };
  }

  linear(out: number, dim: number): { readonly weight: Parameter; readonly bias: Parameter } {
    return { weight: this.matrix(out, dim), bias: this.zeros(out) };
  }
}
