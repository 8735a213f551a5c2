/**
 * Run by `npm run matrix`. Judges every wrong program that there is, and holds every way of every mistake against every case. With
 * slugs, those of some exercises: the others stay as they were measured.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { farthest } from "../../web/check/index.js";
import { openExercise, slugs } from "../../web/exercises/index.js";
import { createRandom, type Exercise, type Language, type Mistake } from "../../web/format/index.js";
import { byName } from "../../web/judge/compare.js";
import { wayInputs } from "../../web/judge/convert.js";
import { createJudge } from "../../web/judge/index.node.js";
import { type Kernels, loadKernels } from "../../web/kernels/index.js";
import type { Matrix, MatrixExercise, MatrixMistake } from "../../web/scripts/docs/matrix-tables.mjs";
import { createPool } from "../../web/scripts/pool.mjs";
import { wrongPrograms } from "../exercises/programs.js";
import type { WrongStyle } from "../exercises/style.js";

const seed = 1;
const file = new URL("../../web/site/docs/matrix.json", import.meta.url);
const wanted = process.env.MATRIX ? process.env.MATRIX.split(" ") : slugs;

const inJavaScript = Object.values(
  import.meta.glob<{ readonly wrong: readonly WrongStyle[] }>("../exercises/styles/*.ts", { eager: true }),
).flatMap(({ wrong }) => wrong);

const always = () => true;
const programs: Readonly<Record<Language, readonly WrongStyle[]>> = {
  pytorch: wrongPrograms("torch", always),
  python: wrongPrograms("numpy", always),
  javascript: inJavaScript,
};

/** By case: how many of a mistake's ways are wrong there, or raise. */
function killsOf({ ways }: Mistake, exercise: Exercise, kernels: Kernels): readonly number[] {
  const { expected, signature } = exercise;
  if (typeof expected !== "function") throw new TypeError(`${exercise.slug} has its right answers from a program`);
  return exercise.cases(createRandom(seed)).map(({ inputs }) => {
    const right = expected(kernels, inputs);
    const isWrong = (way: Mistake["ways"][number]) => {
      try {
        return farthest(byName(way(wayInputs(inputs)), signature.outputs), right, exercise) > 1;
      } catch {
        return true;
      }
    };
    return ways.filter(isWrong).length;
  });
}

/** What the judge calls a program: the code of a mistake, or a verdict. */
type NameOf = (language: Language, program: WrongStyle) => Promise<string>;

async function mistakeRow(
  mistake: Mistake,
  exercise: Exercise,
  kernels: Kernels,
  nameOf: NameOf,
): Promise<MatrixMistake> {
  const { code, title, ways } = mistake;
  const counted: Record<string, readonly [number, number]> = {};
  for (const language of exercise.languages) {
    const those = programs[language].filter((one) => one.exercise === exercise.slug && one.mistake === code);
    const found = await Promise.all(those.map((program) => nameOf(language, program)));
    for (const [i, { name }] of those.entries())
      if (found[i] !== code) console.log(`${exercise.slug} in ${language}: ${code}: ${name}: ${found[i]}`);
    if (those.length > 0) counted[language] = [found.filter((name) => name === code).length, those.length];
  }
  return { code, title, ways: ways.length, killed: killsOf(mistake, exercise, kernels), programs: counted };
}

/** After each exercise: what is measured is kept when a run is stopped. */
function write(exercises: Matrix["exercises"]): void {
  const sorted = Object.fromEntries(slugs.flatMap((slug) => (exercises[slug] ? [[slug, exercises[slug]]] : [])));
  const matrix: Matrix = { made: new Date().toISOString().slice(0, 10), seed, exercises: sorted };
  writeFileSync(file, `${JSON.stringify(matrix)}\n`);
}

test("the kill matrix", { timeout: 7_200_000 }, async () => {
  const kernels = await loadKernels();
  const pool = createPool();
  const judges = Array.from({ length: availableParallelism() }, () => createJudge({ kernels }));
  const nameOf: NameOf = (language, { exercise, source, mistake, name }) =>
    pool(async () => {
      const judge = judges.pop() ?? createJudge({ kernels });
      const { verdict, diagnosis } = await judge.judge({ exercise, language, source, seed });
      judges.push(judge);
      if (verdict === "accepted" && !diagnosis) accepted.push(`${exercise} in ${language}: ${mistake}: ${name}`);
      return diagnosis?.mistake ?? verdict;
    });
  const { exercises: before }: Matrix = JSON.parse(readFileSync(file, "utf8"));
  const measured: Record<string, MatrixExercise> = {};
  const accepted: string[] = [];
  try {
    for (const slug of wanted) {
      const exercise = await openExercise(slug);
      const known = (await exercise.mistakes()) as readonly Mistake[];
      const mistakes = await Promise.all(known.map((mistake) => mistakeRow(mistake, exercise, kernels, nameOf)));
      const cases = exercise.cases(createRandom(seed)).map(({ name }) => name);
      measured[slug] = { title: exercise.title, cases, mistakes };
      console.log(`${slug}: ${mistakes.length} mistakes`);
      write({ ...before, ...measured });
    }
  } finally {
    for (const judge of judges) judge.dispose();
  }
  expect(accepted).toEqual([]);
  const unkilled = Object.entries(measured).flatMap(([slug, { mistakes }]) =>
    mistakes.filter(({ ways, killed }) => Math.max(...killed) === 0 && ways > 0).map(({ code }) => `${slug}: ${code}`),
  );
  expect(unkilled).toEqual([]);
});
