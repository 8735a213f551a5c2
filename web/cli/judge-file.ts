import { extname } from "node:path";
import { type Language, languageNames, languages } from "../format/index.js";
import { dialectOf, judge, type LoadProgress, reportToJson } from "../judge/index.node.js";
import type { JudgeCommand } from "./arguments.js";
import { describeReport } from "./describe-report.js";
import { exerciseNamed } from "./exercise-named.js";
import { megabytes } from "./megabytes.js";
import { Misuse } from "./options.js";
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
  const judged = await exerciseNamed(exercise);
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
