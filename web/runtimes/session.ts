import type { Endpoint } from "./endpoint.js";
import type { AgainMessage, RunMessage, WorkerMessage } from "./protocol.js";
import { readCallEnd, readGradientEnd, readWireError } from "./read-end.js";
import type { CallArgument, CallOutcome, GradientOutcome, LearnerError, Outcome, Program } from "./runtime.js";
import { createSessionRecord, isNote } from "./session-record.js";
import { readWorkerMessage } from "./validate.js";

/** What was sent before a deadline or a death may still wait in a queue: it gets this much time to arrive. */
const graceMs = 50;

/**
 * Runs one program in one worker, which waits and is not used again: the deadline is kept here, and every message is
 * read as hostile. The caller terminates the worker.
 */
export function runSession(endpoint: Endpoint, program: Program, signal?: AbortSignal): Promise<Outcome> {
  const { tensors, limits } = program;
  return new Promise((resolve, reject) => {
    const record = createSessionRecord(program);
    let loaded = false;
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** The number of the call that is made once more. */
    let again: number | undefined;

    const stop = () => {
      ended = true;
      clearTimeout(timer);
      endpoint.listen(() => {});
      signal?.removeEventListener("abort", abort);
    };
    const end = (load: Outcome["load"] = { status: "ok" }, repeated?: Outcome["again"]) => {
      stop();
      resolve(record.outcome(load, repeated));
    };
    const abort = () => {
      stop();
      reject(signal?.reason);
    };
    const startClock = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = setTimeout(tooLate, graceMs); // Answers that wait in the queue come first.
      }, limits.deadlineMs);
    };

    const hasMadeCalls = () => loaded && record.calls.length === program.calls.length;
    /** Whoever has no value has no gradient. */
    const goesBack = () => !!tensors?.backward.length && record.calls.every(({ status }) => status === "returned");
    const isGoingBack = () => hasMadeCalls() && again === undefined;

    const endOrRepeat = () => {
      again = program.again?.(record.calls);
      if (again === undefined) return end();
      endpoint.send({ type: "again", call: again } satisfies AgainMessage);
      startClock();
    };
    const endCall = (call: CallOutcome, last = false) => {
      if (again !== undefined) return end({ status: "ok" }, { number: again, call });
      record.endCall(call);
      if (last) end();
      else if (hasMadeCalls() && !goesBack()) endOrRepeat();
      else startClock();
    };
    const endGradient = (gradient: GradientOutcome, last = false) => {
      record.endGradient(gradient);
      if (last) end();
      else if (record.gradients.length === tensors?.backward.length) endOrRepeat();
      else startClock();
    };

    const tooLate = () => {
      if (isGoingBack()) endGradient({ status: "time-limit" }, true);
      else if (loaded) endCall({ status: "time-limit", durationMs: limits.deadlineMs }, true);
      else end({ status: "time-limit" });
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
          record.beginCalls();
          return hasMadeCalls() ? end() : startClock();
        case "load-failed":
          return end({ status: message.status, error: readWireError(message.error, "load") });
        case "no-function":
          return end({ status: "no-function" });
        case "console-limit":
          return end({ status: "output-limit" });
        default:
          return crash(confused);
      }
    };
    const afterLoaded = (message: WorkerMessage) => {
      if (isGoingBack()) {
        const gradient = readGradientEnd(message);
        return gradient ? endGradient(gradient) : crash(confused);
      }
      const call = readCallEnd(message);
      return call ? endCall(call, message.type === "console-limit") : crash(confused);
    };

    const asked = askedOf(program);
    endpoint.listen((raw) => {
      const message = readWorkerMessage(raw, asked);
      if (!message) return crash(confused);
      if (!isNote(message)) return loaded ? afterLoaded(message) : beforeLoaded(message);
      if (again === undefined) record.note(message); // Else it was noted before.
    });
    endpoint.died.then((reason) => setTimeout(() => crash({ name: "Error", message: reason }), graceMs));
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort);
    endpoint.send(runMessageOf(program));
    startClock();
  });
}

/** What a worker's messages may hold. */
const askedOf = ({ outputs, limits, tensors, calls }: Program) => ({
  outputs,
  values: limits.values,
  parameters: tensors?.module.parameters.length ?? 0,
  gradients: countFloats(calls[0] ?? []),
});

/** Without what is the trusted side's own. */
const runMessageOf = ({
  source,
  files,
  counted,
  tensors,
  functionName,
  outputs,
  calls,
  limits,
}: Program): RunMessage => ({
  type: "run",
  source,
  ...(files !== undefined && { files }),
  ...(counted && { counted }),
  functionName,
  outputs,
  calls,
  ...(tensors && { tensors }),
  consoleChars: limits.consoleChars,
  values: limits.values,
});

/** Arrays of floats among the arguments of a call, entries of dictionaries too: all calls have as many. */
const countFloats = (call: readonly CallArgument[]): number =>
  call.reduce<number>((sum, argument) => {
    if (typeof argument !== "object") return sum;
    if ("entries" in argument) return sum + Object.keys(argument.entries).length;
    return sum + (argument.kind === "float" ? 1 : 0);
  }, 0);

const confused: LearnerError = { name: "Error", message: "The worker sent something that makes no sense." };
