import type { LineCheck, OpenedQuestion, QuestionWords } from "../../../questions/index.js";
import type { Locale } from "../../shared/locale.js";
import type { Messages } from "../../shared/text.js";
import type { RememberedAnswer } from "../question-memory.js";

/** Why an answer cannot be checked yet. */
export type AnswerProblem = "nothing-chosen" | "empty" | "unreadable" | "unit" | LineProblem;

/** Why a line of a whiteboard does not stand. */
export type LineProblem = Exclude<LineCheck, { readonly is: "right" }>;

/** What a question is drawn from, and what its buttons do. */
export interface QuestionView {
  readonly question: OpenedQuestion;
  readonly words: QuestionWords;
  readonly answer: RememberedAnswer;
  readonly step: RememberedAnswer["step"];
  readonly problem: AnswerProblem | undefined;
  readonly exam: boolean;
  readonly locale: Locale;
  readonly text: Messages;
  check(): void;
  write(change: Partial<RememberedAnswer>): void;
  /** Of a whiteboard: gives the line that is asked for. */
  showLine(): void;
  backToWriting(): void;
  reset(): void;
}
