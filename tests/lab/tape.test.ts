/** The tape on which a learner's `pool` computes, and which is the plain version of what the kernels train. */
import { describe, expect, test } from "vitest";
import { createRandom } from "../../web/format/index.js";
import { slopesOf, type TapeTensor, tape } from "./tape.js";

const random = createRandom(7);
const draw = (...shape: number[]) => new tape.Tensor(shape, Float64Array.from(random.normal(shape).data), true);
const positive = (...shape: number[]) =>
  new tape.Tensor(
    shape,
    Float64Array.from(random.normal(shape).data, (value) => 0.5 + value * value),
    true,
  );

const mask = new tape.Tensor([2, 3, 1], Float64Array.of(1, 1, 0, 1, 0, 0));

/** What is computed from some arrays, as a scalar with a slope that differs at each element. */
const cases: Readonly<
  Record<string, { of: readonly TapeTensor[]; make: (a: TapeTensor, b: TapeTensor) => TapeTensor }>
> = {
  add: { of: [draw(2, 3), draw(3)], make: (a, b) => a.add(b) },
  sub: { of: [draw(2, 3), draw(2, 1)], make: (a, b) => a.sub(b) },
  mul: { of: [draw(2, 3, 4), draw(3, 1)], make: (a, b) => a.mul(b) },
  "mul by a number": { of: [draw(2, 3)], make: (a) => a.mul(3) },
  div: { of: [draw(2, 3), positive(2, 3)], make: (a, b) => a.div(b) },
  "exp and tanh": { of: [draw(5)], make: (a) => a.exp().tanh() },
  log: { of: [positive(5)], make: (a) => a.log() },
  relu: { of: [draw(3, 4)], make: (a) => a.relu() },
  where: { of: [draw(2, 3, 2)], make: (a) => a.where(mask, -5) },
  matmul: { of: [draw(2, 3, 4), draw(4, 5)], make: (a, b) => a.matmul(b) },
  "matmul of two batches": { of: [draw(2, 3, 4), draw(2, 4, 5)], make: (a, b) => a.matmul(b) },
  transpose: { of: [draw(2, 3, 4)], make: (a) => a.transpose() },
  reshape: { of: [draw(2, 6)], make: (a) => a.reshape([3, 4]) },
  "softmax, last": { of: [draw(2, 3)], make: (a) => a.softmax() },
  "softmax, first": { of: [draw(4, 3)], make: (a) => a.softmax(0) },
  sum: { of: [draw(2, 3, 4)], make: (a) => a.sum(1) },
  mean: { of: [draw(2, 3, 4)], make: (a) => a.mean(-2) },
  max: { of: [draw(2, 3, 4)], make: (a) => a.max(1) },
  "an array used twice": { of: [draw(3, 3)], make: (a) => a.matmul(a).mul(a) },
  lookUp: { of: [draw(4, 3)], make: (a) => tape.lookUp(a, [1, 3, 1], [3]) },
  crossEntropy: { of: [draw(4, 3)], make: (a) => tape.crossEntropyOf(a, [0, 2, 1, 1]) },
};

describe("gradients are the slopes", () => {
  test.each(Object.entries(cases))("%s", (_, { of, make }) => {
    const cotangent = (y: TapeTensor) =>
      new tape.Tensor(
        y.shape,
        Float64Array.from(y.data, (__, i) => Math.sin(i + 1)),
      );
    const value = () => {
      tape.startTape();
      const [a, b = a] = of as readonly [TapeTensor, TapeTensor?];
      const y = make(a, b);
      const loss = y.mul(cotangent(y)).reshape([y.data.length]).sum();
      return { loss, number: loss.data[0] ?? Number.NaN };
    };
    for (const x of of) x.gradient?.fill(0);
    tape.flowBack(value().loss);
    for (const x of of) {
      const gradient = Array.from(x.gradient ?? []);
      const slopes = slopesOf(x, () => value().number);
      for (const [i, slope] of slopes.entries()) expect(gradient[i]).toBeCloseTo(slope, 7);
    }
  });
});

test("a row of only -Infinity has softmax 0", () => {
  const x = new tape.Tensor([2], Float64Array.of(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY));
  expect([...x.softmax().data]).toEqual([0, 0]);
});

test("shapes that do not fit are named", () => {
  expect(() => draw(2, 3).add(draw(2))).toThrow("add: [2,3] and [2] do not fit");
  expect(() => draw(2, 3, 4).matmul(draw(5, 4))).toThrow("matmul: [2,3,4] and [5,4] do not fit");
  expect(() => draw(2).sum(1)).toThrow("[2] has no dimension 1");
});
