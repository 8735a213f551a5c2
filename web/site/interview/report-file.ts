import type { Locale } from "../../elements/toolkit.js";
import { locales, say } from "../../format/index.js";
import { interviewWords } from "../words/interview.js";
import { clockTime } from "./clock.js";
import type { Interview } from "./interview.js";
import { byTopic, isFine, type Outcome, totals } from "./outcomes.js";

/** In Markdown, what a reader's text must not become. */
const plain = (text: string) => text.replace(/[\\`*_[\]<>|#]/g, "\\$&");

/** A fence longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** When an interview took place, in the reader's words. */
export const dateOf = ({ started }: Interview, locale: Locale) =>
  new Intl.DateTimeFormat(locales[locale].region, { dateStyle: "long", timeStyle: "short" }).format(started);

/** The report as a Markdown file. */
export function writeReport(interview: Interview, outcomes: readonly Outcome[], locale: Locale): string {
  const words = interviewWords[locale];
  const { questions, coding, toMark } = totals(outcomes);
  const used = (interview.ended ?? interview.started) - interview.started;
  const results = outcomes.map((outcome, i) => {
    const { task, title, result, mark } = outcome;
    const notes = [
      words.results[result],
      mark && result !== "to-mark" ? words.points(mark.points, mark.of) : "",
      task.kind === "exercise" && task.submissions.length ? words.submissions(task.submissions.length) : "",
    ];
    return `| ${i + 1} | ${plain(say(title, locale))} | ${notes.filter(Boolean).join(" · ")} | ${clockTime(task.spent)} |`;
  });
  const mistakes = [...byTopic(outcomes).values()].map((some) => {
    const lines = some.flatMap(({ title, result, mistakes: named }) => [
      `- ${plain(say(title, locale))}: ${words.results[result]}`,
      ...named.map(
        (mistake) => `  - **${plain(say(mistake.title, locale))}** ${plain(say(mistake.explanation, locale))}`,
      ),
    ]);
    return `### ${some[0] ? say(some[0].topic, locale) : ""}\n\n${lines.join("\n")}`;
  });
  const review = outcomes.filter((outcome) => !isFine(outcome)).map(({ title }) => `- ${plain(say(title, locale))}`);
  const answers = outcomes.map(
    (outcome, i) => `### ${i + 1}. ${plain(say(outcome.title, locale))}\n\n${answerOf(outcome, locale)}`,
  );
  return `${[
    `# ${words.report}`,
    words.when(dateOf(interview, locale), interview.minutes),
    [
      `- ${words.timeUsed}: ${clockTime(used)}`,
      `- ${words.questions}: ${words.ofTotal(questions.right, questions.total)}`,
      `- ${words.coding}: ${words.ofTotal(coding.right, coding.total)}`,
      ...(toMark ? [`- ${words.toMark(toMark)}`] : []),
    ].join("\n"),
    `## ${words.allTasks}`,
    [
      `| | ${words.columns.task} | ${words.columns.result} | ${words.columns.time} |`,
      "| ---: | --- | --- | ---: |",
      ...results,
    ].join("\n"),
    `## ${words.mistakes}`,
    mistakes.length ? mistakes.join("\n\n") : words.noMistakes,
    `## ${words.toReview}`,
    review.length ? review.join("\n") : words.nothingToReview,
    `## ${words.answers}`,
    answers.join("\n\n"),
  ].join("\n\n")}\n`;
}

function answerOf({ task, chosen }: Outcome, locale: Locale): string {
  const words = interviewWords[locale];
  if (task.kind === "question") {
    const { written } = task.answer;
    if (chosen.length) return chosen.map((text) => `- ${plain(say(text, locale))}`).join("\n");
    return written.trim() ? fenced(written, "text") : words.results.unanswered;
  }
  const sources = Object.entries(task.sources);
  return sources.length ? sources.map(([language, source]) => fenced(source, language)).join("\n\n") : words.noCode;
}
