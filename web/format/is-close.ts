import type { Tolerance } from "./exercise.js";

/** Accepted when |actual - expected| <= absolute + relative * |expected|; NaN and infinities when they are the same. */
export function isClose(actual: number, expected: number, { absolute, relative }: Tolerance): boolean {
  if (actual === expected || (Number.isNaN(actual) && Number.isNaN(expected))) return true;
  return Number.isFinite(expected) && Math.abs(actual - expected) <= absolute + relative * Math.abs(expected);
}
