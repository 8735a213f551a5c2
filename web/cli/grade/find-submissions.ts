import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { handInEnding } from "../../courses/hand-in/index.js";
import { languageNames, languages } from "../../format/index.js";
import { Misuse } from "../options.js";
import { type WhoAndWhat, whoAndWhat } from "./who-and-what.js";

/** A file that somebody handed in. */
export interface Submission extends WhoAndWhat {
  /** As it is called in the results: its path below the folder that was given. */
  readonly file: string;
  readonly path: string;
}

export interface Submissions {
  /** In the order of their files. */
  readonly submissions: readonly Submission[];
  /** Files that hold no programs, by their endings. */
  readonly skipped: readonly string[];
}

const programEndings = new Set([...languageNames.flatMap((name) => languages[name].extensions), "ipynb"]);
const isSubmission = (file: string) =>
  file.endsWith(handInEnding) || programEndings.has(extname(file).slice(1).toLowerCase());

/** Folders that tools leave, not learners. */
const isOfTools = (part: string) => part.startsWith(".") || part === "node_modules" || part.startsWith("__");

/** Finds the files of a class, in folders with all that is below them. Links are not followed. */
export async function findSubmissions(given: readonly string[], slugs: readonly string[]): Promise<Submissions> {
  const submissions = new Map<string, Submission>();
  const skipped: string[] = [];
  for (const { path, base } of (await Promise.all(given.map(filesAt))).flat()) {
    const file = relative(base, path);
    if (!isSubmission(file)) skipped.push(file);
    else submissions.set(resolve(path), { file, path, ...whoAndWhat(partsOf(file), slugs) });
  }
  const inOrder = [...submissions.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  return { submissions: inOrder, skipped: skipped.sort() };
}

interface FoundFile {
  readonly path: string;
  /** The folder that names are relative to. */
  readonly base: string;
}

async function filesAt(given: string): Promise<readonly FoundFile[]> {
  const found = await stat(given).catch(() => undefined);
  if (!found) throw new Misuse(`there is no file or folder ${given}.`);
  // Of a file alone, the folder that it lies in may be the learner's, or the exercise's.
  if (!found.isDirectory()) return [{ path: given, base: dirname(dirname(resolve(given))) }];
  const entries = await readdir(given, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => ({ path: join(entry.parentPath, entry.name), base: given }))
    .filter(({ path, base }) => !relative(base, path).split(sep).some(isOfTools));
}

function partsOf(file: string): readonly string[] {
  const name = basename(file);
  const stem = name.endsWith(handInEnding) ? name.slice(0, -handInEnding.length) : basename(name, extname(name));
  const folder = dirname(file);
  return [...(folder === "." ? [] : folder.split(sep)), stem];
}
