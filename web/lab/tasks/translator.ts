import { createRandom } from "../../format/index.js";
import { Attention, type AttentionParameters } from "../training/attention.js";
import { Drawing } from "../training/draw-parameters.js";
import {
  Embedding,
  type FeedForwardParameters,
  feedForward,
  type Layer,
  Linear,
  Residual,
  Sum,
} from "../training/layers.js";
import { countRight, Loss } from "../training/loss.js";
import { type Parameter, Parameters } from "../training/parameters.js";
import { MeanPool } from "../training/pools.js";
import { Positions } from "../training/positions.js";
import type { Floats, Ints, Workspace } from "../training/workspace.js";
import { optimizer } from "./settings.js";
import { type Sentences, wordsOfALanguage } from "./translation.js";

const dim = 32;

/** What a translator learns. */
export interface TranslatorParameters {
  readonly all: Parameters;
  readonly source: Parameter;
  readonly sourcePlaces: Parameter;
  readonly targetPlaces: Parameter;
  /** How the decoder sees the sentence: by attention, or as the mean of what a feed-forward layer of as many parameters gives. */
  readonly view:
    | { readonly kind: "attention"; readonly parameters: AttentionParameters }
    | { readonly kind: "mean"; readonly parameters: FeedForwardParameters };
  readonly decoder: FeedForwardParameters;
  readonly head: { readonly weight: Parameter; readonly bias: Parameter };
}

export function drawTranslator(
  workspace: Workspace,
  kind: "attention" | "mean",
  { seed, length }: { readonly seed: number; readonly length: number },
): TranslatorParameters {
  const all = new Parameters(workspace);
  const draw = new Drawing(all, createRandom(seed));
  return {
    all,
    source: draw.table(wordsOfALanguage, dim),
    sourcePlaces: draw.table(length, dim),
    targetPlaces: draw.table(length, dim),
    decoder: { ...draw.feedForward(dim), firstBias: draw.zeros(2 * dim) },
    head: draw.linear(wordsOfALanguage, dim),
    view:
      kind === "attention" ? { kind, parameters: draw.attention(dim) } : { kind, parameters: draw.feedForward(dim) },
  };
}

/** The decoder's view of the encoded sentence: for each place of the target a vector. */
interface View {
  forward(places: Floats, sentence: Floats): Floats;
  backward(dy: Floats): { readonly dplaces: Floats | undefined; readonly dsentence: Floats };
  weights(): Float32Array | undefined;
}

/**
 * Translates sentences, all words at once: the words are drawn independently, so that earlier ones would say nothing about the next.
 * The encoder is an embedding with places; the decoder asks with its own places.
 */
export class Translator {
  readonly #learnt: TranslatorParameters;
  readonly #source: Ints;
  readonly #labels: Ints;
  readonly #words: Embedding;
  readonly #sourcePlaces: Positions;
  readonly #targetPlaces: Positions;
  readonly #encoded: Sum;
  readonly #view: View;
  readonly #seen: Sum;
  readonly #dplaces: Sum;
  readonly #decoder: Layer;
  readonly #head: Layer;
  readonly #loss: Loss;

  constructor(
    workspace: Workspace,
    learnt: TranslatorParameters,
    { count, length }: Pick<Sentences, "count" | "length">,
  ) {
    const rows = [count, 1, length];
    const shape = [...rows, dim];
    this.#learnt = learnt;
    this.#source = workspace.ints(rows);
    this.#labels = workspace.ints(rows);
    this.#words = new Embedding(workspace, learnt.source, rows);
    this.#sourcePlaces = new Positions(workspace, count, learnt.sourcePlaces);
    this.#targetPlaces = new Positions(workspace, count, learnt.targetPlaces);
    this.#encoded = new Sum(workspace, shape);
    this.#view = viewOf(workspace, learnt, count, length);
    this.#seen = new Sum(workspace, shape);
    this.#dplaces = new Sum(workspace, shape);
    this.#decoder = new Residual(workspace, shape, feedForward(workspace, rows, learnt.decoder));
    this.#head = new Linear(workspace, rows, learnt.head.weight, learnt.head.bias);
    this.#loss = new Loss(workspace, [...rows, wordsOfALanguage]);
  }

  /** One step on these sentences. Gives the loss before it. */
  step(sentences: Sentences): number {
    const loss = this.backward(sentences);
    this.#learnt.all.step(optimizer);
    return loss;
  }

  /** Writes the gradients of the loss on these sentences. Gives the loss. */
  backward(sentences: Sentences): number {
    const logits = this.#forward(sentences);
    this.#labels.write({ shape: this.#labels.shape, data: sentences.labels });
    const loss = this.#loss.of(logits, this.#labels);
    const dseen = this.#decoder.backward(this.#head.backward(this.#loss.gradient(logits, this.#labels)));
    const { dplaces, dsentence } = this.#view.backward(dseen);
    this.#targetPlaces.backward(dplaces ? this.#dplaces.of(dseen, dplaces) : dseen);
    this.#sourcePlaces.backward(dsentence);
    this.#words.backward(dsentence);
    return loss;
  }

  /** The share of words that are right. */
  accuracy(sentences: Sentences): number {
    return countRight(this.#forward(sentences).read().data, sentences.labels) / sentences.labels.length;
  }

  /** What the attention gave in the last pass, `[count, length, length]`; undefined without attention. */
  weights(): Float32Array | undefined {
    return this.#view.weights();
  }

  #forward({ source }: Sentences): Floats {
    this.#source.write({ shape: this.#source.shape, data: source });
    const encoded = this.#encoded.of(this.#words.forward(this.#source), this.#sourcePlaces.forward());
    const places = this.#targetPlaces.forward();
    const seen = this.#seen.of(places, this.#view.forward(places, encoded));
    return this.#head.forward(this.#decoder.forward(seen));
  }
}

function viewOf(workspace: Workspace, { view }: TranslatorParameters, batch: number, length: number): View {
  if (view.kind === "attention") {
    const attention = new Attention(workspace, { batch, seqQ: length, seqK: length }, view.parameters);
    return {
      forward: (places, sentence) => attention.forward(places, sentence),
      backward: (dy) => {
        const { dx, dmemory } = attention.backward(dy);
        return { dplaces: dx, dsentence: dmemory };
      },
      weights: () => attention.weights(),
    };
  }
  const rows = [batch, 1, length];
  const encoder = new Residual(workspace, [...rows, dim], feedForward(workspace, rows, view.parameters));
  const mean = new MeanPool(workspace, { batch, seq: length, dim }, length);
  return {
    forward: (_, sentence) => mean.forward(encoder.forward(sentence)),
    backward: (dy) => ({ dplaces: undefined, dsentence: encoder.backward(mean.backward(dy)) }),
    weights: () => undefined,
  };
}
