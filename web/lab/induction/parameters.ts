import { createRandom } from "../../format/index.js";
import type { FloatTensor } from "../../kernels/index.js";
import { length, vocabulary } from "./data.js";

export const width = 64;
export const layerNames = ["layer1", "layer2"] as const;

const square = [width, width];
/** All parameters by name, with their shapes. Weights are `[out, in]`, as in `torch.nn.Linear`; there are no biases. */
export const parameterShapes = {
  embedding: [vocabulary, width],
  positions: [length, width],
  "layer1.wq": square,
  "layer1.wk": square,
  "layer1.wv": square,
  "layer1.wo": square,
  "layer2.wq": square,
  "layer2.wk": square,
  "layer2.wv": square,
  "layer2.wo": square,
  unembedding: [vocabulary, width],
} as const satisfies Readonly<Record<string, readonly number[]>>;

export type ParameterName = keyof typeof parameterShapes;
export type Parameters<T = FloatTensor> = Readonly<Record<ParameterName, T>>;

export const parameterNames = Object.keys(parameterShapes) as readonly ParameterName[];

/** A value for each parameter. */
export function eachParameter<T>(make: (name: ParameterName) => T): Parameters<T> {
  return Object.fromEntries(parameterNames.map((name) => [name, make(name)])) as Parameters<T>;
}

/** Normal; embeddings and positions larger than weights, which keep the size of what goes in. */
export function drawParameters(seed: number): Parameters {
  const random = createRandom(seed);
  const deviation = (name: ParameterName) => (name === "embedding" || name === "positions" ? 0.5 : width ** -0.5);
  return eachParameter((name) => random.normal(parameterShapes[name], deviation(name)));
}
