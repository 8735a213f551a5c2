/** What every exercise must keep, folder by folder: nothing is registered here. The rules are those of `attention-dojo check`. */
import { afterAll, describe, expect, test } from "vitest";
import { createBench, distance, rules, someSeeds } from "../../web/check/index.js";
import { loadMistakes, slugs } from "../../web/exercises/index.js";
import { wayInputs } from "../../web/judge/convert.js";
import { diagnose, type JudgedCase } from "../../web/judge/diagnose.js";
import { createJudge } from "../../web/judge/index.node.js";
import { loadKernels } from "../../web/kernels/index.js";
import { createJavaScriptRuntime } from "../../web/runtimes/index.node.js";
import { subjectOfFolder } from "./folder.js";

// More seeds for a thorough run: SEEDS=500.
const seeds = someSeeds(Number(process.env.SEEDS ?? 20));
const kernels = await loadKernels();
const judge = createJudge({ kernels });
const runtime = createJavaScriptRuntime();
afterAll(() => {
  judge.dispose();
  runtime.dispose();
});

describe.each(slugs)("%s", async (slug) => {
  const subject = await subjectOfFolder(slug);
  const bench = createBench(subject, { kernels, judge, runtime, seeds, languages: ["javascript"] });

  test.each(rules)("$name: $about", async ({ check }) => {
    expect(await check(subject, bench)).toEqual([]);
  });

  test("has no name for an answer of zeros", async () => {
    for (const seed of seeds) {
      const cases = (await bench.draw(seed)).map(({ expected, inputs }): JudgedCase => {
        const zeros = { shape: expected.out.shape, data: new Float64Array(expected.out.data.length) };
        const right = distance(zeros, expected.out, subject.tolerance) <= 1;
        return {
          inputs: () => wayInputs(inputs),
          expected,
          learner: { returned: { out: zeros }, ...(!right && { wrong: "out" }) },
        };
      });
      expect(cases.some(({ learner }) => "wrong" in learner)).toBe(true);
      expect(diagnose(await loadMistakes(slug), cases, subject.tolerance)?.code).toBeUndefined();
    }
  });

  test("is told at length, with a heading over each hint", () => {
    for (const text of [subject.prompt, subject.explanation]) expect(text.en.length).toBeGreaterThan(200);
    for (const hint of [...subject.hints.en, ...subject.hints.zh]) expect(hint).toMatch(/^<h2/);
  });
});
