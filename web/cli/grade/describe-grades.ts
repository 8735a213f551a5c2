import { type Locale, say, type Text } from "../../format/index.js";
import { type Line, quoted, type Styled, type Terminal } from "../terminal.js";
import { wrap } from "../terminal-text.js";
import type { Grade, Grades } from "./grade.js";
import { gradeWords, outcomes } from "./grade-text.js";
import { isDoubtful } from "./html-page.js";
import { summarise } from "./summarise.js";

const bold = (text: string): Styled => ({ text, style: "bold" });
const faint = (text: string): Styled => ({ text, style: "faint" });
const mark = ({ outcome }: Grade): Styled =>
  outcome === "accepted" ? { text: "✓", style: "good" } : { text: "✗", style: "bad" };

/** One line as soon as a file has a result. */
export function describeProgress(grade: Grade, done: number, total: number, locale: Locale): Line {
  const what = grade.mistake ? say(grade.mistake.title, locale) : say(outcomes[grade.outcome], locale);
  return [`${`${done}`.padStart(`${total}`.length)}/${total} `, mark(grade), ` ${grade.file}: ${what}`];
}

/** The results of a class, as people read them in a terminal. */
export function describeGrades(
  { seed, grades, skipped }: Grades,
  locale: Locale,
  { columns }: Pick<Terminal, "columns">,
): readonly Line[] {
  const word = (text: Text) => say(text, locale);
  const { byLearner, byMistake, byOutcome } = summarise(grades);
  const counts = [...byOutcome].map(([outcome, count]) => `${count} ${word(outcomes[outcome])}`).join(", ");
  const width = Math.min(30, Math.max(...byLearner.map(({ learner }) => learner.length)));
  const strange = grades.filter((grade) => isDoubtful(grade) || grade.note || !isVerdict(grade));
  return [
    [bold(word(gradeWords.byLearner))],
    ...byLearner.map(
      ({ learner, grades: own, accepted }): Line => [
        `  ${learner.padEnd(width)}  ${accepted}/${own.length}  `,
        ...own.flatMap((grade) => [mark(grade), ` ${grade.exercise ?? grade.file}  `]),
      ],
    ),
    ...(byMistake.length > 0 ? ["", [bold(word(gradeWords.byMistake))] satisfies Line] : []),
    ...byMistake.map(
      ({ mistake, title, grades: same }): Line => [
        `  ${`${same.length}`.padStart(4)}  ${word(title)} `,
        faint(`(${mistake})`),
      ],
    ),
    ...(strange.length > 0 ? ["", [bold(word(gradeWords.remarks))] satisfies Line] : []),
    ...strange.flatMap((grade) =>
      quoted(wrap(`${grade.file}: ${remarksOn(grade, word)}`, Math.min(columns, 110) - 4), 2),
    ),
    ...(skipped.length > 0
      ? ["", `${word(gradeWords.skipped)}: ${skipped.length}`, ...quoted(skipped.slice(0, 20), 2)]
      : []),
    "",
    `${grades.length} ${word(gradeWords.files)}, ${byLearner.length} ${word(gradeWords.learners)}, ${word(gradeWords.seed)} ${seed}: ${counts}`,
  ];
}

const isVerdict = ({ outcome }: Grade) => outcome !== "unreadable" && outcome !== "not-judged";

const remarksOn = (grade: Grade, word: (text: Text) => string): string =>
  [
    ...(isVerdict(grade) ? [] : [word(grade.message)]),
    ...(grade.note ? [word(grade.note)] : []),
    ...(isDoubtful(grade)
      ? [`${word(gradeWords.claimed)} ${grade.claimed}; ${word(gradeWords.result)}: ${word(outcomes[grade.outcome])}.`]
      : []),
  ].join(" ");
