import { parseNumber } from "./parse-number.js";
import type { Question } from "./question.js";
import { checkLine, linesWritten } from "./whiteboard.js";

/** An answer, to a question of any kind. */
export interface GivenAnswer {
  /** Choice: ids of the choices taken. */
  readonly chosen: readonly string[];
  /** Numeric: the number as typed. Open: the learner's own words. Whiteboard: the lines, with line breaks between them. */
  readonly written: string;
  /** Open: indices of the rubric's points that the learner finds in their answer. Whiteboard: those of the lines that were shown. */
  readonly ticked: readonly number[];
}

/**
 * Points reached, of how many. Choice and numeric questions have one point; open ones one for each point of the rubric,
 * whiteboards one for each line.
 */
export interface Mark {
  readonly points: number;
  readonly of: number;
}

/** Whether there is anything to mark. */
export function isAnswered(question: Question, { chosen, written }: GivenAnswer): boolean {
  return question.kind === "choice" ? chosen.length > 0 : written.trim() !== "";
}

/** Marks an answer. A choice question is right when exactly the right choices were taken. */
export function markAnswer(question: Question, answer: GivenAnswer): Mark {
  switch (question.kind) {
    case "choice": {
      const right = question.choices.every((choice) => choice.right === answer.chosen.includes(choice.id));
      return { points: right ? 1 : 0, of: 1 };
    }
    case "numeric": {
      const given = parseNumber(answer.written, question.unit);
      const wanted = question.answer();
      const near = (value: number) => Math.abs(value - wanted) <= question.tolerance * Math.abs(wanted);
      return { points: "values" in given && given.values.some(near) ? 1 : 0, of: 1 };
    }
    case "open":
      return { points: question.rubric.filter((_, i) => answer.ticked.includes(i)).length, of: question.rubric.length };
    case "whiteboard": {
      const lines = linesWritten(answer.written);
      const isMine = (i: number) => lines[i] !== undefined && !answer.ticked.includes(i);
      const right = question.lines.filter((line, i) => isMine(i) && checkLine(line, lines[i] as string).is === "right");
      return { points: right.length, of: question.lines.length };
    }
    default:
      return question satisfies never;
  }
}
