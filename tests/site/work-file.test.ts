import { describe, expect, test } from "vitest";
import type { Earlier } from "../../web/elements/toolkit.js";
import type { Verdict } from "../../web/judge/index.js";
import type { QuestionRecord } from "../../web/site/storage/question-record.js";
import type { ExerciseRecord } from "../../web/site/storage/record.js";
import {
  changesOf,
  changesTo,
  mergedWork,
  readWorkFile,
  type Work,
  writeWorkFile,
} from "../../web/site/work/work-file.js";

const exercise = (javascript: string, more: Partial<ExerciseRecord> = {}): ExerciseRecord => ({
  sources: { javascript },
  hints: 0,
  revealed: false,
  solved: false,
  touched: 1,
  ...more,
});
const answer = (written: string): QuestionRecord => ({
  chosen: [],
  written,
  ticked: [],
  step: "writing",
  mark: null,
  touched: 1,
});
const submission = (text: string, at: number, verdict: Verdict = "accepted"): Earlier => ({
  at,
  language: "javascript",
  verdict,
  text,
});
const work = (parts: Partial<Work> = {}): Work => ({
  exercises: new Map(),
  questions: new Map(),
  reviews: new Map(),
  earlier: new Map(),
  ...parts,
});
const fileOf = (exercises: object, more: object = {}) =>
  JSON.stringify({ format: "attention-dojo", version: 1, saved: "2026-01-02", exercises, ...more });

describe("a file", () => {
  test("is read as it was written, however long its programs and answers are", () => {
    const here = work({
      exercises: new Map([["softmax", exercise("x".repeat(1_000_000))]]),
      questions: new Map([["what-attention-is", answer("y".repeat(100_000))]]),
      earlier: new Map([["exercise:softmax", [submission("z", 7)]]]),
    });
    const { saved: _, ...read } = readWorkFile(writeWorkFile({ saved: "2026-01-02", ...here }));
    expect(read).toEqual({ ...here, leftOut: [] });
  });

  test("gives what is sound, and says where the rest is damaged", () => {
    const { exercises, questions, leftOut } = readWorkFile(
      fileOf(
        { softmax: exercise("a"), "causal-mask": { ...exercise("b"), solved: "yes" }, "<b>": exercise("c") },
        { saved: "yesterday", questions: 7 },
      ),
    );
    expect([...exercises.keys()]).toEqual(["softmax"]);
    expect(questions.size).toBe(0);
    expect(leftOut).toEqual(["saved", "exercises.causal-mask.solved", "exercises.<b>", "questions"]);
  });

  test("with keys of prototypes changes no prototype", () => {
    const text = fileOf({ softmax: exercise("a") }).replace(
      '"softmax":',
      '"__proto__":{"solved":true},"constructor":{"prototype":{"solved":true}},"softmax":',
    );
    const { exercises, leftOut } = readWorkFile(text);
    expect([...exercises.keys()]).toEqual(["softmax"]);
    expect(leftOut).toEqual(["exercises.__proto__", "exercises.constructor.sources"]);
    expect("solved" in {}).toBe(false);
  });

  test("with nothing sound in it is turned away", () => {
    expect(() => readWorkFile(fileOf({ softmax: 7 }))).toThrow("damaged: exercises.softmax");
    expect(() => readWorkFile(fileOf([]))).toThrow("damaged: exercises");
    expect(() => readWorkFile(`${"[".repeat(5_000_000)}`)).toThrow("not-json");
    expect(() => readWorkFile(`${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`)).toThrow(/not-(json|ours)/);
  });

  test("brings no more earlier programs than are kept, and of each what is known", () => {
    const many = Array.from({ length: 51 }, (_, i) => submission(`${i}`, i));
    const odd = { ...submission("odd", 1), verdict: "<b>", language: "cobol", extra: 1 };
    const { earlier, leftOut } = readWorkFile(
      fileOf({}, { earlier: { "exercise:softmax": many, "exercise:causal-mask": [odd], softmax: [] } }),
    );
    expect([...earlier]).toEqual([["exercise:causal-mask", [{ at: 1, text: "odd" }]]]);
    expect(leftOut).toEqual(["earlier.exercise:softmax", "earlier.softmax"]);
  });

  test("brings the case that was written last, and none that no page has written", () => {
    const { exercises, leftOut } = readWorkFile(
      fileOf({
        softmax: { ...exercise("a"), ownCase: { x: "[1]" } },
        "causal-mask": { ...exercise("b"), ownCase: { x: "1".repeat(200_001) } },
        "split-heads": { ...exercise("c"), ownCase: { x: 7 } },
      }),
    );
    expect([...exercises]).toEqual([["softmax", exercise("a", { ownCase: { x: "[1]" } })]]);
    expect(leftOut).toEqual(["exercises.causal-mask.ownCase", "exercises.split-heads.ownCase.x"]);
  });

  test("of a hundred thousand entries is read in part", () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`e${i}`, exercise("")]));
    const { exercises, leftOut } = readWorkFile(fileOf(many));
    expect(exercises.size).toBe(2000);
    expect(leftOut).toEqual(["exercises.e2000 … exercises.e99999"]);
  });
});

describe("merging", () => {
  test("keeps what was solved or seen in either, and each language", () => {
    const here = work({ exercises: new Map([["softmax", exercise("a", { solved: true, hints: 1 })]]) });
    const file = work({
      exercises: new Map([["softmax", { ...exercise("b", { hints: 3, revealed: true }), sources: { python: "c" } }]]),
    });
    expect(mergedWork(here, file).exercises.get("softmax")).toEqual({
      sources: { javascript: "a", python: "c" },
      hints: 3,
      revealed: true,
      solved: true,
      touched: 1,
    });
  });

  test("has the earlier programs of both, the newest first, and says where that is all there is", () => {
    const exercises = new Map([["softmax", exercise("a")]]);
    const here = work({ exercises, earlier: new Map([["exercise:softmax", [submission("b", 2)]]]) });
    const file = work({
      exercises,
      earlier: new Map([["exercise:softmax", [submission("c", 3), submission("b", 2), submission("a", 1)]]]),
    });
    expect(mergedWork(here, file).earlier.get("exercise:softmax")).toEqual([
      submission("c", 3),
      submission("b", 2),
      submission("a", 1),
    ]);
    const effects = (other: Work) => changesOf(here, other, () => false).map(({ effect }) => effect);
    expect([effects(file), effects(here)]).toEqual([["history"], ["same"]]);
  });

  test("is undone only where nothing was changed since", () => {
    const before = work({ exercises: new Map([["softmax", exercise("a")]]) });
    const after = work({
      exercises: new Map([
        ["softmax", exercise("b")],
        ["causal-mask", exercise("c")],
      ]),
    });
    const now = work({ exercises: new Map(after.exercises).set("softmax", exercise("typed since")) });
    expect([...changesTo(before, after, after).exercises]).toEqual([
      ["softmax", exercise("a")],
      ["causal-mask", null],
    ]);
    expect([...changesTo(before, after, now).exercises]).toEqual([["causal-mask", null]]);
  });
});
