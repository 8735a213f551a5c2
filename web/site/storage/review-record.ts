import { asList, asObject, DamagedError, isSlug, own, wholeNumber } from "./record.js";

/** How well it went, in the words of the scheduler. */
export type Rating = "again" | "hard" | "good" | "easy";
export const ratings: readonly Rating[] = ["again", "hard", "good", "easy"];

export interface Rated {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly rating: Rating;
  /** The answer was wrong, or somebody else's: however it is rated afterwards, it was not easy. */
  readonly failed?: true;
}

/** What is stored for spaced repetition: the ratings alone. When the item is due follows from them. */
export interface ReviewRecord {
  /** Oldest first, at most one a day. */
  readonly history: readonly Rated[];
  /** The mistake that the judge named last, until an answer without it is accepted: `missing-scale`. */
  readonly mistake: string | null;
}

export const emptyReviewRecord: ReviewRecord = { history: [], mistake: null };

const mostRatings = 2000;
/** The end of the year 2099: a scheduler needs room to add days. */
const latest = Date.UTC(2100, 0, 1);

/** Takes a record out of parsed JSON, field by field. Throws DamagedError. */
export function readReviewRecord(value: unknown, where: string): ReviewRecord {
  const record = asObject(value, where);
  const mistake = own(record, "mistake");
  if (mistake !== null && (typeof mistake !== "string" || !isSlug(mistake))) throw new DamagedError(`${where}.mistake`);
  const history = asList(own(record, "history"), mostRatings, `${where}.history`).map((entry, i): Rated => {
    const at = `${where}.history.${i}`;
    const rated = asObject(entry, at);
    const rating = ratings.find((known) => known === own(rated, "rating"));
    if (!rating) throw new DamagedError(`${at}.rating`);
    const failed = own(rated, "failed") === true;
    return { at: wholeNumber(own(rated, "at"), latest, `${at}.at`), rating, ...(failed && { failed }) };
  });
  return { history: history.sort((a, b) => a.at - b.at), mistake };
}

/** One history of two: what happened in either. */
export function mergedReviews(here: ReviewRecord, file: ReviewRecord): ReviewRecord {
  const byTime = new Map([...file.history, ...here.history].map((rated) => [rated.at, rated]));
  const last = ({ history }: ReviewRecord) => history.at(-1)?.at ?? 0;
  return {
    history: [...byTime.values()].sort((a, b) => a.at - b.at).slice(-mostRatings),
    mistake: last(file) > last(here) ? file.mistake : here.mistake,
  };
}
