import type { Language } from "../../format/index.js";
import type { Report } from "../../judge/report.js";
import { runScript } from "../../judge/run-script.js";
import { distance } from "../distance.js";
import type { Bench, Finding, Rule } from "../rule.js";
import type { Subject } from "../subject.js";

/** How many seeds are judged whole, as a learner's program is; the solution's numbers are compared on all of them. */
const judgedSeeds = 3;

/** The JavaScript solution is right whatever is drawn. */
export const solution: Rule = {
  name: "solution",
  about: "The JavaScript solution gives the expected outputs, on every seed.",
  check: async (subject, bench) => {
    const { javascript } = subject.solution;
    if (javascript === undefined) return [];
    const drawn = (
      await Promise.all(bench.seeds.map(async (seed) => (await bench.draw(seed)).map((it) => ({ ...it, seed }))))
    ).flat();
    const inputs = drawn.map((it) => it.inputs);
    const answers = await runScript(bench.runtime, { javascript }, { exercise: subject, limits: bench.limits, inputs });
    const wrong = answers.flatMap((answer, i): readonly Finding[] => {
      const { name, seed, expected } = drawn[i] as (typeof drawn)[number];
      const found = (problem: string): Finding => ({
        where: `solution.javascript, case ${name}, seed ${seed}`,
        problem,
        mend: "mend the solution, or what is expected",
      });
      if ("failed" in answer) return [found(`fails: ${answer.failed}`)];
      return (["out", "weights"] as const).flatMap((output) => {
        const [theirs, right] = [answer[output], expected[output]];
        const apart = theirs && right ? distance(theirs, right, subject.tolerance) : 0;
        return apart < 1 ? [] : [found(`gives another ${output}, ${times(apart)} the tolerance away`)];
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
  check: async (subject, bench) => {
    const found: Finding[] = [];
    // One after the other: a judge runs one program at a time.
    for (const language of bench.languages) found.push(...(await judgedIn(language, subject, bench)));
    return found;
  },
};

async function judgedIn(language: Language, subject: Subject, { judge, seeds }: Bench): Promise<readonly Finding[]> {
  const [right, start] = [subject.solution[language] ?? "", subject.starter[language] ?? ""];
  for (const seed of seeds.slice(0, judgedSeeds)) {
    const accepted = await judge.judge({ exercise: subject, language, source: right, seed });
    if (accepted.verdict !== "accepted")
      return [
        {
          where: `solution.${language}, seed ${seed}`,
          problem: `is judged "${accepted.verdict}": ${accepted.message.en}`,
          mend: "mend the solution, or what is expected",
        },
      ];
    const failed = await judge.judge({ exercise: subject, language, source: start, seed });
    const problem = whyNoStarter(subject, failed);
    if (problem) return [{ where: `starter.${language}, seed ${seed}`, ...problem }];
    const sampled = await judge.judge({ exercise: subject, language, source: start, seed, cases: "sample" });
    if (sampled.verdict === "accepted")
      return [
        {
          where: `starter.${language}, seed ${seed}`,
          problem: "passes the samples",
          mend: "let it return zeros, or add a sample that it fails: Run must not say that it is right",
        },
      ];
  }
  return [];
}

/** The starter of a bug exercise is the buggy program: it may raise, as its bug does, and what it does is named. */
function whyNoStarter({ topic }: Subject, { verdict, diagnosis }: Report) {
  const isBug = topic === "bugs";
  if (verdict === "accepted") return { problem: "is accepted", mend: "take the answer out of it" };
  if (verdict !== "wrong-answer" && !(isBug && verdict === "runtime-error"))
    return { problem: `is judged "${verdict}"`, mend: "let it run and return something of the right shape" };
  if (isBug && !diagnosis) return { problem: "has a bug that is not named", mend: "describe the bug as a mistake" };
  return undefined;
}

/** Whoever rounds what they print must not pass. */
export const rounding: Rule = {
  name: "rounding",
  about: "Answers that are rounded to two decimals are rejected.",
  check: async ({ signature, tolerance }, { seeds, draw }) => {
    if (signature.out.kind === "bool") return [];
    for (const seed of seeds) {
      const apart = (await draw(seed)).map(({ expected: { out } }) =>
        distance({ shape: out.shape, data: out.data.map((value) => Math.round(value * 100) / 100) }, out, tolerance),
      );
      if (Math.max(...apart) <= 2)
        return [
          {
            where: `tolerance, seed ${seed}`,
            problem: "lets answers pass that are rounded to two decimals",
            mend: "make it smaller, or the outputs less even",
          },
        ];
    }
    return [];
  },
};
