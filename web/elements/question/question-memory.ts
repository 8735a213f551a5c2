import type { GivenAnswer, Mark } from "../../questions/index.js";
import type { EarlierMemory } from "../shared/earlier-memory.js";

/** What is remembered of one question. */
export interface RememberedAnswer extends GivenAnswer {
  /** `compared`: an open answer lies beside the model answer, and its points are not counted yet. */
  readonly step: "writing" | "compared" | "answered";
  /** The last mark, also while a new answer is being written. */
  readonly mark: Mark | null;
}

/** A question that nobody has answered yet. */
export const nothingAnswered: RememberedAnswer = { chosen: [], written: "", ticked: [], step: "writing", mark: null };

/** Where a question keeps the learner's answer. A site may give its own; without one the element forgets with the page. */
export interface QuestionMemory {
  /** What is kept by now: what was written last, also by another tab. It is read before every change. */
  read(slug: string): RememberedAnswer;
  write(slug: string, remembered: RememberedAnswer): void;
  /** Where written answers are kept that gave way to others. */
  readonly earlier?: EarlierMemory;
}

/** Remembers for as long as the element lives. */
export function createForgetfulQuestionMemory(): QuestionMemory {
  const kept = new Map<string, RememberedAnswer>();
  return {
    read: (slug) => kept.get(slug) ?? nothingAnswered,
    write: (slug, remembered) => void kept.set(slug, remembered),
  };
}
