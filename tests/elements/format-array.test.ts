import { describe, expect, test } from "vitest";
import { count } from "../../web/arrays/index.js";
import { formatArray } from "../../web/elements/shared/format-array.js";

const printed = (shape: readonly number[], data: readonly number[] = Array(count(shape)).fill(0.5)) =>
  formatArray({ shape, data }, "float", "python")
    .map(({ text }) => text)
    .join("");

test("an array is printed as NumPy prints it", () => {
  expect(printed([2, 2], [1, 10, 0.25, -1])).toBe("[[ 1.00 10.00]\n [ 0.25 -1.00]]");
  expect(printed([2, 1, 2], [1, 2, 3, 4])).toBe("[[[1.0 2.0]]\n\n [[3.0 4.0]]]");
  expect(printed([], [3])).toBe("3.0");
  expect(printed([0])).toBe("[]");
  expect(printed([2, 0])).toBe("[[]\n []]");
});

describe("of a large array the corners are printed, each value with its position", () => {
  test("one long row", () => {
    const pieces = formatArray(
      { shape: [5000], data: Array.from({ length: 5000 }, (_, i) => i) },
      "int",
      "python",
    ).filter(({ text }) => text.trim() !== "");
    expect(pieces.slice(18, 24).map(({ text, at }) => [text.trim(), at])).toEqual([
      ["17", 17],
      ["18", 18],
      ["19", 19],
      ["...", undefined],
      ["4980", 4980],
      ["4981", 4981],
    ]);
  });

  test("rows and columns", () => {
    const rows = printed([1000, 1000]).split("\n");
    expect(rows).toHaveLength(41);
    expect(rows[0]?.split(" ")).toHaveLength(41);
    expect(rows[20]).toBe(" ...");
    expect(rows[40]?.endsWith("0.5]]")).toBe(true);
  });

  test.each([[[1 << 27, 0]], [[1, 1 << 30, 0]], [[1e6, 1]], [[1, 1e6]], [[9, 9, 9, 9, 9, 9, 9, 9]], [[1e5, 0, 1e5]]])(
    "%j ends soon",
    (shape) => {
      expect(formatArray({ shape, data: [] }, "float", "python").length).toBeLessThan(10_000);
    },
  );
});
