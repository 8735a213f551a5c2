/** Exercises whose right and wrong answers are programs. Loaded with the first of them. */
import {
  arrayOf,
  bindOutputs,
  type ExerciseCase,
  type Inputs,
  type Outputs,
  type Script,
  type ScriptedMistake,
  SignatureError,
} from "../format/index.js";
import type { Tensor } from "../kernels/index.js";
import type { Runtime } from "../runtimes/index.js";
import { wayInputs } from "./convert.js";
import { attempt, diagnoseBy, type JudgedCase, type KnownAnswers } from "./diagnose.js";
import { JudgeError } from "./errors.js";
import { runScript, type ScriptRun } from "./run-script.js";

/** Programs of an author get less time than the learner's: the mistakes are many. */
const deadlineMs = 2000;
const allMistakesMs = 10_000;

type Run = Omit<ScriptRun, "inputs"> & { readonly cases: readonly ExerciseCase[] };

/** The mistake of a program, where mistakes may be programs too. */
export const diagnoseByScripts = async (
  runtime: Runtime,
  mistakes: readonly ScriptedMistake[],
  judged: readonly JudgedCase[],
  run: Run,
): Promise<KnownAnswers["mistake"] | undefined> =>
  diagnoseBy(await answersOfScripts(runtime, mistakes, run), judged, run.exercise);

/** The right outputs of every case. Throws JudgeError when the exercise's own program does not give them. */
export async function expectedOfScript(runtime: Runtime, script: Script, run: Run): Promise<readonly Outputs[]> {
  const { cases, exercise } = run;
  const { signature } = exercise;
  const inputs = cases.map((it) => it.inputs);
  const answers = await runScript(runtime, script, { ...run, inputs });
  return answers.map((answer, i) => {
    const { name, inputs } = cases[i] as ExerciseCase;
    if ("failed" in answer) throw broken(name, answer.failed);
    const outputs = Object.fromEntries(
      signature.outputs.flatMap(({ name, kind }) => {
        const given = answer.answer[name];
        return given ? [[name, { shape: given.shape, data: arrayOf[kind].from(given.data) } as Tensor]] : [];
      }),
    );
    try {
      bindOutputs(signature, inputs, outputs);
    } catch (error) {
      if (error instanceof SignatureError) throw broken(name, `${error.message}.`);
      throw error;
    }
    return outputs;
  });
}

const broken = (name: string, why: string) =>
  new JudgeError(
    "bad-exercise",
    `The exercise's own solution fails in its case "${name}", so it judges nothing. ${why}`,
  );

/** What the ways of every mistake give, those that are programs from the sandbox. Mistakes beyond the time that all have are left out. */
async function answersOfScripts(
  runtime: Runtime,
  mistakes: readonly ScriptedMistake[],
  run: Run,
): Promise<readonly KnownAnswers[]> {
  const { cases, exercise } = run;
  const limits = { ...run.limits, deadlineMs: Math.min(run.limits.deadlineMs, deadlineMs) };
  const inputs = cases.map((it) => it.inputs);
  const until = performance.now() + allMistakesMs;
  const known: KnownAnswers[] = [];
  for (const mistake of mistakes) {
    const ways: KnownAnswers["ways"][number][] = [];
    for (const way of mistake.ways) {
      if (typeof way === "function")
        ways.push((number) => attempt(way, wayInputs(inputs[number] as Inputs), exercise.signature));
      else if (performance.now() < until) {
        const answers = await runScript(runtime, way, { ...run, inputs, limits });
        ways.push((number) => {
          const answer = answers[number];
          return answer === undefined || "failed" in answer ? undefined : answer.answer;
        });
      }
    }
    known.push({ mistake, ways });
  }
  return known;
}
