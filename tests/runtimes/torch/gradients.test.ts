import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allFiles, runPython } from "./pyodide.js";

test("every operation has the gradient that differences of its values give", async () => {
  const program = readFileSync(new URL("gradients.py", import.meta.url), "utf8");
  const { wrong, checked, constant } = JSON.parse(await runPython(program, allFiles));
  expect(wrong).toEqual({});
  // The names come from the registry; of those without a gradient there are few.
  expect(checked.length).toBeGreaterThan(3 * constant.length);
}, 120_000);
