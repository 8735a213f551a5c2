import type { Answer, ScriptedMistake } from "../../format/index.js";
import { wayInputs } from "../../judge/convert.js";
import { diagnoseBy, type JudgedCase, type KnownAnswers } from "../../judge/diagnose.js";
import { runScript } from "../../judge/run-script.js";
import { distance } from "../distance.js";
import type { Bench, DrawnCase, Finding, Rule } from "../rule.js";
import type { Subject } from "../subject.js";
import { times } from "./programs.js";

/** By so many tolerances a mistake must fail somewhere: no luck with the numbers may let it pass. */
const margin = 100;

/** The point of the product: wrong code never passes, and is told what is wrong with it. */
export const mistakes: Rule = {
  name: "mistakes",
  about: `Each way of each mistake fails by ${margin} times the tolerance on some case, and is named as itself.`,
  check: async (subject, bench) => {
    const codes = subject.mistakes.map(({ code }) => code);
    const twice = codes.filter((code, i) => codes.indexOf(code) < i);
    if (twice.length > 0) return [{ where: "mistakes", problem: `share the code ${twice[0]}`, mend: "name each once" }];
    const drawn = await Promise.all(bench.seeds.map(bench.draw));
    const results = await Promise.all(subject.mistakes.map((mistake) => resultsOf(mistake, subject, bench, drawn)));
    return bench.seeds
      .flatMap((seed, i) =>
        weighed(
          subject,
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
type Result = Answer | { readonly raised: string };
/** Of one mistake and one seed: by way, then by case. */
type Results = readonly (readonly Result[])[];

/** By seed. A way that is a program runs once for all of them. */
async function resultsOf(
  { ways }: ScriptedMistake,
  exercise: Subject,
  { runtime, limits }: Bench,
  drawn: readonly (readonly DrawnCase[])[],
): Promise<readonly Results[]> {
  const inputs = drawn.flat().map((it) => it.inputs);
  const all = await Promise.all(
    ways.map(async (way): Promise<readonly Result[]> => {
      if (typeof way !== "function") {
        const answers = await runScript(runtime, way, { exercise, inputs, limits });
        return answers.map((answer) => ("failed" in answer ? { raised: answer.failed } : answer));
      }
      return inputs.map((it) => {
        try {
          const answer = way(wayInputs(it));
          return "out" in answer ? answer : { out: answer };
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
  { mistakes, tolerance }: Subject,
  results: readonly Results[],
  cases: readonly DrawnCase[],
  seed: number,
): readonly Finding[] {
  const known = mistakes.map(
    (mistake, i): KnownAnswers => ({
      mistake,
      ways: (results[i] as Results).map((way) => (number: number) => {
        const result = way[number] as Result;
        return "raised" in result ? undefined : result;
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
            : distance(result.out, (cases[at] as DrawnCase).expected.out, tolerance),
        ),
      );
      if (apart < margin)
        return [
          {
            where,
            problem: apart <= 1 ? "passes every case" : `fails by only ${times(apart)} the tolerance`,
            mend: `add a case whose right answer differs more, by at least ${margin} times the tolerance`,
          },
        ];
      const judged = way.map((result, at) => asJudged(result, cases[at] as DrawnCase, tolerance));
      const named = diagnoseBy(known, judged, tolerance)?.code;
      if (named === code) return [];
      return [
        named === undefined
          ? {
              where,
              problem: "is not named",
              mend: "give a case on which it returns something: what only throws needs raises",
            }
          : {
              where,
              problem: `is named ${named}`,
              mend: "add a case that tells the two apart, or make one of them a way of the other",
            },
      ];
    }),
  );
}

/** A case whose learner returned the result, without the second output. */
function asJudged(result: Result, { expected, inputs }: DrawnCase, tolerance: Subject["tolerance"]): JudgedCase {
  const judged = { expected, inputs: () => wayInputs(inputs) };
  if ("raised" in result) return { ...judged, learner: { threw: result.raised } };
  const right = distance(result.out, expected.out, tolerance) <= 1;
  return { ...judged, learner: { returned: { out: result.out }, ...(!right && { wrong: "out" }) } };
}
