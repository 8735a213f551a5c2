import { extname } from "node:path";
import { slugs } from "../exercises/index.js";
import { type Exercise, type Language, languageNames, languages } from "../format/index.js";
import { dialectOf, judge, type LoadProgress, reportToJson } from "../judge/index.node.js";
import { OwnExerciseError, readOwnExercise } from "../own/index.js";
import { type JudgeCommand, Misuse } from "./arguments.js";
import { describeReport } from "./describe-report.js";
import { isExerciseFile, loadExerciseFile } from "./load-exercise-file.js";
import { megabytes } from "./megabytes.js";
import { nearestNames } from "./nearest-names.js";
import { readText } from "./read-text.js";
import type { Terminal } from "./terminal.js";

/** `.py (PyTorch, NumPy) or .js, .mjs, .cjs (JavaScript)` */
const endings = [...new Set(languageNames.map((language) => languages[language].extensions))]
  .map((extensions) => {
    const names = languageNames.filter((language) => languages[language].extensions === extensions);
    return `${extensions.map((ending) => `.${ending}`).join(", ")} (${names.map((name) => languages[name].name).join(", ")})`;
  })
  .join(" or ");

/** Judges a file, prints the report, and says whether the program was accepted. */
export async function judgeFile(
  { exercise, file, language: given, seed, json, locale }: JudgeCommand,
  terminal: Terminal,
): Promise<boolean> {
  const judged = await exerciseOf(exercise);
  const possible = given ? [given] : languagesOf(file);
  const source = await readText(file);
  const dialect = dialectOf(source);
  const language = possible.find((name) => name === dialect) ?? (possible.at(-1) as Language);
  const onLoad = ({ bytesTotal }: LoadProgress) =>
    terminal.complain(`Downloading Python with NumPy from npm, once (${megabytes(bytesTotal)}).`);
  const report = await judge({ exercise: judged, language, source, seed, onLoad });
  if (json) terminal.write(`${reportToJson(report, 2)}\n`);
  else terminal.print(...describeReport(report, locale, terminal));
  return report.verdict === "accepted";
}

/** By the file's ending, which two dialects share: of those, what the program imports decides. */
function languagesOf(file: string): readonly Language[] {
  const extension = extname(file).slice(1).toLowerCase();
  const possible = languageNames.filter((name) => languages[name].extensions.includes(extension));
  if (possible.length === 0) throw new Misuse(`${file} should end in ${endings}.`);
  return possible;
}

/** A name of the package's, or the file of an own exercise. */
async function exerciseOf(exercise: string): Promise<string | Exercise> {
  if (slugs.includes(exercise)) return exercise;
  if (!isExerciseFile(exercise)) throw new Misuse(unknownExercise(exercise));
  try {
    return readOwnExercise(await loadExerciseFile(exercise), { taken: slugs });
  } catch (error) {
    if (error instanceof OwnExerciseError) throw new Misuse(`${exercise}: ${error.message}`);
    throw error;
  }
}

function unknownExercise(exercise: string): string {
  const near = nearestNames(exercise, slugs);
  const suggestion = near.length > 0 ? ` Did you mean ${near.join(", or ")}?` : "";
  return `there is no exercise "${exercise}".${suggestion} See attention-dojo list.`;
}
