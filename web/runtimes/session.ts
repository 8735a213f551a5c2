import type { Endpoint } from "./endpoint.js";
import type { RunMessage, WireArray, WireError, WireMalformed, WorkerMessage } from "./protocol.js";
import type { CallOutcome, LearnerError, Malformed, Outcome, Program, Returned } from "./runtime.js";
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
  const asked = { outputs: program.outputs, values: limits.values };
  return new Promise((resolve, reject) => {
    let loaded = false;
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let printed = "";
    const calls: CallOutcome[] = [];

    const stop = () => {
      ended = true;
      clearTimeout(timer);
      endpoint.listen(() => {});
      signal?.removeEventListener("abort", abort);
    };
    const end = (load: Outcome["load"]) => {
      stop();
      resolve({ load, calls, console: printed });
    };
    const abort = () => {
      stop();
      reject(signal?.reason);
    };
    const endCall = (call: CallOutcome, last = false) => {
      calls.push(call);
      if (last || calls.length === program.calls.length) end({ status: "ok" });
      else startClock();
    };

    const tooLate = () => {
      const durationMs = limits.deadlineMs;
      if (loaded) endCall({ status: "time-limit", durationMs }, true);
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
      if (loaded) endCall({ status: "threw", error, durationMs: 0 }, true);
      else end({ status: "threw", error });
    };

    const beforeLoaded = (message: WorkerMessage) => {
      switch (message.type) {
        case "loaded":
          loaded = true;
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
      switch (message.type) {
        case "returned":
          return endCall({
            status: "returned",
            outputs: message.outputs.map((output) => output && copyArray(output)),
            durationMs: message.durationMs,
          });
        case "malformed":
          return endCall({
            status: "malformed",
            malformed: copyMalformed(message.malformed),
            durationMs: message.durationMs,
          });
        case "threw":
          return endCall({
            status: "threw",
            error: learnerError(message.error, "call"),
            durationMs: message.durationMs,
          });
        case "values-limit":
          return endCall({ status: "output-limit", what: "values", durationMs: message.durationMs });
        case "console-limit":
          return endCall({ status: "output-limit", what: "console", durationMs: message.durationMs }, true);
        default:
          return crash(confused);
      }
    };

    endpoint.listen((raw) => {
      const message = readWorkerMessage(raw, asked);
      if (!message) return crash(confused);
      if (message.type === "console") {
        printed += message.text.slice(0, Math.max(0, limits.consoleChars - printed.length));
        return;
      }
      return loaded ? afterLoaded(message) : beforeLoaded(message);
    });
    endpoint.died.then((reason) => setTimeout(() => crash({ name: "Error", message: reason }), graceMs));
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort);

    const { source, functionName, outputs, calls: arguments_ } = program;
    const { consoleChars, values } = limits;
    const run: RunMessage = {
      type: "run",
      source,
      functionName,
      outputs,
      calls: arguments_,
      consoleChars,
      values,
    };
    endpoint.send(run);
    startClock();
  });
}

const confused: LearnerError = { name: "Error", message: "The worker sent something that makes no sense." };

const copyArray = ({ shape, data }: WireArray): Returned => ({ shape: [...shape], data });

function copyMalformed(malformed: WireMalformed): Malformed {
  return "path" in malformed ? { ...malformed, path: [...malformed.path] } : malformed;
}

function learnerError({ stack, file, ...error }: WireError, during: "load" | "call"): LearnerError {
  if (stack === undefined || file === undefined) return error;
  return { ...readStack(stack, file, during), ...error };
}
