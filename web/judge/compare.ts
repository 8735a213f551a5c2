import { indexAt, type PlainArray } from "../arrays/index.js";
import type { Tolerance } from "../format/index.js";
import type { Mismatch, ReportTensor } from "./report.js";

/** Accepted when |actual - expected| <= absolute + relative * |expected|. The expected value is never NaN. */
export function isClose(actual: number, expected: number, { absolute, relative }: Tolerance): boolean {
  if (actual === expected) return true;
  return Number.isFinite(expected) && Math.abs(actual - expected) <= absolute + relative * Math.abs(expected);
}

/** Undefined when every element is accepted. Shapes agree. NaN and infinities that should not be there count as infinitely far. */
export function findMismatch(actual: PlainArray, expected: PlainArray, tolerance: Tolerance): Mismatch | undefined {
  let [count, maxAbs, maxRel, worst, worstExcess] = [0, 0, 0, 0, -1];
  for (let i = 0; i < expected.data.length; i++) {
    const [a, e] = [actual.data[i] as number, expected.data[i] as number];
    const difference = a === e ? 0 : distance(a, e);
    maxAbs = Math.max(maxAbs, difference);
    if (difference > 0) maxRel = Math.max(maxRel, e === 0 ? Number.POSITIVE_INFINITY : difference / Math.abs(e));
    if (isClose(a, e, tolerance)) continue;
    count++;
    const excess = difference / (tolerance.absolute + tolerance.relative * Math.abs(e));
    if (excess > worstExcess) [worst, worstExcess] = [i, excess];
  }
  if (count === 0) return undefined;
  return { count, total: expected.data.length, maxAbs, maxRel, worstIndex: indexAt(worst, expected.shape) };
}

const distance = (a: number, e: number): number => {
  const difference = Math.abs(a - e);
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
};

/** How many elements are NaN or infinite. */
export function countNonFinite(data: ArrayLike<number>): { readonly nan: number; readonly infinite: number } {
  let [nan, infinite] = [0, 0];
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (Number.isNaN(value)) nan++;
    else if (!Number.isFinite(value)) infinite++;
  }
  return { nan, infinite };
}

export const reportTensor = ({ shape, data }: PlainArray): ReportTensor => ({
  shape: [...shape],
  data: Array.from(data),
});
