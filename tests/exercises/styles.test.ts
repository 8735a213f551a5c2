/**
 * Programs of many styles, as people write them. Right ones are accepted whatever the seed; wrong ones are named, although no
 * `mistakes.ts` was written after them. JavaScript; to add one, add an entry in `styles/`.
 */
import { afterAll, expect, test } from "vitest";
import { farthest } from "../../web/check/index.js";
import { openExercise } from "../../web/exercises/index.js";
import { createRandom } from "../../web/format/index.js";
import { createJudge } from "../../web/judge/index.node.js";
import { loadKernels } from "../../web/kernels/index.js";
import { compile, learnerArguments, toAnswer } from "./program.js";
import type { Style, WrongStyle } from "./style.js";

const files = Object.values(
  import.meta.glob<{ readonly right: readonly Style[]; readonly wrong: readonly WrongStyle[] }>("./styles/*.ts", {
    eager: true,
  }),
);

const right = files.flatMap((file) => file.right);
const wrong = files.flatMap((file) => file.wrong);

// More for a thorough run: SEEDS=24. A program is run in this process; a wrong one is judged in one of its own, which takes longer.
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 8) }, (_, i) => i * 104729 + 3);
const kernels = await loadKernels();
const judge = createJudge({ kernels });
afterAll(() => judge.dispose());

test.each(right)("$exercise accepts: $name", async ({ exercise: slug, source }) => {
  const exercise = await openExercise(slug);
  const { expected: rightAnswer } = exercise;
  if (typeof rightAnswer !== "function") throw new TypeError(`${slug} has its right answer from a program`);
  const solve = compile(source.replace(/^\s*export /gm, ""), exercise.signature);
  for (const seed of seeds) {
    for (const { name, inputs } of exercise.cases(createRandom(seed))) {
      const expected = rightAnswer(kernels, inputs);
      const answer = toAnswer(solve(...learnerArguments(exercise.signature, inputs)), exercise.signature);
      expect(farthest(answer, expected, exercise), `${name}, seed ${seed}`).toBeLessThan(1);
    }
  }
  expect(await judge.judge({ exercise: slug, language: "javascript", source, seed: 1 })).toMatchObject({
    verdict: "accepted",
  });
});

test.each(wrong)("$exercise names $mistake: $name", async ({ exercise, mistake, source }) => {
  for (const seed of seeds.slice(0, Math.ceil(seeds.length / 8))) {
    const report = await judge.judge({ exercise, language: "javascript", source, seed });
    expect(report).toMatchObject({ verdict: "wrong-answer", diagnosis: { mistake } });
  }
});
