import { expect, test } from "vitest";
import { worstRow } from "../../web/elements/report/cases/worst-row.js";
import type { OutputReport } from "../../web/judge/index.js";

const outputOf = (shape: readonly number[], worstIndex: readonly number[]): OutputReport => {
  const tensor = { shape, data: [] };
  const mismatch = { count: 1, total: 1, maxAbs: 1, maxRel: 1, worstIndex };
  return { name: "out", expected: tensor, actual: tensor, mismatch };
};

test.each([
  ["in the middle of a row", [2, 3, 9], [1, 2, 4], [2, 3, 4, 5, 6], [47, 48, 49, 50, 51]],
  ["at its beginning", [2, 9], [1, 0], [0, 1, 2, 3, 4], [9, 10, 11, 12, 13]],
  ["at its end", [9], [8], [4, 5, 6, 7, 8], [4, 5, 6, 7, 8]],
  ["of a short row", [4, 2], [3, 1], [0, 1], [6, 7]],
  ["a single number", [], [], [0], [0]],
])("five values around the worst one: %s", (_, shape, index, columns, positions) => {
  expect(worstRow(outputOf(shape, index))).toEqual({ index, columns, total: shape.at(-1) ?? 1, positions });
});

test("nothing where no value is off", () => {
  const { mismatch: _, ...right } = outputOf([2], [0]);
  expect(worstRow(right)).toBeUndefined();
});
