import { type PlainArray, sameShape } from "../arrays/index.js";
import type { Tolerance } from "../format/index.js";

/**
 * How far two arrays lie apart: the largest |a - b| / (absolute + relative |b|). Infinite when shapes differ, or when NaN or
 * infinities stand in different places.
 */
export function distance(a: PlainArray, b: PlainArray, { absolute, relative }: Tolerance): number {
  if (!sameShape(a.shape, b.shape)) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < a.data.length; i++) {
    const [x, y] = [a.data[i] as number, b.data[i] as number];
    if (Object.is(x, y) || x === y) continue;
    const apart = Math.abs(x - y) / (absolute + relative * Math.abs(y));
    worst = Math.max(worst, Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart);
  }
  return worst;
}
