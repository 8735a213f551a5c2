/** Own exercises, judged: right and wrong answers may be functions, a kernel, or programs that run where learners' code runs. */
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { createJudge, type JudgeRequest } from "../../web/judge/index.node.js";
import { type OwnExercise, readOwnExercise } from "../../web/own/index.js";
import { createPythonRuntime } from "../../web/runtimes/index.node.js";
import { ensurePythonAssets } from "../runtimes/python-assets.js";

const python = async () => createPythonRuntime({ assets: await ensurePythonAssets() });
const judge = createJudge({ runtimes: { python } });
afterAll(() => judge.dispose());

const data: OwnExercise = JSON.parse(readFileSync("web/cli/example/exercise.json", "utf8"));
const right = [data.solution.javascript].flat().join("\n");
/** Two programs in one line: what the exercise asks for, of each row. */
const program = (row: string) => `const softChoice = (x, temperature) => x.map((row) => { ${row} });`;
const ignoring = program(
  "const m = Math.max(...row); const e = row.map((s) => Math.exp(s - m)); const t = e.reduce((a, b) => a + b, 0); return e.map((v) => v / t);",
);

const judged = (exercise: OwnExercise, source: string, request: Partial<JudgeRequest> = {}) =>
  judge.judge({ exercise: readOwnExercise(exercise), language: "javascript", source, seed: 7, ...request });

describe("an exercise that is text", () => {
  test("accepts its solution", async () => {
    const report = await judged(data, right);
    expect(report).toMatchObject({ verdict: "accepted", exercise: "softmax-with-temperature" });
    expect(report.cases.map(({ name }) => name)).toEqual([data.cases].flat().map((it) => "name" in it && it.name));
  });

  test("names mistakes that are programs", async () => {
    const report = await judged(data, ignoring);
    expect(report).toMatchObject({ verdict: "wrong-answer", diagnosis: { mistake: "temperature-ignored" } });
  });

  test("judges the samples alone", async () => {
    const report = await judged(data, ignoring, { cases: "sample" });
    expect(report.cases.length).toBe(2);
    expect(report.diagnosis?.mistake).toBe("temperature-ignored");
  });

  test("judges Python by the same programs, and names the mistake", async () => {
    const source =
      "import numpy as np\n\ndef soft_choice(x, temperature):\n    e = np.exp(x - x.max(axis=1, keepdims=True))\n    return e / e.sum(axis=1, keepdims=True)\n";
    const report = await judged(data, source, { language: "python" });
    expect(report).toMatchObject({ verdict: "wrong-answer", diagnosis: { mistake: "temperature-ignored" } });
  }, 180_000);
});

describe("a program of the exercise's own that is wrong", () => {
  const { solution } = data;
  test.each([
    ["throws", "function softChoice() { throw new Error('tired'); }", "Error: tired"],
    ["does not parse", "function softChoice( {", "SyntaxError"],
    ["defines nothing", "const x = 1;", "It defines no function softChoice."],
    ["gives another shape", "const softChoice = () => [1, 2];", "out has shape [2], which is not of the form [n, m]"],
    ["gives NaN", "const softChoice = (x) => x.map((row) => row.map(() => NaN));", "out holds NaN or an infinity"],
    ["gives no array", "const softChoice = () => 'x';", "no array of numbers"],
  ])("%s", async (_, javascript, why) => {
    const own = { ...data, solution: { ...solution, javascript } };
    await expect(judged(own, right)).rejects.toMatchObject({
      name: "JudgeError",
      code: "bad-exercise",
      message: expect.stringContaining(why),
    });
  });

  test("never ends: it is stopped", async () => {
    const own = { ...data, solution: { ...solution, javascript: "function softChoice() { for (;;) {} }" } };
    await expect(judged(own, right, { limits: { deadlineMs: 200 } })).rejects.toMatchObject({ code: "bad-exercise" });
  });

  test("a mistake that never ends, throws or is no program takes no name away from the others", async () => {
    const [first, ...others] = data.mistakes ?? [];
    if (!first) throw new Error("no mistakes");
    const wrong = { ...first, code: "wrong", ways: ["for (;;) {}", "function softChoice( {", "softChoice = 1"] };
    const own = { ...data, mistakes: [wrong, first, ...others] };
    const report = await judged(own, ignoring, { limits: { deadlineMs: 200 } });
    expect(report.diagnosis?.mistake).toBe("temperature-ignored");
  });

  test("abort ends it", async () => {
    const controller = new AbortController();
    const own = { ...data, solution: { ...solution, javascript: "function softChoice() { for (;;) {} }" } };
    setTimeout(() => controller.abort(new Error("enough")), 100);
    await expect(judged(own, right, { signal: controller.signal })).rejects.toThrow("enough");
  });
});

test("the learner's program meets neither the solution nor the mistakes", async () => {
  const spy = `
    const softChoice = (x) => {
      const found = Object.getOwnPropertyNames(globalThis).filter((key) => /choice|solution|mistake|expected/i.test(key));
      console.log(JSON.stringify(found));
      return x;
    };`;
  const report = await judged(data, spy);
  expect(new Set(report.console.trim().split("\n"))).toEqual(new Set(["[]"]));
});

describe("a right answer by a kernel", () => {
  const attention: OwnExercise = {
    slug: "one-sequence",
    title: "Attention of one sequence",
    prompt: "Write it.",
    signature: {
      name: "attend",
      arguments: [
        { name: "q", kind: "float", shape: ["L", "d"], about: "queries" },
        {
          name: "params",
          kind: "params",
          entries: { k: { shape: ["S", "d"], about: "keys" }, v: { shape: ["S", "e"], about: "values" } },
          about: "the rest",
        },
        { name: "scale", kind: "number", about: "what scores are multiplied by" },
      ],
      outputs: [
        { name: "out", shape: ["L", "e"], about: "out" },
        { name: "weights", shape: ["L", "S"], about: "weights", optional: true },
      ],
    },
    starter: { javascript: "function attend(q, params, scale) { return q; }" },
    solution: {
      javascript: `function attend(q, { k, v }, scale) {
        const weights = q.map((a) => {
          const e = k.map((b) => Math.exp(scale * a.reduce((s, x, i) => s + x * b[i], 0)));
          const t = e.reduce((x, y) => x + y, 0);
          return e.map((x) => x / t);
        });
        return { out: weights.map((w) => v[0].map((_, c) => w.reduce((s, x, j) => s + x * v[j][c], 0))), weights };
      }`,
    },
    cases: [
      {
        name: "small",
        inputs: { q: { normal: [2, 3] }, params: { k: { normal: [4, 3] }, v: { normal: [4, 5] } }, scale: 0.5 },
      },
      {
        name: "other",
        inputs: { q: { normal: [7, 2] }, params: { k: { normal: [3, 2] }, v: { normal: [3, 6] } }, scale: 2 },
      },
    ],
    expected: {
      kernel: "scaledDotProductAttention",
      inputs: {
        q: { argument: "q", shape: [1, 1, "L", "d"] },
        k: { argument: "params.k", shape: [1, 1, "S", "d"] },
        v: { argument: "params.v", shape: [1, 1, "S", "e"] },
      },
      options: { scale: { argument: "scale" }, returnWeights: true },
    },
  };
  const solution = `${attention.solution.javascript}`;

  test("in another shape, with an argument as an option, and weights", async () => {
    expect(await judged(attention, solution)).toMatchObject({ verdict: "accepted" });
    const flat = await judged(attention, solution.replace("Math.exp(scale *", "Math.exp("));
    expect(flat.verdict).toBe("wrong-answer");
    expect(flat.cases[0]?.outputs[1]?.actual).toBeDefined();
  });

  test.each([
    [{ kernel: "attention" }, 'expected.kernel is "attention", which is no kernel. Kernels: additiveAttention,'],
    [{ options: { heads: 3 } }, "expected does not fit the kernel. scaledDotProductAttention:"],
    [
      { options: { returnWeights: true }, outputs: { out: "y" } },
      'says that scaledDotProductAttention gives "y". It gives: out, weights.',
    ],
    [{ inputs: { q: "q", k: "q", v: "q" } }, "does not fit the kernel"],
    [{ inputs: { q: { argument: "q", shape: ["L", "L"] }, k: "q", v: "q" } }, "cannot become [L, L] = [2, 2]"],
    [{ inputs: { q: { argument: "q", shape: ["X"] }, k: "q", v: "q" } }, 'has a dimension "X" that no argument has'],
    [{ options: {} }, 'gives "weights". It gives: out.'],
  ])("%j is said to be wrong", async (change, message) => {
    const expected = { ...(attention.expected as object), ...change } as NonNullable<OwnExercise["expected"]>;
    await expect(judged({ ...attention, expected }, solution)).rejects.toThrow(message);
  });
});

test("right outputs that are written out", async () => {
  const own: OwnExercise = {
    slug: "doubled",
    title: "Twice",
    prompt: "Twice.",
    signature: {
      name: "twice",
      arguments: [{ name: "x", kind: "int", shape: ["n"], about: "x" }],
      outputs: [{ name: "out", kind: "int", shape: ["n"], about: "2x" }],
    },
    starter: { javascript: "const twice = (x) => x;" },
    solution: { javascript: "const twice = (x) => x.map((v) => 2 * v);" },
    cases: [{ name: "three", inputs: { x: [1, 2, 3] }, expected: { out: [2, 4, 6] } }],
  };
  expect(await judged(own, "const twice = (x) => x.map((v) => v + v);")).toMatchObject({ verdict: "accepted" });
  expect(await judged(own, "const twice = (x) => x;")).toMatchObject({ verdict: "wrong-answer" });
});
