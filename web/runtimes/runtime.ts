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

/** A parameter of a module, and the argument that it holds, by position; of a dictionary, the entry. */
export interface ModuleParameter {
  /** `query.weight` */
  readonly name: string;
  readonly argument: number;
  readonly entry?: string;
}

/** A class that may be there instead of the function. */
export interface ModuleProgram {
  readonly name: string;
  /** Arguments of `__init__` by name, for each call. */
  readonly init: readonly Readonly<Record<string, number>>[];
  /** What else a class may ask for when it is made: the named sizes of each call. */
  readonly sizes: readonly Readonly<Record<string, number>>[];
  readonly parameters: readonly ModuleParameter[];
  /** The arguments of `forward`, by name and position among those of the call. */
  readonly forward: readonly { readonly name: string; readonly argument: number }[];
  /** Whether square weights that belong to no layer of PyTorch are applied as `x @ w`. Default: as `x @ w.T`. */
  readonly transposed?: boolean;
}

/** What else a program gets that answers with PyTorch's tensors. */
export interface TensorProgram {
  /** Dotted names that raise when they are called. */
  readonly finished: readonly string[];
  readonly module: ModuleProgram;
  /** After the calls, some are made again, by their number, and go back: each output has its cotangent; gradients come back. */
  readonly backward: readonly BackwardCall[];
}

export interface BackwardCall {
  readonly call: number;
  /** For each output; null where nothing flows back from it. */
  readonly cotangents: readonly (Argument | null)[];
}

export interface Program {
  readonly source: string;
  /** Sources beside it by their paths, as JSON. */
  readonly files?: string;
  /** Whether to count what is computed from the arguments, where the language can. */
  readonly counted?: boolean;
  /** Absent where the answer is no program of PyTorch. */
  readonly tensors?: TensorProgram;
  /** As the learner of this language must write it. */
  readonly functionName: string;
  readonly outputs: readonly ProgramOutput[];
  readonly calls: readonly (readonly CallArgument[])[];
  /** Asked when every call has ended: which to make once more, by its number. Default: none. */
  readonly again?: (calls: readonly CallOutcome[]) => number | undefined;
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

/** How a parameter was found: by the starter's name, by another that people write, as a part of one, or by order of definition. */
export type PlacedBy = "name" | "other-name" | "part" | "order";

/** What of the learner's module was taken for what. */
export interface Placement {
  readonly className: string;
  /** The learner's parameters, and the number of the one that each holds; a fused one stands several times. */
  readonly placed: readonly { readonly found: string; readonly parameter: number; readonly by: PlacedBy }[];
  /** Numbers of biases that the module has not. */
  readonly without: readonly number[];
  /** Whether square weights that belong to no layer were placed: nothing says how they are applied. */
  readonly unsure: boolean;
}

/** What a program did beside computing: it drew random numbers, made weights, or changed those that it was given. */
export type SideEffect = "drew" | "made-weights" | "changed-weights";

/** A parameter as the learner's module has it. */
export interface FoundParameter {
  readonly name: string;
  readonly shape: readonly number[];
}

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
  /** The weights have no place in the learner's module: its parameters without one, and numbers of those that found none. */
  | {
      readonly status: "unplaced";
      readonly className: string;
      readonly found: readonly FoundParameter[];
      readonly wanted: readonly number[];
      readonly durationMs: number;
    }
  /** Too much console output, or a returned value with too many numbers. */
  | { readonly status: "output-limit"; readonly what: "console" | "values"; readonly durationMs: number }
  | { readonly status: "time-limit"; readonly durationMs: number };

/** One entry for each array of floats among the arguments, entries of dictionaries too, in order; null where none came back. */
export type GradientOutcome =
  | { readonly status: "returned"; readonly gradients: readonly (Returned | null)[] }
  | { readonly status: "threw"; readonly error: LearnerError }
  | { readonly status: "time-limit" };

/** What was computed from the arguments of a call, as far as it was seen. */
export interface Counts {
  /** In the largest array. */
  readonly numbers: number;
  readonly operations: number;
}

export interface TensorOutcome {
  /** Where the answer is a class. */
  readonly placement?: Placement;
  readonly sideEffects: readonly SideEffect[];
  /** As many as were reached. */
  readonly gradients: readonly GradientOutcome[];
}

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
  /** How the call went that was made once more, and its number. */
  readonly again?: { readonly number: number; readonly call: CallOutcome };
  /** Of a program in PyTorch. */
  readonly tensors?: TensorOutcome;
  /** Of the last call that was counted. */
  readonly counts?: Counts;
  /** What the learner printed, in order, cut at the limit. */
  readonly console: string;
  /** The same, by when it was printed: while the source was loaded, or by which call. */
  readonly printed: { readonly load: string; readonly calls: readonly string[] };
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
