import type { ExerciseMemory, QuestionMemory, Remembered, RememberedAnswer } from "../../elements/toolkit.js";
import { createEarlier, type EarlierRecords } from "./earlier.js";
import { entriesOf } from "./entries.js";
import { emptyQuestionRecord, type QuestionRecord, readQuestionRecord } from "./question-record.js";
import { type ExerciseRecord, emptyRecord, readRecord } from "./record.js";
import { createRecords, type Records } from "./records.js";
import { emptyReviewRecord, type ReviewRecord, readReviewRecord } from "./review-record.js";
import type { Trouble } from "./trouble.js";

/** Everything that is remembered of exercises and questions, and when they were reviewed. */
export interface Progress {
  readonly exercises: Records<ExerciseRecord, Remembered> & ExerciseMemory & { readonly earlier: EarlierRecords };
  readonly questions: Records<QuestionRecord, RememberedAnswer> & QuestionMemory & { readonly earlier: EarlierRecords };
  /** By item: `exercise:softmax`, `question:why-scale-by-root-d`. */
  readonly reviews: Records<ReviewRecord>;
  readonly troubles: ReadonlySet<Trouble>;
  /** Calls back after every change of any of them. Gives the function that ends it. */
  subscribe(changed: () => void): () => void;
}

/** `store` is null where the browser has none. `now` is the clock, in milliseconds. */
export function createProgress(store: Storage | null, now: () => number = Date.now): Progress {
  const exercises = createRecords(store, {
    prefix: "attention-dojo:1:exercise:",
    empty: emptyRecord,
    read: readRecord,
    stamp: (written: Remembered) => ({ ...written, touched: now() }),
  });
  const questions = createRecords(store, {
    prefix: "attention-dojo:1:question:",
    empty: emptyQuestionRecord,
    read: readQuestionRecord,
    stamp: (written: RememberedAnswer) => ({ ...written, touched: now() }),
  });
  const reviews = createRecords(store, {
    prefix: "attention-dojo:1:review:",
    empty: emptyReviewRecord,
    read: readReviewRecord,
    stamp: (record: ReviewRecord) => record,
  });
  const earlier = {
    exercises: createEarlier(store, "exercise", now),
    questions: createEarlier(store, "question", now),
  };
  const all = [exercises, questions, reviews, earlier.exercises, earlier.questions];
  const isNewer = [...entriesOf(store, "attention-dojo:").keys()].some((key) =>
    /^attention-dojo:([2-9]|\d\d)/.test(key),
  );
  return {
    exercises: Object.assign(exercises, { earlier: earlier.exercises }),
    questions: Object.assign(questions, { earlier: earlier.questions }),
    reviews,
    get troubles() {
      return new Set([...(isNewer ? (["newer"] as const) : []), ...all.flatMap(({ troubles }) => [...troubles])]);
    },
    subscribe: (changed) => {
      const ends = all.map((records) => records.subscribe(changed));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
