import { createJavaScriptRuntime, createPythonRuntime } from "../runtimes/index.node.js";
import { createJudge as createJudgeOf, type Judge, type JudgeOptions, type JudgeRequest } from "./create-judge.js";
import type { Report } from "./report.js";

/** A judge that runs learner code in processes of their own. */
export function createJudge(options: JudgeOptions = {}): Judge {
  const { assetBase, onLoad = () => {}, runtimes } = options;
  const python = () =>
    createPythonRuntime({
      ...(assetBase !== undefined && { assets: `${assetBase}/python` }),
      onDownload: (bytesTotal) => onLoad({ runtime: "python", bytesLoaded: 0, bytesTotal }),
    });
  return createJudgeOf({ ...options, runtimes: { javascript: createJavaScriptRuntime, python, ...runtimes } });
}

/** Judges one program with a judge of its own. For more than one, `createJudge` keeps kernels and workers ready. */
export async function judge(request: JudgeRequest & JudgeOptions): Promise<Report> {
  const own = createJudge(request);
  try {
    return await own.judge(request);
  } finally {
    own.dispose();
  }
}
