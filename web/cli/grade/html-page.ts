import { type Locale, locales, say, type Text } from "../../format/index.js";
import { asMarkup } from "./as-markup.js";
import type { Grade, Grades } from "./grade.js";
import { gradeWords, outcomes } from "./grade-text.js";
import { type LearnerSummary, type MistakeSummary, summarise } from "./summarise.js";

/** Without scripts, and with a policy that allows none: everything on it was written by learners. */
export function gradesToHtml({ seed, grades, skipped }: Grades, locale: Locale): string {
  const word = (text: Text) => asMarkup(say(text, locale));
  const summary = summarise(grades);
  const counts = [...summary.byOutcome].map(([outcome, count]) => `${count} ${word(outcomes[outcome])}`);
  const learners = summary.byLearner.length;
  return `<!doctype html>
<html lang="${locales[locale].tag}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${word(gradeWords.title)}</title>
<style>${styles}</style>
<main>
<h1>${word(gradeWords.title)}</h1>
<p>${grades.length} ${word(gradeWords.files)}, ${learners} ${word(gradeWords.learners)}, ${word(gradeWords.seed)} ${seed}: ${counts.join(", ")}</p>
<h2>${word(gradeWords.byMistake)}</h2>
${summary.byMistake.length === 0 ? `<p>${word(gradeWords.noMistakes)}</p>` : mistakesList(summary.byMistake, locale)}
<h2>${word(gradeWords.byLearner)}</h2>
${learnersTable(grades, summary.byLearner, locale)}
<h2>${word(gradeWords.allFiles)}</h2>
${grades.map((grade) => fileDetails(grade, locale)).join("\n")}
${skipped.length > 0 ? `<h2>${word(gradeWords.skipped)}</h2>\n<ul>${skipped.map((file) => `<li>${asMarkup(file)}</li>`).join("")}</ul>` : ""}
</main>
</html>
`;
}

function mistakesList(mistakes: readonly MistakeSummary[], locale: Locale): string {
  const most = mistakes[0]?.grades.length ?? 1;
  const items = mistakes.map(({ mistake, title, explanation, grades }) => {
    const who = [...new Set(grades.map(({ learner }) => learner))].map(asMarkup).join(", ");
    return `<li><meter min="0" max="${most}" value="${grades.length}"></meter> <b>${grades.length} × ${asMarkup(say(title, locale))}</b> <code>${asMarkup(mistake)}</code>
<p>${asMarkup(say(explanation, locale))}</p><p><small>${who}</small></p></li>`;
  });
  return `<ol>${items.join("\n")}</ol>`;
}

/** A row for each learner, a column for each exercise; the best of a learner's files counts. */
function learnersTable(grades: readonly Grade[], learners: readonly LearnerSummary[], locale: Locale): string {
  const exercises = [...new Set(grades.map(({ exercise }) => exercise ?? "?"))].sort();
  const head = exercises.map((exercise) => `<th scope="col">${asMarkup(exercise)}</th>`).join("");
  const rows = learners.map(({ learner, grades: own }) => {
    const cells = exercises.map((exercise) => {
      const tries = own.filter((grade) => (grade.exercise ?? "?") === exercise);
      const best = tries.find(({ outcome }) => outcome === "accepted") ?? tries[0];
      return best ? `<td>${mark(best, locale)}</td>` : "<td>–</td>";
    });
    return `<tr><th scope="row">${asMarkup(learner)}</th>${cells.join("")}</tr>`;
  });
  const corner = asMarkup(say(gradeWords.learner, locale));
  const label = asMarkup(say(gradeWords.byLearner, locale));
  return `<div class="wide" tabindex="0" role="region" aria-label="${label}"><table><thead><tr><th scope="col">${corner}</th>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

function mark({ outcome, mistake }: Grade, locale: Locale): string {
  const what = asMarkup(mistake ? mistake.mistake : say(outcomes[outcome], locale));
  return outcome === "accepted"
    ? `<span class="good" role="img" aria-label="${what}">✓</span>`
    : `<span class="bad" aria-hidden="true">✗</span> ${what}`;
}

function fileDetails(grade: Grade, locale: Locale): string {
  const { file, learner, exercise = "?", message, mistake, note, claimed, source } = grade;
  const paragraphs = [
    say(message, locale),
    ...(mistake ? [`${say(mistake.title, locale)}. ${say(mistake.explanation, locale)}`] : []),
    ...(note ? [say(note, locale)] : []),
    ...(isDoubtful(grade) ? [`${say(gradeWords.claimed, locale)} ${claimed}.`] : []),
  ];
  const program = source === undefined ? "" : `<pre><code>${asMarkup(source)}</code></pre>`;
  return `<details><summary>${mark(grade, locale)} · ${asMarkup(learner)} · ${asMarkup(exercise)} · <small>${asMarkup(file)}</small></summary>
${paragraphs.map((text) => `<p>${asMarkup(text)}</p>`).join("\n")}
${program}</details>`;
}

/** Whether the page is said to have seen it otherwise. */
export const isDoubtful = ({ claimed, outcome }: Grade): boolean => claimed !== undefined && claimed !== outcome;

const styles = `
:root { color-scheme: light dark; --good: light-dark(#0a6b2d, #6fd08c); --bad: light-dark(#a11919, #ff8f85); --line: light-dark(#d5d5d0, #44443f) }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2rem }
table { border-collapse: collapse } th, td { text-align: start; vertical-align: top; padding: .4rem .8rem .4rem 0; border-top: 1px solid var(--line) }
thead th { border-top: 0; min-width: 5rem; font-size: .875rem } tbody th { white-space: nowrap } td { font-size: .875rem } .wide { overflow-x: auto }
ol { padding: 0; list-style: none } li { border-top: 1px solid var(--line); padding: .6rem 0 } li p { margin: .25rem 0; max-width: 60rem } meter { width: 6rem }
.good { color: var(--good) } .bad { color: var(--bad) }
details { border-top: 1px solid var(--line); padding: .4rem 0 } summary { cursor: pointer } pre { overflow-x: auto; padding: .8rem; border: 1px solid var(--line) }
small, td small { opacity: .75 }
`;
