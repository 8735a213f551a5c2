/** A beam search with the steps that learners get wrong made exchangeable: for the mistakes, and to draw tables that tell them apart. */
import type { Tables } from "./reference.js";

interface Path {
  readonly tokens: readonly number[];
  readonly sum: number;
}

export interface SearchVariant {
  readonly tables?: (tables: Tables) => Tables;
  /** What a single token counts, from its logarithm. */
  readonly first?: (log: number) => number;
  /** What the kept first tokens count from then on. */
  readonly begin?: (paths: readonly Path[], tables: Tables) => readonly Path[];
  /** From a sum and the logarithm of the next token to the next sum. */
  readonly add?: (sum: number, log: number) => number;
  /** Whether a path is not extended any more. */
  readonly isDone?: (path: Path, end: number) => boolean;
  /** What becomes of finished paths before the others are extended. Default: they stay in the beam. */
  readonly leave?: "lost" | "collected" | "collected with their place";
  /** Which of the paths that come of each kept one are kept. */
  readonly keep?: (families: readonly (readonly Path[])[], beams: number) => readonly Path[];
  readonly stop?: (kept: readonly Path[], end: number) => boolean;
  readonly choose?: (kept: readonly Path[], end: number) => Path | undefined;
}

const isFinished = ({ tokens }: Path, end: number): boolean => tokens.at(-1) === end;

/** The largest by this rank; of equals the first, as a stable sort has them. */
export const bestBy =
  (rank: (path: Path) => number) =>
  (paths: readonly Path[], count: number): readonly Path[] =>
    [...paths].sort((a, b) => rank(b) - rank(a)).slice(0, count);
const bySum = bestBy(({ sum }) => sum);
export const keepBy =
  (best: ReturnType<typeof bestBy>): Required<SearchVariant>["keep"] =>
  (families, beams) =>
    best(families.flat(), beams);
/** Of the finished ones, if there are any. */
export const chooseBy =
  (best: ReturnType<typeof bestBy>, isDone = isFinished): Required<SearchVariant>["choose"] =>
  (kept, end) => {
    const done = kept.filter((path) => isDone(path, end));
    return best(done.length > 0 ? done : kept, 1)[0];
  };

/** The tokens that are found; none where no path is left. */
export function search(
  given: Tables,
  {
    tables = (same) => same,
    first = (log) => log,
    begin = (paths) => paths,
    add = (sum, log) => sum + log,
    isDone = isFinished,
    leave,
    keep = keepBy(bySum),
    stop = () => false,
    choose = chooseBy(bySum),
  }: SearchVariant = {},
): readonly number[] {
  const all = tables(given);
  const { start, step, end, beams, maxLength } = all;
  const collected: Path[] = [];
  let kept = begin(keepBy(bySum)([start.map((log, token) => ({ tokens: [token], sum: first(log) }))], beams), all);
  for (let length = 1; length < maxLength && !stop(kept, end); length++) {
    if (leave) {
      if (leave !== "lost") collected.push(...kept.filter((path) => isDone(path, end)));
      kept = kept.filter((path) => !isDone(path, end));
    }
    const families = kept.map((path) => (isDone(path, end) ? [path] : extended(path, step, add)));
    kept = keep(families, leave === "collected with their place" ? Math.max(beams - collected.length, 0) : beams);
  }
  return choose([...collected, ...kept], end)?.tokens ?? [];
}

function extended({ tokens, sum }: Path, step: Tables["step"], add: (sum: number, log: number) => number): Path[] {
  const next = step[tokens.at(-1) as number] as readonly number[];
  return next.map((log, token) => ({ tokens: [...tokens, token], sum: add(sum, log) }));
}

export const greedy: SearchVariant = { tables: (tables) => ({ ...tables, beams: 1 }) };
export const fromOne: SearchVariant = { begin: (paths) => paths.slice(0, 1) };
export const withoutStart: SearchVariant = { begin: (paths) => paths.map((path) => ({ ...path, sum: 0 })) };
export const perBeam: SearchVariant = { keep: (families) => families.flatMap((family) => bySum(family, 1)) };
export const goingOn: SearchVariant = { isDone: () => false };
export const lost: SearchVariant = { leave: "lost" };
export const collected: SearchVariant = { leave: "collected" };
export const collectedInPlace: SearchVariant = { leave: "collected with their place" };
export const bestOfAll: SearchVariant = { choose: (kept) => bySum(kept, 1)[0] };
/** As if the token `end` were like any other; what follows it is cut off in the result. */
export const cutAtLast: SearchVariant = { ...goingOn, ...bestOfAll };
const hasEnd = ({ tokens }: Path, end: number) => tokens.includes(end);
export const endAnywhere: SearchVariant = { ...goingOn, choose: chooseBy(bySum, hasEnd) };
export const stoppedEarly: SearchVariant = { stop: (kept, end) => kept.some((path) => isFinished(path, end)) };
const perToken = bestBy(({ tokens, sum }) => sum / tokens.length);
export const normalizedAtLast: SearchVariant = { choose: chooseBy(perToken) };
export const normalized: SearchVariant = { keep: keepBy(perToken), choose: chooseBy(perToken) };
