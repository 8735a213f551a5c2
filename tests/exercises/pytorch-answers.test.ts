/** What the judge takes for right is what PyTorch makes of the solution, in float64: see `tests/golden/exercises/answer.py`. */
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { distance } from "../../web/check/distance.js";
import { openExercise, slugs } from "../../web/exercises/index.js";
import { toleranceOf } from "../../web/judge/compare.js";
import { drawCases } from "../../web/judge/draw-cases.js";
import { loadKernels } from "../../web/kernels/index.js";
import { createJavaScriptRuntime, defaultLimits } from "../../web/runtimes/index.node.js";
import { seed } from "../golden/exercises/draw.js";

/** By case, by output, as base64. */
type Answers = Readonly<Record<string, Readonly<Record<string, string>>>>;

const folder = new URL("../golden/exercises/", import.meta.url);
const answered = readdirSync(folder).flatMap((file) => file.match(/^(.+)\.json$/)?.[1] ?? []);

const numbersOf = (base64: string): Float32Array => {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  return new Float32Array(bytes.buffer);
};

const kernels = await loadKernels();
const runtime = createJavaScriptRuntime();
afterAll(() => runtime.dispose());

test("every file is of an exercise", () => {
  expect(answered.filter((slug) => !slugs.includes(slug))).toEqual([]);
  expect(answered.length).toBeGreaterThan(50);
});

describe.each(answered)("%s", async (slug) => {
  const exercise = await openExercise(slug);
  const answers: Answers = JSON.parse(readFileSync(new URL(`${slug}.json`, folder), "utf8"));
  const cases = await drawCases(exercise, seed, "all", {
    kernels,
    scriptRuntime: async () => runtime,
    limits: defaultLimits,
  });

  test("PyTorch answered its cases", () => {
    expect(Object.keys(answers), "remake the answers").toEqual(cases.map(({ name }) => name));
  });

  test.each(cases.map(({ name, expected }) => [name, expected] as const))("%s", (name, expected) => {
    const given = answers[name] ?? {};
    for (const output of exercise.signature.outputs) {
      const right = expected[output.name];
      if (output.optional && given[output.name] === undefined) continue;
      if (!right) throw new Error(`The exercise expects no ${output.name}`);
      const data = Float64Array.from(numbersOf(given[output.name] as string));
      expect(data.length).toBe(right.data.length);
      expect(distance({ shape: right.shape, data }, right, toleranceOf(output, exercise.tolerance))).toBeLessThan(1);
    }
  });
});
