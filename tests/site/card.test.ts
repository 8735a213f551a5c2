/** The card of the first page: what it says of its programs is what the judge says of them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openExercise } from "../../web/exercises/index.js";
import { createJudge, type Judge } from "../../web/judge/index.node.js";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { cardMistakes, cardSlug, choices, linesOf, programOf } from "../../web/site/views/hero/card-program.js";
import { ensurePythonAssets } from "../runtimes/python-assets.js";

let judge: Judge;
beforeAll(async () => {
  const assets = await ensurePythonAssets();
  judge = createJudge({ runtimes: { python: () => createPythonRuntime({ assets }) } });
}, 300_000);
afterAll(() => judge?.dispose());

test.each(choices)(
  "the judge says of the program (%s) what the card says",
  async (choice) => {
    const report = await judge.judge({ exercise: cardSlug, language: "python", source: programOf(choice), seed: 1 });
    expect(report.verdict).toBe(choice === "right" ? "accepted" : "wrong-answer");
    expect(report.diagnosis?.mistake).toBe(choice === "right" ? undefined : cardMistakes[choice]);
  },
  60_000,
);

test("the exercise knows the mistakes", async () => {
  const known = await (await openExercise(cardSlug)).mistakes();
  for (const code of Object.values(cardMistakes)) expect(known.map((mistake) => mistake.code)).toContain(code);
});

test("the program has eight lines of code, narrow enough for a telephone", () => {
  for (const choice of choices) {
    const lines = linesOf(choice).map((line) => line.map(({ text }) => text).join(""));
    expect(lines.filter((line) => line !== "")).toHaveLength(8);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(46);
  }
});
