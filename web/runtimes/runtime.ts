/**
 * The contract between the judge and whatever runs learner code. Source and inputs go in; plain data comes out.
 * A runtime never sees an expected output.
 */

/** Numbers by row-major order. `kind` tells the runtime which native type the learner gets. */
export interface Argument {
  readonly kind: "float" | "int" | "bool";
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** One argument of a call: an array, a number, a truth value, or a dictionary of arrays. */
export type CallArgument = Argument | number | boolean | { readonly entries: Readonly<Record<string, Argument>> };

/** One array that the function returns. The first is never optional. */
export interface ProgramOutput {
  readonly name: string;
  readonly optional: boolean;
}

export interface Program {
  readonly source: string;
  /** As the learner of this language must write it. */
  readonly functionName: string;
  readonly outputs: readonly ProgramOutput[];
  readonly calls: readonly (readonly CallArgument[])[];
  readonly limits: Limits;
}

/** What a program may use. Whatever goes beyond ends with the verdict `time-limit` or `output-limit`. */
export interface Limits {
  /** For each call, and once for loading the source; milliseconds. */
  readonly deadlineMs: number;
  /** Characters of console output in all. */
  readonly consoleChars: number;
  /** Numbers in one returned output; a row without any counts as one. */
  readonly values: number;
}

/** 5 seconds for a call, 65,536 characters of console output, 1,048,576 numbers in an output. */
export const defaultLimits: Limits = { deadlineMs: 5000, consoleChars: 64 * 1024, values: 1 << 20 };

/** What the learner returned, copied to plain numbers inside the worker. */
export interface Returned {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Why a returned value is no array of numbers. `output` is the position of the output among those of the program. */
export type Malformed = { readonly output: number } & (
  | { readonly problem: "nothing" }
  | { readonly problem: "not-a-number"; readonly path: readonly number[]; readonly found: string }
  | {
      readonly problem: "ragged";
      readonly path: readonly number[];
      readonly length: number;
      readonly expectedLength: number;
    }
  /** Numbers and arrays side by side; `found` is what stands at `path`. */
  | { readonly problem: "mixed"; readonly path: readonly number[]; readonly found: "number" | "array" }
  | { readonly problem: "too-deep" }
  | { readonly problem: "not-an-array"; readonly found: string }
  | { readonly problem: "masked-array" }
  /** What came back holds outputs, but not this one. */
  | { readonly problem: "absent" }
  /** Several outputs are required, and something else came: `found` says what, in a word or two. */
  | { readonly problem: "not-the-outputs"; readonly found: string }
);

export interface LearnerError {
  /** `TypeError`, `ValueError`, ... */
  readonly name: string;
  readonly message: string;
  /** In the learner's source, from 1, where known. */
  readonly line?: number;
  readonly column?: number;
  /** The learner's own frames, innermost last, as text; Python's traceback. */
  readonly trace?: string;
}

export type CallOutcome =
  /** One entry for each output of the program, in its order; null for an optional one that was not returned. */
  | { readonly status: "returned"; readonly outputs: readonly (Returned | null)[]; readonly durationMs: number }
  | { readonly status: "malformed"; readonly malformed: Malformed; readonly durationMs: number }
  | { readonly status: "threw"; readonly error: LearnerError; readonly durationMs: number }
  /** Too much console output, or a returned value with too many numbers. */
  | { readonly status: "output-limit"; readonly what: "console" | "values"; readonly durationMs: number }
  | { readonly status: "time-limit"; readonly durationMs: number };

export interface Outcome {
  /** The source itself failed: a syntax error, an exception at the top level, no such function, or it never ended. */
  readonly load:
    | { readonly status: "ok" }
    | { readonly status: "syntax-error"; readonly error: LearnerError }
    | { readonly status: "no-function" }
    | { readonly status: "threw"; readonly error: LearnerError }
    | { readonly status: "time-limit" }
    | { readonly status: "output-limit" };
  /** As many as were reached: nothing follows a time limit or a worker that died. */
  readonly calls: readonly CallOutcome[];
  /** What the learner printed, in order, cut at the limit. */
  readonly console: string;
}

/** Runs programs of one language, each in a worker of its own, away from the page and from the expected outputs. */
export interface Runtime {
  /** Gets everything slow out of the way; resolves when the next `run` starts at once. */
  prepare(): Promise<void>;
  /**
   * Runs one program in a worker of its own. Rejects only when the runtime itself is broken, with a sentence that says so,
   * or with the signal's reason when it is aborted, which ends the worker.
   */
  run(program: Program, signal?: AbortSignal): Promise<Outcome>;
  dispose(): void;
}
