/**
 * PyTorch programs of many styles, as people write them. Right ones are accepted; wrong ones are named, whether they return
 * something or raise. To add one, add it to a file in `torch/`. Of the wrong ones, a thousand, those run that are the first to
 * make their mistake; ALL=1 runs every one.
 */
import { existsSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { openExercise, slugs } from "../../web/exercises/index.js";
import { createJudge } from "../../web/judge/index.node.js";
import { rightTorch, wrongTorch } from "./torch/programs.js";

const known = new Map(
  await Promise.all(
    slugs.map(async (slug) => {
      const mistakes = await (await openExercise(slug)).mistakes();
      return [slug, mistakes.map(({ code }) => code)] as const;
    }),
  ),
);
const wrongOnes = wrongTorch((exercise, mistake) => known.get(exercise)?.includes(mistake) ?? false);

const first = wrongOnes.filter(({ mistake }, i) => wrongOnes.findIndex((one) => one.mistake === mistake) === i);
const run = process.env.ALL ? wrongOnes : first;

test("each wrong program makes a mistake that its exercise knows", () => {
  const strangers = wrongOnes.filter(({ exercise, mistake }) => !known.get(exercise)?.includes(mistake));
  expect(strangers.map(({ exercise, mistake }) => `${exercise}: ${mistake}`)).toEqual([]);
});

test("no two programs of an exercise have one name", () => {
  const names = [...rightTorch, ...wrongOnes.map((one) => ({ ...one, name: `${one.mistake}: ${one.name}` }))];
  const taken = names.map(({ exercise, name, source }) => `${exercise}: ${name}: ${source.length}`);
  expect(taken.filter((name, i) => taken.indexOf(name) !== i)).toEqual([]);
});

// Until the runtime has a torch.
const runs = existsSync(new URL("../../web/runtimes/python/torch", import.meta.url));

describe.runIf(runs)("in the page's PyTorch", () => {
  const judge = createJudge();
  afterAll(() => judge.dispose());

  test.each(rightTorch)("$exercise accepts: $name", { timeout: 60_000 }, async ({ exercise, source }) => {
    expect(await judge.judge({ exercise, language: "pytorch", source, seed: 1 })).toMatchObject({
      verdict: "accepted",
    });
  });

  test.each(run)("$exercise names $mistake: $name", { timeout: 60_000 }, async ({ exercise, mistake, source }) => {
    const report = await judge.judge({ exercise, language: "pytorch", source, seed: 1 });
    expect(report.diagnosis?.mistake).toBe(mistake);
  });
});
