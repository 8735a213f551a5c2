import { expect, test } from "vitest";
import { openExercise, slugs } from "../../web/exercises/index.js";
import { questionSlugs } from "../../web/questions/index.js";
import { withBench } from "../../web/scripts/docs/bench-tables.mjs";
import { readFigures } from "../../web/scripts/plugins/figures-plugin.mjs";
import { read } from "../texts/texts.js";

test("the first page counts what there is, and says of speed what the page on it says", async () => {
  const figures = await readFigures();
  const known = await Promise.all(slugs.map(async (slug) => (await (await openExercise(slug)).mistakes()).length));
  expect(figures.exercises).toBe(slugs.length);
  expect(figures.questions).toBe(questionSlugs.length);
  expect(figures.mistakes).toBe(known.reduce((sum, n) => sum + n, 0));
  const row = withBench(read("web/site/docs/speed.en.md"), "en")
    .split("## Chromium")[1]
    ?.split("\n")
    .find((line) => line.startsWith("| SDPA 1x8x512x64 |"));
  expect(row).toContain(` ${figures.speed}×`);
});
