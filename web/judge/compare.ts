import { count, indexAt, isTensor, type PlainArray, sameShape } from "../arrays/index.js";
import { isClose, type Output, type Tolerance } from "../format/index.js";
import type { Mismatch, ReportTensor } from "./report.js";

const exact: Tolerance = { absolute: 0, relative: 0 };

/** Floats may differ within the exercise's tolerance; ints and truth values may not. */
export const toleranceOf = ({ kind }: Pick<Output, "kind">, tolerance: Tolerance): Tolerance =>
  kind === "float" ? tolerance : exact;

/** One number is an array of one number, whichever of the two was asked for. */
export const asAsked = <T extends PlainArray>(actual: T, { shape }: { readonly shape: readonly number[] }): T =>
  count(shape) === 1 && shape.length <= 1 && count(actual.shape) === 1 && !sameShape(actual.shape, shape)
    ? { ...actual, shape: [...shape] }
    : actual;

/** Undefined when every element is accepted. Shapes agree. NaN and infinities that should not be there count as infinitely far. */
export function findMismatch(actual: PlainArray, expected: PlainArray, tolerance: Tolerance): Mismatch | undefined {
  let [wrong, maxAbs, maxRel, worst, worstExcess] = [0, 0, 0, 0, -1];
  for (let i = 0; i < expected.data.length; i++) {
    const [a, e] = [actual.data[i] as number, expected.data[i] as number];
    const difference = distance(a, e);
    maxAbs = Math.max(maxAbs, difference);
    if (difference > 0) maxRel = Math.max(maxRel, e === 0 ? Number.POSITIVE_INFINITY : difference / Math.abs(e));
    if (isClose(a, e, tolerance)) continue;
    wrong++;
    const allowed = tolerance.absolute + tolerance.relative * Math.abs(e);
    const excess = Number.isFinite(difference) && allowed > 0 ? difference / allowed : difference;
    if (excess > worstExcess) [worst, worstExcess] = [i, excess];
  }
  if (wrong === 0) return undefined;
  return { count: wrong, total: expected.data.length, maxAbs, maxRel, worstIndex: indexAt(worst, expected.shape) };
}

const distance = (a: number, e: number): number => {
  if (Object.is(a, e) || a === e) return 0;
  const difference = Math.abs(a - e);
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
};

export interface NonFinite {
  readonly nan: number;
  readonly infinite: number;
  /** Of the infinite ones. */
  readonly negative: number;
}

/** How many elements are NaN or infinite where the expected ones are finite. */
export function countNonFinite(actual: ArrayLike<number>, expected: ArrayLike<number>): NonFinite {
  let [nan, infinite, negative] = [0, 0, 0];
  for (let i = 0; i < actual.length; i++) {
    const value = actual[i] as number;
    if (!Number.isFinite(expected[i])) continue;
    if (Number.isNaN(value)) nan++;
    else if (!Number.isFinite(value)) infinite++;
    if (value === Number.NEGATIVE_INFINITY) negative++;
  }
  return { nan, infinite, negative };
}

/** float16 keeps 11 bits, and below 2^-14 multiples of 2^-24. */
const isHalf = (value: number) => {
  const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -14) - 10);
  return value === 0 || Number.isInteger(value / unit);
};

/** Whether all that is wrong is that the numbers were rounded to float16: none has more digits, and none is further off. */
export function isOnlyRounded(actual: ArrayLike<number>, expected: ArrayLike<number>): boolean {
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] as number, expected[i] as number];
    if (!isHalf(a) || !(Math.abs(a - e) <= 2 ** -8 * Math.abs(e) + 2 ** -10)) return false;
  }
  return true;
}

/** Copied by hand: `Array.from` takes ten times as long, and what a learner returns may have a million numbers. */
export function reportTensor({ shape, data }: PlainArray): ReportTensor {
  const copy = new Array<number>(data.length);
  for (let i = 0; i < data.length; i++) copy[i] = data[i] as number;
  return { shape: [...shape], data: copy };
}

/** What a way gives, by the names of outputs: an array by itself is the first. */
export const byName = <T extends PlainArray>(
  given: T | Readonly<Record<string, T>>,
  outputs: readonly Pick<Output, "name">[],
): Readonly<Record<string, T>> =>
  isTensor(given)
    ? { [(outputs[0] as Pick<Output, "name">).name]: given as T }
    : (given as Readonly<Record<string, T>>);
