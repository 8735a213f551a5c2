import { type PlainArray, sameShape } from "../arrays/index.js";
import type { Output, Signature, Tolerance } from "../format/index.js";
import { asAsked, toleranceOf } from "../judge/compare.js";

/**
 * How far two arrays lie apart: the largest |a - b| / (absolute + relative |b|). Infinite when shapes differ, when NaN or
 * infinities stand in different places, and where nothing may differ.
 */
export function distance(a: PlainArray, b: PlainArray, { absolute, relative }: Tolerance): number {
  const asked = asAsked(a, b);
  if (!sameShape(asked.shape, b.shape)) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < b.data.length; i++) {
    const [x, y] = [asked.data[i] as number, b.data[i] as number];
    if (Object.is(x, y) || x === y) continue;
    const apart = Math.abs(x - y) / (absolute + relative * Math.abs(y));
    worst = Math.max(worst, Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart);
  }
  return worst;
}

/** The distance of the output that lies furthest from what is expected, of those that are there. */
export const farthest = (
  given: Readonly<Record<string, PlainArray>>,
  expected: Readonly<Record<string, PlainArray>>,
  { signature, tolerance }: { readonly signature: Signature; readonly tolerance: Tolerance },
): number =>
  Math.max(
    ...signature.outputs.map((output: Output) => {
      const [theirs, right] = [given[output.name], expected[output.name]];
      if (theirs && right) return distance(theirs, right, toleranceOf(output, tolerance));
      return theirs || output.optional ? 0 : Number.POSITIVE_INFINITY;
    }),
  );
