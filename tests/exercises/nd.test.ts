import { describe, expect, test } from "vitest";
import {
  add,
  divide,
  expand,
  full,
  generate,
  map,
  matmul,
  max,
  mean,
  multiply,
  nd,
  permute,
  reduce,
  reshape,
  scale,
  softmax,
  squeeze,
  subtract,
  sum,
  transpose,
  unstableSoftmax,
} from "../../web/arrays/nd.js";

const x = nd([2, 3], [1, 2, 3, 4, 5, 6]);

test("generate, full and map", () => {
  expect(generate([2, 3], ([i, j]) => 3 * (i as number) + (j as number) + 1)).toEqual(x);
  expect(full([2], 7)).toEqual(nd([2], [7, 7]));
  expect(map(x, (value) => value - 1)).toEqual(nd([2, 3], [0, 1, 2, 3, 4, 5]));
  expect(generate([], () => 4)).toEqual(nd([], [4]));
});

describe("broadcasting", () => {
  test("stretches axes of size 1 and adds leading ones", () => {
    expect(add(x, nd([3], [10, 20, 30]))).toEqual(nd([2, 3], [11, 22, 33, 14, 25, 36]));
    expect(subtract(x, nd([2, 1], [1, 4]))).toEqual(nd([2, 3], [0, 1, 2, 0, 1, 2]));
    expect(multiply(nd([2, 1], [2, 3]), nd([1, 2], [5, 7]))).toEqual(nd([2, 2], [10, 14, 15, 21]));
    expect(divide(nd([], [6]), nd([2], [2, 3]))).toEqual(nd([2], [3, 2]));
    expect(scale(x, 2).data).toEqual(add(x, x).data);
  });

  test("throws where sizes contradict each other", () => {
    expect(() => add(x, nd([2], [1, 2]))).toThrow(RangeError);
  });
});

test("matmul multiplies the last two axes and repeats over the leading ones", () => {
  const a = nd([2, 1, 2], [1, 2, 3, 4]);
  expect(matmul(x, transpose(x))).toEqual(nd([2, 2], [14, 32, 32, 77]));
  expect(matmul(a, nd([2, 2, 1], [1, 1, 10, 100]))).toEqual(nd([2, 1, 1], [3, 430]));
  expect(matmul(a, nd([2, 1], [1, 10]))).toEqual(nd([2, 1, 1], [21, 43]));
  expect(() => matmul(x, x)).toThrow(RangeError);
  expect(() => matmul(a, nd([3, 2, 1], [1, 2, 3, 4, 5, 6]))).toThrow(RangeError);
});

test("permute, transpose, reshape, squeeze and expand", () => {
  expect(transpose(x)).toEqual(nd([3, 2], [1, 4, 2, 5, 3, 6]));
  const cube = generate([2, 3, 4], (index) => Number(index.join("")));
  expect(permute(cube, [2, 0, 1])).toEqual(generate([4, 2, 3], ([c, a, b]) => Number(`${a}${b}${c}`)));
  expect(reshape(x, [3, 2]).data).toEqual(x.data);
  expect(() => reshape(x, [4, 2])).toThrow(RangeError);
  expect(expand(x, -1).shape).toEqual([2, 3, 1]);
  expect(squeeze(expand(x, 1), 1)).toEqual(x);
});

test("reductions keep their axis with size 1, counted from either end", () => {
  expect(sum(x, 0)).toEqual(nd([1, 3], [5, 7, 9]));
  expect(sum(x, -1)).toEqual(nd([2, 1], [6, 15]));
  expect(max(x, 1)).toEqual(nd([2, 1], [3, 6]));
  expect(mean(x, -2)).toEqual(nd([1, 3], [2.5, 3.5, 4.5]));
  expect(reduce(x, 1, (total, value) => total * value, 1)).toEqual(nd([2, 1], [6, 120]));
  expect(max(nd([1, 2], [Number.NaN, 1]), -1).data[0]).toBeNaN();
});

describe("softmax", () => {
  test("sums to one along its axis, however large the numbers", () => {
    for (const axis of [0, 1, -1]) {
      for (const total of sum(softmax(scale(x, 500), axis), axis).data) expect(total).toBeCloseTo(1, 12);
    }
    const [quarter, rest] = softmax(nd([1, 2], [0, Math.log(3)]), -1).data;
    expect(quarter).toBeCloseTo(0.25, 12);
    expect(rest).toBeCloseTo(0.75, 12);
  });

  test("of nothing but -infinity is NaN, as in NumPy", () => {
    expect(softmax(full([1, 2], Number.NEGATIVE_INFINITY), -1).data.every(Number.isNaN)).toBe(true);
  });

  test("without the maximum overflows above 709", () => {
    expect(unstableSoftmax(nd([1, 2], [710, 0]), -1).data).toEqual(Float64Array.of(Number.NaN, 0));
    expect(unstableSoftmax(nd([1, 2], [1, 1]), -1).data).toEqual(Float64Array.of(0.5, 0.5));
  });
});
