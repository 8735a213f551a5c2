import { sameShape } from "../../arrays/index.js";
import type { Tolerance } from "../../format/index.js";
import type { ReportTensor } from "../../judge/index.js";

/** Row-major positions whose value is outside the tolerance. Empty when the shapes differ: then no value has a partner. */
export function wrongValues(
  expected: ReportTensor,
  actual: ReportTensor,
  { absolute, relative }: Tolerance,
): ReadonlySet<number> {
  const wrong = new Set<number>();
  if (!sameShape(expected.shape, actual.shape)) return wrong;
  expected.data.forEach((wanted, at) => {
    const got = actual.data[at] as number;
    // Written so that NaN counts as wrong; equal infinities do not.
    if (got !== wanted && !(Math.abs(got - wanted) <= absolute + relative * Math.abs(wanted))) wrong.add(at);
  });
  return wrong;
}
