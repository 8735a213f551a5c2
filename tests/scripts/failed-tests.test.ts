import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { failedInPlaywright, failedInVitest } from "../../web/scripts/failed-tests.mjs";
import { inRoot } from "../../web/scripts/paths.mjs";

function report(content: object): string {
  const path = join(mkdtempSync(join(tmpdir(), "attention-dojo-report-")), "report.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test("of Vitest's report: the tests that failed, and the files that could not be loaded", () => {
  const passed = { fullName: "adds", status: "passed", failureMessages: [] };
  const failed = {
    fullName: "group subtracts",
    status: "failed",
    failureMessages: ["\u001b[31mError: 1 is not 2\u001b[0m\n at x"],
  };
  const path = report({
    testResults: [
      { name: inRoot("tests", "a.test.ts"), status: "failed", message: "", assertionResults: [passed, failed] },
      { name: inRoot("tests", "b.test.ts"), status: "failed", message: "Cannot find c.js", assertionResults: [] },
      { name: inRoot("tests", "d.test.ts"), status: "passed", message: "", assertionResults: [passed] },
    ],
  });
  expect(failedInVitest(path)).toEqual([
    "tests/a.test.ts › group subtracts: Error: 1 is not 2",
    "tests/b.test.ts › the file itself: Cannot find c.js",
  ]);
});

test("of Playwright's report: the tests that failed, and those that passed the second time, at any depth", () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: "x.test.ts",
    line: 7,
    tests: [{ status, results: [message === undefined ? {} : { error: { message } }, {}] }],
  });
  const inner = {
    specs: [spec("opens", "unexpected", "Timeout of 60000ms exceeded.\nmore"), spec("slips", "flaky", "late")],
  };
  const path = report({
    suites: [{ specs: [spec("closes", "expected")], suites: [inner] }],
    errors: [{ message: "no browser" }],
  });
  expect(failedInPlaywright(path)).toEqual([
    "Playwright › outside of tests: no browser",
    "x.test.ts:7 › opens: Timeout of 60000ms exceeded.",
    "flaky: x.test.ts:7 › slips: late",
  ]);
});
