/** What every exercise must keep, folder by folder: nothing is registered here. The rules are those of `attention-dojo check`. */
import { afterAll, describe, expect, test } from "vitest";
import { createBench, farthest, rules, someSeeds } from "../../web/check/index.js";
import { openExercise, slugs } from "../../web/exercises/index.js";
import { localeNames, type Mistake } from "../../web/format/index.js";
import { wayInputs } from "../../web/judge/convert.js";
import { diagnose, type JudgedCase } from "../../web/judge/diagnose.js";
import { diagnosePair } from "../../web/judge/diagnose-pair.js";
import { createJudge } from "../../web/judge/index.node.js";
import { loadKernels, type Tensor } from "../../web/kernels/index.js";
import { createJavaScriptRuntime } from "../../web/runtimes/index.node.js";

// More seeds for a thorough run: SEEDS=500.
const seeds = someSeeds(Number(process.env.SEEDS ?? 3));
const kernels = await loadKernels();
const judge = createJudge({ kernels });
const runtime = createJavaScriptRuntime();
afterAll(() => {
  judge.dispose();
  runtime.dispose();
});

describe.each(slugs)("%s", async (slug) => {
  const exercise = await openExercise(slug);
  const bench = createBench(exercise, { kernels, judge, runtime, seeds, languages: ["javascript"] });

  // Dozens of programs, which a busy machine takes its time for.
  test.each(rules)("$name: $about", { timeout: 60_000 }, async ({ check }) => {
    expect(await check(exercise, bench)).toEqual([]);
  });

  test("has no name for an answer of zeros", async () => {
    const { signature } = exercise;
    const required = signature.outputs.filter(({ optional }) => !optional);
    const mistakes = (await exercise.mistakes()) as readonly Mistake[];
    for (const seed of seeds) {
      const cases = (await bench.draw(seed)).map(({ expected, inputs }): JudgedCase => {
        const returned = Object.fromEntries(
          required.map(({ name }) => {
            const { shape, data } = expected[name] as Tensor;
            return [name, { shape, data: new Float64Array(data.length) }];
          }),
        );
        const wrong = required.find(
          (output) => farthest(returned, expected, { ...exercise, signature: { ...signature, outputs: [output] } }) > 1,
        );
        return {
          inputs: () => wayInputs(inputs),
          expected,
          learner: { returned, ...(wrong && { wrong: wrong.name }) },
        };
      });
      expect(cases.some(({ learner }) => "wrong" in learner)).toBe(true);
      expect(diagnose(mistakes, cases, exercise)?.code).toBeUndefined();
      // Pairs are many: one seed will do.
      if (seed === seeds[0]) expect(await diagnosePair(mistakes, cases, exercise)).toBeUndefined();
    }
  });

  test("is told at length, with a heading over each hint", async () => {
    for (const locale of localeNames) {
      const { prompt, hints, explanation } = await exercise.words(locale);
      for (const hint of hints) expect(hint).toMatch(/^<h2/);
      if (locale === "en") for (const text of [prompt, explanation]) expect(text.length).toBeGreaterThan(200);
    }
  });

  test("builds on exercises that there are", () => {
    for (const before of exercise.after) expect(slugs).toContain(before);
  });
});
