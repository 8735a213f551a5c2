import type { Tensor } from "../../web/kernels/index.js";

/** Arithmetic in float64 or with every result rounded to float32, and with a choice of the order of summation. */

export type Order = "forward" | "backward" | "interleaved";
export const orders: readonly Order[] = ["forward", "backward", "interleaved"];

export type Values = ArrayLike<number>;
export type Named<T> = Readonly<Record<string, T>>;
/** A formula of the public inputs and options, giving the values of every output that it knows. */
export type Formula = (arithmetic: Arithmetic, inputs: Named<Tensor>, options: Named<unknown>) => Named<Values>;

export class Arithmetic {
  constructor(
    readonly round: (x: number) => number,
    readonly order: Order,
  ) {}

  /** term(0) + ... + term(count - 1): up, down, or in eight partial sums as a vector unit would. */
  sum(count: number, term: (i: number) => number): number {
    const { round } = this;
    const partial = new Float64Array(this.order === "interleaved" ? 8 : 1);
    for (let step = 0; step < count; step++) {
      const at = step % partial.length;
      partial[at] = round(at0(partial, at) + round(term(this.order === "backward" ? count - 1 - step : step)));
    }
    return partial.reduce((total, value) => round(total + value));
  }

  dot(count: number, x: Values, atX: number, y: Values, atY: number, stepY = 1): number {
    return this.sum(count, (i) => at0(x, atX + i) * at0(y, atY + i * stepY));
  }

  /** Stable softmax and the logarithm of the sum of exponentials. Nothing but -Infinity gives zeros. */
  softmax(scores: readonly number[]): { weights: number[]; lse: number } {
    const { round } = this;
    const maximum = Math.max(...scores);
    if (maximum === Number.NEGATIVE_INFINITY) return { weights: scores.map(() => 0), lse: maximum };
    const powers = scores.map((score) => round(Math.exp(round(score - maximum))));
    const total = this.sum(powers.length, (i) => at0(powers, i));
    return { weights: powers.map((power) => round(power / total)), lse: round(maximum + round(Math.log(total))) };
  }

  /** x · weightᵀ + bias; x is rows of `weight.shape[1]`. */
  /** The bias is one more term of the sum, the last one. */
  linear(x: Values, weight: Tensor, bias?: Tensor): number[] {
    const [width, length] = [size(weight, 0), size(weight, 1)];
    return Array.from({ length: (x.length / length) * width }, (_, at) => {
      const [row, column] = [Math.floor(at / width) * length, at % width];
      const product = (i: number) => at0(x, row + i) * at0(weight.data, column * length + i);
      return bias
        ? this.sum(length + 1, (i) => (i < length ? product(i) : at0(bias.data, column)))
        : this.sum(length, product);
    });
  }
}

export const at0 = (values: Values, i: number) => values[i] ?? Number.NaN;
export const size = (tensor: Tensor | undefined, axis: number) => tensor?.shape.at(axis) ?? 0;
export const get = (inputs: Named<Tensor>, name: string): Tensor => {
  const tensor = inputs[name];
  if (!tensor) throw new Error(`no ${name}`);
  return tensor;
};
export const indices = (count: number) => Array.from({ length: count }, (_, i) => i);

/** The error function by its Taylor series, or 1 less its continued fraction: float64 throughout. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 3) {
    let fraction = 0;
    for (let n = 60; n > 0; n--) fraction = n / 2 / (a + fraction);
    return Math.sign(x) * (1 - Math.exp(-a * a) / ((a + fraction) * Math.sqrt(Math.PI)));
  }
  let [sum, term] = [0, x];
  for (let n = 0; Math.abs(term) > 1e-18; n++) {
    sum += term / (2 * n + 1);
    term *= (-x * x) / (n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
