// @ts-check
import { readFileSync } from "node:fs";
import { inRoot } from "../paths.mjs";

/**
 * One mistake of an exercise: in how many ways it is known, how many of these are wrong in each case, and of the programs in
 * each language how many were named, and how many there are.
 *
 * @typedef {object} MatrixMistake
 * @property {string} code
 * @property {{ readonly en: string, readonly zh?: string }} title
 * @property {number} ways
 * @property {readonly number[]} killed
 * @property {Readonly<Record<string, readonly [number, number]>>} programs
 */

/**
 * What `npm run matrix` writes: the day, the seed of the cases, and every exercise by its slug.
 *
 * @typedef {object} Matrix
 * @property {string} made
 * @property {number} seed
 * @property {Readonly<Record<string, MatrixExercise>>} exercises
 */

/**
 * @typedef {object} MatrixExercise
 * @property {{ readonly en: string, readonly zh?: string }} title
 * @property {readonly string[]} cases
 * @property {readonly MatrixMistake[]} mistakes
 */

const words = {
  en: {
    columns: ["Mistake", "Ways", "Wrong in", "Programs named"],
    languages: { pytorch: "PyTorch", python: "NumPy", javascript: "JavaScript" },
    cases: (/** @type {number} */ n, /** @type {number} */ of) => `${n} of ${of} cases`,
    most: (/** @type {string} */ name) => `most in \`${name}\``,
    separator: ", ",
  },
  zh: {
    columns: ["错误", "写法", "在哪里出错", "说对的程序"],
    languages: { pytorch: "PyTorch", python: "NumPy", javascript: "JavaScript" },
    cases: (/** @type {number} */ n, /** @type {number} */ of) => `${of} 个用例中的 ${n} 个`,
    most: (/** @type {string} */ name) => `\`${name}\` 最多`,
    separator: "，",
  },
};

/**
 * A line `@matrix` becomes a table for each exercise: its mistakes, which cases they fail, how many programs were named. `@made` is
 * the day, `@programs` how many programs there were, `@named` how many of them were named.
 *
 * @param {string} source
 * @param {"en" | "zh"} locale
 */
export function withMatrix(source, locale) {
  if (!/^@matrix$/m.test(source)) return source;
  /** @type {Matrix} */
  const matrix = JSON.parse(readFileSync(inRoot("web/site/docs/matrix.json"), "utf8"));
  const { columns } = words[locale];
  const tables = Object.entries(matrix.exercises).map(([slug, { title, cases, mistakes }]) =>
    [
      `## ${title[locale] ?? title.en} {#${slug}}`,
      "",
      `| ${columns.join(" | ")} |`,
      `|${columns.map(() => "---").join("|")}|`,
      ...mistakes.map((mistake) => row(mistake, cases, locale)),
    ].join("\n"),
  );
  const counts = Object.values(matrix.exercises).flatMap(({ mistakes }) =>
    mistakes.flatMap(({ programs }) => Object.values(programs)),
  );
  const total = (/** @type {0 | 1} */ which) => String(counts.reduce((sum, count) => sum + count[which], 0));
  return source
    .replace(/^@matrix$/m, () => tables.join("\n\n"))
    .replaceAll("@made", matrix.made)
    .replaceAll("@programs", total(1))
    .replaceAll("@named", total(0));
}

/**
 * @param {MatrixMistake} mistake
 * @param {readonly string[]} cases
 * @param {"en" | "zh"} locale
 */
function row({ code, title, ways, killed, programs }, cases, locale) {
  const { languages, cases: ofCases, most, separator } = words[locale];
  const wrongIn = killed.filter((count) => count > 0).length;
  const worst = cases[killed.indexOf(Math.max(...killed))] ?? "";
  const named = Object.entries(programs).map(
    ([language, counts]) => `${languages[/** @type {keyof typeof languages} */ (language)]} ${counts?.join("/")}`,
  );
  const text = (title[locale] ?? title.en).replaceAll("|", "\\|");
  return `| ${text} \`${code}\` | ${ways} | ${ofCases(wrongIn, killed.length)}${separator}${most(worst)} | ${named.join(separator) || "–"} |`;
}
