import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const locales = ["en", "zh"] as const;
export type Locale = (typeof locales)[number];

/** One text that a visitor reads: a file, or a string in the code. */
export interface ShownText {
  readonly where: string;
  readonly locale: Locale;
  readonly text: string;
}

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const read = (path: string): string => readFileSync(`${root}/${path}`, "utf8");

const filesIn = (folder: string): readonly string[] =>
  readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .sort();

/** Markdown files of which there is one for each language, without `.en.md`. */
export const pairs: readonly string[] = ["web/exercises", "web/questions", "web/site/docs"]
  .flatMap(filesIn)
  .filter((path) => path.endsWith(".en.md"))
  .map((path) => path.slice(0, -".en.md".length));

const markdown = pairs.flatMap((pair) =>
  locales.map((locale): ShownText => {
    const where = `${pair}.${locale}.md`;
    return { where, locale, text: read(where) };
  }),
);

const chinese = /\p{Script=Han}/u;

/** Strings in code, by what they are written in; those of the command are English but for the two that it says. */
function stringsOf(path: string): readonly ShownText[] {
  const code = read(path)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/^(import|\} from|export \{).*$/gm, "");
  return [...code.matchAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)]
    .map(([quoted]) => quoted.slice(1, -1))
    .filter((text) => chinese.test(text) || /[a-z] [a-z]/i.test(text))
    .map((text) => ({ where: path, locale: chinese.test(text) ? "zh" : "en", text }));
}

/** Files of the code whose strings are words for people. */
const wordFiles = [
  "site",
  "site/words",
  "elements/shared",
  "elements/question",
  "elements/elsewhere",
  "elements/lab/help",
  "elements/lab/induction",
  "elements/lab/sentence",
  "elements/lab/shared",
  "elements/lab/tasks",
  "elements/lab/tiles",
  "elements/exercise/help",
  "cli",
  "judge",
]
  .map((folder) => `web/${folder}`)
  .flatMap((folder) => readdirSync(`${root}/${folder}`).map((name) => `${folder}/${name}`))
  .filter((path) => /\/words\/\w+\.ts$|\/text\.\w\w\.ts$|-text\.ts$|^web\/cli\/.*\.ts$|\/messages\.ts$/.test(path));

/** A text in both languages. */
export type BilingualText = { readonly where: string } & Readonly<Record<Locale, string>>;

const isBilingual = (value: object): value is Readonly<Record<Locale, string>> =>
  locales.every((locale) => typeof (value as Record<string, unknown>)[locale] === "string");

/** Every `{ en, zh }` in a value, however deep. */
function textsIn(value: unknown, where: string): readonly BilingualText[] {
  if (typeof value !== "object" || value === null) return [];
  if (isBilingual(value)) return [{ where, en: value.en, zh: value.zh }];
  return Object.entries(value).flatMap(([name, part]) => textsIn(part, `${where}: ${name}`));
}

const modules = import.meta.glob<object>(
  [
    "../../web/exercises/*/{exercise,mistakes}.ts",
    "../../web/exercises/shared/known-*.ts",
    "../../web/questions/*/question.ts",
    "../../web/elements/exercise/editor/python-abouts.ts",
  ],
  { eager: true },
);

/** Titles, explanations, choices and the like: whatever is told in both languages in the exercises' and questions' code. */
export const bilingualTexts: readonly BilingualText[] = Object.entries(modules).flatMap(([path, module]) =>
  textsIn(module, path.replace("../../", "")),
);

/** Every text of the project that a visitor reads, but for the reference, which is made from the code. */
export const shownTexts: readonly ShownText[] = [
  ...markdown,
  ...wordFiles.flatMap(stringsOf),
  ...bilingualTexts.flatMap((text) => locales.map((locale) => ({ where: text.where, locale, text: text[locale] }))),
];

/** Markdown without its code. */
export const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
