import type { FloatTensor, Kernels } from "../../kernels/index.js";
import { type AttendSettings, type Attention, attendHeads, mergeHeads, splitHeads } from "./attend.js";
import type { Token } from "./tokenise.js";

/** Of every layer, the first one first. Weights are `[out, in]`, as in `torch.nn.Linear`. */
const layerNames = ["layer1", "layer2"] as const;
const partNames = ["wq", "wk", "wv", "wo"] as const;

type LayerName = (typeof layerNames)[number];
type ParameterName = "embedding" | "positions" | `${LayerName}.${(typeof partNames)[number]}`;

/**
 * A model of two layers of attention and nothing else, as the induction lab trains it: positions are added to what makes queries
 * and keys, not to values.
 */
export interface TrainedModel {
  /** Of each layer. */
  readonly heads: number;
  readonly parameters: Readonly<Record<ParameterName, FloatTensor>>;
}

/** What another lab left: `{ version: 1, model: { heads, parameters } }`. Whoever wrote it, null unless all of it holds. */
export function readTrained(value: unknown): TrainedModel | null {
  const { version, model } = fieldsOf(value);
  const { heads, parameters } = fieldsOf(model);
  if (version !== 1 || (heads !== 1 && heads !== 2 && heads !== 4)) return null;
  const given = fieldsOf(parameters);
  const [embedding, positions] = [readMatrix(given.embedding), readMatrix(given.positions)];
  const width = embedding?.shape[1] ?? 0;
  if (!embedding || positions?.shape[1] !== width || width === 0 || width % heads !== 0) return null;
  const read: [string, FloatTensor][] = [];
  for (const name of layerNames.flatMap((layer) => partNames.map((part) => `${layer}.${part}`))) {
    const matrix = readMatrix(given[name]);
    if (matrix?.shape.some((size) => size !== width) ?? true) return null;
    read.push([name, matrix as FloatTensor]);
  }
  return { heads, parameters: { embedding, positions, ...Object.fromEntries(read) } as TrainedModel["parameters"] };
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => Object(value) as Fields;

function readMatrix(value: unknown): FloatTensor | null {
  const { shape, data } = fieldsOf(value);
  if (!Array.isArray(shape) || shape.length !== 2 || !(data instanceof Float32Array)) return null;
  const [rows, columns] = shape.map(Number);
  if (!rows || !columns || rows * columns !== data.length || !data.every(Number.isFinite)) return null;
  return { shape: [rows, columns], data };
}

/** The model has numbers for tokens, not words: each token of the sentence has the number of its first appearance. */
export function numbersOf(tokens: readonly Token[], vocabulary: number): readonly number[] {
  const names = tokens.map(({ symbols }) => symbols.join(""));
  const known = [...new Set(names)];
  return names.map((name) => known.indexOf(name) % vocabulary);
}

/** All heads of both layers, the switches working on each. */
export function attendTrained(
  kernels: Kernels,
  model: TrainedModel,
  tokens: readonly Token[],
  settings: AttendSettings,
): Attention {
  const { embedding, positions } = model.parameters;
  const [vocabulary = 0, width = 0] = embedding.shape;
  const [places = 0] = positions.shape;
  const numbers = numbersOf(tokens, vocabulary);
  const rows = (table: FloatTensor, indices: readonly number[]): FloatTensor => {
    const data = new Float32Array(indices.length * width);
    for (const [i, row] of indices.entries()) data.set(table.data.subarray(row * width, (row + 1) * width), i * width);
    return { shape: [indices.length, width], data };
  };
  const place = rows(
    positions,
    Array.from(tokens, (_, i) => i % places),
  );
  let x = rows(embedding, numbers);
  const layers = layerNames.map((name) => {
    const placed = sum(x, place);
    const project = (part: "wq" | "wk" | "wv", from: FloatTensor) =>
      splitHeads(kernels.linear({ x: from, weight: model.parameters[`${name}.${part}`] }).y, model.heads);
    const [q, k, v] = [project("wq", placed), project("wk", placed), project("wv", x)];
    const attention = attendHeads(kernels, { q, k, v }, settings);
    x = sum(x, kernels.linear({ x: mergeHeads(attention), weight: model.parameters[`${name}.wo`] }).y);
    return attention;
  });
  return joined(layers);
}

const sum = (a: FloatTensor, b: FloatTensor): FloatTensor => ({
  shape: a.shape,
  data: a.data.map((value, i) => value + (b.data[i] ?? 0)),
});

/** The heads of several layers as those of one. */
function joined(layers: readonly Attention[]): Attention {
  const [first] = layers;
  if (!first) throw new RangeError("joined: there are no layers, give one or more");
  const all = (name: "q" | "k" | "v" | "scores" | "weights" | "sunk" | "output") => {
    const parts = layers.map((layer) => layer[name]);
    const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };
  return {
    ...first,
    heads: first.heads * layers.length,
    ...{ q: all("q"), k: all("k"), v: all("v") },
    ...{ scores: all("scores"), weights: all("weights"), sunk: all("sunk"), output: all("output") },
  };
}
