/** Softmaxes along one axis as people get them wrong. Mistakes are built of them. */
import { divide, map, max, mean, type Nd, reduce, reshape, subtract, sum, unstableSoftmax } from "./nd.js";

export type Softmax = (x: Nd, axis: number) => Nd;

const share = (powers: Nd, axis: number) => divide(powers, sum(powers, axis));

/** exp as it is: in float64 and in float32, with NaN cleared away afterwards, and with a small number in the divisor. */
export const overflowing: readonly Softmax[] = [
  unstableSoftmax,
  (x, axis) =>
    share(
      map(x, (score) => Math.fround(Math.exp(score))),
      axis,
    ),
  (x, axis) => map(unstableSoftmax(x, axis), (weight) => (Number.isNaN(weight) ? 0 : weight)),
  (x, axis) => {
    const powers = map(x, Math.exp);
    return divide(
      powers,
      map(sum(powers, axis), (total) => total + 1e-9),
    );
  },
];

/** Something else than the maximum is subtracted, which is too little for scores far apart. */
export const shiftedTooLittle: readonly Softmax[] = [
  (x, axis) => unstableSoftmax(subtract(x, mean(x, axis)), axis),
  (x, axis) => unstableSoftmax(subtract(x, reduce(x, axis, Math.min, Number.POSITIVE_INFINITY)), axis),
];

/** exp without the division by the sum; the maximum subtracted or not. */
export const undivided: readonly Softmax[] = [
  (x) => map(x, Math.exp),
  (x, axis) => map(subtract(x, max(x, axis)), Math.exp),
];

/** One for the largest along the axis, zero for the others. */
export const hardMax: Softmax = (x, axis) => {
  const shifted = subtract(x, max(x, axis));
  return map(shifted, (below) => (below === 0 ? 1 : 0));
};

/** Each distribution has its own maximum, but one sum serves the whole array. */
export const withSharedSum: Softmax = (x, axis) => {
  const powers = map(subtract(x, max(x, axis)), Math.exp);
  return reshape(share(reshape(powers, [powers.data.length]), 0), x.shape);
};
