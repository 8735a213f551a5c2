export { createJavaScriptRuntime } from "./javascript/browser.js";
export { loadPythonRuntime } from "./python/lazy.js";
export type {
  Argument,
  BackwardCall,
  CallArgument,
  CallOutcome,
  Counts,
  GradientOutcome,
  LearnerError,
  Limits,
  Malformed,
  ModuleParameter,
  ModuleProgram,
  Outcome,
  PlacedBy,
  Placement,
  Program,
  Returned,
  Runtime,
  SideEffect,
  TensorProgram,
} from "./runtime.js";
export { defaultLimits } from "./runtime.js";
