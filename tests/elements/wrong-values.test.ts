import { expect, test } from "vitest";
import { wrongValues } from "../../web/elements/report/cases/wrong-values.js";

const tolerance = { absolute: 1e-3, relative: 0 };
const tensor = (...data: readonly number[]) => ({ shape: [data.length], data });

test("marks what the judge does not accept, and nothing else", () => {
  const expected = tensor(1, Number.NaN, Number.NEGATIVE_INFINITY, 1, Number.NaN, Number.POSITIVE_INFINITY, 1);
  const actual = tensor(1.0005, Number.NaN, Number.NEGATIVE_INFINITY, 1.1, 1, Number.NEGATIVE_INFINITY, Number.NaN);
  const isWrong = wrongValues(expected, actual, tolerance);
  expect(expected.data.map((_, i) => isWrong(i))).toEqual([false, false, false, true, true, true, true]);
});

test("marks nothing where the shapes differ", () => {
  expect(wrongValues(tensor(1), tensor(2, 3), tolerance)(0)).toBe(false);
});
