export { createJavaScriptRuntime } from "./javascript/browser.js";
export { createPythonRuntime, type PythonRuntimeOptions } from "./python/browser.js";
export type {
  Argument,
  CallArgument,
  CallOutcome,
  LearnerError,
  Limits,
  Malformed,
  Outcome,
  Program,
  Returned,
  Runtime,
} from "./runtime.js";
export { defaultLimits } from "./runtime.js";
export type { SandboxOptions } from "./sandbox/sandbox.js";
