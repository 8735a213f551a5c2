import type { Progress } from "../storage/progress.js";
import type { ReviewRecord } from "../storage/review-record.js";
import { startOfDay } from "./day.js";

/** Everything that the number of due items follows from. */
interface Basis {
  readonly today: number;
  readonly reviews: ReadonlyMap<string, ReviewRecord>;
  /** Exercises solved, each with the day it was last touched. */
  readonly solved: string;
}

/**
 * Gives a function that tells how much is due for review today. Histories are replayed only when a review, what is solved or
 * the day has changed since it was last asked, so that it may be asked at every keystroke. `loadQueue` loads the scheduler,
 * and is called only where something was learned on an earlier day: nothing else can be due.
 */
export function createDueCount(
  { exercises, reviews }: Pick<Progress, "exercises" | "reviews">,
  loadQueue = () => import("./schedule/queue.js"),
  now: () => number = Date.now,
): () => Promise<number> {
  let counted: { readonly from: Basis; readonly due: Promise<number> } | undefined;

  const basis = (): Basis => ({
    today: startOfDay(now()),
    reviews: reviews.all(),
    solved: [...exercises.all()]
      .flatMap(([slug, { solved, touched }]) => (solved ? [`${slug} ${startOfDay(touched)}`] : []))
      .join(),
  });

  const count = async (today: number): Promise<number> => {
    const learned = { exercises: exercises.all(), reviews: reviews.all() };
    const solved = [...learned.exercises.values()].flatMap(({ solved, touched }) => (solved ? [touched] : []));
    const rated = [...learned.reviews.values()].flatMap(({ history }) => history.slice(-1).map(({ at }) => at));
    if (![...solved, ...rated].some((at) => at < today)) return 0;
    const { standing } = await loadQueue();
    return standing(learned, now()).today.length;
  };

  return () => {
    const from = basis();
    if (!counted || !isSame(counted.from, from)) counted = { from, due: count(from.today) };
    return counted.due;
  };
}

const isSame = (a: Basis, b: Basis) => a.today === b.today && a.reviews === b.reviews && a.solved === b.solved;
