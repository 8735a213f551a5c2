import { Linear, Sum } from "./layers.js";
import type { Parameter } from "./parameters.js";
import { Weighting } from "./weighting.js";
import type { Floats, Workspace } from "./workspace.js";

/** One vector from all tokens of a text: `[batch, 1, seq, dim]` to `[batch, 1, 1, dim]`. */
export interface Pool {
  /** @param lengths of the texts without their padding */
  forward(x: Floats, lengths?: Int32Array): Floats;
  backward(dy: Floats): Floats;
}

interface Sizes {
  readonly batch: number;
  readonly seq: number;
  readonly dim: number;
}

const ones = (length: number) => new Float32Array(length).fill(1);

/** The mean: attention whose scores are all 0. More than one query gets the same mean each. */
export class MeanPool implements Pool {
  readonly #weighting: Weighting;
  readonly #q: Floats;
  readonly #k: Floats;

  constructor(workspace: Workspace, { batch, seq, dim }: Sizes, queries = 1) {
    this.#weighting = new Weighting(workspace, { batch, seqQ: queries, seqK: seq, headDim: 1, valueDim: dim });
    this.#q = workspace.floats([batch, 1, queries, 1]);
    this.#k = workspace.floats([batch, 1, seq, 1]);
  }

  forward(x: Floats, lengths?: Int32Array): Floats {
    return this.#weighting.forward(this.#q, this.#k, x, lengths);
  }

  backward(dy: Floats): Floats {
    return this.#weighting.backward(dy).dv;
  }
}

/** Attention of one learned query: softmax of `query · x / sqrt(dim)`. */
export class QueryPool implements Pool {
  readonly #weighting: Weighting;
  readonly #scores: Linear;
  readonly #ones: Floats;
  readonly #dx: Sum;

  /** @param query `[1, dim]` */
  constructor(workspace: Workspace, { batch, seq, dim }: Sizes, query: Parameter) {
    const sizes = { batch, seqQ: 1, seqK: seq, headDim: 1, valueDim: dim };
    this.#weighting = new Weighting(workspace, sizes, 1 / Math.sqrt(dim));
    this.#scores = new Linear(workspace, [batch, 1, seq], query);
    this.#ones = workspace.floats([batch, 1, 1, 1], ones(batch));
    this.#dx = new Sum(workspace, [batch, 1, seq, dim]);
  }

  forward(x: Floats, lengths?: Int32Array): Floats {
    return this.#weighting.forward(this.#ones, this.#scores.forward(x), x, lengths);
  }

  backward(dy: Floats): Floats {
    const { dk, dv } = this.#weighting.backward(dy);
    return this.#dx.of(this.#scores.backward(dk), dv);
  }
}

/** The largest value in each dimension, by hand: there is no kernel of it. */
export class MaxPool implements Pool {
  readonly #sizes: Sizes;
  readonly #y: Floats;
  readonly #dx: Floats;
  /** Where in x each value of the last forward pass came from. */
  readonly #from: Int32Array;

  constructor(workspace: Workspace, sizes: Sizes) {
    const { batch, seq, dim } = sizes;
    this.#sizes = sizes;
    this.#y = workspace.floats([batch, 1, 1, dim]);
    this.#dx = workspace.floats([batch, 1, seq, dim]);
    this.#from = new Int32Array(batch * dim);
  }

  forward(x: Floats, lengths?: Int32Array): Floats {
    const { batch, seq, dim } = this.#sizes;
    const { data } = x.read();
    const y = new Float32Array(batch * dim);
    for (let text = 0; text < batch; text++) {
      const length = lengths?.[text] ?? seq;
      for (let i = 0; i < dim; i++) {
        let best = text * seq * dim + i;
        for (let token = 1; token < length; token++) {
          const at = (text * seq + token) * dim + i;
          if ((data[at] ?? 0) > (data[best] ?? 0)) best = at;
        }
        this.#from[text * dim + i] = best;
        y[text * dim + i] = data[best] ?? 0;
      }
    }
    this.#y.write({ shape: this.#y.shape, data: y });
    return this.#y;
  }

  backward(dy: Floats): Floats {
    const { data } = dy.read();
    const dx = new Float32Array(this.#sizes.batch * this.#sizes.seq * this.#sizes.dim);
    for (const [i, from] of this.#from.entries()) dx[from] = data[i] ?? 0;
    this.#dx.write({ shape: this.#dx.shape, data: dx });
    return this.#dx;
  }
}
