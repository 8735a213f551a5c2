import { nothingAnswered } from "../../elements/toolkit.js";
import { createRandom, type Difficulty, type Head } from "../../format/index.js";
import type { Question, QuestionHead } from "../../questions/index.js";
import type { Interview, Length, Task } from "./interview.js";
import { type Role, weightOfAsked, weightsOf } from "./roles.js";

/** In the order in which they are drawn. */
const kinds = ["choice", "open", "numeric", "whiteboard"] as const;

interface Mix {
  /** For each coding task, the difficulties it may have. */
  readonly coding: readonly (readonly Difficulty[])[];
  readonly questions: Readonly<Record<Question["kind"], number>>;
}

/** What fills the time at an interview's pace: some ten minutes for code, five for an open question or a derivation, two for the others. */
export const mixes: Readonly<Record<Length, Mix>> = {
  20: { coding: [["easy", "medium"]], questions: { choice: 2, numeric: 1, open: 1, whiteboard: 0 } },
  40: {
    coding: [
      ["easy", "medium"],
      ["medium", "hard"],
    ],
    questions: { choice: 3, numeric: 1, open: 2, whiteboard: 1 },
  },
  60: {
    coding: [["easy"], ["medium"], ["medium", "hard"]],
    questions: { choice: 4, numeric: 1, open: 3, whiteboard: 1 },
  },
};

export const questionCount = (length: Length) =>
  Object.values(mixes[length].questions).reduce((sum, count) => sum + count, 0);

/** A subject that has come up is so many times less likely to come up again. */
const rarer = 8;

/**
 * An interview of this length for a post: what is asked more often is drawn more often, and subjects change. The same seed
 * draws the same one.
 */
export function planInterview(
  { minutes, role }: Pick<Interview, "minutes" | "role">,
  exercises: readonly Head[],
  questions: readonly QuestionHead[],
  seed: number,
  now: number,
): Interview {
  const random = createRandom(seed);
  const used = new Map<string, number>();

  const draw = <T extends Head | QuestionHead>(candidates: readonly T[]): readonly T[] => {
    const uses = (one: T) => used.get(subjectOf(one)) ?? 0;
    const weights = candidates.map((one) => weightOf(one, role) / rarer ** uses(one));
    let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    const at = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    const drawn = candidates[at] ?? candidates.at(-1);
    if (!drawn) return [];
    used.set(subjectOf(drawn), uses(drawn) + 1);
    return [drawn];
  };

  const mix = mixes[minutes];
  const coding: Head[] = [];
  for (const levels of mix.coding) {
    const left = exercises.filter((exercise) => !coding.includes(exercise));
    const fitting = left.filter(({ difficulty }) => levels.includes(difficulty));
    coding.push(...draw(fitting.length ? fitting : left));
  }
  used.clear();
  const asked: QuestionHead[] = [];
  for (const kind of kinds) {
    for (let i = 0; i < mix.questions[kind]; i++)
      asked.push(...draw(questions.filter((question) => question.kind === kind && !asked.includes(question))));
  }
  return { minutes, role, started: now, ended: null, tasks: arranged(asked, coding), at: 0, since: now };
}

const subjectOf = (head: Head | QuestionHead): string => ("track" in head ? head.track : head.topic);

function weightOf(head: Head | QuestionHead, role: Role): number {
  const { tracks, topics } = weightsOf[role];
  return weightOfAsked[head.asked] * ("track" in head ? tracks[head.track] : topics[head.topic]);
}

/** Opens with a choice question; the coding tasks stand evenly between the questions. */
function arranged(questions: readonly QuestionHead[], exercises: readonly Head[]): readonly Task[] {
  const left = kinds.map((kind) => questions.filter((question) => question.kind === kind));
  const mixed: QuestionHead[] = [];
  while (mixed.length < questions.length) {
    for (const those of left) {
      const next = those.shift();
      if (next) mixed.push(next);
    }
  }
  const tasks: Task[] = mixed.map(({ slug }) => ({ kind: "question", slug, answer: nothingAnswered, spent: 0 }));
  exercises.forEach(({ slug }, i) => {
    const place = Math.round(((i + 1) * mixed.length) / (exercises.length + 1)) + i;
    tasks.splice(place, 0, { kind: "exercise", slug, sources: {}, submissions: [], spent: 0 });
  });
  return tasks;
}
