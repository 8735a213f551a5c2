import { describe, expect, test } from "vitest";
import { ArgumentError, type FloatTensor, ShapeError, tensor } from "../../web/kernels/index.js";
import { trainingBuilds } from "./builds.js";
import { drawing } from "./draw.js";

/* What a training step relies on, beside each operation's formula. */

const zeros = (...shape: number[]) => tensor(shape, new Float32Array(shape.reduce((a, b) => a * b, 1)));

describe.each(trainingBuilds)("$build", ({ kernels }) => {
  const draw = drawing(3);

  test("a step of AdamW writes over kept parameters and moments what it returns otherwise", () => {
    const [param, grad] = [draw.floats(7, 11), draw.floats(7, 11)];
    const options = { lr: 0.01, beta2: 0.98 };
    const kept = { param: kernels.keep(param), m: kernels.keep(zeros(7, 11)), v: kernels.keep(zeros(7, 11)) };
    let copied = { param, m: zeros(7, 11), v: zeros(7, 11) };
    for (let step = 1; step <= 5; step++) {
      expect(kernels.adamwStep({ ...kept, grad }, { ...options, step }, kept)).toEqual({});
      copied = kernels.adamwStep({ ...copied, grad }, { ...options, step });
    }
    expect(kept.param.read()).toEqual(copied.param);
    expect(kept.m.read()).toEqual(copied.m);
    expect(kept.v.read()).toEqual(copied.v);
  });

  test("betas arrive in float64: of 0.999 as a float32 the rest would be off by 1e-5", () => {
    const one = tensor([1], [1]);
    const { v } = kernels.adamwStep({ param: one, grad: one, m: zeros(1), v: zeros(1) }, { step: 1 });
    expect(v.data[0]).toBe(Math.fround(0.001));
  });

  test("what AdamW cannot do with is refused by name", () => {
    const inputs = { param: zeros(2), grad: zeros(2), m: zeros(2), v: zeros(2) };
    // @ts-expect-error the step is required
    expect(() => kernels.adamwStep(inputs, {})).toThrow(
      /adamwStep: step is undefined, must be an integer of 1 or more/,
    );
    expect(() => kernels.adamwStep(inputs, { step: 0 })).toThrow(/step is 0, must be an integer of 1 or more/);
    for (const beta1 of [1, -0.1, Number.NaN]) {
      expect(() => kernels.adamwStep(inputs, { step: 1, beta1 })).toThrow(
        /beta1 is .*, must be a number from 0 to below 1/,
      );
    }
    expect(() => kernels.adamwStep(inputs, { step: 1, lr: -1 })).toThrow(
      /lr is -1, must be a finite number of 0 or more/,
    );
    expect(() => kernels.adamwStep({ ...inputs, m: zeros(3) }, { step: 1 })).toThrow(/m.count is 3, param.count is 2/);
  });

  test("an id that is not in the table is refused, with its place", () => {
    const [ids, table] = [tensor([2, 2], Int32Array.of(0, 1, 3, 2)), draw.floats(3, 4)];
    const problem = "ids holds 3 at [1, 0], must be from 0 to vocab - 1 = 2";
    expect(() => kernels.embedding({ ids, table })).toThrow(new ArgumentError("embedding", problem, "ids", "vocab"));
    expect(() => kernels.embeddingBackward({ ids, dy: draw.floats(2, 2, 4) }, { vocab: 3 })).toThrow(
      new ArgumentError("embeddingBackward", problem, "ids", "vocab"),
    );
    const kept = kernels.keep(ids);
    const dy = draw.floats(2, 2, 4);
    const message = /a kept tensor holds an index beyond its table/;
    expect(() => kernels.embedding({ ids: kept, table })).toThrow(message);
    expect(() => kernels.embeddingBackward({ ids: kept, dy }, { vocab: 3 })).toThrow(message);
  });

  test("relative positions have a row for each distance", () => {
    const [q, rows] = [draw.floats(1, 2, 3, 4), (count: number) => draw.floats(count, 4)];
    expect(() => kernels.relativeScores({ q, r: rows(3) })).toThrow(
      new ShapeError("relativeScores", "r.2*seq-1 is 3, must be 5", "r", "2*seq-1"),
    );
    expect(kernels.relativeScores({ q, r: rows(5) }).scores.shape).toEqual([1, 2, 3, 3]);
    expect(kernels.relativeScores({ q: draw.floats(1, 2, 0, 4), r: rows(0) }).scores.shape).toEqual([1, 2, 0, 0]);
  });

  test("the delta rule goes on from the state that it gave", () => {
    const draws = (seq: number) => ({
      ...{ q: draw.floats(1, 1, seq, 4), k: draw.floats(1, 1, seq, 4) },
      ...{ v: draw.floats(1, 1, seq, 3), beta: tensor([1, 1, seq], new Float32Array(seq).fill(0.2)) },
    });
    const join = (a: FloatTensor, b: FloatTensor) => tensor([1, 1, 5, ...a.shape.slice(3)], [...a.data, ...b.data]);
    const [first, second] = [draws(3), draws(2)];
    const whole = {
      ...{ q: join(first.q, second.q), k: join(first.k, second.k) },
      ...{ v: join(first.v, second.v), beta: join(first.beta, second.beta) },
    };
    const { finalState: initialState } = kernels.deltaRule(first, { returnState: true });
    const { out, finalState } = kernels.deltaRule({ ...second, initialState }, { returnState: true });
    const expected = kernels.deltaRule(whole, { returnState: true });
    expect(finalState).toEqual(expected.finalState);
    expect(out.data).toEqual(expected.out.data.slice(9));
    expect(kernels.deltaRule(first)).not.toHaveProperty("finalState");
  });

  test("one id gives one row, and its gradient goes there", () => {
    const table = draw.floats(3, 4);
    const ids = tensor([], Int32Array.of(2));
    const { y } = kernels.embedding({ ids, table });
    expect(y).toEqual(tensor([4], table.data.slice(8)));
    const { dtable } = kernels.embeddingBackward({ ids, dy: y }, { vocab: 3 });
    expect(dtable).toEqual(tensor([3, 4], Float32Array.of(...new Float32Array(8), ...table.data.slice(8))));
  });

  test("ReLU passes NaN on and has no gradient at 0, as PyTorch", () => {
    const x = tensor([5], [Number.NaN, -1, 0, -0, 2]);
    expect(Array.from(kernels.relu({ x }).y.data)).toEqual([Number.NaN, 0, 0, -0, 2]);
    const dy = tensor([5], [1, Number.NaN, 3, 4, 5]);
    expect(Array.from(kernels.reluBackward({ x, dy }).dx.data)).toEqual([1, 0, 0, 0, 5]);
  });

  test("elementwise operations write over their inputs", () => {
    const [x, dy] = [draw.floats(13), draw.floats(13)];
    const [keptX, keptDy] = [kernels.keep(x), kernels.keep(dy)];
    kernels.reluBackward({ x: keptX, dy: keptDy }, {}, { dx: keptDy });
    expect(keptDy.read()).toEqual(kernels.reluBackward({ x, dy }).dx);
    keptDy.write(dy);
    kernels.geluBackward({ x: keptX, dy: keptDy }, {}, { dx: keptDy });
    expect(keptDy.read()).toEqual(kernels.geluBackward({ x, dy }).dx);
    kernels.relu({ x: keptX }, {}, { y: keptX });
    expect(keptX.read()).toEqual(kernels.relu({ x }).y);
  });
});
