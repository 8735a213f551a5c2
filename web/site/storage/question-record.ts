import { nothingAnswered, type RememberedAnswer } from "../../elements/toolkit.js";
import { asList, asObject, asText, DamagedError, isSlug, own, wholeNumber } from "./record.js";

/** What is stored for one question. */
export interface QuestionRecord extends RememberedAnswer {
  /** When it was last changed; milliseconds since 1970. */
  readonly touched: number;
}

export const emptyQuestionRecord: QuestionRecord = { ...nothingAnswered, touched: 0 };

const mostParts = 20;

/** Takes a record out of parsed JSON, field by field; what it does not know it leaves behind. Throws DamagedError. */
export function readQuestionRecord(value: unknown, where: string): QuestionRecord {
  const record = asObject(value, where);
  const step = own(record, "step");
  if (step !== "writing" && step !== "compared" && step !== "answered") throw new DamagedError(`${where}.step`);
  return {
    chosen: asList(own(record, "chosen"), mostParts, `${where}.chosen`).map((id, i) => {
      if (typeof id !== "string" || !isSlug(id)) throw new DamagedError(`${where}.chosen.${i}`);
      return id;
    }),
    written: asText(own(record, "written"), `${where}.written`),
    ticked: asList(own(record, "ticked"), mostParts, `${where}.ticked`).map((point, i) =>
      wholeNumber(point, mostParts, `${where}.ticked.${i}`),
    ),
    step,
    mark: readMark(own(record, "mark"), `${where}.mark`),
    touched: wholeNumber(own(record, "touched"), 8.64e15, `${where}.touched`),
  };
}

function readMark(value: unknown, where: string): QuestionRecord["mark"] {
  if (value === null) return null;
  const mark = asObject(value, where);
  const of = wholeNumber(own(mark, "of"), mostParts, `${where}.of`);
  return { points: wholeNumber(own(mark, "points"), of, `${where}.points`), of };
}
