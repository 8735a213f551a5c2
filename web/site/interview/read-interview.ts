import type { Verdict } from "../../judge/index.js";
import { readQuestionRecord } from "../storage/question-record.js";
import { asList, asObject, DamagedError, isSlug, own, readRecord, wholeNumber } from "../storage/record.js";
import { type Interview, lengths, type Submission, type Task } from "./interview.js";
import { roles } from "./roles.js";

const latest = 8.64e15;
const verdicts: readonly Verdict[] = [
  "accepted",
  "wrong-answer",
  "runtime-error",
  "time-limit",
  "output-limit",
  "compile-error",
];

/** Takes an interview out of parsed JSON. Throws DamagedError. */
export function readInterview(value: unknown): Interview {
  const stored = asObject(value, "interview");
  const number = (key: string, highest = latest) => wholeNumber(own(stored, key), highest, `interview.${key}`);
  const minutes = lengths.find((length) => length === own(stored, "minutes"));
  if (!minutes) throw new DamagedError("interview.minutes");
  const tasks = asList(own(stored, "tasks"), 40, "interview.tasks").map((task, i) =>
    readTask(task, `interview.tasks.${i}`),
  );
  return {
    minutes,
    // Interviews that were stored before there were roles have none.
    role: roles.find((role) => role === own(stored, "role")) ?? "any",
    started: number("started"),
    ended: own(stored, "ended") === null ? null : number("ended"),
    tasks,
    at: number("at", tasks.length - 1),
    since: number("since"),
  };
}

function readTask(value: unknown, where: string): Task {
  const task = asObject(value, where);
  const slug = own(task, "slug");
  if (typeof slug !== "string" || !isSlug(slug)) throw new DamagedError(`${where}.slug`);
  const spent = wholeNumber(own(task, "spent"), latest, `${where}.spent`);
  const kind = own(task, "kind");
  if (kind === "question") {
    const { touched: _, ...answer } = readQuestionRecord(
      { ...asObject(own(task, "answer"), `${where}.answer`), touched: 0 },
      `${where}.answer`,
    );
    return { kind, slug, answer, spent };
  }
  if (kind !== "exercise") throw new DamagedError(`${where}.kind`);
  const { sources } = readRecord(
    { sources: own(task, "sources"), hints: 0, revealed: false, solved: false, touched: 0 },
    where,
  );
  const submissions = asList(own(task, "submissions"), 1000, `${where}.submissions`).map((submission, i) =>
    readSubmission(submission, `${where}.submissions.${i}`),
  );
  return { kind, slug, sources, submissions, spent };
}

function readSubmission(value: unknown, where: string): Submission {
  const submission = asObject(value, where);
  const verdict = verdicts.find((known) => known === own(submission, "verdict"));
  const mistake = own(submission, "mistake");
  if (!verdict) throw new DamagedError(`${where}.verdict`);
  if (mistake !== null && (typeof mistake !== "string" || !isSlug(mistake))) throw new DamagedError(`${where}.mistake`);
  return { at: wholeNumber(own(submission, "at"), latest, `${where}.at`), verdict, mistake };
}
