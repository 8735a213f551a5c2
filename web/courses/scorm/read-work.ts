import { nothingAnswered, nothingRemembered, type Remembered, type RememberedAnswer } from "../../elements/index.js";
import { languageNames } from "../../format/index.js";

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((it): it is string => typeof it === "string") : [];

/** What is kept of an exercise, as far as it makes sense. */
export function readRemembered(work: unknown): Remembered {
  if (!isRecord(work)) return nothingRemembered;
  const { sources, hints, revealed, solved } = work;
  const given = isRecord(sources) ? sources : {};
  const kept = languageNames.filter((language) => typeof given[language] === "string");
  return {
    sources: Object.fromEntries(kept.map((language) => [language, given[language] as string])),
    hints: Number.isInteger(hints) ? Math.max(0, hints as number) : 0,
    revealed: revealed === true,
    solved: solved === true,
  };
}

/** What is kept of a question, as far as it makes sense. An answer is marked anew. */
export function readAnswer(work: unknown): RememberedAnswer {
  if (!isRecord(work)) return nothingAnswered;
  const { chosen, written, ticked } = work;
  return {
    ...nothingAnswered,
    chosen: textsOf(chosen),
    written: typeof written === "string" ? written : "",
    ticked: Array.isArray(ticked) ? ticked.filter((it): it is number => Number.isInteger(it)) : [],
  };
}
