import { expect, test } from "vitest";
import {
  corrected,
  ratingsFor,
  withAcceptedSubmission,
  withRating,
  withWrongSubmission,
} from "../../web/site/review/rating.js";
import { emptyReviewRecord, type Rated, readReviewRecord } from "../../web/site/storage/review-record.js";

const at = new Date(2026, 2, 2, 11).getTime();
const lastOf = ({ history }: { history: readonly Rated[] }) => history.at(-1) as Rated;

test("of a wrong answer nobody can say that it was good or easy, however often it is corrected", () => {
  const wrong = withRating(emptyReviewRecord, "again", at);
  expect(ratingsFor(lastOf(wrong))).toEqual(["again", "hard"]);
  expect(lastOf(corrected(wrong, "easy"))).toMatchObject({ rating: "again" });
  const hard = corrected(wrong, "hard");
  expect(lastOf(hard)).toMatchObject({ rating: "hard" });
  expect(ratingsFor(lastOf(hard))).toEqual(["again", "hard"]);
  const kept = readReviewRecord(JSON.parse(JSON.stringify(hard)), "review");
  expect(ratingsFor(lastOf(kept))).toEqual(["again", "hard"]);
});

test("neither of an exercise that was accepted after a wrong submission of the same day", () => {
  const wrong = withWrongSubmission(emptyReviewRecord, "missing-scale", at);
  const found = withAcceptedSubmission(wrong, "good", at + 1000);
  expect(lastOf(found)).toMatchObject({ rating: "hard" });
  expect(ratingsFor(lastOf(found))).toEqual(["again", "hard"]);
});

test("of a right answer everything can be said, and taken back", () => {
  const right = withRating(emptyReviewRecord, "good", at);
  expect(ratingsFor(lastOf(right))).toEqual(["again", "hard", "good", "easy"]);
  expect(lastOf(corrected(corrected(right, "again"), "easy"))).toMatchObject({ rating: "easy" });
});

test("what was kept before there was a word for wrong is read as it is", () => {
  const old = { history: [{ at, rating: "again" }], mistake: null };
  expect(readReviewRecord(old, "review")).toEqual(old);
});
