import { loadPythonRuntime, type Runtime } from "../../../web/runtimes/index.js";

declare global {
  var runtime: Runtime;
  var progress: (readonly [loaded: number, total: number])[];
}

globalThis.progress = [];
globalThis.runtime = await loadPythonRuntime({
  baseUrl: "./python",
  onProgress: (loaded, total) => progress.push([loaded, total]),
});
