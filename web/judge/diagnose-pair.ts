import { type Exercise, type Mistake, type ScriptedMistake, say, type Way } from "../format/index.js";
import { toleranceOf } from "./compare.js";
import { agrees, attempt, diagnoseBy, type JudgedCase, type KnownAnswers, loosened } from "./diagnose.js";

/** Learners wait for the verdict: what is not found within this time is not looked for. */
const mostMs = 250;

type Named = KnownAnswers["mistake"];
interface Part {
  readonly mistake: Named;
  readonly way: Way;
}

/**
 * Two known mistakes that explain the failing cases together, where neither does alone. Only ways that are built of the same
 * steps can be joined, and only those that change the first failing case, which is what a learner looks at first.
 */
export function diagnosePair(
  mistakes: readonly ScriptedMistake[],
  cases: readonly JudgedCase[],
  exercise: Pick<Exercise, "signature" | "tolerance">,
): Named | undefined {
  const first = cases.find(({ learner }) => !("returned" in learner) || learner.wrong !== undefined);
  if (!first || !("returned" in first.learner) || first.learner.wrong === undefined) return undefined;
  const { returned, wrong } = first.learner;
  const output = exercise.signature.outputs.find(({ name }) => name === wrong);
  if (!output) return undefined;
  const tolerance = toleranceOf(output, loosened(exercise.tolerance));
  const given = (way: Way) => attempt(way, first.inputs(), exercise.signature)?.[wrong];

  const until = performance.now() + mostMs;
  const parts = mistakes.flatMap((mistake) => partsOf(mistake, first.expected[wrong]?.data, (way) => given(way)?.data));
  const found: KnownAnswers[] = [];
  for (const [i, one] of parts.entries())
    for (const other of parts.slice(i + 1)) {
      if (performance.now() > until) return diagnoseBy(found, cases, exercise);
      const both = one.mistake.code === other.mistake.code ? undefined : one.way.and?.(other.way);
      if (!both || !agrees(returned[wrong], given(both), tolerance)) continue;
      found.push({
        mistake: pairOf(one.mistake, other.mistake),
        ways: [(number) => attempt(both, (cases[number] as JudgedCase).inputs(), exercise.signature)],
      });
    }
  return diagnoseBy(found, cases, exercise);
}

/** The ways that can be joined with others and change the first failing case, each change once. */
function partsOf(
  { ways, ...mistake }: ScriptedMistake,
  right: ArrayLike<number> | undefined,
  given: (way: Way) => ArrayLike<number> | undefined,
): readonly Part[] {
  const seen = new Set([fingerprint(right)]);
  return ways.flatMap((way): readonly Part[] => {
    if (typeof way !== "function" || !way.and) return [];
    const change = fingerprint(given(way));
    if (seen.has(change)) return [];
    seen.add(change);
    return [{ mistake, way }];
  });
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
