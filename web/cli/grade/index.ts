import { constants } from "node:fs";
import { access, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { slugs } from "../../exercises/index.js";
import { exerciseNamed } from "../exercise-named.js";
import { version } from "../help.js";
import { Misuse } from "../options.js";
import { tellDownload } from "../tell-download.js";
import type { Terminal } from "../terminal.js";
import { gradesToCsv } from "./csv.js";
import { describeGrades, describeProgress } from "./describe-grades.js";
import { findSubmissions } from "./find-submissions.js";
import type { Grades } from "./grade.js";
import type { GradeCommand, GradeFiles } from "./grade-arguments.js";
import { gradeSubmissions } from "./grade-submissions.js";
import { gradesToJson } from "./grades-json.js";
import { gradesToHtml } from "./html-page.js";
import { gradesToJunit } from "./junit.js";

/** Grades a class, prints and writes the results, and says whether every file was accepted. */
export async function gradeCommand(command: GradeCommand, terminal: Terminal): Promise<boolean> {
  const { given, locale, files, jobs = availableParallelism(), seed = freshSeed() } = command;
  const exercise = command.exercise === undefined ? undefined : await exerciseNamed(command.exercise);
  await expectWritable(files);
  const { submissions, skipped } = await findSubmissions(given, slugs);
  if (submissions.length === 0)
    throw new Misuse(`no programs in ${given.join(", ")}: files end in .py, .ipynb, .js, .mjs, .cjs or .handin.json.`);

  const { signal, done } = untilInterrupted(terminal);
  let count = 0;
  const grades = await gradeSubmissions(submissions, {
    ...{ exercise, seed, jobs, signal, onLoad: tellDownload(terminal) },
    onGrade: (grade) => terminal.complain(describeProgress(grade, ++count, submissions.length, locale)),
  }).finally(done);

  const all: Grades = { seed, grades, skipped };
  terminal.print(...describeGrades(all, locale, terminal));
  await writeFiles(all, command);
  return grades.every(({ outcome }) => outcome === "accepted");
}

const freshSeed = () => (crypto.getRandomValues(new Uint32Array(1))[0] as number) >>> 0;

/** The first interrupt ends judging and keeps what there is; the second ends all, as ever. */
function untilInterrupted(terminal: Terminal) {
  const controller = new AbortController();
  const stop = () => {
    terminal.complain("Stopping; the results so far are kept.");
    controller.abort();
  };
  process.once("SIGINT", stop);
  return { signal: controller.signal, done: () => void process.off("SIGINT", stop) };
}

/** Before a class is judged: afterwards it would be too late. */
async function expectWritable(files: GradeFiles): Promise<void> {
  for (const [option, file] of Object.entries(files)) {
    await access(dirname(resolve(file)), constants.W_OK).catch(() => {
      throw new Misuse(`--${option} is ${file}, but its folder is not there, or nothing can be written to it.`);
    });
  }
}

async function writeFiles(all: Grades, { files, locale }: GradeCommand): Promise<void> {
  const { csv, junit, json, html } = files;
  if (csv) await writeFile(csv, gradesToCsv(all));
  if (junit) await writeFile(junit, gradesToJunit(all, locale));
  if (json) await writeFile(json, gradesToJson(all, version));
  if (html) await writeFile(html, gradesToHtml(all, locale));
}
