import type { ExerciseEvents, QuestionEvents } from "../../elements/index.js";

type Events = ExerciseEvents & QuestionEvents;

/** One of the elements' events, by its name. */
export type Heard = {
  readonly [Name in keyof Events]: { readonly name: Name; readonly detail: Events[Name] };
}[keyof Events];

/** The events that become statements. */
export const told = [
  "attention-ready",
  "attention-result",
  "attention-solved",
  "attention-hint",
  "attention-question-ready",
  "attention-question-answered",
] as const satisfies readonly Heard["name"][];

/** Slug of what the event speaks of, with its kind before it. */
export const subjectOf = ({ detail }: Heard): string =>
  "exercise" in detail ? `exercises/${detail.exercise}` : `questions/${detail.question}`;

// The one cast: what is called like one of our events, and carries its detail, is one.
export const hear = (event: Event): Heard => ({ name: event.type, detail: (event as CustomEvent).detail }) as Heard;
