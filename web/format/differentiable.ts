import type { Exercise } from "./exercise.js";

/** Whether the gradients of an answer in PyTorch are checked. Right answers must be known for other inputs than the cases'. */
export const isDifferentiable = ({
  differentiable = true,
  written,
  expected,
  signature,
}: Pick<Exercise, "differentiable" | "written" | "expected" | "signature">): boolean =>
  differentiable &&
  !written &&
  typeof expected === "function" &&
  signature.arguments.some(({ kind }) => kind === "float" || kind === "params") &&
  signature.outputs.some(({ kind, optional }) => kind === "float" && !optional);
