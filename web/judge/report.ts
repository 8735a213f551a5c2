import type { Labels, Language, Text } from "../format/index.js";

/**
 * What became of a program, or of one case. `time-limit` and `output-limit`: see `Limits`; `compile-error`: the source cannot be
 * parsed, or the function that the exercise asks for is not in it.
 */
export type Verdict = "accepted" | "wrong-answer" | "runtime-error" | "time-limit" | "output-limit" | "compile-error";

/** An array as plain data: row-major; booleans are 0 and 1. */
export interface ReportTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** One argument of a case: an array, a number, a truth value, or a dictionary of arrays. */
export type ReportInput = ReportTensor | number | boolean | Readonly<Record<string, ReportTensor>>;

/** Where and how far an output is off. */
export interface Mismatch {
  /** Elements outside the tolerance, of `total`. */
  readonly count: number;
  readonly total: number;
  readonly maxAbs: number;
  readonly maxRel: number;
  /** Index, one number per dimension, of the element that is furthest outside the tolerance. */
  readonly worstIndex: readonly number[];
}

/** One output of a case. */
export interface OutputReport {
  /** As the exercise's signature calls it. */
  readonly name: string;
  readonly expected: ReportTensor;
  /** Absent when nothing usable came back. */
  readonly actual?: ReportTensor;
  /** Present when shapes agree and values do not. */
  readonly mismatch?: Mismatch;
}

/** What became of one case. */
export interface CaseReport {
  readonly name: string;
  readonly title: Text;
  /** Whether Run tries it too; only Submit tries the others. */
  readonly sample: boolean;
  readonly verdict: Verdict;
  readonly durationMs: number;
  readonly inputs: Readonly<Record<string, ReportInput>>;
  /** In the order of the signature. An optional one that was not returned has no `actual`. */
  readonly outputs: readonly OutputReport[];
  /** Name of the first output that is wrong; `message` speaks of it. */
  readonly wrong?: string;
  /** One sentence for anything but acceptance: what happened, and what to do. */
  readonly message?: Text;
  readonly error?: ReportError;
  /** What the learner printed in this case; absent where that is nothing. */
  readonly console?: string;
  /** What rows and columns of pictures are called, by the name of the output that they draw. */
  readonly labels?: Readonly<Record<string, Labels>>;
}

/** An error that the learner's code threw. `line` and `column` count from 1 in the learner's source, where they are known. */
export interface ReportError {
  readonly name: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly trace?: string;
  /** What to do about it, where that is known. */
  readonly advice?: Text;
  /** The language that the source seems to be written in, where it cannot be parsed in the one it was judged as. */
  readonly writtenIn?: Language;
}

/** A known mistake that explains the failing cases. */
export interface Diagnosis {
  /** Stable code, such as `missing-scale`; two joined by "+" where two mistakes explain the cases together. */
  readonly mistake: string;
  readonly title: Text;
  readonly explanation: Text;
}

/** What the judge says. Plain data (JSON); `version` changes when a field changes its meaning. */
export interface Report {
  readonly version: 2;
  readonly exercise: string;
  readonly language: Language;
  readonly seed: number;
  readonly verdict: Verdict;
  /** One sentence in both languages. */
  readonly message: Text;
  readonly durationMs: number;
  readonly cases: readonly CaseReport[];
  readonly diagnosis?: Diagnosis;
  /** A failure outside every case: while the source was loaded. */
  readonly error?: ReportError;
  /** What the reader should know besides: which of their parameters were taken for what. */
  readonly notes?: readonly Text[];
  /** What the learner printed: while the source was loaded, then in one case after the other. */
  readonly console: string;
  /** What of it was printed while the source was loaded; absent where that is nothing. */
  readonly consoleAtLoad?: string;
}
