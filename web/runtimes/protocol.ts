import type { CallArgument, LearnerError, PlacedBy, ProgramOutput, SideEffect, TensorProgram } from "./runtime.js";

/**
 * What passes between the trusted side and a worker that runs learner code, both ways, over one private port.
 * The trusted side believes nothing: see validate.ts.
 */
export interface RunMessage {
  readonly type: "run";
  readonly source: string;
  readonly functionName: string;
  /** Names go in; only positions come back, so that no worker can invent a name. */
  readonly outputs: readonly ProgramOutput[];
  readonly calls: readonly (readonly CallArgument[])[];
  readonly files?: string;
  readonly counted?: boolean;
  readonly tensors?: TensorProgram;
  readonly consoleChars: number;
  readonly values: number;
}

/** After the calls: makes one once more, by its number, and keeps what it prints to itself. */
export interface AgainMessage {
  readonly type: "again";
  readonly call: number;
}

/** A shape or an index path travels as whole numbers in a typed array: no patched prototype can reach into it. */
export interface WireArray {
  readonly shape: Int32Array;
  readonly data: Float64Array;
}

export type WireMalformed = { readonly output: number } & (
  | { readonly problem: "nothing" }
  | { readonly problem: "not-a-number"; readonly path: Int32Array; readonly found: string }
  | { readonly problem: "ragged"; readonly path: Int32Array; readonly length: number; readonly expectedLength: number }
  | { readonly problem: "mixed"; readonly path: Int32Array; readonly found: "number" | "array" }
  | { readonly problem: "too-deep" }
  | { readonly problem: "not-an-array"; readonly found: string }
  | { readonly problem: "masked-array" }
  | { readonly problem: "absent" }
  | { readonly problem: "not-the-outputs"; readonly found: string }
);

/** An error as the worker read it; `stack` is raw, and `file` is how the learner's source is called in it. */
export interface WireError extends LearnerError {
  readonly stack?: string;
  readonly file?: string;
}

export type WorkerMessage =
  /** The worker waits for `run`. */
  | { readonly type: "ready" }
  | { readonly type: "console"; readonly text: string }
  /** The source has run and the function is there: the first call starts now. */
  | { readonly type: "loaded" }
  | { readonly type: "load-failed"; readonly status: "syntax-error" | "threw"; readonly error: WireError }
  | { readonly type: "no-function" }
  /** The end of a call; the next one starts now. */
  | {
      readonly type: "returned";
      readonly outputs: readonly (WireArray | null)[];
      readonly durationMs: number;
    }
  | { readonly type: "malformed"; readonly malformed: WireMalformed; readonly durationMs: number }
  | { readonly type: "threw"; readonly error: WireError; readonly durationMs: number }
  | { readonly type: "values-limit"; readonly durationMs: number }
  /** Before the end of a call: what the module's parameters were taken for. */
  | {
      readonly type: "placed";
      readonly className: string;
      readonly placed: readonly { readonly found: string; readonly parameter: number; readonly by: PlacedBy }[];
      readonly without: readonly number[];
      readonly unsure: boolean;
    }
  | {
      readonly type: "unplaced";
      readonly className: string;
      readonly found: readonly { readonly name: string; readonly shape: Int32Array }[];
      readonly wanted: readonly number[];
      readonly durationMs: number;
    }
  | { readonly type: "side-effect"; readonly effect: SideEffect }
  /** Before the end of a call, where it was asked for. */
  | { readonly type: "counts"; readonly numbers: number; readonly operations: number }
  /** The end of a call that went back. */
  | { readonly type: "gradients"; readonly gradients: readonly (WireArray | null)[] }
  /** The last message of a worker. */
  | { readonly type: "console-limit"; readonly durationMs: number };
