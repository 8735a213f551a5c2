import { type Checked, check, someSeeds } from "../check/index.js";
import { slugs } from "../exercises/index.js";
import { type Exercise, localeNames } from "../format/index.js";
import { createJudge } from "../judge/index.node.js";
import { loadKernels } from "../kernels/index.js";
import { OwnExerciseError, readOwnExercise } from "../own/index.js";
import { createJavaScriptRuntime } from "../runtimes/index.node.js";
import type { CheckCommand } from "./arguments.js";
import { describeCheck } from "./describe-check.js";
import { loadExerciseFile } from "./load-exercise-file.js";
import { tellDownload } from "./tell-download.js";
import type { Terminal } from "./terminal.js";

/** Holds an own exercise against every rule, prints what it finds, and says whether that is nothing. */
export async function checkFile({ file, seeds, json }: CheckCommand, terminal: Terminal): Promise<boolean> {
  const checked = await checkedFile(file, seeds, terminal);
  const findings = checked.reduce((sum, rule) => sum + rule.findings.length, 0);
  if (json)
    terminal.write(`${JSON.stringify({ version: 2, file, seeds, clean: findings === 0, rules: checked }, null, 2)}\n`);
  else terminal.print(...describeCheck(file, checked, seeds, terminal));
  return findings === 0;
}

async function checkedFile(file: string, seeds: number, terminal: Terminal): Promise<readonly Checked[]> {
  const format = { rule: "format", about: "The file is an exercise: every part is there and of its kind." };
  let exercise: Exercise;
  try {
    exercise = readOwnExercise(await loadExerciseFile(file), { taken: slugs, badFormula: "throw" });
    // A formula that does not parse would be shown as it is written.
    await Promise.all(localeNames.map((locale) => exercise.words(locale)));
  } catch (error) {
    if (!(error instanceof OwnExerciseError)) throw error;
    const { path, message } = error;
    const problem = path === "" ? message : message.slice(path.length + 1);
    return [{ ...format, findings: [{ where: path || file, problem, fix: "" }] }];
  }
  const kernels = await loadKernels();
  const judge = createJudge({ kernels, onLoad: tellDownload(terminal) });
  const runtime = createJavaScriptRuntime();
  try {
    const rules = await check(exercise, { kernels, judge, runtime, seeds: someSeeds(seeds) });
    return [{ ...format, findings: [] }, ...rules];
  } finally {
    judge.dispose();
    runtime.dispose();
  }
}
