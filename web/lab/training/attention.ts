import { Linear, Sum } from "./layers.js";
import type { Parameter } from "./parameters.js";
import { Weighting } from "./weighting.js";
import type { Floats, Workspace } from "./workspace.js";

/** Four square matrices, and the bias of the last. */
export interface AttentionParameters {
  readonly q: Parameter;
  readonly k: Parameter;
  readonly v: Parameter;
  readonly o: Parameter;
  readonly bias: Parameter;
}

/** One attention layer with one head: queries from `x`, keys and values from `memory`, which may be x itself. */
export class Attention {
  readonly #q: Linear;
  readonly #k: Linear;
  readonly #v: Linear;
  readonly #o: Linear;
  readonly #weighting: Weighting;
  readonly #ofKeysAndValues: Sum;

  constructor(
    workspace: Workspace,
    { batch, seqQ, seqK }: { readonly batch: number; readonly seqQ: number; readonly seqK: number },
    { q, k, v, o, bias }: AttentionParameters,
  ) {
    const dim = q.value.shape[0] ?? 0;
    this.#q = new Linear(workspace, [batch, 1, seqQ], q);
    this.#k = new Linear(workspace, [batch, 1, seqK], k);
    this.#v = new Linear(workspace, [batch, 1, seqK], v);
    this.#o = new Linear(workspace, [batch, 1, seqQ], o, bias);
    this.#weighting = new Weighting(workspace, { batch, seqQ, seqK, headDim: dim, valueDim: dim });
    this.#ofKeysAndValues = new Sum(workspace, [batch, 1, seqK, dim]);
  }

  forward(x: Floats, memory: Floats, lengths?: Int32Array): Floats {
    const [q, k, v] = [this.#q.forward(x), this.#k.forward(memory), this.#v.forward(memory)];
    return this.#o.forward(this.#weighting.forward(q, k, v, lengths));
  }

  backward(dy: Floats): { readonly dx: Floats; readonly dmemory: Floats } {
    const { dq, dk, dv } = this.#weighting.backward(this.#o.backward(dy));
    const dmemory = this.#ofKeysAndValues.of(this.#k.backward(dk), this.#v.backward(dv));
    return { dx: this.#q.backward(dq), dmemory };
  }

  /** What softmax gave in the last forward pass: `[batch, 1, seqQ, seqK]`. */
  weights(): Float32Array {
    return this.#weighting.weights();
  }
}

/** `x + attention(x, x)`: tokens of a text look at each other. */
export class SelfAttention {
  readonly #attention: Attention;
  readonly #y: Sum;
  readonly #ofAttention: Sum;
  readonly #dx: Sum;

  constructor(
    workspace: Workspace,
    { batch, seq }: { readonly batch: number; readonly seq: number },
    of: AttentionParameters,
  ) {
    const shape = [batch, 1, seq, of.q.value.shape[0] ?? 0];
    this.#attention = new Attention(workspace, { batch, seqQ: seq, seqK: seq }, of);
    this.#y = new Sum(workspace, shape);
    this.#ofAttention = new Sum(workspace, shape);
    this.#dx = new Sum(workspace, shape);
  }

  forward(x: Floats, lengths?: Int32Array): Floats {
    return this.#y.of(x, this.#attention.forward(x, x, lengths));
  }

  backward(dy: Floats): Floats {
    const { dx, dmemory } = this.#attention.backward(dy);
    return this.#dx.of(dy, this.#ofAttention.of(dx, dmemory));
  }

  /** What softmax gave in the last forward pass: `[batch, 1, seq, seq]`. */
  weights(): Float32Array {
    return this.#attention.weights();
  }
}
