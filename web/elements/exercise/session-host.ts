import type { Exercise, Language, Locale } from "../../format/index.js";
import type { EventDetail, ExerciseEvents } from "./exercise-events.js";
import type { ExerciseMemory } from "./exercise-memory.js";
import type { PageJudge } from "./judge-of-page.js";

/** What the page around an exercise decides. */
export interface SessionSettings {
  readonly locale: Locale;
  /** The programming languages offered, the first one first. */
  readonly languages: readonly Language[];
  /** The one that was chosen; undefined while nobody has chosen, and the first is only offered. */
  readonly language: Language | undefined;
  /** No hints, no solution, and no verdict that names the mistake. */
  readonly exam: boolean;
}

/** Which exercise, and where the learner's work on it is kept. */
export interface Opening {
  /** Its name; of an exercise of the page's own it is known when it has come, and empty here. */
  readonly slug: string;
  readonly memory: ExerciseMemory;
  open(): Promise<Exercise>;
}

/** What a session needs of whoever draws it. */
export interface SessionHost {
  judge(): PageJudge;
  /** Something that is drawn has changed. Resolves when it is drawn. */
  changed(): Promise<unknown>;
  /** The learner chose a language. */
  chose(language: Language): void;
  /** The detail is that of the event of this name. */
  tell(name: keyof ExerciseEvents, detail: EventDetail): void;
  /** Whether the learner's hands are on the code. */
  isWriting(): boolean;
  /** Runs a task when there is nothing better to do. */
  whenIdle(task: () => void): void;
}
