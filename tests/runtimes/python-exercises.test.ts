import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadExercise, loadSolution, loadStarter, slugs } from "../../web/exercises/index.js";
import { createJudge, type Judge } from "../../web/judge/index.node.js";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { ensurePythonAssets } from "./python-assets.js";

let judge: Judge;
beforeAll(async () => {
  const assets = await ensurePythonAssets();
  judge = createJudge({ runtimes: { python: () => createPythonRuntime({ assets }) } });
  await judge.prepare("python");
}, 300_000);
afterAll(() => judge?.dispose());

const seeds = [1, 7920, 123_456_789];

describe.each(slugs)("%s in Python", (slug) => {
  test("the solution is accepted", async () => {
    const source = await loadSolution(slug, "python");
    for (const seed of seeds) {
      const report = await judge.judge({ exercise: slug, language: "python", source, seed });
      expect(
        report.error?.trace ?? report.cases.find(({ verdict }) => verdict !== "accepted")?.message?.en,
      ).toBeUndefined();
      expect(report.verdict).toBe("accepted");
    }
  }, 60_000);

  test("the starter runs and is not accepted", async () => {
    const report = await judge.judge({
      exercise: slug,
      language: "python",
      source: await loadStarter(slug, "python"),
      seed: 1,
    });
    if ((await loadExercise(slug)).topic === "bugs") {
      // The program to be mended: it may raise, as its bug does, and what it does is named.
      expect(["wrong-answer", "runtime-error"]).toContain(report.verdict);
      expect(report.diagnosis).toBeDefined();
      return;
    }
    expect(report.verdict).toBe("wrong-answer");
    expect(report.error).toBeUndefined();
  }, 60_000);
});
