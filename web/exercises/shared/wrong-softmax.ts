/** Softmaxes along one axis as people get them wrong. Mistakes are built of them. */
import { count } from "../../arrays/index.js";
import { divide, map, max, mean, type Nd, reduce, reshape, subtract, sum, unstableSoftmax } from "../../arrays/nd.js";

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

/** The search for the maximum starts at a number that every score may lie below. */
export const startedTooHigh: readonly Softmax[] = [0, -1e4].map(
  (start): Softmax =>
    (x, axis) =>
      unstableSoftmax(subtract(x, reduce(x, axis, Math.max, start)), axis),
);

/** Scores beyond a limit are cut off, on both sides or above alone. */
export const clipped: readonly Softmax[] = [20, 50, 80, 88, 100, 500, 700].flatMap((limit): readonly Softmax[] => [
  (x, axis) =>
    unstableSoftmax(
      map(x, (score) => Math.min(Math.max(score, -limit), limit)),
      axis,
    ),
  (x, axis) =>
    unstableSoftmax(
      map(x, (score) => Math.min(score, limit)),
      axis,
    ),
]);

/** exp without the division by the sum; the maximum subtracted or not. */
export const undivided: readonly Softmax[] = [
  (x) => map(x, Math.exp),
  (x, axis) => map(subtract(x, max(x, axis)), Math.exp),
];

const largest: Softmax = (x, axis) => map(subtract(x, max(x, axis)), (below) => (below === 0 ? 1 : 0));
/** One for the largest along the axis, zero for the others: for all that are equal, or for the first of them, as argmax does. */
export const hardMaxima: readonly Softmax[] = [
  largest,
  (x, axis) => {
    const at = axis < 0 ? axis + x.shape.length : axis;
    const inner = count(x.shape.slice(at + 1));
    const all = largest(x, axis);
    const isFirst = (position: number) => {
      const along = Math.floor(position / inner) % (x.shape[at] as number);
      for (let before = 1; before <= along; before++) if (all.data[position - before * inner]) return false;
      return true;
    };
    return { shape: x.shape, data: all.data.map((one, position) => (one && isFirst(position) ? 1 : 0)) };
  },
];

/** Each distribution has its own maximum, but one sum serves the whole array. */
export const withSharedSum: Softmax = (x, axis) => {
  const powers = map(subtract(x, max(x, axis)), Math.exp);
  return reshape(share(reshape(powers, [powers.data.length]), 0), x.shape);
};
