import type { Nd } from "../arrays/nd.js";
import {
  type Answer,
  type Exercise,
  type Inputs,
  type Script,
  type Signature,
  scriptLanguage,
} from "../format/index.js";
import type { CallOutcome, Limits, Outcome, Runtime } from "../runtimes/index.js";
import { programOf } from "./convert.js";

/** What a program of the exercise's author gave: an answer for each case, or why there is none. */
export type ScriptAnswer = { readonly answer: Answer } | { readonly failed: string };

export interface ScriptRun {
  readonly exercise: Pick<Exercise, "signature" | "tolerance">;
  /** Of each case. */
  readonly inputs: readonly Inputs[];
  readonly limits: Limits;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program of the exercise's author as a learner's is run: away from the page, with a deadline. */
export async function runScript(
  runtime: Runtime,
  { script }: Script,
  { exercise, inputs, limits, signal }: ScriptRun,
): Promise<readonly ScriptAnswer[]> {
  const { signature } = exercise;
  const program = programOf({ source: script, language: scriptLanguage, signature, inputs, limits });
  const outcome = await runtime.run(program, signal);
  const notReached = whyNotLoaded(outcome, program.functionName);
  return inputs.map((_, i) => answerOf(outcome.calls[i], signature, notReached));
}

function answerOf(call: CallOutcome | undefined, { outputs }: Signature, notReached: string): ScriptAnswer {
  if (!call) return { failed: notReached };
  switch (call.status) {
    case "returned": {
      const returned = outputs.flatMap(({ name }, i): readonly (readonly [string, Nd])[] => {
        const array = call.outputs[i];
        return array ? [[name, array]] : [];
      });
      return { answer: Object.fromEntries(returned) };
    }
    case "malformed":
      return { failed: `What it returned is no array of numbers (${call.malformed.problem}).` };
    case "threw":
      return { failed: `${call.error.name}: ${call.error.message}` };
    case "unplaced":
      return { failed: "Its weights have no place." };
    case "output-limit":
      return { failed: "It printed or returned too much." };
    case "time-limit":
      return { failed: "It took too long." };
    default:
      return call satisfies never;
  }
}

function whyNotLoaded({ load }: Outcome, functionName: string): string {
  switch (load.status) {
    case "ok":
      return "It had taken too long before.";
    case "syntax-error":
    case "threw":
      return `${load.error.name}: ${load.error.message}`;
    case "no-function":
      return `It defines no function ${functionName}.`;
    case "time-limit":
    case "output-limit":
      return "It does not finish loading.";
    default:
      return load satisfies never;
  }
}
