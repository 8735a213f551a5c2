import { type Exercise, type Language, scriptLanguage } from "../../format/index.js";
import { toleranceOf } from "../../judge/compare.js";
import type { Report } from "../../judge/report.js";
import { runScript } from "../../judge/run-script.js";
import type { Tensor } from "../../kernels/index.js";
import type { Bench } from "../bench.js";
import { distance } from "../distance.js";
import type { Finding, Rule } from "../rule.js";

/** How many seeds are judged whole, as a learner's program is; the solution's numbers are compared on all of them. */
const judgedSeeds = 3;

/** The JavaScript solution is right whatever is drawn. */
export const solution: Rule = {
  name: "solution",
  about: "The JavaScript solution gives the expected outputs, on every seed.",
  check: async (exercise, bench) => {
    if (!exercise.languages.includes(scriptLanguage)) return [];
    const script = await exercise.solution(scriptLanguage);
    const drawn = (
      await Promise.all(bench.seeds.map(async (seed) => (await bench.draw(seed)).map((it) => ({ ...it, seed }))))
    ).flat();
    const inputs = drawn.map((it) => it.inputs);
    const answers = await runScript(bench.runtime, { script }, { exercise, limits: bench.limits, inputs });
    const wrong = answers.flatMap((answer, i): readonly Finding[] => {
      const { name, seed, expected } = drawn[i] as (typeof drawn)[number];
      const found = (problem: string): Finding => ({
        where: `solution.${scriptLanguage}, case ${name}, seed ${seed}`,
        problem,
        fix: "fix the solution, or what is expected",
      });
      if ("failed" in answer) return [found(`fails: ${answer.failed}`)];
      return exercise.signature.outputs.flatMap((output) => {
        const [theirs, right] = [answer.answer[output.name], expected[output.name]];
        if (!theirs && !output.optional) return [found(`does not return ${output.name}`)];
        const apart = theirs && right ? distance(theirs, right, toleranceOf(output, exercise.tolerance)) : 0;
        return apart < 1 ? [] : [found(`gives another ${output.name}, ${times(apart)} the tolerance away`)];
      });
    });
    return wrong.slice(0, 1);
  },
};

export const times = (apart: number): string =>
  Number.isFinite(apart) ? `${apart.toPrecision(2)} times` : "infinitely many times";

/** As the judge sees them. */
export const judged: Rule = {
  name: "judged",
  about: "The judge accepts the solution; the starter runs and fails, already on the samples.",
  check: async (exercise, bench) => {
    const found: Finding[] = [];
    // One after the other: a judge runs one program at a time.
    for (const language of bench.languages) found.push(...(await judgedIn(language, exercise, bench)));
    return found;
  },
};

async function judgedIn(language: Language, exercise: Exercise, { judge, seeds }: Bench): Promise<readonly Finding[]> {
  const [right, start] = await Promise.all([exercise.solution(language), exercise.starter(language)]);
  const styled = await judgedInStyles(language, exercise, { judge, seeds });
  if (styled.length > 0) return styled;
  for (const seed of seeds.slice(0, judgedSeeds)) {
    const accepted = await judge.judge({ exercise, language, source: right, seed });
    if (accepted.verdict !== "accepted") return [refused(`solution.${language}, seed ${seed}`, accepted)];
    const found = await startedIn(language, exercise, { judge, seed, start });
    if (found.length > 0) return found;
  }
  return [];
}

/** What fails on the samples fails whenever it is submitted; a bug must also be named by all cases. */
async function startedIn(
  language: Language,
  exercise: Exercise,
  { judge, seed, start }: Pick<Bench, "judge"> & { readonly seed: number; readonly start: string },
): Promise<readonly Finding[]> {
  const where = `starter.${language}, seed ${seed}`;
  const sampled = await judge.judge({ exercise, language, source: start, seed, cases: "sample" });
  const whole =
    sampled.verdict === "accepted" || exercise.track === "bugs"
      ? await judge.judge({ exercise, language, source: start, seed })
      : sampled;
  const problem = whyNoStarter(exercise, whole);
  if (problem) return [{ where, ...problem }];
  if (sampled.verdict !== "accepted") return [];
  return [
    {
      where,
      problem: "passes the samples",
      fix: "let it return zeros, or add a sample that it fails: Run must not say that it is right",
    },
  ];
}

/** Those that a solution is also written in; one seed is enough where the usual style has three. */
async function judgedInStyles(
  language: Language,
  exercise: Exercise,
  { judge, seeds: [seed = 1] }: Pick<Bench, "judge" | "seeds">,
): Promise<readonly Finding[]> {
  for (const style of exercise.styles(language).slice(1)) {
    const source = await exercise.solution(language, style);
    const report = await judge.judge({ exercise, language, source, seed });
    if (report.verdict !== "accepted") return [refused(`solution.${style}.${language}, seed ${seed}`, report)];
  }
  return [];
}

const refused = (where: string, { verdict, message }: Report): Finding => ({
  where,
  problem: `is judged "${verdict}": ${message.en}`,
  fix: "fix the solution, or what is expected",
});

/** The starter of a bug exercise is the buggy program: it may raise, as its bug does, and what it does is named. */
function whyNoStarter({ track }: Exercise, { verdict, diagnosis }: Report) {
  const isBug = track === "bugs";
  if (verdict === "accepted") return { problem: "is accepted", fix: "take the answer out of it" };
  if (verdict !== "wrong-answer" && !(isBug && verdict === "runtime-error"))
    return { problem: `is judged "${verdict}"`, fix: "let it run and return something of the right shape" };
  if (isBug && !diagnosis) return { problem: "has a bug that is not named", fix: "describe the bug as a mistake" };
  return undefined;
}

/** Whoever rounds what they print must not pass. */
export const rounding: Rule = {
  name: "rounding",
  about: "Answers that are rounded to two decimals are rejected.",
  check: async ({ signature, tolerance }, { seeds, draw }) => {
    const floats = signature.outputs.filter(({ kind, optional }) => kind === "float" && !optional);
    for (const seed of seeds) {
      const cases = await draw(seed);
      for (const { name } of floats) {
        const apart = cases.map(({ expected }) => {
          const right = expected[name] as Tensor;
          const rounded = Float64Array.from(right.data, (value) => Math.round(value * 100) / 100);
          return distance({ shape: right.shape, data: rounded }, right, tolerance);
        });
        if (Math.max(...apart) <= 2)
          return [
            {
              where: `tolerance, output ${name}, seed ${seed}`,
              problem: "lets answers pass that are rounded to two decimals",
              fix: "make it smaller, or the outputs less even",
            },
          ];
      }
    }
    return [];
  },
};
