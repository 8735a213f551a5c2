import { type PlainArray, sameShape } from "../arrays/index.js";
import type { Answer, Mistake, Nd, Outputs, ScriptedMistake, Tolerance, Way, WayInputs } from "../format/index.js";
import { isClose } from "./compare.js";

/** One judged case as the diagnosis needs it. */
export interface JudgedCase {
  /** A fresh copy for each call: a way may change its arguments. */
  readonly inputs: () => WayInputs;
  readonly expected: Outputs;
  /** What the learner's code did. `wrong` is the output that was judged wrong; absent when the case is accepted. */
  readonly learner:
    | {
        readonly returned: { readonly out: PlainArray; readonly weights?: PlainArray };
        readonly wrong?: "out" | "weights";
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

/**
 * The known mistake that the learner made, or undefined.
 *
 * A way of making a mistake *explains* a failing case when it is wrong there too and gives what the learner gave: the same
 * shape and the same values, NaN and infinities included, or when the mistake knows the error that was thrown. It
 * *contradicts* an accepted case when it would have been wrong there.
 *
 * A name is given for the first failing case, the one that the learner sees, so that one must be explained, and half of all
 * failing cases: the others may hold a second mistake. A contradicted way counts only when it explains every failing
 * case. Among several, the one that explains most wins, then the one that contradicts least, then the first in the list.
 */
export function diagnoseBy<Known extends KnownAnswers>(
  known: readonly Known[],
  cases: readonly JudgedCase[],
  tolerance: Tolerance,
): Known["mistake"] | undefined {
  const loose = { absolute: tolerance.absolute * slack, relative: tolerance.relative * slack };
  let best: { readonly mistake: Known["mistake"]; readonly evidence: Evidence } | undefined;
  for (const { mistake, ways } of known) {
    for (const answerTo of ways) {
      const evidence = weigh(mistake, answerTo, cases, loose);
      if (isConvincing(evidence) && (!best || outweighs(evidence, best.evidence))) best = { mistake, evidence };
    }
  }
  return best?.mistake;
}

/** `diagnoseBy` of mistakes whose ways are functions. */
export function diagnose(
  mistakes: readonly Mistake[],
  cases: readonly JudgedCase[],
  tolerance: Tolerance,
): Mistake | undefined {
  const known = mistakes.map((mistake) => ({
    mistake,
    ways: mistake.ways.map((way) => (number: number) => attempt(way, (cases[number] as JudgedCase).inputs())),
  }));
  return diagnoseBy(known, cases, tolerance);
}

interface Evidence {
  readonly failing: number;
  readonly explained: number;
  readonly firstExplained: boolean;
  readonly contradicted: number;
}

const isConvincing = ({ failing, explained, firstExplained, contradicted }: Evidence) =>
  firstExplained && explained * 2 >= failing && (contradicted === 0 || explained === failing);

const outweighs = (a: Evidence, b: Evidence) =>
  a.explained > b.explained || (a.explained === b.explained && a.contradicted < b.contradicted);

type Finding = "explained" | "unexplained" | "both-threw" | "agreed" | "contradicted";

function weigh(
  { raises }: KnownAnswers["mistake"],
  answerTo: KnownAnswers["ways"][number],
  cases: readonly JudgedCase[],
  tolerance: Tolerance,
): Evidence {
  const findings: Finding[] = [];
  for (const [i, judged] of cases.entries()) {
    const finding = compare(raises, answerTo(i), judged, tolerance);
    findings.push(finding);
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
  };
}

function compare(
  raises: RegExp | undefined,
  answer: Answer | undefined,
  { expected, learner }: JudgedCase,
  tolerance: Tolerance,
): Finding {
  if ("unusable" in learner) return "unexplained";
  if ("threw" in learner) {
    if (raises?.test(learner.threw)) return "explained";
    return answer ? "unexplained" : "both-threw";
  }
  const { returned, wrong } = learner;
  if (!wrong) return !answer || !agrees(answer.out, expected.out, tolerance) ? "contradicted" : "agreed";
  const [theirs, ours, right] = [returned[wrong], answer?.[wrong], expected[wrong]];
  if (!theirs || !ours || !agrees(theirs, ours, tolerance)) return "unexplained";
  // Hardly wrong, both of them: such a case speaks neither for the way nor against it.
  return right && agrees(ours, right, tolerance) ? "agreed" : "explained";
}

/** What the way gives; undefined when it throws. */
export function attempt(way: Way, inputs: WayInputs): Answer | undefined {
  try {
    const answer = way(inputs);
    return "out" in answer ? answer : { out: answer satisfies Nd };
  } catch {
    return undefined;
  }
}

function agrees(actual: PlainArray, expected: PlainArray, tolerance: Tolerance): boolean {
  if (!sameShape(actual.shape, expected.shape)) return false;
  for (let i = 0; i < expected.data.length; i++) {
    const [a, e] = [actual.data[i] as number, expected.data[i] as number];
    if (Number.isNaN(e) ? !Number.isNaN(a) : !isClose(a, e, tolerance)) return false;
  }
  return true;
}
