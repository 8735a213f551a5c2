/**
 * Programs in a dialect of Python as people write them: right ones, and wrong ones with the mistake that they make. A file holds many, each
 * under a line `# %% name` or `# %% mistake: name`; what is before the first belongs to all of them.
 *
 * `right/<slug>.py` and `wrong/<slug>.py` are whole programs. A wrong step that many exercises have is written once, in
 * `<kind>-steps.py`, and every `around/<slug>.<kind>.py` makes a program of it, where the exercise knows the mistake. Its first
 * lines say which steps are another mistake there, or none: `# mistake = other`, `# mistake: name = right`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Style, WrongStyle } from "./style.js";

/** The kinds of steps. */
const kinds = ["softmax", "attention", "masking"] as const;

/** The folder of a dialect. */
export type Dialect = "torch" | "numpy";

const here = (path: string) => new URL(path, import.meta.url);
const read = (path: string) => readFileSync(here(path), "utf8");
const names = (folder: string) => (existsSync(here(folder)) ? readdirSync(here(folder)).sort() : []);

/** What a program is right in spite of, or is wrong in a way that has no name. */
const notNamed = ["right", "nothing"];

interface Section {
  readonly title: string;
  readonly source: string;
}

function sections(path: string): readonly Section[] {
  const [before = "", ...rest] = read(path).split(/^# %% /m);
  return rest.map((text) => {
    const end = text.indexOf("\n");
    return { title: text.slice(0, end), source: `${before}${text.slice(end + 1)}` };
  });
}

/** `softmax.py`, `softmax.attention.py`: what is before the first dot. */
const slugOf = (file: string) => file.slice(0, file.indexOf("."));

function wrong(exercise: string, { title, source }: Section): WrongStyle {
  const [mistake = "", name = ""] = title.split(": ");
  return { exercise, mistake, name, source };
}

function around(dialect: Dialect, file: string): readonly WrongStyle[] {
  const kind = kinds.find((one) => file.endsWith(`.${one}.py`));
  if (!kind) throw new RangeError(`around/${file} is of no kind of steps`);
  const program = read(`./${dialect}/around/${file}`);
  const others = new Map([...program.matchAll(/^# (.+) = (\S+)$/gm)].map(([, step, other]) => [step, other]));
  return sections(`./${dialect}/${kind}-steps.py`).flatMap((section) => {
    const style = wrong(slugOf(file), { ...section, source: `${section.source}\n\n${program}` });
    const mistake = others.get(section.title) ?? others.get(style.mistake) ?? style.mistake;
    return notNamed.includes(mistake) ? [] : [{ ...style, mistake }];
  });
}

const inFolder = <T>(folder: string, read: (slug: string, section: Section) => T): readonly T[] =>
  names(folder).flatMap((file) => sections(`${folder}${file}`).map((section) => read(slugOf(file), section)));

export const rightPrograms = (dialect: Dialect): readonly Style[] =>
  inFolder(`./${dialect}/right/`, (exercise, { title, source }) => ({ exercise, name: title, source }));

/** Those made of steps may make a mistake that the exercise does not know. */
export const wrongPrograms = (
  dialect: Dialect,
  knows: (exercise: string, mistake: string) => boolean,
): readonly WrongStyle[] => [
  ...inFolder(`./${dialect}/wrong/`, wrong),
  ...names(`./${dialect}/around/`)
    .flatMap((file) => around(dialect, file))
    .filter(({ exercise, mistake }) => knows(exercise, mistake)),
];
