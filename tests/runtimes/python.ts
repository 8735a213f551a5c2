import type { CallArgument, CallOutcome, Limits, Outcome, Program, Runtime } from "../../web/runtimes/index.js";
import { defaultLimits } from "../../web/runtimes/runtime.js";

export const array = (shape: readonly number[], data: readonly number[], kind: "float" | "int" | "bool" = "float") =>
  ({ kind, shape, data: Float64Array.from(data) }) as const;

const matrix = array([2, 3], [1, 2, 3, 4, 5, 6]);

export interface Options {
  readonly calls?: readonly (readonly CallArgument[])[];
  readonly outputs?: Program["outputs"];
  readonly limits?: Partial<Limits>;
}

/** A program whose function is `f`; by default it is called once with a (2, 3) matrix. */
export function program(
  source: string,
  { calls = [[matrix]], outputs = [{ name: "out", optional: false }], limits = {} }: Options = {},
): Program {
  return { source, functionName: "f", outputs, calls, limits: { ...defaultLimits, ...limits } };
}

export const run = (runtime: Runtime, source: string, options?: Options): Promise<Outcome> =>
  runtime.run(program(source, options));

/** The outcome of the only call. */
export async function runCall(runtime: Runtime, source: string, options?: Options): Promise<CallOutcome> {
  const outcome = await run(runtime, source, options);
  if (outcome.load.status !== "ok") throw new Error(`The source did not load: ${JSON.stringify(outcome.load)}`);
  return outcome.calls[0] as CallOutcome;
}

/** A program of one expression over `x`, with NumPy as `np`. */
export const returning = (expression: string, prelude = "") =>
  `import numpy as np\n${prelude}\ndef f(x):\n    return ${expression}\n`;
