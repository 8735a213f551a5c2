import type { RememberedAnswer } from "../../elements/toolkit.js";
import type { Language } from "../../format/index.js";
import type { Verdict } from "../../judge/index.js";
import type { Role } from "./roles.js";

/** In minutes. */
export type Length = 20 | 40 | 60;
export const lengths: readonly Length[] = [20, 40, 60];

export interface Submission {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly verdict: Verdict;
  /** Code of the mistake that the judge named, and the page did not show. */
  readonly mistake: string | null;
}

export interface AskedQuestion {
  readonly kind: "question";
  readonly slug: string;
  readonly answer: RememberedAnswer;
  /** Milliseconds in front of it, without the present visit. */
  readonly spent: number;
}

export interface AskedExercise {
  readonly kind: "exercise";
  readonly slug: string;
  readonly sources: Readonly<Partial<Record<Language, string>>>;
  readonly submissions: readonly Submission[];
  readonly spent: number;
}

export type Task = AskedQuestion | AskedExercise;

/** A mock interview, running or ended. The clock never stops: what counts is when it started. */
export interface Interview {
  readonly minutes: Length;
  readonly role: Role;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly ended: number | null;
  readonly tasks: readonly Task[];
  /** Which task is in front, and since when. */
  readonly at: number;
  readonly since: number;
}

export const deadlineOf = ({ started, minutes }: Interview) => started + minutes * 60_000;

/** The interview with a task changed. */
export function withTask(interview: Interview, index: number, change: (task: Task) => Task): Interview {
  return { ...interview, tasks: interview.tasks.map((task, i) => (i === index ? change(task) : task)) };
}

/** Puts another task in front; the time until now belongs to the one before. */
export function turnedTo(interview: Interview, index: number, now: number): Interview {
  const spent = Math.max(now - interview.since, 0);
  const noted = withTask(interview, interview.at, (task) => ({ ...task, spent: task.spent + spent }));
  return { ...noted, at: index, since: now };
}

/** Ends it: when asked to, or when the time was up. */
export function ended(interview: Interview, now: number): Interview {
  const at = Math.min(now, deadlineOf(interview));
  return { ...turnedTo(interview, interview.at, at), ended: at };
}

/** The last submission that was accepted, or else the last. */
export const decisive = ({ submissions }: AskedExercise): Submission | undefined =>
  submissions.findLast(({ verdict }) => verdict === "accepted") ?? submissions.at(-1);

/** Whether something was handed in, as far as can be told without the question. */
export function isTouched(task: Task): boolean {
  if (task.kind === "exercise") return task.submissions.length > 0;
  return task.answer.chosen.length > 0 || task.answer.written.trim() !== "";
}
