import type { Endpoint } from "./endpoint.js";
import type { AgainMessage, RunMessage, WireArray, WireError, WireMalformed, WorkerMessage } from "./protocol.js";
import type {
  CallArgument,
  CallOutcome,
  Counts,
  GradientOutcome,
  LearnerError,
  Malformed,
  Outcome,
  Placement,
  Program,
  Returned,
  SideEffect,
} from "./runtime.js";
import { readStack } from "./stack.js";
import { readWorkerMessage } from "./validate.js";

/** What was sent before a deadline or a death may still wait in a queue: it gets this much time to arrive. */
const graceMs = 50;

/**
 * Runs one program in one worker, which waits and is not used again: the deadline is kept here, and every message is
 * read as hostile. The caller terminates the worker.
 */
export function runSession(endpoint: Endpoint, program: Program, signal?: AbortSignal): Promise<Outcome> {
  const { limits } = program;
  const { tensors } = program;
  const asked = {
    outputs: program.outputs,
    values: limits.values,
    parameters: tensors?.module.parameters.length ?? 0,
    gradients: countFloats(program.calls[0] ?? []),
  };
  return new Promise((resolve, reject) => {
    let loaded = false;
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let console = "";
    const printed = { load: "", calls: [] as string[] };
    /** What was printed since the call began, or the loading. */
    let fresh = "";
    const calls: CallOutcome[] = [];
    let placement: Placement | undefined;
    let counts: Counts | undefined;
    const sideEffects = new Set<SideEffect>();
    const gradients: GradientOutcome[] = [];
    /** The number of the call that is made once more. */
    let again: number | undefined;

    const stop = () => {
      ended = true;
      clearTimeout(timer);
      endpoint.listen(() => {});
      signal?.removeEventListener("abort", abort);
    };
    /** @param call the one that was made once more */
    const end = (load: Outcome["load"], call?: CallOutcome) => {
      stop();
      resolve({
        load,
        calls,
        ...(again !== undefined && call && { again: { number: again, call } }),
        ...(tensors && { tensors: { ...(placement && { placement }), sideEffects: [...sideEffects], gradients } }),
        ...(counts && { counts }),
        console,
        printed: loaded ? printed : { ...printed, load: fresh },
      });
    };
    const abort = () => {
      stop();
      reject(signal?.reason);
    };
    const endCall = (call: CallOutcome, last = false) => {
      if (again !== undefined) return end({ status: "ok" }, call);
      calls.push(call);
      printed.calls.push(fresh);
      fresh = "";
      if (last) end({ status: "ok" });
      else if (calls.length === program.calls.length && !goesBack()) endOrRepeat();
      else startClock();
    };
    /** Whoever has no value has no gradient. */
    const goesBack = () => !!tensors?.backward.length && calls.every(({ status }) => status === "returned");
    const endGradient = (gradient: GradientOutcome, last = false) => {
      gradients.push(gradient);
      if (last) end({ status: "ok" });
      else if (gradients.length === tensors?.backward.length) endOrRepeat();
      else startClock();
    };
    const endOrRepeat = () => {
      again = program.again?.(calls);
      if (again === undefined) return end({ status: "ok" });
      endpoint.send({ type: "again", call: again } satisfies AgainMessage);
      startClock();
    };

    const isGoingBack = () => loaded && calls.length === program.calls.length && again === undefined;

    const tooLate = () => {
      const durationMs = limits.deadlineMs;
      if (isGoingBack()) endGradient({ status: "time-limit" }, true);
      else if (loaded) endCall({ status: "time-limit", durationMs }, true);
      else end({ status: "time-limit" });
    };
    const startClock = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = setTimeout(tooLate, graceMs); // Answers that wait in the queue come first.
      }, limits.deadlineMs);
    };
    const crash = (error: LearnerError) => {
      if (ended) return;
      if (isGoingBack()) endGradient({ status: "threw", error }, true);
      else if (loaded) endCall({ status: "threw", error, durationMs: 0 }, true);
      else end({ status: "threw", error });
    };

    const beforeLoaded = (message: WorkerMessage) => {
      switch (message.type) {
        case "loaded":
          loaded = true;
          printed.load = fresh;
          fresh = "";
          if (program.calls.length === 0) return end({ status: "ok" });
          return startClock();
        case "load-failed":
          return end({ status: message.status, error: learnerError(message.error, "load") });
        case "no-function":
          return end({ status: "no-function" });
        case "console-limit":
          return end({ status: "output-limit" });
        default:
          return crash(confused);
      }
    };
    const afterLoaded = (message: WorkerMessage) => {
      const call = callOutcomeOf(message);
      if (!call) return crash(confused);
      return endCall(call, message.type === "console-limit");
    };

    const afterCalls = (message: WorkerMessage) => {
      switch (message.type) {
        case "gradients":
          return endGradient({
            status: "returned",
            gradients: copyOutputs(message.gradients),
          });
        case "threw":
          return endGradient({ status: "threw", error: learnerError(message.error, "call") });
        default:
          return crash(confused);
      }
    };
    /** @returns whether that is all there is to the message */
    const noted = (message: WorkerMessage): boolean => {
      switch (message.type) {
        case "console": {
          if (again !== undefined) return true; // Printed before.
          const text = message.text.slice(0, Math.max(0, limits.consoleChars - console.length));
          console += text;
          fresh += text;
          return true;
        }
        case "placed": {
          const { type: _, ...first } = message;
          placement ??= first;
          return true;
        }
        case "counts": {
          const { numbers, operations } = message;
          counts = { numbers, operations };
          return true;
        }
        case "side-effect":
          sideEffects.add(message.effect);
          return true;
        default:
          return false;
      }
    };

    endpoint.listen((raw) => {
      const message = readWorkerMessage(raw, asked);
      if (!message) return crash(confused);
      if (noted(message)) return;
      if (!loaded) return beforeLoaded(message);
      return isGoingBack() ? afterCalls(message) : afterLoaded(message);
    });
    endpoint.died.then((reason) => setTimeout(() => crash({ name: "Error", message: reason }), graceMs));
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort);

    const { source, files, counted, functionName, outputs, calls: arguments_ } = program;
    const { consoleChars, values } = limits;
    const run: RunMessage = {
      type: "run",
      source,
      ...(files !== undefined && { files }),
      ...(counted && { counted }),
      functionName,
      outputs,
      calls: arguments_,
      ...(tensors && { tensors }),
      consoleChars,
      values,
    };
    endpoint.send(run);
    startClock();
  });
}

/** @returns undefined for a message that is not the end of a call */
function callOutcomeOf(message: WorkerMessage): CallOutcome | undefined {
  switch (message.type) {
    case "returned":
      return { status: "returned", outputs: copyOutputs(message.outputs), durationMs: message.durationMs };
    case "malformed":
      return { status: "malformed", malformed: copyMalformed(message.malformed), durationMs: message.durationMs };
    case "threw":
      return { status: "threw", error: learnerError(message.error, "call"), durationMs: message.durationMs };
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

/** Arrays of floats among the arguments of a call, entries of dictionaries too: all calls have as many. */
const countFloats = (call: readonly CallArgument[]): number =>
  call.reduce<number>((sum, argument) => {
    if (typeof argument !== "object") return sum;
    if ("entries" in argument) return sum + Object.keys(argument.entries).length;
    return sum + (argument.kind === "float" ? 1 : 0);
  }, 0);

const confused: LearnerError = { name: "Error", message: "The worker sent something that makes no sense." };

const copyOutputs = (arrays: readonly (WireArray | null)[]): readonly (Returned | null)[] =>
  arrays.map((array) => array && { shape: [...array.shape], data: array.data });

function copyMalformed(malformed: WireMalformed): Malformed {
  return "path" in malformed ? { ...malformed, path: [...malformed.path] } : malformed;
}

function learnerError({ stack, file, ...error }: WireError, during: "load" | "call"): LearnerError {
  if (stack === undefined || file === undefined) return error;
  return { ...readStack(stack, file, during), ...error };
}
