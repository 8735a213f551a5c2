import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { slugs } from "../exercises/index.js";
import { judge, type Language, type LoadProgress, reportToJson } from "../judge/index.node.js";
import { type JudgeCommand, Misuse } from "./arguments.js";
import { describeReport } from "./describe-report.js";
import { megabytes } from "./megabytes.js";
import { nearestNames } from "./nearest-names.js";
import type { Terminal } from "./run-command.js";

const languages: Readonly<Record<string, Language>> = {
  ".js": "javascript",
  ".mjs": "javascript",
  ".cjs": "javascript",
  ".py": "python",
};

/** Judges a file, prints the report, and says whether the program was accepted. */
export async function judgeFile(
  { exercise, file, seed, json, locale }: JudgeCommand,
  terminal: Terminal,
): Promise<boolean> {
  if (!slugs.includes(exercise)) throw new Misuse(unknownExercise(exercise));
  const language = languages[extname(file).toLowerCase()];
  if (!language) throw new Misuse(`${file} should end in .py (Python) or in .js or .mjs (JavaScript).`);
  const source = await readSource(file);
  const onLoad = ({ bytesTotal }: LoadProgress) =>
    terminal.complain(`Downloading Python with NumPy from npm, once (${megabytes(bytesTotal)}).\n`);
  const report = await judge({ exercise, language, source, seed, onLoad });
  terminal.write(json ? `${reportToJson(report, 2)}\n` : describeReport(report, locale, terminal));
  return report.verdict === "accepted";
}

function unknownExercise(exercise: string): string {
  const near = nearestNames(exercise, slugs);
  const suggestion = near.length > 0 ? ` Did you mean ${near.join(", or ")}?` : "";
  return `there is no exercise "${exercise}".${suggestion} See attention-dojo list.`;
}

const maxBytes = 1 << 20;

async function readSource(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > maxBytes) throw new Misuse(`${file} is larger than ${maxBytes} bytes.`);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof Misuse) throw error;
    if (error instanceof TypeError) throw new Misuse(`${file} is no text in UTF-8.`);
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw new Misuse(`there is no file ${file}.`);
    if (code === "EISDIR") throw new Misuse(`${file} is a folder; name a file.`);
    throw new Misuse(`${file} cannot be read (${code ?? error}).`);
  }
}
