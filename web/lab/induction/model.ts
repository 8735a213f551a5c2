import { count } from "../../arrays/index.js";
import { type Tensor, tensor } from "../../kernels/index.js";
import type { KeptTensor, TrainingKernels } from "../../kernels/training.js";
import { type Batch, ignored, length, vocabulary } from "./data.js";
import { eachParameter, layerNames, type Parameters, parameterNames, parameterShapes, width } from "./parameters.js";

/** How a step changes the parameters. */
export const optimizer = { lr: 3e-3, beta1: 0.9, beta2: 0.98, weightDecay: 0.01 } as const;
/** How many sequences a step learns from. */
export const batchSize = 8;

/** Everything that a step changes: with it a run goes on where it was. */
export interface TrainingState {
  /** How many steps were done. */
  readonly step: number;
  readonly parameters: Parameters;
  /** The moments of AdamW. */
  readonly m: Parameters;
  readonly v: Parameters;
}

export function beginWith(parameters: Parameters): TrainingState {
  const zeros = () => eachParameter((name) => zerosOf(parameterShapes[name]));
  return { step: 0, parameters, m: zeros(), v: zeros() };
}

const zerosOf = (shape: readonly number[]) => tensor(shape, new Float32Array(count(shape)));

type Kept = KeptTensor<"float32">;
type LayerName = (typeof layerNames)[number];

/** What a layer reads, and leaves for its backward pass. */
interface Layer {
  readonly name: LayerName;
  /** What goes in, `[size, length, width]`, and the same with positions. */
  readonly x: Kept;
  readonly placed: Kept;
  /** As `multiHeadAttentionForward` returns them. */
  readonly saved: Readonly<Record<"q" | "k" | "v" | "context" | "lse", Kept>>;
}

/**
 * Two layers of causal attention and nothing else, `x <- x + attention(x + p, x + p, x)`, between an embedding and an unembedding.
 * Everything that a step reads and writes is in the kernels' memory: only the batch goes in, and the loss comes out.
 */
export class InductionModel {
  /** As they are now; a step changes them. */
  readonly parameters: Parameters<Kept>;
  readonly #kernels: TrainingKernels;
  readonly #attention: { readonly numHeads: number; readonly causal: true };
  readonly #kept: { release(): void }[] = [];
  readonly #m: Parameters<Kept>;
  readonly #v: Parameters<Kept>;
  readonly #gradients: Parameters<Kept>;
  readonly #tokens: KeptTensor<"int32">;
  readonly #targets: KeptTensor<"int32">;
  /** The place of every token in its sequence, and the position of that place. */
  readonly #places: KeptTensor<"int32">;
  readonly #positions: Kept;
  readonly #layers: readonly Layer[];
  /** What the last layer leaves. */
  readonly #x: Kept;
  readonly #logits: Kept;
  /** Gradients: by logits, by what is between the layers, by what goes into attention, by positions. */
  readonly #dlogits: Kept;
  readonly #dx: Kept;
  readonly #dquery: Kept;
  readonly #dkey: Kept;
  readonly #dvalue: Kept;
  readonly #dpositions: Kept;
  /** Where a gradient goes that nobody reads. */
  readonly #unread: Kept;
  #step: number;

  constructor(kernels: TrainingKernels, numHeads: number, size: number, state: TrainingState) {
    this.#kernels = kernels;
    this.#attention = { numHeads, causal: true };
    this.#step = state.step;
    const rows = (columns = width) => this.#zeros(size, length, columns);
    this.parameters = eachParameter((name) => this.#keep(state.parameters[name]));
    this.#m = eachParameter((name) => this.#keep(state.m[name]));
    this.#v = eachParameter((name) => this.#keep(state.v[name]));
    this.#gradients = eachParameter((name) => this.#zeros(...parameterShapes[name]));
    const ids = Int32Array.from({ length: size * length }, (_, i) => i % length);
    const places = () => this.#keep(tensor([size, length], ids));
    [this.#tokens, this.#targets, this.#places] = [places(), places(), places()];
    this.#layers = layerNames.map((name) => {
      const lse = this.#zeros(size, numHeads, length);
      const saved = { q: rows(), k: rows(), v: rows(), context: rows(), lse };
      return { name, x: rows(), placed: rows(), saved };
    });
    [this.#positions, this.#x, this.#dx, this.#dpositions] = [rows(), rows(), rows(), rows()];
    [this.#dquery, this.#dkey, this.#dvalue] = [rows(), rows(), rows()];
    [this.#logits, this.#dlogits, this.#unread] = [rows(vocabulary), rows(vocabulary), this.#zeros(vocabulary)];
  }

  /** How many steps were done. */
  get step(): number {
    return this.#step;
  }

  /** Takes a step; the loss is that before it. */
  learn({ tokens, targets }: Batch): number {
    this.#tokens.write(tokens);
    this.#targets.write(targets);
    this.#forward();
    const judged = { logits: this.#logits, targets: this.#targets };
    const { loss } = this.#kernels.crossEntropy(judged, { ignoreIndex: ignored });
    this.#kernels.crossEntropyBackward(judged, { ignoreIndex: ignored }, { dlogits: this.#dlogits });
    this.#backward();
    this.#update();
    return loss.data[0] ?? Number.NaN;
  }

  /** A copy of the parameters. */
  readParameters(): Parameters {
    return eachParameter((name) => this.parameters[name].read());
  }

  /** A copy of everything that a step changes. */
  read(): TrainingState {
    const copy = (of: Parameters<Kept>) => eachParameter((name) => of[name].read());
    return { step: this.#step, parameters: copy(this.parameters), m: copy(this.#m), v: copy(this.#v) };
  }

  /** Gives its memory back. */
  release(): void {
    for (const kept of this.#kept) kept.release();
  }

  #forward(): void {
    const { embedding, positions, unembedding } = this.parameters;
    const kernels = this.#kernels;
    const first = this.#layers[0]?.x ?? this.#x;
    kernels.embedding({ ids: this.#tokens, table: embedding }, {}, { y: first });
    kernels.embedding({ ids: this.#places, table: positions }, {}, { y: this.#positions });
    for (const [i, { name, x, placed, saved }] of this.#layers.entries()) {
      const next = this.#layers[i + 1]?.x ?? this.#x;
      kernels.add({ a: x, b: this.#positions }, {}, { sum: placed });
      const given = { query: placed, key: placed, value: x, ...this.#weightsOf(name) };
      kernels.multiHeadAttentionForward(given, this.#attention, { out: next, ...saved });
      kernels.add({ a: next, b: x }, {}, { sum: next });
    }
    kernels.linear({ x: this.#x, weight: unembedding }, {}, { y: this.#logits });
  }

  /** From the gradient by logits to those by all parameters. */
  #backward(): void {
    const kernels = this.#kernels;
    const gradients = this.#gradients;
    kernels.linearBackward(
      { x: this.#x, w: this.parameters.unembedding, dy: this.#dlogits },
      {},
      { dx: this.#dx, dw: gradients.unembedding, db: this.#unread },
    );
    for (const layer of this.#layers.toReversed()) this.#layerBackward(layer);
    kernels.embeddingBackward(
      { ids: this.#tokens, dy: this.#dx },
      { vocab: vocabulary },
      { dtable: gradients.embedding },
    );
    kernels.embeddingBackward(
      { ids: this.#places, dy: this.#dpositions },
      { vocab: length },
      { dtable: gradients.positions },
    );
  }

  /** The gradient by x comes from above, from the query and key that x is placed in, and from the value. */
  #layerBackward({ name, x, placed, saved }: Layer): void {
    const kernels = this.#kernels;
    const gradients = this.#gradients;
    const [dx, dquery, dkey, dvalue] = [this.#dx, this.#dquery, this.#dkey, this.#dvalue];
    kernels.multiHeadAttentionBackward(
      { query: placed, key: placed, value: x, ...this.#weightsOf(name), ...saved, dout: dx },
      this.#attention,
      {
        ...{ dquery, dkey, dvalue, dwq: gradients[`${name}.wq`], dwk: gradients[`${name}.wk`] },
        ...{ dwv: gradients[`${name}.wv`], dwo: gradients[`${name}.wo`] },
      },
    );
    const isLast = name === layerNames.at(-1);
    const dplaced = isLast ? this.#dpositions : dquery;
    kernels.add({ a: dquery, b: dkey }, {}, { sum: dplaced });
    kernels.add({ a: dx, b: dplaced }, {}, { sum: dx });
    kernels.add({ a: dx, b: dvalue }, {}, { sum: dx });
    if (!isLast) kernels.add({ a: this.#dpositions, b: dplaced }, {}, { sum: this.#dpositions });
  }

  #update(): void {
    this.#step += 1;
    for (const name of parameterNames) {
      const [param, grad, m, v] = [this.parameters[name], this.#gradients[name], this.#m[name], this.#v[name]];
      this.#kernels.adamwStep({ param, grad, m, v }, { ...optimizer, step: this.#step }, { param, m, v });
    }
  }

  #weightsOf(name: LayerName) {
    const { parameters } = this;
    return {
      wq: parameters[`${name}.wq`],
      wk: parameters[`${name}.wk`],
      wv: parameters[`${name}.wv`],
      wo: parameters[`${name}.wo`],
    };
  }

  #zeros(...shape: number[]): Kept {
    return this.#keep(zerosOf(shape));
  }

  #keep<D extends "float32" | "int32">(value: Tensor<D>): KeptTensor<D> {
    const kept = this.#kernels.keep(value);
    this.#kept.push(kept);
    return kept;
  }
}
