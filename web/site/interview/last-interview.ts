import { interviewKey } from "../storage/interview-mark.js";
import { decisive, type Task } from "./interview.js";
import { readInterview } from "./read-interview.js";

/** What the first page tells of an interview. */
export interface InterviewSummary {
  readonly minutes: number;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly running: boolean;
  /** Tasks that are right, or accepted, as far as they have been marked. */
  readonly right: number;
  readonly total: number;
}

/** Of the interview that is stored; null where there is none that can be read. Changes nothing. */
export function lastInterview(store: Storage | null): InterviewSummary | null {
  try {
    const { minutes, started, ended, tasks } = readInterview(JSON.parse(store?.getItem(interviewKey) ?? ""));
    return { minutes, started, running: ended === null, right: tasks.filter(isRight).length, total: tasks.length };
  } catch {
    return null;
  }
}

function isRight(task: Task): boolean {
  if (task.kind === "exercise") return decisive(task)?.verdict === "accepted";
  const { mark } = task.answer;
  return mark !== null && mark.points === mark.of;
}
