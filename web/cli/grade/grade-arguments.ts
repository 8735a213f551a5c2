import { parseArgs } from "node:util";
import type { Locale } from "../../format/index.js";
import { Misuse, readCount, readLocale, readSeed } from "../options.js";

/** The files that a class's results are written to. */
export interface GradeFiles {
  readonly csv?: string;
  readonly junit?: string;
  readonly json?: string;
  readonly html?: string;
}

export interface GradeCommand {
  readonly name: "grade";
  /** Folders and files. */
  readonly given: readonly string[];
  /** Of all files. Default: as each file's path says. */
  readonly exercise: string | undefined;
  /** Default: one for each core. */
  readonly jobs: number | undefined;
  readonly seed: number | undefined;
  readonly files: GradeFiles;
  readonly locale: Locale;
}

const usage =
  "attention-dojo grade <folder|files> [--exercise E] [--jobs N] [--seed N] [--csv F] [--junit F] [--json F] [--html F]";

export function readGradeArguments(words: readonly string[], language: string): GradeCommand | { name: "help" } {
  const { values, positionals } = parse(words);
  if (values.help) return { name: "help" };
  if (positionals.length === 0) throw new Misuse(`grade takes a folder, or files: ${usage}`);
  const { csv, junit, json, html } = values;
  return {
    name: "grade",
    given: positionals,
    exercise: values.exercise,
    jobs: readCount("jobs", values.jobs, 256),
    seed: readSeed(values.seed),
    files: { ...(csv && { csv }), ...(junit && { junit }), ...(json && { json }), ...(html && { html }) },
    locale: readLocale(values.lang, language),
  };
}

function parse(words: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        exercise: text,
        jobs: text,
        seed: text,
        csv: text,
        junit: text,
        json: text,
        html: text,
        lang: text,
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new Misuse(`${error instanceof Error ? error.message : error} Use: ${usage}`.replaceAll("\n", " "));
  }
}
