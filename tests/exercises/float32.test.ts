/** Who computes in float32 is judged alike: every published solution, each of its operations rounded. */
import { expect, test } from "vitest";
import { farthest } from "../../web/check/index.js";
import { openExercise, slugs } from "../../web/exercises/index.js";
import { createRandom } from "../../web/format/index.js";
import { loadKernels } from "../../web/kernels/index.js";
import { inFloat32 } from "./float32.js";
import { compile, learnerArguments, toAnswer } from "./program.js";

const kernels = await loadKernels();
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 20) }, (_, i) => i * 104729 + 3);

test("rounds every operation", () => {
  expect(inFloat32("let a = b * 2 + 1;").trim()).toBe("let a = Math.fround(Math.fround(b * 2) + 1);");
  expect(inFloat32("a += Math.exp(b);").trim()).toBe("a = Math.fround(a + Math.fround(Math.exp(b)));");
});

test.each(slugs)("%s accepts its solution in float32", async (slug) => {
  const exercise = await openExercise(slug);
  const { expected: right, signature } = exercise;
  if (typeof right !== "function") throw new TypeError(`${slug} has its right answer from a program`);
  const solve = compile(inFloat32(await exercise.solution("javascript")), signature);
  for (const seed of seeds)
    for (const { name, inputs } of exercise.cases(createRandom(seed))) {
      const answer = toAnswer(solve(...learnerArguments(signature, inputs)), signature);
      expect(farthest(answer, right(kernels, inputs), exercise), `${name}, seed ${seed}`).toBeLessThan(1);
    }
});
