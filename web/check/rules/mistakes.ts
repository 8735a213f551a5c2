import type { Nd } from "../../arrays/nd.js";
import type { Answer, Exercise, Output, ScriptedMistake } from "../../format/index.js";
import { byName } from "../../judge/compare.js";
import { wayInputs } from "../../judge/convert.js";
import { diagnoseBy, type JudgedCase, type KnownAnswers } from "../../judge/diagnose.js";
import type { DrawnCase } from "../../judge/draw-cases.js";
import { runScript } from "../../judge/run-script.js";
import type { Bench } from "../bench.js";
import { farthest } from "../distance.js";
import type { Finding, Rule } from "../rule.js";
import { times } from "./programs.js";

/** By so many tolerances a mistake must fail somewhere: no luck with the numbers may let it pass. */
const margin = 100;

/** The point of the product: wrong code never passes, and is told what is wrong with it. */
export const mistakes: Rule = {
  name: "mistakes",
  about: `Each way of each mistake fails by ${margin} times the tolerance on some case, and is named as itself.`,
  check: async (exercise, bench) => {
    const mistakes = await exercise.mistakes();
    const codes = mistakes.map(({ code }) => code);
    const twice = codes.filter((code, i) => codes.indexOf(code) < i);
    if (twice.length > 0) return [{ where: "mistakes", problem: `share the code ${twice[0]}`, fix: "name each once" }];
    const drawn = await Promise.all(bench.seeds.map(bench.draw));
    const results = await Promise.all(mistakes.map((mistake) => resultsOf(mistake, exercise, bench, drawn)));
    return bench.seeds
      .flatMap((seed, i) =>
        weighed(
          exercise,
          mistakes,
          results.map((bySeed) => bySeed[i] as Results),
          drawn[i] ?? [],
          seed,
        ),
      )
      .filter(isFirst);
  },
};

/** One finding for each way is enough, whatever the seed. */
const isFirst = ({ where }: Finding, i: number, all: readonly Finding[]) =>
  all.findIndex((other) => wayOf(other.where) === wayOf(where)) === i;
const wayOf = (where: string) => where.replace(/, seed \d+$/, "");

/** What a way gives for a case, or the message of what it throws. */
type Result = { readonly answer: Answer } | { readonly raised: string };
/** Of one mistake and one seed: by way, then by case. */
type Results = readonly (readonly Result[])[];

/** By seed. A way that is a program runs once for all of them. */
async function resultsOf(
  { ways }: ScriptedMistake,
  exercise: Exercise,
  { runtime, limits }: Bench,
  drawn: readonly (readonly DrawnCase[])[],
): Promise<readonly Results[]> {
  const inputs = drawn.flat().map((it) => it.inputs);
  const all = await Promise.all(
    ways.map(async (way): Promise<readonly Result[]> => {
      if (typeof way !== "function") {
        const answers = await runScript(runtime, way, { exercise, inputs, limits });
        return answers.map((given) => ("failed" in given ? { raised: given.failed } : { answer: given.answer }));
      }
      return inputs.map((it) => {
        try {
          return { answer: byName(way(wayInputs(it)), exercise.signature.outputs) };
        } catch (error) {
          return { raised: error instanceof Error ? error.message : `${error}` };
        }
      });
    }),
  );
  let from = 0;
  return drawn.map((cases) => {
    const start = from;
    from += cases.length;
    return all.map((results) => results.slice(start, from));
  });
}

function weighed(
  exercise: Exercise,
  mistakes: readonly ScriptedMistake[],
  results: readonly Results[],
  cases: readonly DrawnCase[],
  seed: number,
): readonly Finding[] {
  const known = mistakes.map(
    (mistake, i): KnownAnswers => ({
      mistake,
      ways: (results[i] as Results).map((way) => (number: number) => {
        const result = way[number] as Result;
        return "raised" in result ? undefined : result.answer;
      }),
    }),
  );
  return mistakes.flatMap(({ code }, i) =>
    (results[i] as Results).flatMap((way, number): readonly Finding[] => {
      const where = `mistake ${code}, ways[${number}], seed ${seed}`;
      const apart = Math.max(
        ...way.map((result, at) =>
          "raised" in result
            ? Number.POSITIVE_INFINITY
            : farthest(result.answer, (cases[at] as DrawnCase).expected, exercise),
        ),
      );
      if (apart < margin)
        return [
          {
            where,
            problem: apart <= 1 ? "passes every case" : `fails by only ${times(apart)} the tolerance`,
            fix: `add a case whose right answer differs more, by at least ${margin} times the tolerance`,
          },
        ];
      const judgedBy = (counts: (output: Output) => boolean) =>
        way.map((result, at) => asJudged(result, cases[at] as DrawnCase, exercise, counts));
      const required = judgedBy(({ optional }) => !optional);
      const judged = required.every(isAccepted) ? judgedBy(() => true) : required;
      const named = diagnoseBy(known, judged, exercise)?.code;
      if (named === code) return [];
      return [
        named === undefined
          ? {
              where,
              problem: "is not named",
              fix: "give a case on which it returns something: what only throws needs raises",
            }
          : {
              where,
              problem: `is named ${named}`,
              fix: "add a case that tells the two apart, or make one of them a way of the other",
            },
      ];
    }),
  );
}

/** By the outputs that a program must return. What is wrong in the others alone shows only where they are returned too. */
const isAccepted = ({ learner }: JudgedCase) => "returned" in learner && learner.wrong === undefined;

/** A case whose learner returned those outputs of the result that count, and no others. */
function asJudged(
  result: Result,
  { expected, inputs }: DrawnCase,
  exercise: Exercise,
  counts: (output: Output) => boolean,
): JudgedCase {
  const judged = { expected, inputs: () => wayInputs(inputs) };
  if ("raised" in result) return { ...judged, learner: { threw: result.raised } };
  const { outputs } = exercise.signature;
  const given = outputs.filter((output) => counts(output) && result.answer[output.name]);
  const returned = Object.fromEntries(given.map(({ name }) => [name, result.answer[name] as Nd]));
  const wrong = given.find((output) => farthest(returned, expected, only(exercise, output)) > 1)?.name;
  return { ...judged, learner: { returned, ...(wrong !== undefined && { wrong }) } };
}

const only = ({ signature, tolerance }: Exercise, output: Output) => ({
  signature: { ...signature, outputs: [output] },
  tolerance,
});
