import type { Runtime } from "../runtime.js";
import type { PythonRuntimeOptions } from "./browser.js";

/** As `createPythonRuntime`, whose own code comes over the network now: who writes JavaScript never loads it. */
export async function loadPythonRuntime(options: PythonRuntimeOptions): Promise<Runtime> {
  const { createPythonRuntime } = await import("./browser.js");
  return createPythonRuntime(options);
}
