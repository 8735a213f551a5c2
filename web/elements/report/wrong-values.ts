import { sameShape } from "../../arrays/index.js";
import type { Tolerance } from "../../format/index.js";
import type { ReportTensor } from "../../judge/index.js";

/** Whether the value at a row-major position is outside the tolerance. Never where the shapes differ: then no value has a partner. */
export function wrongValues(
  expected: ReportTensor,
  actual: ReportTensor,
  { absolute, relative }: Tolerance,
): (at: number) => boolean {
  if (!sameShape(expected.shape, actual.shape)) return () => false;
  return (at) => {
    const [wanted, got] = [expected.data[at] as number, actual.data[at] as number];
    // Written so that NaN counts as wrong; equal infinities do not.
    return got !== wanted && !(Math.abs(got - wanted) <= absolute + relative * Math.abs(wanted));
  };
}
