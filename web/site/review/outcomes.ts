import type { ExerciseEvents, QuestionEvents, Remembered } from "../../elements/toolkit.js";
import type { Progress } from "../storage/progress.js";
import type { Rating } from "../storage/review-record.js";
import { type Item, keyOf } from "./item.js";
import {
  corrected,
  countsAsWrong,
  ratingOfMark,
  ratingOfSolving,
  withAcceptedSubmission,
  withRating,
  withWrongSubmission,
} from "./rating.js";

/** Notes what a submission that was not accepted says about its author. */
export function recordResult(
  { reviews }: Progress,
  { exercise, mode, report }: ExerciseEvents["attention-result"],
  at = Date.now(),
): void {
  if (mode !== "submit" || !countsAsWrong(report.verdict)) return;
  const key = keyOf({ kind: "exercise", slug: exercise });
  reviews.write(key, withWrongSubmission(reviews.read(key), report.diagnosis?.mistake ?? null, at));
}

/** Notes an accepted submission; `help` says what was looked at on the way. */
export function recordSolved(
  { reviews }: Progress,
  slug: string,
  help: Pick<Remembered, "hints" | "revealed">,
  at = Date.now(),
): void {
  const key = keyOf({ kind: "exercise", slug });
  reviews.write(key, withAcceptedSubmission(reviews.read(key), ratingOfSolving(help), at));
}

/** The learner knows better how well it went the last time. */
export function recordCorrection({ reviews }: Progress, item: Item, rating: Rating): void {
  reviews.write(keyOf(item), corrected(reviews.read(keyOf(item)), rating));
}

/** Notes the mark of an answer. */
export function recordAnswer(
  { reviews }: Progress,
  { question, mark }: Pick<QuestionEvents["attention-question-answered"], "question" | "mark">,
  at = Date.now(),
): void {
  const key = keyOf({ kind: "question", slug: question });
  reviews.write(key, withRating(reviews.read(key), ratingOfMark(mark), at));
}
