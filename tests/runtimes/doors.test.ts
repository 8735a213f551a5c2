import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { browserHarness as javascript } from "../../web/runtimes/javascript/harness.js";
import { browserHarness as python } from "../../web/runtimes/python/harness.js";

const doors = readFileSync(new URL("../../web/runtimes/worker/doors.js", import.meta.url), "utf8");

test.each([
  ["JavaScript", javascript()],
  ["Python", python()],
])("a browser's worker for %s has the one list of doors, no other, and closes them", (_, script) => {
  const [before, after, ...more] = script.split(doors);
  expect(more).toEqual([]);
  expect(after).toContain("closeDoors();");
  expect(`${before}${after}`).not.toMatch(/"(indexedDB|BroadcastChannel)"/);
});
