import type { ExerciseRecord } from "../storage/record.js";
import type { ReviewRecord } from "../storage/review-record.js";

/** How somebody stands with an exercise. */
export interface Standing {
  readonly state: "solved" | "started" | "untouched";
  /** The last submission that counted was wrong, or only right with the solution looked at. */
  readonly wrong: boolean;
  /** When it was last touched, in milliseconds; 0 for never. */
  readonly touched: number;
}

export function standingOf(record: ExerciseRecord | undefined, review: ReviewRecord | undefined): Standing {
  const begun = record !== undefined && (record.hints > 0 || Object.keys(record.sources).length > 0);
  return {
    state: record?.solved ? "solved" : begun ? "started" : "untouched",
    wrong: review !== undefined && (review.mistake !== null || review.history.at(-1)?.rating === "again"),
    touched: record?.touched ?? 0,
  };
}
