/** The table that `npm run matrix` has written, and the documentation publishes. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openExercise, slugs } from "../../web/exercises/index.js";
import { type Matrix, withMatrix } from "../../web/scripts/docs/matrix-tables.mjs";

const file = new URL("../../web/site/docs/matrix.json", import.meta.url);
const { exercises }: Matrix = JSON.parse(readFileSync(file, "utf8"));

test.each(Object.entries(exercises))("%s: speaks of mistakes that there are", async (slug, { mistakes }) => {
  expect(slugs).toContain(slug);
  const known = (await (await openExercise(slug)).mistakes()).map(({ code }) => code);
  expect(known).toEqual(expect.arrayContaining(mistakes.map(({ code }) => code)));
});

test("every mistake fails in a case, and 95 % of the wrong programs are named", () => {
  const mistakes = Object.values(exercises).flatMap((exercise) => exercise.mistakes);
  for (const { code, killed } of mistakes) expect(Math.max(...killed), code).toBeGreaterThan(0);
  const counts = mistakes.flatMap(({ programs }) => Object.values(programs));
  const total = (which: 0 | 1) => counts.reduce((sum, count) => sum + count[which], 0);
  expect(total(1)).toBeGreaterThan(2000);
  expect(total(0) / total(1)).toBeGreaterThan(0.95);
});

test.each(["en", "zh"] as const)("is a table for each exercise, in %s", (locale) => {
  const page = readFileSync(new URL(`../../web/site/docs/matrix.${locale}.md`, import.meta.url), "utf8");
  const tables = withMatrix(page, locale);
  expect(tables.match(/^## .+ \{#[\w-]+\}$/gm)).toHaveLength(Object.keys(exercises).length);
  expect(tables).not.toMatch(/@(matrix|made|programs|named)/);
});
