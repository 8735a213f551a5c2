export { createJavaScriptRuntime } from "./javascript/node.js";
export { zip } from "./python/assets/zip.mjs";
export { AssetsError, assetLicences, installAssets, type OnDownload, userAssets } from "./python/install.js";
export { createPythonRuntime, type NodePythonOptions } from "./python/node.js";
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
  ProgramOutput,
  Returned,
  Runtime,
  SideEffect,
  TensorProgram,
} from "./runtime.js";
export { defaultLimits } from "./runtime.js";
