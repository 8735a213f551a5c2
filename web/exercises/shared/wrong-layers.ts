/** Layers in float64 as people know them: layer normalisation and GELU, right and wrong. Mistakes are built of them. */
import { add, divide, map, mean, multiply, type Nd, scale, subtract } from "../../arrays/nd.js";

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
