import { afterAll, describe, expect, test } from "vitest";
import type { Nd } from "../../web/arrays/nd.js";
import type { Exercise } from "../../web/format/index.js";
import { createJudge, type JudgeRequest, judge as judgeOnce, reportToJson } from "../../web/judge/index.node.js";
import { type FloatTensor, tensor } from "../../web/kernels/index.js";

const judge = createJudge();
afterAll(() => judge.dispose());

const text = (en: string) => ({ en, zh: en });
const floats = (...data: number[]) => tensor([data.length], Float32Array.from(data));
const data = (input: unknown) => [...(input as FloatTensor).data];

/** `twice(x, n)`: n times x; the second output is x squared. */
const twice: Exercise = {
  slug: "twice",
  title: text("Twice"),
  track: "core",
  difficulty: "easy",
  minutes: 1,
  asked: 1,
  after: [],
  function: "n_times",
  arguments: ["x", "n"],
  languages: ["javascript"],
  own: true,
  written: false,
  words: async () => ({ prompt: "", hints: [], explanation: "", followUps: [] }),
  starter: async () => "",
  styles: () => ["loop"],
  solution: async () => "",
  signature: {
    name: "n_times",
    arguments: [
      { name: "x", kind: "float", shape: ["n"], about: text("x") },
      { name: "n", kind: "number", about: text("n") },
    ],
    outputs: [
      { name: "out", kind: "float", shape: ["n"], about: text("n x") },
      { name: "weights", kind: "float", shape: ["n"], about: text("x squared"), optional: true },
    ],
  },
  cases: (random) => [
    { name: "small", title: text("Small"), sample: true, inputs: { x: floats(1, 2), n: 2 } },
    { name: "drawn", title: text("Drawn"), sample: false, inputs: { x: random.normal([5]), n: 3 } },
  ],
  expected: (_, { x, n }) => ({
    out: floats(...data(x).map((value) => value * Number(n))),
    weights: floats(...data(x).map((value) => value ** 2)),
  }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  pictures: [],
  mistakes: async () => [
    {
      code: "added",
      title: text("Added"),
      explanation: text("n was added."),
      ways: [
        ({ x, n }) => ({
          shape: (x as Nd).shape,
          data: (x as Nd).data.map((value) => value + Number(n)),
        }),
      ],
    },
  ],
};
const run = (source: string, more: Partial<JudgeRequest> = {}) =>
  judge.judge({ exercise: twice, language: "javascript", source, seed: 5, ...more });
const right = "const nTimes = (x, n) => x.map((value) => value * n);";

describe("a report", () => {
  test("of a right answer", async () => {
    const report = await run(right);
    expect(report).toMatchObject({
      version: 2,
      exercise: "twice",
      language: "javascript",
      seed: 5,
      verdict: "accepted",
      console: "",
    });
    expect(report.message.en).toContain("all 2 cases");
    expect(report.cases[0]).toMatchObject({
      name: "small",
      verdict: "accepted",
      inputs: { x: { shape: [2], data: [1, 2] }, n: 2 },
      outputs: [
        { name: "out", expected: { shape: [2], data: [2, 4] }, actual: { shape: [2], data: [2, 4] } },
        { name: "weights", expected: { shape: [2], data: [1, 4] } },
      ],
    });
    expect(report.cases[0]?.outputs[1]).not.toHaveProperty("actual");
    expect(report.cases[0]).not.toHaveProperty("wrong");
    expect(report).not.toHaveProperty("diagnosis");
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test("judges every case, also after one that fails, and names the mistake", async () => {
    const report = await run("function nTimes(x, n) { return x.map((value) => value + n); }");
    expect(report.verdict).toBe("wrong-answer");
    expect(report.cases.map(({ verdict }) => verdict)).toEqual(["wrong-answer", "wrong-answer"]);
    expect(report.cases[0]?.outputs[0]?.mismatch).toMatchObject({ count: 1, total: 2, maxAbs: 1, worstIndex: [0] });
    expect(report.diagnosis).toEqual({ mistake: "added", title: text("Added"), explanation: text("n was added.") });
    expect(report.message.en).toContain("2 of 2 cases fail");
  });

  test("of a wrong second output says which it is", async () => {
    const report = await run("const nTimes = (x, n) => ({ out: x.map((value) => value * n), weights: x });");
    expect(report.cases[0]).toMatchObject({
      verdict: "wrong-answer",
      wrong: "weights",
      outputs: [{ name: "out" }, { name: "weights", expected: { data: [1, 4] }, actual: { data: [1, 2] } }],
    });
    expect(report.cases[0]?.message?.en).toContain("The output weights");
    expect(report.cases[0]?.message?.zh).toContain("输出 weights");
  });

  test("of an object without the required output says what is missing", async () => {
    const report = await run("const nTimes = (x) => ({ weights: x });");
    expect(report.cases[0]).toMatchObject({ verdict: "wrong-answer", wrong: "out" });
    expect(report.cases[0]?.message?.en).toBe("The output out is missing: return { out }.");
  });

  test("of a right second output shows it", async () => {
    const report = await run(
      "const nTimes = (x, n) => ({ out: x.map((value) => value * n), weights: x.map((value) => value * value) });",
    );
    expect(report.verdict).toBe("accepted");
    expect(report.cases[0]?.outputs[1]).toEqual({
      name: "weights",
      expected: { shape: [2], data: [1, 4] },
      actual: { shape: [2], data: [1, 4] },
    });
  });

  test("nothing follows a time limit", async () => {
    const report = await run(
      `${right.replace("nTimes", "inner")}\nfunction nTimes(x, n) { if (n === 2) for (;;); return inner(x, n); }`,
      { limits: { deadlineMs: 300 } },
    );
    expect(report.cases.map(({ verdict }) => verdict)).toEqual(["time-limit"]);
    expect(report.message.en).toContain("0.3 seconds");
  });

  test("a runtime error in one case leaves the others judged", async () => {
    const report = await run(
      "function nTimes(x, n) {\n  if (n === 2) throw new TypeError('two');\n  return x.map((value) => value * n);\n}",
    );
    expect(report.cases.map(({ verdict }) => verdict)).toEqual(["runtime-error", "accepted"]);
    expect(report.cases[0]?.error).toMatchObject({
      name: "TypeError",
      message: "two",
      line: 2,
      column: 22,
      trace: "at nTimes (line 2, column 22)",
    });
  });

  test("a source that does not load has an error and no cases", async () => {
    const report = await run("const a = ;");
    expect(report).toMatchObject({
      verdict: "compile-error",
      cases: [],
      error: { name: "SyntaxError", line: 1, column: 11 },
    });
  });

  test("learners cannot change what is shown, expected, or given to the next case", async () => {
    const report = await run(
      "function nTimes(x, n) { const out = x.map((value) => value * n); x.fill(99); x.push(1); return out; }",
    );
    expect(report.verdict).toBe("accepted");
    expect(report.cases[0]?.inputs).toEqual({ x: { shape: [2], data: [1, 2] }, n: 2 });
  });

  test("as JSON names what JSON has no numbers for", async () => {
    const report = await run("const nTimes = (x) => [NaN, -Infinity];");
    const json = JSON.parse(reportToJson(report));
    expect(json.cases[0].outputs[0].actual.data).toEqual(["NaN", "-Infinity"]);
    expect(json.cases[0].outputs[0].mismatch.maxAbs).toBe("Infinity");
  });
});

describe("shapes", () => {
  const returning = async (value: string) => (await run(`const nTimes = () => ${value};`)).cases[0]?.message;

  test.each([
    ["3", "single number", "单个数字"],
    ["[[2, 4]]", "axis of size 1 too many", "大小为 1"],
    ["[1, 2, 3]", "has shape [3], but it should be [2] = [n]", "应为 [2] = [n]"],
    ["[[1, 2], [3, 4]]", "axis too many", "多了一个维度"],
    ["undefined", "returned nothing", "没有返回"],
    ["'2, 4'", "a string", "字符串"],
    ["[1, '2']", "a string at [1]", "[1] 处是字符串"],
    ["[[1], [2, 3]]", "ragged", "参差不齐"],
    ["[1, [2]]", "mixes", "混用"],
  ])("%s", async (value, english, chinese) => {
    const message = await returning(value);
    expect(message?.en).toContain(english);
    expect(message?.zh).toContain(chinese);
  });
});

describe("the console", () => {
  test("is captured, in order, from the top level and from calls", async () => {
    const report = await run(
      `console.log("loading", 1);\nconst nTimes = (x, n) => { console.info(x, { n }); console.warn(new Float32Array(2), null, undefined, -0, 5n, () => 1, [[["deep"]]]); return x.map((v) => v * n); };`,
      { cases: "sample" },
    );
    expect(report.console).toBe(
      "loading 1\n[1, 2] { n: 2 }\nFloat32Array [0, 0] null undefined -0 5n [function] [[['deep']]]\n",
    );
  });

  test("is told apart by case, also of a case that never ends", async () => {
    const report = await run(
      `console.log("loading");\nlet calls = 0;\nconst nTimes = (x, n) => { console.log("call", ++calls); while (calls === 2); return x.map((v) => v * n); };`,
      { limits: { deadlineMs: 500 } },
    );
    expect(report.consoleAtLoad).toBe("loading\n");
    expect(report.cases.map(({ console }) => console)).toEqual(["call 1\n", "call 2\n"]);
    const silent = await run(right);
    expect(silent).not.toHaveProperty("consoleAtLoad");
    expect(silent.cases[0]).not.toHaveProperty("console");
  });

  test("of a source that throws while it is loaded is all of its loading", async () => {
    const report = await run(`console.log("before");\nthrow new Error("no");`);
    expect([report.consoleAtLoad, report.cases]).toEqual(["before\n", []]);
  });
});

describe("judge", () => {
  test("without a seed draws a fresh one and says so", async () => {
    const [a, b] = [await run(right, { seed: undefined }), await run(right, { seed: undefined })];
    expect(a.seed).not.toBe(b.seed);
    expect(a.cases[1]?.inputs).not.toEqual(b.cases[1]?.inputs);
  });

  test("with a seed draws the same inputs", async () => {
    expect((await run(right)).cases[1]?.inputs).toEqual((await run(right)).cases[1]?.inputs);
  });

  test("judges the samples alone when asked", async () => {
    expect((await run(right, { cases: "sample" })).cases.map(({ name }) => name)).toEqual(["small"]);
  });

  test("rejects what it cannot judge with a sentence", async () => {
    const rejection = (more: Partial<JudgeRequest>) => run(right, more).catch((error) => error);
    expect(await rejection({ exercise: "sofmax" })).toMatchObject({
      name: "JudgeError",
      code: "unknown-exercise",
      message: expect.stringContaining("softmax"),
    });
    expect(await rejection({ exercise: "__proto__" })).toMatchObject({ code: "unknown-exercise" });
    expect(await rejection({ language: "cobol" as never })).toMatchObject({ code: "unknown-language" });
    expect(await rejection({ seed: 0.5 })).toMatchObject({ code: "bad-seed" });
    expect(await rejection({ seed: -1 })).toMatchObject({ code: "bad-seed" });
  });

  test("stops at an abort, with its reason", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 50);
    await expect(run("for (;;);", { signal: controller.signal })).rejects.toThrow("enough");
    await expect(run(right, { signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow("before");
  });

  test("on its own needs nothing prepared", async () => {
    expect((await judgeOnce({ exercise: twice, language: "javascript", source: right })).verdict).toBe("accepted");
  });

  test("runs several programs at once", async () => {
    const reports = await Promise.all([run(right), run("const nTimes = () => 1;"), run("throw 1;"), run(right)]);
    expect(reports.map(({ verdict }) => verdict)).toEqual(["accepted", "wrong-answer", "runtime-error", "accepted"]);
  });
});
