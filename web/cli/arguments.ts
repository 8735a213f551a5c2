import { parseArgs } from "node:util";
import { type Language, type Locale, languageNames } from "../format/index.js";
import { type GradeCommand, readGradeArguments } from "./grade/grade-arguments.js";
import { Misuse, readCount, readLocale, readSeed } from "./options.js";

export interface ListCommand {
  readonly name: "list";
  readonly json: boolean;
  readonly locale: Locale;
}

export interface JudgeCommand {
  readonly name: "judge";
  readonly exercise: string;
  readonly file: string;
  /** Default: that of the file's ending and of what it imports. */
  readonly language: Language | undefined;
  readonly seed: number | undefined;
  readonly json: boolean;
  readonly locale: Locale;
}

export interface AssetsCommand {
  readonly name: "assets";
  readonly folder: string;
  readonly python: boolean;
}

export interface ScormCommand {
  readonly name: "scorm";
  /** Of an exercise or of a question. */
  readonly slug: string;
  /** Default: `<slug>.zip`. */
  readonly out: string;
  readonly python: boolean;
  readonly locale: Locale;
}

export interface CheckCommand {
  readonly name: "check";
  readonly file: string;
  readonly seeds: number;
  readonly json: boolean;
}

export interface ExampleCommand {
  readonly name: "example";
  readonly form: "js" | "json";
}

export type Command =
  | ListCommand
  | JudgeCommand
  | GradeCommand
  | AssetsCommand
  | ScormCommand
  | CheckCommand
  | ExampleCommand
  | { readonly name: "help" }
  | { readonly name: "version" };

/**
 * @param words The arguments after the program's name.
 * @param language The environment's language, as in `LANG`; `--lang` decides before it.
 */
export function readArguments(words: readonly string[], language: string): Command {
  if (words[0] === "grade") return readGradeArguments(words.slice(1), language);
  const { values, positionals } = parse(words);
  const [name, ...rest] = positionals;
  if (values.help || (words.length === 0 && !values.version)) return { name: "help" };
  if (values.version) return { name: "version" };
  const json = values.json === true;
  if (values.seeds !== undefined && name !== "check") throw new Misuse("--seeds is an option of check.");
  if (values.language !== undefined && name !== "judge") throw new Misuse("--language is an option of judge.");
  if (name !== "scorm" && (values.out !== undefined || values.python))
    throw new Misuse(`--${values.python ? "python" : "out"} is an option of scorm.`);
  if (name !== "assets" && values["no-python"]) throw new Misuse("--no-python is an option of assets.");
  const locale = readLocale(values.lang, language);
  switch (name) {
    case "list":
      if (rest.length > 0) throw new Misuse(`list takes no arguments, but "${rest.join(" ")}" was given.`);
      if (values.seed !== undefined) throw new Misuse("--seed is an option of judge.");
      return { name, json, locale };
    case "judge": {
      const [exercise, file, ...more] = rest;
      if (exercise === undefined || file === undefined || more.length > 0) {
        throw new Misuse(
          "judge takes an exercise and a file: attention-dojo judge <exercise> <file.py|file.js> [--language L] [--seed N] [--json]",
        );
      }
      const language = readLanguage(values.language);
      return { name, exercise, file, language, seed: readSeed(values.seed), json, locale };
    }
    case "assets": {
      const [folder, ...more] = rest;
      if (folder === undefined || more.length > 0)
        throw new Misuse(
          "assets takes one folder, which the site serves: attention-dojo assets <folder> [--no-python]",
        );
      if (values.seed !== undefined || json) throw new Misuse("assets takes --no-python.");
      return { name, folder, python: values["no-python"] !== true };
    }
    case "scorm": {
      const [slug, ...more] = rest;
      if (slug === undefined || more.length > 0)
        throw new Misuse(
          "scorm takes an exercise or a question: attention-dojo scorm <slug> [--out file.zip] [--lang en|zh] [--python]",
        );
      if (values.seed !== undefined || json) throw new Misuse("scorm takes --out, --lang and --python.");
      return { name, slug, out: values.out ?? `${slug}.zip`, python: values.python === true, locale };
    }
    case "check": {
      const [file, ...more] = rest;
      if (file === undefined || more.length > 0)
        throw new Misuse(
          "check takes the file of an exercise: attention-dojo check <exercise.js|exercise.json> [--seeds N] [--json]",
        );
      if (values.seed !== undefined)
        throw new Misuse("--seed is an option of judge; check takes --seeds, the number of seeds.");
      return { name, file, seeds: readCount("seeds", values.seeds, 9999) ?? 20, json };
    }
    case "example": {
      const [form = "json", ...more] = rest;
      if ((form !== "js" && form !== "json") || more.length > 0)
        throw new Misuse("example takes js or json: attention-dojo example [js|json]");
      if (values.seed !== undefined || json) throw new Misuse("example takes no options.");
      return { name, form };
    }
    case "help":
      return { name };
    default:
      throw new Misuse(
        `there is no command "${name ?? ""}". Commands: list, judge, grade, check, example, assets, scorm. See attention-dojo --help.`,
      );
  }
}

function parse(words: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        json: flag,
        seed: text,
        seeds: text,
        lang: text,
        language: text,
        out: text,
        python: flag,
        "no-python": flag,
        help: { ...flag, short: "h" },
        version: { ...flag, short: "v" },
      },
    });
  } catch (error) {
    throw new Misuse(`${error instanceof Error ? error.message : error}`.replaceAll("\n", " "));
  }
}

function readLanguage(language: string | undefined): Language | undefined {
  const known = languageNames.find((name) => name === language);
  if (language !== undefined && !known)
    throw new Misuse(`--language is "${language}", but it should be one of ${languageNames.join(", ")}.`);
  return known;
}
