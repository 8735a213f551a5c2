/** What who returns finds on the first page. */
import { expect, test } from "vitest";
import { lastInterview } from "../../web/site/interview/last-interview.js";
import { lastWorked } from "../../web/site/path/last-worked.js";
import { interviewKey } from "../../web/site/storage/interview-mark.js";
import { type ExerciseRecord, emptyRecord } from "../../web/site/storage/record.js";
import { FakeStorage } from "./fake-storage.js";

const record = (parts: Partial<ExerciseRecord>): ExerciseRecord => ({ ...emptyRecord, ...parts });

test("what was worked on last is in the chosen language, where there is work in it", () => {
  const records = new Map([
    ["softmax", record({ sources: { javascript: "a", python: "b" }, touched: 5 })],
    ["older", record({ sources: { python: "b" }, solved: true, touched: 4 })],
    ["only-looked-at", record({ touched: 9 })],
    ["gone", record({ sources: { python: "b" }, touched: 8 })],
  ]);
  const exists = (slug: string) => slug !== "gone";
  expect(lastWorked(records, exists, "javascript")).toEqual({ slug: "softmax", language: "javascript", solved: false });
  expect(lastWorked(records, exists, "pytorch")).toEqual({ slug: "softmax", language: "python", solved: false });
  expect(lastWorked(records, exists, undefined)?.language).toBe("python");
  expect(lastWorked(new Map(), exists, undefined)).toBeUndefined();
});

test("of the last interview it is counted what was right; a damaged one is left where it is", () => {
  const answer = (mark: object | null) => ({ chosen: [], written: "", ticked: [], step: "answered", mark });
  const question = (mark: object | null) => ({ kind: "question", slug: "q", answer: answer(mark), spent: 0 });
  const coding = (...verdicts: readonly string[]) => ({
    kind: "exercise",
    slug: "softmax",
    sources: {},
    submissions: verdicts.map((verdict, at) => ({ at, verdict, mistake: null })),
    spent: 0,
  });
  const tasks = [
    question({ points: 1, of: 1 }),
    question({ points: 1, of: 2 }),
    question(null),
    coding("accepted", "wrong-answer"),
    coding("wrong-answer"),
  ];
  const store = new FakeStorage();
  expect(lastInterview(store)).toBeNull();
  store.setItem(interviewKey, JSON.stringify({ minutes: 20, started: 1, ended: 2, tasks, at: 0, since: 1 }));
  expect(lastInterview(store)).toEqual({ minutes: 20, started: 1, running: false, right: 2, total: 5 });
  store.setItem(interviewKey, "{");
  expect(lastInterview(store)).toBeNull();
  expect(store.getItem(interviewKey)).toBe("{");
  expect(lastInterview(null)).toBeNull();
});
