import { type PlainArray, sameShape } from "../arrays/index.js";
import {
  type Answer,
  type Exercise,
  isClose,
  type Mistake,
  type Outputs,
  type ScriptedMistake,
  type Signature,
  type Tolerance,
  type Way,
  type WayInputs,
} from "../format/index.js";
import { asAsked, byName, toleranceOf } from "./compare.js";

/** One judged case as the diagnosis needs it. */
export interface JudgedCase {
  /** A fresh copy for each call: a way may change its arguments. */
  readonly inputs: () => WayInputs;
  readonly expected: Outputs;
  /** What the learner's code did: outputs by name. `wrong` is the first that is wrong; absent when the case is accepted. */
  readonly learner:
    | {
        readonly returned: Readonly<Record<string, PlainArray>>;
        readonly wrong?: string;
      }
    | { readonly threw: string }
    | { readonly unusable: true };
}

/** A mistake, with what each of its ways gives for the case of a number; undefined where it throws. */
export interface KnownAnswers {
  readonly mistake: Omit<ScriptedMistake, "ways">;
  readonly ways: readonly ((number: number) => Answer | undefined)[];
}

/** Rounding differs between a learner's style and ours, between float32 and float64; mistakes lie at least ten times further apart. */
const slack = 10;
export const loosened = ({ absolute, relative }: Tolerance): Tolerance => ({
  absolute: absolute * slack,
  relative: relative * slack,
});

/**
 * The known mistake that the learner made, or undefined.
 *
 * A way of making a mistake *explains* a failing case when it is wrong there too and gives what the learner gave: the same
 * shape and the same values, NaN and infinities included, or when the mistake knows the error that was thrown. It
 * *contradicts* an accepted case when it would have been wrong there.
 *
 * A name is given for the first failing case, the one that the learner sees, so that one must be explained, and half of all
 * failing cases: the others may hold a second mistake. A contradicted way counts only when it explains every failing
 * case, and contradicts no more accepted ones than it explains: what is right nearly everywhere was not done that way, even
 * if both give NaN in the end. Among several, the one that explains most wins, then the one that contradicts least, then the
 * first in the list.
 */
export function diagnoseBy<Known extends KnownAnswers>(
  known: readonly Known[],
  cases: readonly JudgedCase[],
  { signature, tolerance }: Pick<Exercise, "signature" | "tolerance">,
): Known["mistake"] | undefined {
  const loose = loosened(tolerance);
  const tolerances = Object.fromEntries(signature.outputs.map((output) => [output.name, toleranceOf(output, loose)]));
  let best: { readonly mistake: Known["mistake"]; readonly evidence: Evidence } | undefined;
  for (const { mistake, ways } of known) {
    for (const answerTo of ways) {
      const evidence = weigh(mistake, answerTo, cases, tolerances);
      if (isConvincing(evidence) && (!best || outweighs(evidence, best.evidence) > 0)) best = { mistake, evidence };
    }
  }
  return best?.mistake;
}

/** `diagnoseBy` of mistakes whose ways are functions. */
export function diagnose(
  mistakes: readonly Mistake[],
  cases: readonly JudgedCase[],
  exercise: Pick<Exercise, "signature" | "tolerance">,
): Mistake | undefined {
  const known = mistakes.map((mistake) => ({
    mistake,
    ways: mistake.ways.map(
      (way) => (number: number) => attempt(way, (cases[number] as JudgedCase).inputs(), exercise.signature),
    ),
  }));
  return diagnoseBy(known, cases, exercise);
}

/** By the names of outputs. */
type Tolerances = Readonly<Record<string, Tolerance>>;

interface Evidence {
  readonly failing: number;
  readonly explained: number;
  readonly firstExplained: boolean;
  readonly contradicted: number;
  /** Outputs of failing cases on which the way gives what the learner gave. */
  readonly agreeing: number;
}

const isConvincing = ({ failing, explained, firstExplained, contradicted }: Evidence) =>
  firstExplained &&
  explained * 2 >= failing &&
  (contradicted === 0 || (explained === failing && contradicted <= explained));

const outweighs = (a: Evidence, b: Evidence) =>
  a.explained - b.explained || b.contradicted - a.contradicted || a.agreeing - b.agreeing;

type Finding = "explained" | "unexplained" | "both-threw" | "agreed" | "contradicted";

function weigh(
  { raises }: KnownAnswers["mistake"],
  answerTo: KnownAnswers["ways"][number],
  cases: readonly JudgedCase[],
  tolerances: Tolerances,
): Evidence {
  const findings: Finding[] = [];
  let agreeing = 0;
  for (const [i, judged] of cases.entries()) {
    const answer = answerTo(i);
    const finding = compare(raises, answer, judged, tolerances);
    findings.push(finding);
    if (finding === "explained") agreeing += sharedOutputs(answer, judged, tolerances);
    // The first failing case decides against most ways: the other cases need not be computed.
    if (finding === "unexplained" && !findings.some((other) => other === "explained" || other === "both-threw")) break;
  }
  const count = (wanted: Finding) => findings.filter((finding) => finding === wanted).length;
  // Code that throws where the way throws fits, but any code may throw: it counts only beside a case with the same values.
  const bothThrew = count("explained") > 0 ? count("both-threw") : 0;
  const first = findings.find((finding) => finding !== "agreed" && finding !== "contradicted");
  return {
    failing: count("explained") + count("unexplained") + count("both-threw"),
    explained: count("explained") + bothThrew,
    firstExplained: first === "explained" || (first === "both-threw" && bothThrew > 0),
    contradicted: count("contradicted"),
    agreeing,
  };
}

function compare(
  raises: RegExp | undefined,
  answer: Answer | undefined,
  { expected, learner }: JudgedCase,
  tolerances: Tolerances,
): Finding {
  if ("unusable" in learner) return "unexplained";
  if ("threw" in learner) {
    if (raises?.test(learner.threw)) return "explained";
    return answer ? "unexplained" : "both-threw";
  }
  const { returned, wrong } = learner;
  if (wrong === undefined) {
    const isRight = (name: string) =>
      answer?.[name] === undefined || agrees(answer[name], expected[name], tolerances[name]);
    return answer && Object.keys(returned).every(isRight) ? "agreed" : "contradicted";
  }
  const [theirs, ours] = [returned[wrong], answer?.[wrong]];
  if (!agrees(theirs, ours, tolerances[wrong])) return "unexplained";
  // Hardly wrong, both of them: such a case speaks neither for the way nor against it.
  return agrees(ours, expected[wrong], tolerances[wrong]) ? "agreed" : "explained";
}

/** How many outputs the way and the learner have in common. */
function sharedOutputs(answer: Answer | undefined, { learner }: JudgedCase, tolerances: Tolerances): number {
  if (!answer || !("returned" in learner)) return 0;
  return Object.entries(learner.returned).filter(([name, theirs]) => agrees(theirs, answer[name], tolerances[name]))
    .length;
}

/** What the way gives; undefined when it throws. */
export function attempt(way: Way, inputs: WayInputs, { outputs }: Pick<Signature, "outputs">): Answer | undefined {
  try {
    return byName(way(inputs), outputs);
  } catch {
    return undefined;
  }
}

export function agrees(
  actual: PlainArray | undefined,
  expected: PlainArray | undefined,
  tolerance: Tolerance | undefined,
): boolean {
  if (!actual || !expected || !tolerance) return false;
  const asked = asAsked(actual, expected);
  if (!sameShape(asked.shape, expected.shape)) return false;
  for (let i = 0; i < expected.data.length; i++)
    if (!isClose(asked.data[i] as number, expected.data[i] as number, tolerance)) return false;
  return true;
}
