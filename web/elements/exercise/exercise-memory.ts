import type { ByLanguage, Exercise } from "../../format/index.js";
import type { EarlierMemory } from "../shared/earlier-memory.js";

/** What is remembered of one exercise. */
export interface Remembered {
  readonly sources: ByLanguage<string>;
  /** How many hints were opened. */
  readonly hints: number;
  /** Whether the solution was looked at. */
  readonly revealed: boolean;
  readonly solved: boolean;
  /** The case that the learner wrote last, as texts by the names of its inputs. */
  readonly ownCase?: Readonly<Record<string, string>>;
}

/** An exercise that nobody has touched yet. */
export const nothingRemembered: Remembered = { sources: {}, hints: 0, revealed: false, solved: false };

/** With what another record of the same exercise has seen or solved; the same object where that is no more. */
export function grown<T extends Remembered>(mine: T, { hints, revealed, solved }: Remembered): T {
  if (hints <= mine.hints && revealed <= mine.revealed && solved <= mine.solved) return mine;
  return {
    ...mine,
    hints: Math.max(mine.hints, hints),
    revealed: mine.revealed || revealed,
    solved: mine.solved || solved,
  };
}

/** Where an exercise keeps the learner's work. A site may give its own; without one the element forgets with the page. */
export interface ExerciseMemory {
  /** What is kept by now: what was written last, also by another tab. It is read before every change. */
  read(slug: string): Remembered;
  write(slug: string, remembered: Remembered): void;
  /** Where code is kept that gave way to other code. */
  readonly earlier?: EarlierMemory;
}

/** Remembers for as long as the element lives. */
export function createForgetfulMemory(): ExerciseMemory {
  const kept = new Map<string, Remembered>();
  return {
    read: (slug) => kept.get(slug) ?? nothingRemembered,
    write: (slug, remembered) => void kept.set(slug, remembered),
  };
}

/** Under which name an exercise's work is kept. No folder of the package can have that of an own one: they never touch. */
export const memoryKey = ({ own, slug }: Pick<Exercise, "own" | "slug">): string => (own ? `own:${slug}` : slug);
