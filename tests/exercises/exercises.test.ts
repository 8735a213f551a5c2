/** What every exercise must keep, folder by folder: nothing is registered here. */
import { afterAll, describe, expect, test } from "vitest";
import {
  type Answer,
  createRandom,
  type Exercise,
  type ExerciseCase,
  functionName,
  loadExercise,
  loadHints,
  loadMistakes,
  loadPrompt,
  loadSolution,
  loadSolutionText,
  loadStarter,
  type Mistake,
  type Outputs,
  slugs,
  type Text,
  type Tolerance,
} from "../../web/exercises/index.js";
import { camelCase } from "../../web/exercises/signature.js";
import { wayInputs } from "../../web/judge/convert.js";
import { diagnose, type JudgedCase } from "../../web/judge/diagnose.js";
import { createJudge } from "../../web/judge/index.node.js";
import { loadKernels } from "../../web/kernels/index.js";
import {
  arrayDistance,
  bind,
  compile,
  dimensions,
  distance,
  learnerArguments,
  type Result,
  toAnswer,
} from "./rules.js";

// More seeds for a thorough run: SEEDS=500.
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 20) }, (_, i) => i * 7919 + 1);
const kernels = await loadKernels();
const judge = createJudge({ kernels });
afterAll(() => judge.dispose());

interface Drawn extends ExerciseCase {
  readonly expected: Outputs;
}

const draw = (exercise: Exercise, seed: number): readonly Drawn[] =>
  exercise.cases(createRandom(seed)).map((drawn) => ({ ...drawn, expected: exercise.expected(kernels, drawn.inputs) }));

const chinese = /\p{Script=Han}/u;

describe.each(slugs)("%s", (slug) => {
  test("is told in both languages", async () => {
    const exercise = await loadExercise(slug);
    const mistakes = await loadMistakes(slug);
    const { signature, pictures } = exercise;
    const returned = [signature.out, ...(signature.weights ? [signature.weights] : [])];
    const entries = signature.arguments.flatMap((argument) =>
      argument.kind === "params" ? Object.values(argument.entries) : [],
    );
    // Labels may be the field's own words ("softmax", "token") in Chinese too; sentences may not.
    const labels: Text[] = [
      exercise.title,
      ...[...signature.arguments, ...entries, ...returned].map(({ about }) => about),
      ...pictures.flatMap(({ title, rows, columns }) => [title, rows, columns]),
      ...exercise.cases(createRandom(1)).map(({ title }) => title),
    ];
    for (const text of labels.flatMap(({ en, zh }) => [en, zh])) expect(text).toMatch(/\S/);
    for (const { en, zh } of mistakes.flatMap(({ title, explanation }) => [title, explanation])) {
      expect(en).toMatch(/\S/);
      expect(zh).toMatch(chinese);
    }
    for (const load of [loadPrompt, loadSolutionText]) {
      expect((await load(slug, "en")).length).toBeGreaterThan(200);
      expect(await load(slug, "zh")).toMatch(chinese);
    }
    const [en, zh] = await Promise.all([loadHints(slug, "en"), loadHints(slug, "zh")]);
    expect(en.length).toBeGreaterThanOrEqual(3);
    expect(zh.length).toBe(en.length);
    for (const hint of [...en, ...zh]) expect(hint).toMatch(/^<h2/);
  });

  test("has sources that define the function, with its arguments in order", async () => {
    const { signature } = await loadExercise(slug);
    const names = signature.arguments.map(({ name }) => name);
    for (const load of [loadStarter, loadSolution]) {
      expect(await load(slug, "python")).toContain(`def ${functionName(signature, "python")}(${names.join(", ")}):`);
      expect(await load(slug, "javascript")).toContain(
        `function ${functionName(signature, "javascript")}(${names.map(camelCase).join(", ")})`,
      );
    }
  });

  test("draws readable sample cases first, and the same from the same seed", async () => {
    const exercise = await loadExercise(slug);
    const cases = exercise.cases(createRandom(1));
    expect(cases.length).toBeGreaterThanOrEqual(6);
    expect(cases.length).toBeLessThanOrEqual(10);
    expect(cases[0]?.sample).toBe(true);
    expect(cases.filter(({ sample }) => sample).length).toBeGreaterThanOrEqual(2);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    for (const { name } of cases) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(exercise.cases(createRandom(1))).toEqual(cases);
    expect(exercise.cases(createRandom(2))).not.toEqual(cases);
  });

  test("draws cases of the signature's shapes, and expects finite numbers of them", async () => {
    const exercise = await loadExercise(slug);
    const { signature } = exercise;
    for (const seed of seeds) {
      for (const drawn of draw(exercise, seed)) {
        expect(Object.keys(drawn.inputs)).toEqual(signature.arguments.map(({ name }) => name));
        const sizes = dimensions(exercise, drawn);
        bind(sizes, signature.out.shape, drawn.expected.out.shape);
        expect(drawn.expected.out.data.every(Number.isFinite)).toBe(true);
        if (!signature.weights) continue;
        bind(sizes, signature.weights.shape, drawn.expected.weights?.shape ?? []);
        expect(drawn.expected.weights?.data.every(Number.isFinite)).toBe(true);
      }
    }
  });

  test("accepts its solution, on many seeds", async () => {
    const exercise = await loadExercise(slug);
    const solve = compile(await loadSolution(slug, "javascript"), exercise.signature);
    for (const seed of seeds) {
      for (const drawn of draw(exercise, seed)) {
        const { out, weights } = toAnswer(solve(...learnerArguments(exercise.signature, drawn.inputs)));
        expect(arrayDistance(out, drawn.expected.out, exercise.tolerance), `${drawn.name}, seed ${seed}`).toBeLessThan(
          1,
        );
        if (weights && drawn.expected.weights) {
          expect(
            arrayDistance(weights, drawn.expected.weights, exercise.tolerance),
            `weights of ${drawn.name}, seed ${seed}`,
          ).toBeLessThan(1);
        }
      }
    }
  });

  // The starter of a bug exercise is the buggy program: it may raise, as its bug does, and what it does is named.
  test("is judged: the solution is accepted, the starter runs and fails", async () => {
    const [solution, starter] = [await loadSolution(slug, "javascript"), await loadStarter(slug, "javascript")];
    const { topic, cases } = await loadExercise(slug);
    const isBug = topic === "bugs";
    const failures = isBug ? ["wrong-answer", "runtime-error"] : ["wrong-answer"];
    const samples = cases(createRandom(1)).filter(({ sample }) => sample);
    for (const seed of seeds.slice(0, 3)) {
      expect(await judge.judge({ exercise: slug, language: "javascript", source: solution, seed })).toMatchObject({
        verdict: "accepted",
      });
      const report = await judge.judge({ exercise: slug, language: "javascript", source: starter, seed });
      expect(failures).toContain(report.verdict);
      if (isBug) expect(report.diagnosis).toBeDefined();
      // Run judges the sample cases alone, and must say so too.
      const sampled = report.cases.slice(0, samples.length).map(({ verdict }) => verdict);
      expect(sampled.some((verdict) => failures.includes(verdict))).toBe(true);
    }
  });

  test("rejects answers that are rounded to two decimals", async () => {
    const exercise = await loadExercise(slug);
    if (exercise.signature.out.kind === "bool") return;
    for (const seed of seeds) {
      const apart = draw(exercise, seed).map(({ expected: { out } }) => {
        const rounded = { shape: out.shape, data: Array.from(out.data, (value) => Math.round(value * 100) / 100) };
        return arrayDistance(rounded, out, exercise.tolerance);
      });
      expect(Math.max(...apart)).toBeGreaterThan(2);
    }
  });

  test("has no name for an answer of zeros", async () => {
    const exercise = await loadExercise(slug);
    const mistakes = await loadMistakes(slug);
    for (const seed of seeds) {
      const cases = draw(exercise, seed).map((drawn): JudgedCase => {
        const { out } = drawn.expected;
        const zeros = { shape: out.shape, data: new Float64Array(out.data.length) };
        const right = arrayDistance(zeros, out, exercise.tolerance) <= 1;
        return {
          inputs: () => wayInputs(drawn.inputs),
          expected: drawn.expected,
          learner: { returned: { out: zeros }, ...(!right && { wrong: "out" }) },
        };
      });
      expect(cases.some(({ learner }) => "wrong" in learner)).toBe(true);
      expect(diagnose(mistakes, cases, exercise.tolerance)?.code).toBeUndefined();
    }
  });

  test("rejects each way of each mistake by 100 times the tolerance, and names it", async () => {
    const exercise = await loadExercise(slug);
    const mistakes = await loadMistakes(slug);
    expect(new Set(mistakes.map(({ code }) => code)).size).toBe(mistakes.length);
    for (const seed of seeds) {
      const cases = draw(exercise, seed);
      const remembered = mistakes.map((mistake) => remember(mistake, cases));
      for (const { code, ways } of remembered) {
        for (const [number, { results }] of ways.entries()) {
          const what = `${code}, way ${number}, seed ${seed}`;
          const apart = results.map((result, i) => distance(result, (cases[i] as Drawn).expected, exercise.tolerance));
          expect(Math.max(...apart), what).toBeGreaterThanOrEqual(100);
          const judged = results.map((result, i) => asJudged(result, i, cases[i] as Drawn, exercise.tolerance));
          const named = diagnose(
            remembered.map(({ mistake }) => mistake),
            judged,
            exercise.tolerance,
          );
          expect(named?.code, what).toBe(code);
        }
      }
    }
  });
});

/** A mistake whose ways have been run once on every case; `results` by case. */
function remember(mistake: Mistake, cases: readonly Drawn[]) {
  const ways = mistake.ways.map((way) => {
    const results = cases.map(({ inputs }): Result => {
      try {
        const answer = way(wayInputs(inputs));
        return "out" in answer ? answer : { out: answer };
      } catch (error) {
        return { raised: (error as Error).message };
      }
    });
    return {
      results,
      // The diagnosis hands a way the inputs that `asJudged` gave it: here the number of the case.
      recall: ({ number }: { readonly number?: unknown }): Answer => {
        const result = results[number as number] as Result;
        if ("raised" in result) throw new Error(result.raised);
        return result;
      },
    };
  });
  return { code: mistake.code, ways, mistake: { ...mistake, ways: ways.map(({ recall }) => recall) } };
}

/** A case whose learner returned the result, without the second output. */
function asJudged(result: Result, number: number, { expected }: Drawn, tolerance: Tolerance): JudgedCase {
  const inputs = () => ({ number });
  if ("raised" in result) return { inputs, expected, learner: { threw: result.raised } };
  const right = arrayDistance(result.out, expected.out, tolerance) <= 1;
  return { inputs, expected, learner: { returned: { out: result.out }, ...(!right && { wrong: "out" }) } };
}
