import type { Floats, Workspace } from "./workspace.js";

export interface WeightingSizes {
  readonly batch: number;
  readonly seqQ: number;
  readonly seqK: number;
  readonly headDim: number;
  readonly valueDim: number;
}

interface Gradients {
  readonly dq: Floats;
  readonly dk: Floats;
  readonly dv: Floats;
}

/** Scaled dot-product attention with one head and its gradients. Keys beyond the lengths are padding. */
export class Weighting {
  readonly #workspace: Workspace;
  readonly #sizes: WeightingSizes;
  readonly #scale: number | undefined;
  readonly #out: Floats;
  readonly #lse: Floats;
  #gradients: Gradients | undefined;
  #given: { readonly q: Floats; readonly k: Floats; readonly v: Floats } | undefined;
  #lengths: Int32Array | undefined;

  /** @param scale default: 1 / sqrt(headDim) */
  constructor(workspace: Workspace, sizes: WeightingSizes, scale?: number) {
    const { batch, seqQ, valueDim } = sizes;
    this.#workspace = workspace;
    this.#sizes = sizes;
    this.#scale = scale;
    this.#out = workspace.floats([batch, 1, seqQ, valueDim]);
    this.#lse = workspace.floats([batch, 1, seqQ]);
  }

  forward(q: Floats, k: Floats, v: Floats, lengths?: Int32Array): Floats {
    this.#given = { q, k, v };
    this.#lengths = lengths;
    const options = { scale: this.#scale, kvLengths: lengths, returnLse: true } as const;
    this.#workspace.kernels.scaledDotProductAttention({ q, k, v }, options, { out: this.#out, lse: this.#lse });
    return this.#out;
  }

  backward(dout: Floats): Gradients {
    const gradients = this.#room();
    if (!this.#given) return gradients;
    const options = { scale: this.#scale, kvLengths: this.#lengths };
    const inputs = { ...this.#given, out: this.#out, lse: this.#lse, dout };
    this.#workspace.kernels.scaledDotProductAttentionBackward(inputs, options, gradients);
    return gradients;
  }

  /** What softmax gave in the last forward pass: `[batch, 1, seqQ, seqK]`. */
  weights(): Float32Array {
    if (!this.#given) return new Float32Array(0);
    const options = { scale: this.#scale, kvLengths: this.#lengths, returnWeights: true } as const;
    const { weights } = this.#workspace.kernels.scaledDotProductAttention(this.#given, options);
    return weights.data;
  }

  #room(): Gradients {
    const { batch, seqQ, seqK, headDim, valueDim } = this.#sizes;
    this.#gradients ??= {
      dq: this.#workspace.floats([batch, 1, seqQ, headDim]),
      dk: this.#workspace.floats([batch, 1, seqK, headDim]),
      dv: this.#workspace.floats([batch, 1, seqK, valueDim]),
    };
    return this.#gradients;
  }
}
