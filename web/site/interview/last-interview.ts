import { interviewKey } from "../storage/interview-mark.js";
import { decisive, type Interview, type Task } from "./interview.js";
import { readInterview } from "./read-interview.js";

/** The interview that is stored, running or ended; null where there is none that can be read. Changes nothing. */
export function lastInterview(store: Storage | null): Interview | null {
  try {
    return readInterview(JSON.parse(store?.getItem(interviewKey) ?? ""));
  } catch {
    return null;
  }
}

/** How many of its tasks are right, or accepted, as far as they have been marked. */
export const rightOf = ({ tasks }: Interview): number => tasks.filter(isRight).length;

function isRight(task: Task): boolean {
  if (task.kind === "exercise") return decisive(task)?.verdict === "accepted";
  const { mark } = task.answer;
  return mark !== null && mark.points === mark.of;
}
