import type { Mark, Question, WhiteboardQuestion } from "../../../questions/index.js";
import { isAnswered, markAnswer } from "../../../questions/marking.js";
import { parseNumber } from "../../../questions/parse-number.js";
import { checkLine, linesWritten } from "../../../questions/whiteboard.js";
import type { RememberedAnswer } from "../question-memory.js";
import type { AnswerProblem } from "./question-view.js";

/** What checking an answer comes to: why it cannot be, or what changes, and where the learner looks next. */
export type Checked =
  | { readonly problem: AnswerProblem }
  | { readonly change: Partial<RememberedAnswer>; readonly lookAt: string; readonly mark?: Mark };

/** Of an open answer, that it lies beside the model answer; of a whiteboard, that its next line stands; else its mark. */
export function checkAnswer(question: Question, answer: RememberedAnswer): Checked {
  if (question.kind === "open" && answer.step === "writing") return { change: { step: "compared" }, lookAt: "#model" };
  const problem = problemOf(question, answer);
  if (problem) return { problem };
  return question.kind === "whiteboard" ? nextLine(question, answer) : marked(question, answer);
}

/** The line that is being written is given up: the right one stands in its place. */
export function showLine(question: WhiteboardQuestion, answer: RememberedAnswer): Checked {
  const lines = linesWritten(answer.written);
  const at = lines.length - 1;
  const written = [...lines.slice(0, at), question.lines[at]?.right ?? ""].join("\n");
  return nextLine(question, { ...answer, written, ticked: [...answer.ticked, at] });
}

function nextLine(question: WhiteboardQuestion, answer: RememberedAnswer): Checked {
  const { written, ticked } = answer;
  if (linesWritten(written).length < question.lines.length)
    return { change: { written: `${written}\n`, ticked }, lookAt: "#line" };
  return marked(question, answer);
}

function marked(question: Question, answer: RememberedAnswer): Checked {
  const mark = markAnswer(question, answer);
  const { written, ticked } = answer;
  return { change: { written, ticked, step: "answered", mark }, lookAt: "#verdict", mark };
}

function problemOf(question: Question, answer: RememberedAnswer): AnswerProblem | undefined {
  switch (question.kind) {
    case "choice":
      return isAnswered(question, answer) ? undefined : "nothing-chosen";
    case "numeric": {
      const read = parseNumber(answer.written, question.unit);
      return "problem" in read ? read.problem : undefined;
    }
    case "open":
      return undefined;
    case "whiteboard": {
      const lines = linesWritten(answer.written);
      const line = question.lines[lines.length - 1];
      const checked = line && checkLine(line, lines.at(-1) as string);
      return !checked || checked.is === "right" ? undefined : checked;
    }
    default:
      return question satisfies never;
  }
}
