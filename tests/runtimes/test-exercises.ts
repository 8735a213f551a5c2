/** Every exercise in a dialect of Python: the rules that judge programs, as `attention-dojo check` runs them. More seeds: SEEDS=3. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBench, rules, someSeeds } from "../../web/check/index.js";
import { openExercise, slugs } from "../../web/exercises/index.js";
import type { Language } from "../../web/format/index.js";
import { createJudge, type Judge } from "../../web/judge/index.node.js";
import { loadKernels } from "../../web/kernels/index.js";
import { createJavaScriptRuntime } from "../../web/runtimes/index.node.js";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { ensurePythonAssets } from "./python-assets.js";

export async function testExercises(language: Language): Promise<void> {
  const kernels = await loadKernels();
  const runtime = createJavaScriptRuntime();
  let judge: Judge;
  beforeAll(async () => {
    const assets = await ensurePythonAssets();
    judge = createJudge({ kernels, runtimes: { python: () => createPythonRuntime({ assets }) } });
    await judge.prepare("python");
  }, 300_000);
  afterAll(() => {
    judge?.dispose();
    runtime.dispose();
  });

  const judged = rules.filter(({ name }) => name === "judged");

  test.each(slugs)(
    "%s: the solution is accepted, the starter fails, already on the samples",
    async (slug) => {
      const exercise = await openExercise(slug);
      const seeds = someSeeds(Number(process.env.SEEDS ?? 1));
      const bench = createBench(exercise, { kernels, judge, runtime, seeds, languages: [language] });
      expect(judged).toHaveLength(1);
      for (const { check } of judged) expect(await check(exercise, bench)).toEqual([]);
    },
    120_000,
  );
}
