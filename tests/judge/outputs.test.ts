/** Several outputs, of floats, ints and truth values, required and optional, scalars, and numbers beyond all numbers. */
import { afterAll, describe, expect, test } from "vitest";
import type { Nd } from "../../web/arrays/nd.js";
import { createJudge } from "../../web/judge/index.node.js";
import { type OwnExercise, readOwnExercise } from "../../web/own/index.js";

const judge = createJudge();
afterAll(() => judge.dispose());

/** `split(x, flag)`: the numbers doubled, where they are positive, how many of them, and optionally the log of their sum. */
const own: OwnExercise = {
  slug: "split",
  title: "Split",
  prompt: "Write it.",
  signature: {
    name: "split",
    arguments: [
      { name: "x", kind: "float", shape: ["n"], about: "numbers", nonFinite: true },
      { name: "flag", kind: "boolean", about: "whether to double" },
    ],
    outputs: [
      { name: "twice", shape: ["n"], about: "twice", nonFinite: true },
      { name: "positive", kind: "bool", shape: ["n"], about: "whether it is positive" },
      { name: "count", kind: "int", shape: [], about: "how many are positive" },
      {
        name: "log_sum",
        shape: ["1"],
        about: "logarithm of the sum of the positive ones",
        optional: true,
        nonFinite: true,
      },
    ],
  },
  starter: { javascript: "function split(x, flag) { return x; }", python: "def split(x, flag):\n    return x" },
  solution: { javascript: "function split(x, flag) { return x; }", python: "def split(x, flag):\n    return x" },
  cases: [
    {
      name: "some",
      inputs: { x: [1, -2, 3.5], flag: true },
      expected: { twice: [2, -4, 7], positive: [true, false, true], count: 2, log_sum: [1.5040774] },
    },
    {
      name: "beyond",
      inputs: { x: ["NaN", "-Infinity", "Infinity"], flag: false },
      expected: { twice: ["NaN", "-Infinity", "Infinity"], positive: [0, 0, 1], count: 1, log_sum: ["Infinity"] },
    },
  ],
  mistakes: [
    {
      code: "always-doubled",
      title: "Doubled",
      explanation: "Even where the flag is false.",
      ways: [
        ({ x }: { x: Nd }) => ({
          twice: { shape: x.shape, data: x.data.map((v) => 2 * v) },
          positive: { shape: x.shape, data: x.data.map((v) => Number(v > 0)) },
          count: { shape: [], data: Float64Array.of(x.data.filter((v) => v > 0).length + 1) },
        }),
      ],
    },
  ],
};
const exercise = readOwnExercise(own);
const run = (source: string) => judge.judge({ exercise, language: "javascript", source, seed: 1 });
const head =
  "const split = (x, flag) => { const positive = x.map((v) => v > 0), count = positive.filter(Boolean).length; const twice = x.map((v) => flag ? 2 * v : v);";

describe("several outputs", () => {
  test.each([
    ["an object with their names", "return { twice, positive, count };"],
    ["in another order, ids as 0 and 1", "return { count, twice, positive: positive.map(Number) };"],
    ["an array in their order", "return [twice, positive, count];"],
    [
      "the optional one too",
      "return { twice, positive, count, log_sum: [Math.log(x.filter((v) => v > 0).reduce((a, b) => a + b))] };",
    ],
    [
      "one number where an array of one is asked for, and the reverse",
      "return [twice, positive, [count], Math.log(x.filter((v) => v > 0).reduce((a, b) => a + b))];",
    ],
    ["a promise of them", "return Promise.resolve({ twice, positive, count });"],
  ])("are accepted as %s", async (_, rest) => {
    const report = await run(`${head} ${rest} };`);
    expect(report.cases.map(({ message }) => message?.en)).toEqual([undefined, undefined]);
    expect(report.verdict).toBe("accepted");
    expect(report.cases[0]?.outputs.map(({ name }) => name)).toEqual(["twice", "positive", "count", "log_sum"]);
  });

  test.each([
    ["a count that is off by one", "return { twice, positive, count: count + 1 };", "count", "The output count"],
    ["a count that is nearly right", "return { twice, positive, count: count + 1e-6 };", "count", "The output count"],
    [
      "a truth value that is wrong",
      "return { twice, positive: x.map(() => true), count };",
      "positive",
      "1 of 3 values are wrong",
    ],
    [
      "an optional one that is wrong",
      "return { twice, positive, count, log_sum: [9] };",
      "log_sum",
      "The output log_sum",
    ],
    [
      "one that is missing",
      "return { twice, count };",
      "positive",
      "The output positive is missing: return { twice, positive, count }.",
    ],
    ["one that is no array", "return { twice, positive: 'x', count };", "positive", "The output positive is a string"],
    [
      "one of another shape",
      "return { twice: [twice], positive, count };",
      "twice",
      "The output twice has shape [1, 3]",
    ],
  ])("are rejected for %s", async (_, rest, wrong, message) => {
    const report = await run(`${head} ${rest} };`);
    expect(report.verdict).toBe("wrong-answer");
    expect(report.cases[0]).toMatchObject({ wrong });
    expect(report.cases[0]?.message?.en).toContain(message);
  });

  test.each([
    [
      "one array",
      "return [1, 2, 3, 4, 5];",
      "Your function returned an array where 3 outputs are expected: return { twice, positive, count }.",
    ],
    ["two", "return [twice, positive];", "Your function returned an array where 3 outputs are expected"],
    ["nothing", "return;", "Your function returned nothing (undefined)"],
    ["a number", "return 3;", "Your function returned a number where 3 outputs are expected"],
  ])("are missed where %s comes back", async (_, rest, message) => {
    const report = await run(`${head} ${rest} };`);
    expect(report.cases[0]).toMatchObject({ verdict: "wrong-answer", wrong: "twice" });
    expect(report.cases[0]?.message?.en).toContain(message);
  });

  test("NaN and infinities are right in their places alone", async () => {
    const report = await run(
      `${head} return { twice: twice.map((v) => (v === Infinity ? -Infinity : v)), positive, count }; };`,
    );
    expect(report.cases[0]?.verdict).toBe("accepted");
    expect(report.cases[1]).toMatchObject({ verdict: "wrong-answer", wrong: "twice" });
    expect(report.cases[1]?.outputs[0]?.mismatch).toMatchObject({ count: 1, worstIndex: [2] });
  });

  test("a mistake that is wrong in several outputs is named", async () => {
    const report = await run(
      "const split = (x) => ({ twice: x.map((v) => 2 * v), positive: x.map((v) => v > 0), count: x.filter((v) => v > 0).length + 1 });",
    );
    expect(report.diagnosis?.mistake).toBe("always-doubled");
  });
});
