import { type Exercise, type Mistake, type ScriptedMistake, say, type Way } from "../format/index.js";
import { toleranceOf } from "./compare.js";
import { agrees, attempt, diagnoseBy, type JudgedCase, type KnownAnswers, loosened } from "./diagnose.js";

/** So many pairs are tried, and not for so long: a slow machine names what a fast one does. */
const mostPairs = 3000;
/** After so long the page gets its turn. */
const turnMs = 40;

type Named = KnownAnswers["mistake"];
interface Part {
  readonly mistake: Named;
  readonly way: Way;
  /** 0 for the first way of its mistake, which is the usual one. */
  readonly rank: number;
}

/**
 * Two known mistakes that explain the failing cases together, where neither does alone. Only ways that are built of the same
 * steps can be joined, and only those that change the first failing case, which is what a learner looks at first. The usual
 * ways come first: of two pairs that fit, that of the more usual ways is named.
 */
export async function diagnosePair(
  mistakes: readonly ScriptedMistake[],
  cases: readonly JudgedCase[],
  exercise: Pick<Exercise, "signature" | "tolerance">,
  signal?: AbortSignal,
): Promise<Named | undefined> {
  const first = cases.find(({ learner }) => !("returned" in learner) || learner.wrong !== undefined);
  if (!first || !("returned" in first.learner) || first.learner.wrong === undefined) return undefined;
  const { returned, wrong } = first.learner;
  const output = exercise.signature.outputs.find(({ name }) => name === wrong);
  if (!output) return undefined;
  const tolerance = toleranceOf(output, loosened(exercise.tolerance));
  const given = (way: Way) => attempt(way, first.inputs(), exercise.signature)?.[wrong];

  const parts = mistakes.flatMap((mistake) => partsOf(mistake, first.expected[wrong]?.data, (way) => given(way)?.data));
  let found: KnownAnswers[] = [];
  let foundRank = 0;
  let until = performance.now() + turnMs;
  for (const { one, other, rank } of pairsOf(parts)) {
    if (rank > foundRank) {
      const named = diagnoseBy(found, cases, exercise);
      if (named) return named;
      [found, foundRank] = [[], rank];
    }
    if (performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      until = performance.now() + turnMs;
    }
    const both = one.way.and?.(other.way);
    if (!both || !agrees(returned[wrong], given(both), tolerance)) continue;
    found.push({
      mistake: pairOf(one.mistake, other.mistake),
      ways: [(number) => attempt(both, (cases[number] as JudgedCase).inputs(), exercise.signature)],
    });
  }
  return diagnoseBy(found, cases, exercise);
}

/** Those of two mistakes, by the less usual way of the two. */
const pairsOf = (parts: readonly Part[]) =>
  parts
    .flatMap((one, i) => parts.slice(i + 1).map((other) => ({ one, other, rank: Math.max(one.rank, other.rank) })))
    .filter(({ one, other }) => one.mistake.code !== other.mistake.code)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostPairs);

/** The ways that can be joined with others and change the first failing case, each change once. */
function partsOf(
  { ways, ...mistake }: ScriptedMistake,
  right: ArrayLike<number> | undefined,
  given: (way: Way) => ArrayLike<number> | undefined,
): readonly Part[] {
  const seen = new Set([fingerprint(right)]);
  const changing = ways.filter((way): way is Way => {
    if (typeof way !== "function" || !way.and) return false;
    const change = fingerprint(given(way));
    if (seen.has(change)) return false;
    seen.add(change);
    return true;
  });
  return changing.map((way, rank) => ({ mistake, way, rank }));
}

/** The same for numbers that differ by rounding, with few exceptions. */
const fingerprint = (numbers: ArrayLike<number> | undefined) =>
  `${numbers && Array.from(numbers, (value) => value.toPrecision(4))}`;

const pairOf = (one: Named, other: Named): Named & Omit<Mistake, "ways"> => ({
  code: `${one.code}+${other.code}`,
  title: {
    en: `Two mistakes at once: ${one.title.en}. ${other.title.en}`,
    zh: `同时有两个错误：${say(one.title, "zh")}；${say(other.title, "zh")}`,
  },
  explanation: {
    en: `${one.explanation.en} ${other.explanation.en}`,
    zh: `${say(one.explanation, "zh")}${say(other.explanation, "zh")}`,
  },
});
