import { type Locale, say } from "../../format/index.js";
import { asMarkup } from "./as-markup.js";
import type { Grade, Grades } from "./grade.js";
import { gradeWords, outcomes } from "./grade-text.js";
import { summarise } from "./summarise.js";

/** JUnit's XML, as continuous integration reads it: a suite for each learner, a test case for each file. */
export function gradesToJunit({ seed, grades }: Grades, locale: Locale): string {
  const suites = summarise(grades).byLearner.map(({ learner, grades: own, accepted }) => {
    const errors = own.filter(isError).length;
    const counts = `tests="${own.length}" failures="${own.length - accepted - errors}" errors="${errors}"`;
    const cases = own.map((grade) => testCase(grade, locale)).join("");
    return `  <testsuite name="${asMarkup(learner)}" ${counts}>\n${cases}  </testsuite>\n`;
  });
  const name = `attention-dojo grade, ${say(gradeWords.seed, locale)} ${seed}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${asMarkup(name)}">\n${suites.join("")}</testsuites>\n`;
}

const isError = ({ outcome }: Grade) => outcome === "unreadable" || outcome === "not-judged";

function testCase(grade: Grade, locale: Locale): string {
  const { file, exercise = "", outcome, message, mistake, durationMs } = grade;
  const open = `    <testcase classname="${asMarkup(exercise)}" name="${asMarkup(file)}" time="${(durationMs / 1000).toFixed(3)}"`;
  if (outcome === "accepted") return `${open}/>\n`;
  const tag = isError(grade) ? "error" : "failure";
  const type = mistake?.mistake ?? outcome;
  const short = mistake ? say(mistake.title, locale) : say(outcomes[outcome], locale);
  const long = [say(message, locale), ...(mistake ? [say(mistake.explanation, locale)] : [])].join("\n");
  return `${open}>\n      <${tag} type="${asMarkup(type)}" message="${asMarkup(short)}">${asMarkup(long)}</${tag}>\n    </testcase>\n`;
}
