import type { WireArray, WireError, WireMalformed, WorkerMessage } from "./protocol.js";
import type { CallOutcome, GradientOutcome, LearnerError, Malformed, Returned } from "./runtime.js";
import { readStack } from "./stack.js";

/** @returns undefined for a message that is not the end of a call */
export function readCallEnd(message: WorkerMessage): CallOutcome | undefined {
  switch (message.type) {
    case "returned":
      return { status: "returned", outputs: copyArrays(message.outputs), durationMs: message.durationMs };
    case "malformed":
      return { status: "malformed", malformed: copyMalformed(message.malformed), durationMs: message.durationMs };
    case "threw":
      return { status: "threw", error: readWireError(message.error, "call"), durationMs: message.durationMs };
    case "values-limit":
      return { status: "output-limit", what: "values", durationMs: message.durationMs };
    case "unplaced": {
      const { className, wanted, durationMs } = message;
      const found = message.found.map(({ name, shape }) => ({ name, shape: [...shape] }));
      return { status: "unplaced", className, found, wanted, durationMs };
    }
    case "console-limit":
      return { status: "output-limit", what: "console", durationMs: message.durationMs };
    default:
      return undefined;
  }
}

/** @returns undefined for a message that is not the end of a call that went back */
export function readGradientEnd(message: WorkerMessage): GradientOutcome | undefined {
  switch (message.type) {
    case "gradients":
      return { status: "returned", gradients: copyArrays(message.gradients) };
    case "threw":
      return { status: "threw", error: readWireError(message.error, "call") };
    default:
      return undefined;
  }
}

export function readWireError({ stack, file, ...error }: WireError, during: "load" | "call"): LearnerError {
  if (stack === undefined || file === undefined) return error;
  return { ...readStack(stack, file, during), ...error };
}

const copyArrays = (arrays: readonly (WireArray | null)[]): readonly (Returned | null)[] =>
  arrays.map((array) => array && { shape: [...array.shape], data: array.data });

function copyMalformed(malformed: WireMalformed): Malformed {
  return "path" in malformed ? { ...malformed, path: [...malformed.path] } : malformed;
}
