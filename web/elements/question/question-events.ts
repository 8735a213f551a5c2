import type { Text } from "../../format/index.js";
import type { GivenAnswer, Mark, Question } from "../../questions/index.js";

/** What the detail of every event of a question carries. `version` changes when a field changes its meaning. */
export interface QuestionEventDetail {
  readonly version: 1;
  /** Slug of the question. */
  readonly question: string;
  /** Absent while the question is not loaded; `kind` too. */
  readonly title?: Text;
  readonly kind?: Question["kind"];
}

/** Detail of each event of `<attention-question>`, by name. All bubble and cross shadow roots. */
export interface QuestionEvents {
  /** The question is drawn and can be answered. */
  "attention-question-ready": QuestionEventDetail;
  /** The answer being written changed. */
  "attention-question-change": QuestionEventDetail & { readonly answer: GivenAnswer };
  /** The answer was checked; an open one, when the learner has counted its points. */
  "attention-question-answered": QuestionEventDetail & { readonly answer: GivenAnswer; readonly mark: Mark };
  /** The question could not be loaded. */
  "attention-question-error": QuestionEventDetail & { readonly name: string; readonly message: string };
}

declare global {
  interface GlobalEventHandlersEventMap {
    "attention-question-ready": CustomEvent<QuestionEvents["attention-question-ready"]>;
    "attention-question-change": CustomEvent<QuestionEvents["attention-question-change"]>;
    "attention-question-answered": CustomEvent<QuestionEvents["attention-question-answered"]>;
    "attention-question-error": CustomEvent<QuestionEvents["attention-question-error"]>;
  }
}
