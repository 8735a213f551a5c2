import { afterAll, describe, expect, test } from "vitest";
import { openExercise } from "../../web/exercises/index.js";
import type { Signature } from "../../web/format/index.js";
import { createJudge } from "../../web/judge/index.node.js";
import { readArray } from "../../web/judge/own/read-array.js";
import { readInputs, writeInputs } from "../../web/judge/own/read-inputs.js";

const judge = createJudge();
afterAll(() => judge.dispose());

describe("what somebody types is read as an array", () => {
  test.each([
    ["[[1, 2], [3, 4.5]]", [2, 2], [1, 2, 3, 4.5]],
    ["-1e3", [], [-1000]],
    ["[1., .5, +2,]", [3], [1, 0.5, 2]],
    ["[NaN, -Infinity, inf, nan]", [4], [Number.NaN, -Infinity, Infinity, Number.NaN]],
    ["[true, False]", [2], [1, 0]],
    ["[[], []]", [2, 0], []],
    ["[[[1]], [[2]]]", [2, 1, 1], [1, 2]],
  ])("%s", (text, shape, data) => {
    expect(readArray(text)).toEqual({ shape, data });
  });

  test.each([
    ["", "ends too early"],
    ["[1, 2", "ends too early"],
    ["[1 2]", "cannot be read at “2”"],
    ["[1, 2] 3", "cannot be read at “3”"],
    ["[1, x]", "cannot be read at “x]”"],
    ["[0x10]", "cannot be read at “0x10]”"],
    ["[[1, 2], [3]]", "ragged"],
    ["[1, [2]]", "ragged"],
    ["[[1], 2]", "ragged"],
    ["[[], 2]", "ragged"],
    ["[".repeat(9), "too many nested"],
    [`[${"0,".repeat(5000)}]`, "more than 4096"],
    ["[".repeat(100_000), "too many nested"],
  ])("but not %.20s", (text, problem) => {
    const read = readArray(text);
    expect("problem" in read && read.problem.en).toContain(problem);
    expect("problem" in read && read.problem.zh).toBeTruthy();
  });
});

describe("the inputs of a case", () => {
  const about = { en: "" };
  const signature: Signature = {
    name: "f",
    arguments: [
      { name: "x", kind: "float", shape: ["B", "d"], about },
      { name: "ids", kind: "int", shape: ["B"], about },
      { name: "mask", kind: "bool", shape: ["B"], about },
      { name: "causal", kind: "boolean", about },
      { name: "params", kind: "params", entries: { w: { shape: ["d", "2*d"], about } }, about },
    ],
    outputs: [{ name: "y", kind: "float", shape: ["B"], about }],
  };
  const texts = {
    x: "[[1, 2]]",
    ids: "[3]",
    mask: "[true]",
    causal: "false",
    "params.w": "[[1, 2, 3, 4], [5, 6, 7, 8]]",
  };

  test("are read by the signature, and written as they are read", () => {
    const read = readInputs(signature, texts);
    const inputs = {
      x: { shape: [1, 2], data: Float32Array.of(1, 2) },
      ids: { shape: [1], data: Int32Array.of(3) },
      mask: { shape: [1], data: Uint8Array.of(1) },
      causal: false,
      params: { w: { shape: [2, 4], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) } },
    };
    expect(read).toEqual({ inputs });
    const plain = { ...inputs, x: { shape: [1, 2], data: [Math.fround(0.1), -2] } } as never;
    expect(writeInputs(signature, plain)).toEqual({
      ...texts,
      x: "[[0.1, -2]]",
      mask: "[1]",
      "params.w": "[[1, 2, 3, 4],\n [5, 6, 7, 8]]",
    });
  });

  test.each([
    [{ x: "[1, 2]" }, "x", "has shape [2], but [B, d] is asked for."],
    [{ x: "[[1, NaN]]" }, "x", "may not hold NaN or infinities."],
    [{ ids: "[1.5]" }, "ids", "holds whole numbers"],
    [{ ids: "[1, 2]" }, "ids", "has shape [2], which does not fit [B]"],
    [{ mask: "[2]" }, "mask", "holds truth values"],
    [{ causal: "[true]" }, "causal", "is one value"],
    [{ "params.w": "[[1], [2]]" }, "params.w", "has shape [2, 1], which does not fit [d, 2*d]"],
    [{ x: "[[]]" }, "x", "has a dimension of size 0."],
    [{ x: "[[1, 2" }, "x", "ends too early"],
  ])("that contradict it are refused with a sentence: %o", (change, of, problem) => {
    const read = readInputs(signature, { ...texts, ...change });
    expect(read).toMatchObject({ of, problem: { en: expect.stringContaining(problem), zh: expect.any(String) } });
  });
});

describe("the judge", () => {
  const request = async (language: "javascript" = "javascript") => ({
    exercise: "softmax",
    language,
    source: await (await openExercise("softmax")).solution(language),
  });
  const inputs = { x: { shape: [1, 3], data: Float32Array.of(1000, 0, 1000) }, axis: -1 };

  test("computes the right answer to inputs of one's own as it does to its own", async () => {
    const report = await judge.judge({ ...(await request()), cases: { inputs } });
    expect(report).toMatchObject({ verdict: "accepted", cases: [{ name: "own", sample: false, verdict: "accepted" }] });
    expect(report.cases[0]?.outputs[0]?.expected).toEqual({ shape: [1, 3], data: [0.5, 0, 0.5] });
    const wrong = await judge.judge({ ...(await request()), source: "const softmax = (x) => x;", cases: { inputs } });
    expect(wrong.cases[0]).toMatchObject({ verdict: "wrong-answer", wrong: "out" });
  });

  test.each([
    [{ x: { shape: [2], data: Float32Array.of(1) }, axis: -1 }, "[2]"],
    [{ axis: -1 }, "x"],
    [{ x: { shape: [1, 2], data: Float32Array.of(1, 2) }, axis: 7 }, "axis"],
    [{ x: { shape: [65, 64], data: new Float32Array(65 * 64) }, axis: -1 }, "4096"],
  ])("judges no inputs that no case can have", async (strange, said) => {
    const judging = judge.judge({ ...(await request()), cases: { inputs: strange } });
    await expect(judging).rejects.toMatchObject({
      name: "JudgeError",
      code: "bad-inputs",
      message: expect.stringContaining(said),
    });
  });

  test("judges single cases by their names, with the numbers of the seed", async () => {
    const all = await judge.judge({ ...(await request()), seed: 9 });
    const { name, inputs: drawn } = all.cases[2] as (typeof all.cases)[number];
    const one = await judge.judge({ ...(await request()), seed: 9, cases: [name] });
    expect(one.cases.map((it) => [it.name, it.inputs])).toEqual([[name, drawn]]);
    await expect(judge.judge({ ...(await request()), cases: ["nowhere"] })).rejects.toMatchObject({
      code: "unknown-case",
    });
  });
});
