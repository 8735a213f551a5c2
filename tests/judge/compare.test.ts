import { describe, expect, test } from "vitest";
import { indexAt } from "../../web/arrays/index.js";
import { isClose } from "../../web/format/index.js";
import { findMismatch } from "../../web/judge/compare.js";

const tolerance = { absolute: 1e-4, relative: 1e-3 };

describe("isClose", () => {
  test("allows absolute + relative * |expected|", () => {
    expect(isClose(10.0101, 10, tolerance)).toBe(true);
    expect(isClose(10.0102, 10, tolerance)).toBe(false);
    expect(isClose(-10.0101, -10, tolerance)).toBe(true);
    expect(isClose(0.0001, 0, tolerance)).toBe(true);
    expect(isClose(0.00011, 0, tolerance)).toBe(false);
  });

  test("NaN is close to nothing, an infinity only to itself", () => {
    expect(isClose(Number.NaN, 0, tolerance)).toBe(false);
    expect(isClose(Number.POSITIVE_INFINITY, 1e300, tolerance)).toBe(false);
    expect(isClose(1, Number.NEGATIVE_INFINITY, tolerance)).toBe(false);
    expect(isClose(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, tolerance)).toBe(true);
  });
});

describe("findMismatch", () => {
  const of = (shape: readonly number[], ...data: number[]) => ({ shape, data });

  test("nothing when everything is accepted", () => {
    expect(findMismatch(of([2], 1, 2), of([2], 1, 2.0001), tolerance)).toBeUndefined();
    expect(findMismatch(of([0]), of([0]), tolerance)).toBeUndefined();
  });

  test("counts, and points at the element that is furthest outside the tolerance, not the largest difference", () => {
    const mismatch = findMismatch(of([2, 3], 0, 1, 2, 3, 4.1, 1010), of([2, 3], 0, 1, 2, 3, 4, 1000), tolerance);
    expect(mismatch).toMatchObject({ count: 2, total: 6, maxAbs: 10, worstIndex: [1, 1] });
    expect(mismatch?.maxRel).toBeCloseTo(0.025);
  });

  test("NaN and infinities are infinitely far: the first of them is the worst", () => {
    const mismatch = findMismatch(of([4], 5, Number.NaN, Number.POSITIVE_INFINITY, 1), of([4], 1, 1, 1, 1), tolerance);
    expect(mismatch).toEqual({
      count: 3,
      total: 4,
      maxAbs: Number.POSITIVE_INFINITY,
      maxRel: Number.POSITIVE_INFINITY,
      worstIndex: [1],
    });
  });
});

test("indexAt gives one number per dimension", () => {
  expect(indexAt(0, [])).toEqual([]);
  expect(indexAt(23, [2, 3, 4])).toEqual([1, 2, 3]);
  expect(indexAt(7, [2, 3, 4])).toEqual([0, 1, 3]);
});
