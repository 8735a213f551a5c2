import { createRandom } from "../../format/index.js";
import { type AttentionParameters, SelfAttention } from "../training/attention.js";
import { Drawing } from "../training/draw-parameters.js";
import {
  Chain,
  type FeedForwardParameters,
  feedForward,
  type Layer,
  Linear,
  Relu,
  Residual,
  Sum,
} from "../training/layers.js";
import { countRight, Loss } from "../training/loss.js";
import { type Parameter, Parameters } from "../training/parameters.js";
import { MeanPool } from "../training/pools.js";
import { Positions } from "../training/positions.js";
import type { Floats, Ints, Workspace } from "../training/workspace.js";
import { type Pictures, side } from "./pictures.js";
import { optimizer } from "./settings.js";

const dim = 32;
const pixels = side * side;

interface Pair {
  readonly weight: Parameter;
  readonly bias: Parameter;
}

/** What a classifier of pictures learns. */
export type PictureParameters = { readonly all: Parameters; readonly head: Pair } & (
  | {
      readonly model: "attention";
      readonly patches: Pair;
      readonly places: Parameter;
      readonly layer: AttentionParameters;
    }
  | {
      readonly model: "mean";
      readonly patches: Pair;
      readonly places: Parameter;
      readonly layer: FeedForwardParameters;
    }
  /** All pixels at once, in a hidden layer that makes the parameters as many as those of the others, or a few less. */
  | { readonly model: "flat"; readonly hidden: Pair }
);

interface Shape {
  readonly seed: number;
  /** Patches of a picture. */
  readonly length: number;
  readonly classes: number;
}

export function drawPictureClassifier(
  workspace: Workspace,
  model: PictureParameters["model"],
  { seed, length, classes }: Shape,
): PictureParameters {
  const all = new Parameters(workspace);
  const draw = new Drawing(all, createRandom(seed));
  if (model === "flat") {
    const others = (pixels / length + 1) * dim + length * dim + (4 * dim + 1) * dim + (dim + 1) * classes;
    const width = Math.floor((others - classes) / (pixels + 1 + classes));
    return { model, all, hidden: draw.linear(width, pixels), head: draw.linear(classes, width) };
  }
  const shared = {
    all,
    patches: draw.linear(dim, pixels / length),
    places: draw.table(length, dim),
    head: draw.linear(classes, dim),
  };
  return model === "attention"
    ? { ...shared, model, layer: draw.attention(dim) }
    : { ...shared, model, layer: draw.feedForward(dim) };
}

/** From pixels to one vector of a picture. */
interface Body {
  forward(patches: Floats): Floats;
  backward(dy: Floats): void;
  weights(): Float32Array | undefined;
}

/** Classifies pictures from their patches, or from all pixels at once. */
export class PictureClassifier {
  readonly #learnt: PictureParameters;
  readonly #count: number;
  readonly #input: Floats;
  readonly #labels: Ints;
  readonly #body: Body;
  readonly #head: Layer;
  readonly #loss: Loss;

  constructor(workspace: Workspace, learnt: PictureParameters, { count, length }: Pick<Pictures, "count" | "length">) {
    const rows = [count, 1, 1];
    this.#learnt = learnt;
    this.#count = count;
    const isFlat = learnt.model === "flat";
    this.#input = workspace.floats(isFlat ? [...rows, pixels] : [count, 1, length, pixels / length]);
    this.#labels = workspace.ints(rows);
    this.#body = isFlat ? flatBody(workspace, learnt.hidden, rows) : patchBody(workspace, learnt, count, length);
    this.#head = new Linear(workspace, rows, learnt.head.weight, learnt.head.bias);
    this.#loss = new Loss(workspace, [...rows, learnt.head.bias.value.shape[0] ?? 0]);
  }

  /** One step on these pictures. Gives the loss before it. */
  step(pictures: Pictures): number {
    const loss = this.backward(pictures);
    this.#learnt.all.step(optimizer);
    return loss;
  }

  /** Writes the gradients of the loss on these pictures. Gives the loss. */
  backward(pictures: Pictures): number {
    const logits = this.#forward(pictures);
    this.#labels.write({ shape: this.#labels.shape, data: pictures.labels });
    const loss = this.#loss.of(logits, this.#labels);
    this.#body.backward(this.#head.backward(this.#loss.gradient(logits, this.#labels)));
    return loss;
  }

  /** The share of these pictures that it classifies right. */
  accuracy(pictures: Pictures): number {
    return countRight(this.#forward(pictures).read().data, pictures.labels) / this.#count;
  }

  /** What the attention gave in the last pass, `[count, length, length]`; undefined without attention. */
  weights(): Float32Array | undefined {
    return this.#body.weights();
  }

  #forward({ patches }: Pictures): Floats {
    this.#input.write({ shape: this.#input.shape, data: patches });
    return this.#head.forward(this.#body.forward(this.#input));
  }
}

function flatBody(workspace: Workspace, { weight, bias }: Pair, rows: readonly number[]): Body {
  const layers = new Chain(
    new Linear(workspace, rows, weight, bias),
    new Relu(workspace, [...rows, bias.value.shape[0] ?? 0]),
  );
  return {
    forward: (patches) => layers.forward(patches),
    backward: (dy) => void layers.backward(dy),
    weights: () => undefined,
  };
}

function patchBody(
  workspace: Workspace,
  learnt: Exclude<PictureParameters, { model: "flat" }>,
  batch: number,
  seq: number,
): Body {
  const rows = [batch, 1, seq];
  const patches = new Linear(workspace, rows, learnt.patches.weight, learnt.patches.bias);
  const places = new Positions(workspace, batch, learnt.places);
  const placed = new Sum(workspace, [...rows, dim]);
  const layer: Layer =
    learnt.model === "attention"
      ? new SelfAttention(workspace, { batch, seq }, learnt.layer)
      : new Residual(workspace, [...rows, dim], feedForward(workspace, rows, learnt.layer));
  const pool = new MeanPool(workspace, { batch, seq, dim });
  return {
    forward: (x) => pool.forward(layer.forward(placed.of(patches.forward(x), places.forward()))),
    backward: (dy) => {
      const dplaced = layer.backward(pool.backward(dy));
      places.backward(dplaced);
      patches.backward(dplaced);
    },
    weights: () => (layer instanceof SelfAttention ? layer.weights() : undefined),
  };
}
