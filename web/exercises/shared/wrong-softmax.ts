/** Softmaxes along one axis as people get them wrong. Mistakes are built of them. */
import { count } from "../../arrays/index.js";
import { divide, map, max, mean, type Nd, reduce, reshape, subtract, sum, unstableSoftmax } from "../../arrays/nd.js";

export type Softmax = (x: Nd, axis: number) => Nd;

const share = (powers: Nd, axis: number) => divide(powers, sum(powers, axis));

const narrow = (x: Nd) => map(x, Math.fround);
/** Each step rounded to float32, where exp overflows at 89 and gives 0 at -104: PyTorch's tensors, where nobody asks for more. */
const inFloat32: Softmax = (x, axis) => {
  const powers = narrow(map(narrow(x), Math.exp));
  return divide(powers, narrow(sum(powers, axis)));
};
/** exp of what becomes of the scores, in float64 and in float32, divided by the sum. */
export const afterwards = (change: Softmax): readonly Softmax[] =>
  [unstableSoftmax, inFloat32].map((along) => (x, axis) => along(change(x, axis), axis));

const withoutNan = (along: Softmax): Softmax => {
  return (x, axis) => map(along(x, axis), (weight) => (Number.isNaN(weight) ? 0 : weight));
};
const withSmallNumber =
  (rounded: (x: Nd) => Nd): Softmax =>
  (x, axis) => {
    const powers = rounded(map(x, Math.exp));
    return divide(
      powers,
      map(rounded(sum(powers, axis)), (total) => total + 1e-9),
    );
  };

/** exp as it is: in float64 and in float32, with NaN cleared away afterwards, and with a small number in the divisor. */
export const overflowing: readonly Softmax[] = [
  unstableSoftmax,
  inFloat32,
  withoutNan(unstableSoftmax),
  withoutNan(inFloat32),
  withSmallNumber((x) => x),
  withSmallNumber(narrow),
];

/** Something else than the maximum is subtracted, which is too little for scores far apart. */
export const shiftedTooLittle: readonly Softmax[] = [
  ...afterwards((x, axis) => subtract(x, mean(x, axis))),
  ...afterwards((x, axis) => subtract(x, reduce(x, axis, Math.min, Number.POSITIVE_INFINITY))),
];

/** The search for the maximum starts at a number that every score may lie below. */
export const startedTooHigh: readonly Softmax[] = [0, -1e4].flatMap((start) =>
  afterwards((x, axis) => subtract(x, reduce(x, axis, Math.max, start))),
);

/** Scores beyond a limit are cut off, on both sides or above alone. Beyond 80 float32 overflows all the same, in the sum. */
export const clipped: readonly Softmax[] = [20, 50, 80, 88, 100, 500, 700].flatMap((limit): readonly Softmax[] =>
  [
    afterwards((x) => map(x, (score) => Math.min(Math.max(score, -limit), limit))),
    afterwards((x) => map(x, (score) => Math.min(score, limit))),
  ].flatMap((both) => (limit > 80 ? both.slice(0, 1) : both)),
);

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
