import { questionMessages } from "../../elements/question/drawing/question-text.js";
import { messages } from "../../elements/toolkit.js";
import { listExercises } from "../../exercises/index.js";
import { defaultLanguage, languageNames, type Text, told } from "../../format/index.js";
import type { Verdict } from "../../judge/index.js";
import { type Mark, openQuestion, type Question } from "../../questions/index.js";
import { exists } from "../review/schedule/exists.js";
import { loadMistake } from "../review/schedule/titles.js";
import { type AskedExercise, type AskedQuestion, decisive, type Interview, type Task } from "./interview.js";

export type Result = Verdict | "not-submitted" | "right" | "wrong" | "partly" | "unanswered" | "to-mark" | "gone";

/** What came of one task. */
export interface Outcome {
  readonly task: Task;
  readonly title: Text;
  readonly topic: Text;
  readonly result: Result;
  /** What was chosen, of a choice question. */
  readonly chosen: readonly Text[];
  /** Points of an open question that has been marked. */
  readonly mark: Mark | null;
  /** What the judge named, each once, in the order of the submissions. */
  readonly mistakes: readonly { readonly title: Text; readonly explanation: Text }[];
  /** What practises a question: see `Question`. */
  readonly practise: readonly string[];
}

/** Whether there is nothing left to learn from it, or not yet known. */
export const isFine = ({ result, mistakes }: Outcome) =>
  result === "right" || result === "to-mark" || result === "gone" || (result === "accepted" && mistakes.length === 0);

export const outcomesOf = ({ tasks }: Interview): Promise<readonly Outcome[]> => Promise.all(tasks.map(outcomeOf));

async function outcomeOf(task: Task): Promise<Outcome> {
  if (!exists(task)) return goneOutcome(task);
  return task.kind === "question" ? questionOutcome(task) : exerciseOutcome(task);
}

/** Of a task that this version of the page does not have any more, only the name is known. */
function goneOutcome(task: Task): Outcome {
  const title = told(() => task.slug);
  return { task, title, topic: title, result: "gone", chosen: [], mark: null, mistakes: [], practise: [] };
}

async function questionOutcome(task: AskedQuestion): Promise<Outcome> {
  const question = await openQuestion(task.slug);
  return {
    task,
    title: question.title,
    topic: told((locale) => questionMessages[locale].topics[question.topic]),
    result: resultOf(question, task),
    chosen:
      question.kind === "choice"
        ? question.choices.filter(({ id }) => task.answer.chosen.includes(id)).map(({ text }) => text)
        : [],
    mark: question.kind === "open" ? task.answer.mark : null,
    mistakes: [],
    practise: question.practise,
  };
}

function resultOf(question: Question, { answer }: AskedQuestion): Result {
  const { mark, step } = answer;
  if (step === "writing") return "unanswered";
  if (question.kind === "open" && (!mark || step === "compared")) return "to-mark";
  if (!mark) return "unanswered";
  return mark.points === mark.of ? "right" : mark.points > 0 ? "partly" : "wrong";
}

async function exerciseOutcome(task: AskedExercise): Promise<Outcome> {
  const head = (await listExercises()).find(({ slug }) => slug === task.slug);
  if (!head) throw new RangeError(`There is no exercise "${task.slug}".`);
  const { title, track } = head;
  const codes = new Set(task.submissions.flatMap(({ mistake }) => (mistake ? [mistake] : [])));
  const language = languageNames.find((name) => task.sources[name] !== undefined) ?? defaultLanguage;
  const mistakes = await Promise.all([...codes].map((code) => loadMistake(task.slug, code, language)));
  return {
    task,
    title,
    topic: told((locale) => messages[locale].tracks[track]),
    result: decisive(task)?.verdict ?? "not-submitted",
    chosen: [],
    mark: null,
    mistakes: mistakes.filter((mistake) => mistake !== null),
    practise: [],
  };
}

/** What is not fine, by topic. */
export function byTopic(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  const topics = new Map<string, Outcome[]>();
  for (const outcome of outcomes.filter((each) => !isFine(each))) {
    const { en } = outcome.topic;
    topics.set(en, [...(topics.get(en) ?? []), outcome]);
  }
  return topics;
}

/** Right or accepted, of the questions and of the coding tasks that there still are. */
export function totals(outcomes: readonly Outcome[]) {
  const of = (kind: Task["kind"]) => outcomes.filter(({ task, result }) => task.kind === kind && result !== "gone");
  const count = (some: readonly Outcome[], result: Result) =>
    some.filter((outcome) => outcome.result === result).length;
  return {
    questions: { right: count(of("question"), "right"), total: of("question").length },
    coding: { right: count(of("exercise"), "accepted"), total: of("exercise").length },
    toMark: count(outcomes, "to-mark"),
  };
}
