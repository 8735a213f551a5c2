/** Programs in NumPy, as people write them: the right ones are accepted, the wrong ones named. To add one, add an entry. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createJudge, type Judge } from "../../web/judge/index.node.js";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { right } from "./programs/right.js";
import { wrong } from "./programs/wrong.js";
import { ensurePythonAssets } from "./python-assets.js";

let judge: Judge;
beforeAll(async () => {
  const assets = await ensurePythonAssets();
  judge = createJudge({ runtimes: { python: () => createPythonRuntime({ assets }) } });
  await judge.prepare("python");
}, 300_000);
afterAll(() => judge?.dispose());

const judgePython = (exercise: string, source: string) =>
  judge.judge({ exercise, language: "python", source: `import numpy as np\n\n${source}\n`, seed: 20_261_121 });

test.each(right)(
  "$exercise accepts: $name",
  async ({ exercise, source }) => {
    const report = await judgePython(exercise, source);
    expect(report.error ?? report.cases.find(({ verdict }) => verdict !== "accepted")?.message?.en).toBeUndefined();
    expect(report.verdict).toBe("accepted");
  },
  60_000,
);

test.each(wrong)(
  "$exercise names $mistake (%#)",
  async ({ exercise, mistake, source }) => {
    const report = await judgePython(exercise, source);
    expect(report.verdict).not.toBe("accepted");
    expect(report.diagnosis?.mistake).toBe(mistake);
  },
  60_000,
);
