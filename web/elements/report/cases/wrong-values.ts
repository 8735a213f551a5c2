import { sameShape } from "../../../arrays/index.js";
import { isClose, type Tolerance } from "../../../format/index.js";
import type { ReportTensor } from "../../../judge/index.js";

/** Whether the value at a row-major position is outside the tolerance. Never where the shapes differ: then no value has a partner. */
export function wrongValues(
  expected: ReportTensor,
  actual: ReportTensor,
  tolerance: Tolerance,
): (at: number) => boolean {
  if (!sameShape(expected.shape, actual.shape)) return () => false;
  return (at) => !isClose(actual.data[at] as number, expected.data[at] as number, tolerance);
}
