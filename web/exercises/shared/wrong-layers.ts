/** Layers in float64 as people know them, right and wrong: linear, layer normalisation, GELU. Mistakes are built of them. */
import { add, divide, map, mean, multiply, type Nd, scale, subtract } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { knownOfLayers } from "./known-of-layers.js";

/** x [B, L, D]; gamma and beta [D]. */
export type Norm = (x: Nd, gamma: Nd, beta: Nd) => Nd;

interface Statistics {
  readonly axes?: readonly number[];
  readonly correction?: number;
  readonly centered?: boolean;
  readonly divisor?: (variance: number) => number;
}

export const normBy =
  ({
    axes = [2],
    correction = 0,
    centered = true,
    divisor = (variance) => Math.sqrt(variance + 1e-5),
  }: Statistics): Norm =>
  (x, gamma, beta) => {
    const deviation = subtract(x, axes.reduce(mean, x));
    const count = axes.reduce((total, axis) => total * (x.shape[axis] as number), 1);
    const variance = scale(axes.reduce(mean, multiply(deviation, deviation)), count / (count - correction));
    return add(multiply(divide(centered ? deviation : x, map(variance, divisor)), gamma), beta);
  };
/** The right one. */
export const layerNorm = normBy({});
export const rootMeanSquare: Norm = (x, gamma, beta) => {
  const root = map(mean(multiply(x, x), 2), (value) => Math.sqrt(value + 1e-5));
  return add(multiply(divide(x, root), gamma), beta);
};

/** What goes wrong within a normalisation, of whatever `way` makes of one. */
export const normMistakes = <Inputs>(way: (norm: Norm) => Way<Inputs>): readonly Mistake<Inputs>[] => [
  { ...knownOfLayers("unbiased-variance"), ways: [way(normBy({ correction: 1 }))] },
  { ...knownOfLayers("normalized-over-batch"), ways: [[0], [1], [0, 1]].map((axes) => way(normBy({ axes }))) },
  {
    ...knownOfLayers("normalized-over-everything"),
    ways: [
      [0, 1, 2],
      [1, 2],
    ].map((axes) => way(normBy({ axes }))),
  },
  { ...knownOfLayers("mean-not-subtracted"), ways: [way(rootMeanSquare), way(normBy({ centered: false }))] },
  { ...knownOfLayers("divided-by-variance"), ways: [way(normBy({ divisor: (variance) => variance + 1e-5 }))] },
];

/** Of exercises with tokens whose variance is as small as epsilon. */
export const epsilonMistakes = <Inputs>(way: (norm: Norm) => Way<Inputs>): readonly Mistake<Inputs>[] => [
  {
    ...knownOfLayers("epsilon-outside-root"),
    ways: [way(normBy({ divisor: (variance) => Math.sqrt(variance) + 1e-5 }))],
  },
  {
    ...knownOfLayers("epsilon-of-another-size"),
    ways: [1e-6, 1e-12, 1e-3].map((eps) => way(normBy({ divisor: (variance) => Math.sqrt(variance + eps) }))),
  },
];

export const geluByTanh = (value: number) =>
  0.5 * value * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (value + 0.044715 * value ** 3)));
export const geluByErf = (value: number) => 0.5 * value * (1 + erf(value / Math.SQRT2));

/** Abramowitz and Stegun 7.1.26; off by at most 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592].reduce(
    (total, term) => total * t + term,
    0,
  );
  return Math.sign(x) * (1 - series * t * Math.exp(-x * x));
}

/** x [..., columns] @ weight [rows, columns].T + bias [rows]: where most of the time of a model goes. */
export function linear(x: Nd, weight: Nd, bias?: Nd): Nd {
  const [rows, columns] = weight.shape as [number, number];
  if (x.shape.at(-1) !== columns)
    throw new RangeError(`cannot multiply [${x.shape}] by the transpose of [${weight.shape}]`);
  const data = new Float64Array((x.data.length / columns) * rows);
  for (let at = 0; at < data.length; at++) {
    const [from, weights] = [Math.floor(at / rows) * columns, (at % rows) * columns];
    let total = 0;
    for (let i = 0; i < columns; i++) total += (x.data[from + i] as number) * (weight.data[weights + i] as number);
    data[at] = total;
  }
  const product: Nd = { shape: [...x.shape.slice(0, -1), rows], data };
  return bias ? add(product, bias) : product;
}
