export type { Language } from "../format/index.js";
export type { Limits, Runtime } from "../runtimes/index.js";
export { defaultLimits } from "../runtimes/index.js";
export type {
  CreateRuntime,
  Judge,
  JudgeOptions,
  JudgeRequest,
  LoadProgress,
} from "./create-judge.js";
export { dialectOf } from "./dialect.js";
export type { WhichCases } from "./draw-cases.js";
export { JudgeError } from "./errors.js";
export { reportToJson } from "./json.js";
export { createJudge, judge } from "./node.js";
export type {
  CaseReport,
  Diagnosis,
  Mismatch,
  OutputReport,
  Report,
  ReportError,
  ReportInput,
  ReportTensor,
  Verdict,
} from "./report.js";
