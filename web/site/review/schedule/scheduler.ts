import { type Card, createEmptyCard, fsrs, type Grade, Rating as Grades } from "ts-fsrs";
import type { Rated, Rating } from "../../storage/review-record.js";
import { daysBetween, startOfDay } from "../day.js";

const grades: Readonly<Record<Rating, Grade>> = {
  again: Grades.Again,
  hard: Grades.Hard,
  good: Grades.Good,
  easy: Grades.Easy,
};

// Whole days: something is asked once a day or not at all. Without fuzz, so that the same answers give the same days.
const scheduler = fsrs({ request_retention: 0.9, maximum_interval: 365, enable_short_term: false, enable_fuzz: false });

/** When an item is due, by FSRS (Ye et al., "A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition Scheduling", 2022). */
export interface Schedule {
  /** Start of the day, in milliseconds. */
  readonly due: number;
  /** How likely it is remembered at a time, from 0 to 1. */
  retrievability(now: number): number;
}

function replay(history: readonly Rated[]): Card | undefined {
  let card: Card | undefined;
  for (const { at, rating } of history) {
    card = scheduler.next(card ?? createEmptyCard(new Date(at)), new Date(at), grades[rating]).card;
  }
  return card;
}

/** The schedule that follows from a history, oldest rating first. Undefined where there is none. */
export function scheduleOf(history: readonly Rated[]): Schedule | undefined {
  const card = replay(history);
  if (!card) return undefined;
  return {
    due: startOfDay(card.due.getTime()),
    retrievability: (now) => scheduler.get_retrievability(card, new Date(now), false),
  };
}

/** In how many days it would come back if the last rating were this one. */
export function daysAfter(history: readonly Rated[], rating: Rating): number {
  const last = history.at(-1);
  const schedule = last && scheduleOf([...history.slice(0, -1), { ...last, rating }]);
  return last && schedule ? daysBetween(last.at, schedule.due) : 0;
}
