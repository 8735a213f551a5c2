import { assetFolder } from "../assets/asset-folder.js";
import { loadPlainKernels } from "../kernels/load-plain.js";
import { wasmIn } from "../kernels/wasm-in.js";
import { createJavaScriptRuntime, loadPythonRuntime } from "../runtimes/index.js";
import { createJudge as createJudgeOf, type Judge, type JudgeOptions, type JudgeRequest } from "./create-judge.js";
import type { Report } from "./report.js";

/** A judge that runs learner code in workers inside a sandboxed frame without network. */
export function createJudge(options: JudgeOptions = {}): Judge {
  const { assetBase, onLoad = () => {}, runtimes } = options;
  const page = document.baseURI;
  const folder = assetBase === undefined ? undefined : assetFolder(assetBase, page);
  const javascript = () => createJavaScriptRuntime({ folder });
  const python = () =>
    loadPythonRuntime({
      folder,
      baseUrl: new URL("python/", folder ?? page),
      onProgress: (bytesLoaded, bytesTotal) => onLoad({ runtime: "python", bytesLoaded, bytesTotal }),
    });
  return createJudgeOf({ ...options, runtimes: { javascript, python, ...runtimes } }, () =>
    loadPlainKernels({ wasm: folder && wasmIn(folder) }),
  );
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
