import { expect, test } from "vitest";
import { ended, errorLineOf, isBusy, type Judging, outcomeOf } from "../../web/elements/exercise/session-state.js";
import { reportOf } from "./session.js";

const report = reportOf("runtime-error", { cases: [{}, { error: { line: 4 } }] } as never);
const outcome = { mode: "run", alone: false, report, unnamed: report } as const;
const busy = { mode: "run", slow: false, last: outcome } as const;

test.each<readonly [Judging, { busy: boolean; shown: boolean; line: number | null; after: Judging["step"] }]>([
  [{ step: "rest" }, { busy: false, shown: false, line: null, after: "rest" }],
  [
    { step: "waiting", ...busy },
    { busy: true, shown: true, line: null, after: "judged" },
  ],
  [
    { step: "running", ...busy, last: null },
    { busy: true, shown: false, line: null, after: "rest" },
  ],
  [
    { step: "judged", outcome },
    { busy: false, shown: true, line: 4, after: "judged" },
  ],
  [
    { step: "cancelled", last: outcome },
    { busy: false, shown: true, line: null, after: "judged" },
  ],
  [
    { step: "failed", failure: "", last: outcome },
    { busy: false, shown: true, line: null, after: "judged" },
  ],
])("what follows from a judging: %o", (judging, { busy, shown, line, after }) => {
  expect(isBusy(judging)).toBe(busy);
  expect(outcomeOf(judging)).toBe(shown ? outcome : null);
  expect(errorLineOf(judging)).toBe(line);
  expect(ended(judging).step).toBe(after);
});

test("an error of the program itself goes before those of its cases", () => {
  const early = reportOf("compile-error", { error: { line: 2 }, cases: report.cases } as never);
  expect(errorLineOf({ step: "judged", outcome: { ...outcome, report: early } })).toBe(2);
});
