import type { Remembered } from "../../elements/toolkit.js";
import type { Verdict } from "../../judge/index.js";
import type { Mark } from "../../questions/index.js";
import { type Rated, type Rating, type ReviewRecord, ratings } from "../storage/review-record.js";
import { startOfDay } from "./day.js";

/** Choice and numeric: right or wrong. Open: by the share of the rubric's points. */
export function ratingOfMark({ points, of }: Mark): Rating {
  const share = points / of;
  if (share >= 0.8) return "good";
  return share >= 0.5 && of > 1 ? "hard" : "again";
}

/** An accepted exercise: without help, with hints, or with the solution looked at. */
export function ratingOfSolving({ hints, revealed }: Pick<Remembered, "hints" | "revealed">): Rating {
  if (revealed) return "again";
  return hints > 0 ? "hard" : "good";
}

/** Code that does not compile says nothing about what its author knows. */
export const countsAsWrong = (verdict: Verdict) => verdict !== "accepted" && verdict !== "compile-error";

/** The rating that was given on the same day, if any. */
function todays(record: ReviewRecord, at: number) {
  const last = record.history.at(-1);
  return last && startOfDay(last.at) === startOfDay(at) ? last : undefined;
}

/** Adds a rating. Only the first of a day counts: what has just been explained is no longer a test. */
export function withRating(record: ReviewRecord, rating: Rating, at: number): ReviewRecord {
  if (todays(record, at)) return record;
  const rated: Rated = rating === "again" ? { at, rating, failed: true } : { at, rating };
  return { ...record, history: [...record.history, rated] };
}

/** A wrong submission. It comes back with the mistake that was named, where one was. */
export function withWrongSubmission(record: ReviewRecord, mistake: string | null, at: number): ReviewRecord {
  const accepted = todays(record, at) && todays(record, at)?.rating !== "again";
  // Trying things out after it was right is no mistake.
  return accepted ? record : { ...withRating(record, "again", at), mistake: mistake ?? record.mistake };
}

/** An accepted submission: found in the end, after something wrong on the same day, is hard. */
export function withAcceptedSubmission(record: ReviewRecord, rating: Rating, at: number): ReviewRecord {
  if (todays(record, at)?.rating === "again") return rating === "again" ? record : corrected(record, "hard");
  const rated = withRating(record, rating, at);
  return rating === "good" ? { ...rated, mistake: null } : rated;
}

/** What a learner may say of how it went. Of a wrong answer nobody can say that it was easy. */
export const ratingsFor = ({ failed }: Rated): readonly Rating[] => (failed ? ["again", "hard"] : ratings);

/** The learner knows better how well it went the last time. */
export function corrected(record: ReviewRecord, rating: Rating): ReviewRecord {
  const last = record.history.at(-1);
  return last && ratingsFor(last).includes(rating)
    ? { ...record, history: [...record.history.slice(0, -1), { ...last, rating }] }
    : record;
}
