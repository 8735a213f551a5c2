export { createJavaScriptRuntime } from "./javascript/browser.js";
export { loadPythonRuntime } from "./python/lazy.js";
export type {
  Argument,
  CallArgument,
  CallOutcome,
  LearnerError,
  Limits,
  Malformed,
  Outcome,
  Program,
  Runtime,
} from "./runtime.js";
export { defaultLimits } from "./runtime.js";
