/**
 * Programs of many styles in a dialect of Python, as people write them: right ones are accepted; wrong ones are named, whether
 * they return something or raise. There are more than three thousand, and each takes a process: of each exercise the first few run, of the
 * wrong ones those that are the first to make their mistake. ALL=1 runs every one; `npm run matrix` judges every wrong one.
 */
import { afterAll, describe, expect, test } from "vitest";
import { openExercise, slugs } from "../../web/exercises/index.js";
import type { Language } from "../../web/format/index.js";
import { createJudge } from "../../web/judge/index.node.js";
import { type Dialect, rightPrograms, wrongPrograms } from "./programs.js";
import type { Style } from "./style.js";

const mostRight = 2;

/** @param mostWrong how many wrong programs of an exercise run */
export async function testPrograms(language: Language, dialect: Dialect, mostWrong: number): Promise<void> {
  const known = new Map(
    await Promise.all(
      slugs.map(async (slug) => {
        const { mistakes, counted } = await openExercise(slug);
        const codes = (await mistakes()).map(({ code }) => code);
        return [slug, [...codes, ...(counted ? [counted.mistake.code] : [])]] as const;
      }),
    ),
  );
  const knows = (exercise: string, mistake: string) => known.get(exercise)?.includes(mistake) ?? false;
  const right = rightPrograms(dialect);
  const wrong = wrongPrograms(dialect, knows);
  const first = wrong.filter(({ mistake }, i) => wrong.findIndex((one) => one.mistake === mistake) === i);
  const some = <One extends Style>(all: readonly One[], most: number) =>
    all.filter((one, i) => all.slice(0, i).filter(({ exercise }) => exercise === one.exercise).length < most);

  test("each wrong program makes a mistake that its exercise knows", () => {
    const strangers = wrong.filter(({ exercise, mistake }) => !knows(exercise, mistake));
    expect(strangers.map(({ exercise, mistake }) => `${exercise}: ${mistake}`)).toEqual([]);
  });

  test("no two programs of an exercise have one name", () => {
    const names = [...right, ...wrong.map((one) => ({ ...one, name: `${one.mistake}: ${one.name}` }))];
    const taken = names.map(({ exercise, name, source }) => `${exercise}: ${name}: ${source.length}`);
    expect(taken.filter((name, i) => taken.indexOf(name) !== i)).toEqual([]);
  });

  describe("judged", () => {
    const judge = createJudge();
    afterAll(() => judge.dispose());

    test.each(process.env.ALL ? right : some(right, mostRight))(
      "$exercise accepts: $name",
      { timeout: 60_000 },
      async ({ exercise, source }) => {
        expect(await judge.judge({ exercise, language, source, seed: 1 })).toMatchObject({ verdict: "accepted" });
      },
    );

    test.each(process.env.ALL ? wrong : some(first, mostWrong))(
      "$exercise names $mistake: $name",
      { timeout: 60_000 },
      async ({ exercise, mistake, source }) => {
        const report = await judge.judge({ exercise, language, source, seed: 1 });
        expect(report.diagnosis?.mistake).toBe(mistake);
      },
    );
  });
}
