import { expect, test } from "vitest";
import { createRandom } from "../../web/format/random.js";

const large = [100, 200] as const;
const mean = (data: ArrayLike<number>) => Array.from(data).reduce((sum, value) => sum + value, 0) / data.length;

test("the same seed draws the same numbers, another seed others", () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return [
      random.uniform(),
      random.normal([2, 3]),
      random.integers(9, [4]),
      random.booleans([5]),
      random.between(3, 8),
    ];
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(0)).not.toEqual(draw(2 ** 32 - 1));
});

test("the numbers of a seed never change: a report's seed can be judged again anywhere", () => {
  const random = createRandom(7);
  expect([random.uniform(), random.uniform(), random.between(0, 999), random.between(0, 999)]).toMatchInlineSnapshot(`
    [
      0.4547669554594904,
      0.0638020287733525,
      416,
      364,
    ]
  `);
});

test("normal numbers have mean 0, the deviation asked for, and fit float32", () => {
  for (const deviation of [1, 0.25]) {
    const { shape, data } = createRandom(1).normal(large, deviation);
    expect(shape).toEqual(large);
    expect(data).toBeInstanceOf(Float32Array);
    expect(data.length).toBe(20_000);
    expect(data.every(Number.isFinite)).toBe(true);
    // Five standard errors.
    expect(Math.abs(mean(data)) / deviation).toBeLessThan(5 / Math.sqrt(data.length));
    expect(Math.abs(mean(data.map((value) => (value / deviation) ** 2)) - 1)).toBeLessThan(
      5 * Math.sqrt(2 / data.length),
    );
  }
});

test("neighbouring seeds are not alike", () => {
  const [a, b] = [createRandom(1).normal(large).data, createRandom(2).normal(large).data];
  expect(Math.abs(mean(a.map((value, i) => value * (b[i] as number))))).toBeLessThan(5 / Math.sqrt(a.length));
});

test("uniform numbers, integers and bounds stay in their ranges and reach all of them", () => {
  const random = createRandom(3);
  const uniform = Array.from({ length: 10_000 }, () => random.uniform());
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...uniform)).toBeLessThan(1);
  expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(0.015);
  expect(new Set(random.integers(5, [1000]).data)).toEqual(new Set([0, 1, 2, 3, 4]));
  expect(new Set(Array.from({ length: 1000 }, () => random.between(-1, 2)))).toEqual(new Set([-1, 0, 1, 2]));
});

test("booleans are 0 or 1 with the probability asked for", () => {
  const data = createRandom(4).booleans(large, 0.3).data;
  expect(new Set(data)).toEqual(new Set([0, 1]));
  expect(Math.abs(mean(data) - 0.3)).toBeLessThan(0.02);
});
