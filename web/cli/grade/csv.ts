import { say } from "../../format/index.js";
import type { Grades } from "./grade.js";

const columns = [
  "learner",
  "exercise",
  "file",
  "language",
  "result",
  "mistake",
  "cases_passed",
  "cases",
  "claimed",
  "seed",
  "message",
];

/** A row for each file (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export function gradesToCsv({ seed, grades }: Grades): string {
  const rows = grades.map(({ learner, exercise, file, language, outcome, mistake, cases, claimed, message }) => [
    learner,
    exercise ?? "",
    file,
    language ?? "",
    outcome,
    mistake?.mistake ?? "",
    `${cases.passed}`,
    `${cases.total}`,
    claimed ?? "",
    `${seed}`,
    say(message, "en"),
  ]);
  return `\ufeff${[columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/** A spreadsheet would run what begins like a formula: an apostrophe makes it text. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
