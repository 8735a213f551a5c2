import type { ExerciseRecord } from "../../storage/record.js";
import type { Rated, ReviewRecord } from "../../storage/review-record.js";
import { startOfDay } from "../day.js";
import { type Item, itemOf, keyOf } from "../item.js";
import { exists } from "./exists.js";
import { scheduleOf } from "./scheduler.js";

/** So many a day at most; the others wait, those most at risk of being forgotten first. */
export const dailyLimit = 12;

interface Scheduled extends Item {
  readonly history: readonly Rated[];
  readonly mistake: string | null;
  readonly due: number;
  readonly retrievability: number;
}

/** Where the reviews stand at a time. */
export interface Standing {
  /** What is left to do today, in order. */
  readonly today: readonly Scheduled[];
  /** Due as well, but more than a day holds. */
  readonly waiting: readonly Scheduled[];
  /** Rated today, last first. */
  readonly done: readonly Scheduled[];
  /** Everything that is not due, soonest first. */
  readonly later: readonly Scheduled[];
}

interface Learned {
  readonly exercises: ReadonlyMap<string, ExerciseRecord>;
  readonly reviews: ReadonlyMap<string, ReviewRecord>;
}

/** Every item there is with its history. What was solved before there were reviews was reviewed when it was last touched. */
function histories({ exercises, reviews }: Learned): readonly (Item & ReviewRecord)[] {
  const known = [...reviews].flatMap(([key, record]) => {
    const item = itemOf(key);
    return item && exists(item) && record.history.length ? [{ ...item, ...record }] : [];
  });
  const solved = [...exercises].flatMap(([slug, record]) => {
    const item: Item = { kind: "exercise", slug };
    if (!record.solved || !exists(item) || reviews.get(keyOf(item))?.history.length) return [];
    return [{ ...item, history: [{ at: record.touched, rating: "good" as const }], mistake: null }];
  });
  return [...known, ...solved];
}

/** `extra` raises the day's limit: somebody wants more. */
export function standing(learned: Learned, now: number, extra = 0): Standing {
  const today = startOfDay(now);
  const scheduled = histories(learned).flatMap((item): readonly Scheduled[] => {
    const schedule = scheduleOf(item.history);
    return schedule ? [{ ...item, due: schedule.due, retrievability: schedule.retrievability(now) }] : [];
  });
  const ratedAt = ({ history }: Scheduled) => history.at(-1)?.at ?? 0;
  const done = scheduled.filter((item) => startOfDay(ratedAt(item)) === today).sort((a, b) => ratedAt(b) - ratedAt(a));
  const due = scheduled
    .filter((item) => item.due <= today && !done.includes(item))
    // Where two are equally at risk, talking comes before typing.
    .sort(
      (a, b) => a.retrievability - b.retrievability || b.kind.localeCompare(a.kind) || a.slug.localeCompare(b.slug),
    );
  // What was met for the first time today is practice, not review.
  const reviewed = done.filter(({ history }) => history.length > 1).length;
  const room = Math.max(dailyLimit + extra - reviewed, 0);
  return {
    today: due.slice(0, room),
    waiting: due.slice(room),
    done,
    later: scheduled.filter((item) => item.due > today).sort((a, b) => a.due - b.due || a.slug.localeCompare(b.slug)),
  };
}
