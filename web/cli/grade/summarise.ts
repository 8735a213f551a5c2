import type { Text } from "../../format/index.js";
import type { Grade, Outcome } from "./grade.js";
import { outcomes } from "./grade-text.js";

export interface LearnerSummary {
  readonly learner: string;
  /** In the order of their files. */
  readonly grades: readonly Grade[];
  readonly accepted: number;
}

export interface MistakeSummary {
  readonly mistake: string;
  readonly title: Text;
  readonly explanation: Text;
  readonly grades: readonly Grade[];
}

export interface Summary {
  readonly byLearner: readonly LearnerSummary[];
  /** The most frequent first. */
  readonly byMistake: readonly MistakeSummary[];
  /** Of those that there are, in the order of `outcomes`. */
  readonly byOutcome: ReadonlyMap<Outcome, number>;
}

export function summarise(grades: readonly Grade[]): Summary {
  const byLearner = [...grouped(grades, ({ learner }) => learner)].map(([learner, own]) => ({
    learner,
    grades: own,
    accepted: own.filter(({ outcome }) => outcome === "accepted").length,
  }));
  const wrong = grades.flatMap((grade) => (grade.mistake ? [{ grade, ...grade.mistake }] : []));
  const byMistake = [...grouped(wrong, ({ mistake }) => mistake).values()].map((same) => {
    const { mistake, title, explanation } = same[0] as (typeof same)[number];
    return { mistake, title, explanation, grades: same.map(({ grade }) => grade) };
  });
  return {
    byLearner: byLearner.sort((a, b) => a.learner.localeCompare(b.learner)),
    byMistake: byMistake.sort((a, b) => b.grades.length - a.grades.length || (a.mistake < b.mistake ? -1 : 1)),
    byOutcome: countOutcomes(grades),
  };
}

function countOutcomes(grades: readonly Grade[]): ReadonlyMap<Outcome, number> {
  const groups = grouped(grades, ({ outcome }) => outcome);
  const names = Object.keys(outcomes) as readonly Outcome[];
  return new Map(names.flatMap((name) => (groups.has(name) ? [[name, groups.get(name)?.length ?? 0] as const] : [])));
}

function grouped<T, Key>(values: readonly T[], keyOf: (value: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
