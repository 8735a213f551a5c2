import type { Endpoint } from "./endpoint.js";
import type { Outcome, Program, Runtime } from "./runtime.js";
import { runSession } from "./session.js";

export interface WorkerRuntimeOptions {
  /** Resolves when a new worker waits for its program; rejects with a sentence when there can be none. */
  readonly start: () => Promise<Endpoint>;
  /** Rewrites the program for its language, for example the source. Default: leaves it alone. */
  readonly adapt?: (program: Program) => Program | Promise<Program>;
  /** Called once, by `dispose`. */
  readonly close?: () => void;
}

/** A run that takes longer may well run until its deadline: the spare is made meanwhile. */
const longRunMs = 500;
/** After a run, whoever judges only one program disposes of the runtime within this time, and no spare is made for nothing. */
const restMs = 100;

/**
 * A runtime over workers, each used for one program. One more than needed is kept ready, so that a run starts at once;
 * after a run the next spare is made while the learner reads the verdict.
 */
export function createWorkerRuntime({
  start,
  adapt = (program) => program,
  close = () => {},
}: WorkerRuntimeOptions): Runtime {
  let spare: Promise<Endpoint> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const disposal = new AbortController();

  const prepareSpare = () => {
    disposal.signal.throwIfAborted();
    if (spare) return spare;
    const made = start();
    spare = made;
    const forget = () => {
      if (spare === made) spare = undefined;
    };
    made.then((endpoint) => endpoint.died.then(forget), forget);
    return made;
  };

  const takeSpare = async (): Promise<Endpoint> => {
    const taken = prepareSpare();
    spare = undefined;
    const endpoint = await taken;
    if (endpoint.isUsable()) return endpoint;
    endpoint.terminate();
    return takeSpare();
  };

  return {
    prepare: async () => {
      await prepareSpare();
    },
    run: async (program, signal) => {
      signal?.throwIfAborted();
      const adapted = await adapt(program);
      const endpoint = await takeSpare();
      const makeNext = () => {
        if (!disposal.signal.aborted) prepareSpare().catch(() => {}); // The run that needs it will say so.
      };
      const timer = setTimeout(makeNext, longRunMs);
      let running = true;
      try {
        const outcome = await runSession(
          endpoint,
          adapted,
          AbortSignal.any([disposal.signal, ...(signal ? [signal] : [])]),
        );
        running = !hasEnded(outcome, program);
        return outcome;
      } finally {
        clearTimeout(timer);
        endpoint.terminate({ running });
        rest = setTimeout(makeNext, restMs);
      }
    },
    dispose: () => {
      disposal.abort(new Error("The runtime has been disposed of."));
      clearTimeout(rest);
      spare?.then((endpoint) => endpoint.terminate()).catch(() => {});
      close();
    },
  };
}

/** Whether the program has come to its end by itself, well or badly. */
function hasEnded({ load, calls, again }: Outcome, program: Program): boolean {
  if (load.status !== "ok") return load.status !== "time-limit" && load.status !== "output-limit";
  const last = again?.call ?? calls.at(-1);
  return calls.length === program.calls.length && last?.status !== "time-limit" && last?.status !== "output-limit";
}
