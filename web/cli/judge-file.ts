import { extname } from "node:path";
import { type Language, languageNames, languages } from "../format/index.js";
import { judge, reportToJson } from "../judge/index.node.js";
import type { JudgeCommand } from "./arguments.js";
import { describeReport } from "./describe-report.js";
import { exerciseNamed } from "./exercise-named.js";
import { languageOf, languagesOfEnding } from "./language-of.js";
import { Misuse } from "./options.js";
import { readText } from "./read-text.js";
import { tellDownload } from "./tell-download.js";
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
  const language = languageOf(source, possible);
  const report = await judge({ exercise: judged, language, source, seed, onLoad: tellDownload(terminal) });
  if (json) terminal.write(`${reportToJson(report, 2)}\n`);
  else terminal.print(...describeReport(report, locale, terminal));
  return report.verdict === "accepted";
}

function languagesOf(file: string): readonly Language[] {
  const possible = languagesOfEnding(extname(file).slice(1));
  if (possible.length === 0) throw new Misuse(`${file} should end in ${endings}.`);
  return possible;
}
