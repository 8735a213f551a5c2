export { createJavaScriptRuntime } from "./javascript/node.js";
export { zip } from "./python/assets/zip.mjs";
export { AssetsError, assetLicences, installAssets, type OnDownload, userAssets } from "./python/install.js";
export { createPythonRuntime, type NodePythonOptions } from "./python/node.js";
export type {
  Argument,
  CallArgument,
  CallOutcome,
  LearnerError,
  Limits,
  Malformed,
  Outcome,
  Program,
  ProgramOutput,
  Returned,
  Runtime,
} from "./runtime.js";
export { defaultLimits } from "./runtime.js";
