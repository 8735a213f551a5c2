import type { Runtime } from "../runtime.js";
import { createSandbox, type SandboxOptions } from "../sandbox/sandbox.js";
import { createWorkerRuntime } from "../worker-runtime.js";
import { asScript } from "./as-script.js";
import { browserHarness } from "./harness.js";

/** Runs JavaScript in workers inside a sandboxed frame, without network and out of reach of the page. Needs a document. */
export function createJavaScriptRuntime(options: SandboxOptions = {}): Runtime {
  const sandbox = createSandbox(options);
  const script = browserHarness();
  return createWorkerRuntime({
    start: () => sandbox.start(script),
    adapt: asScript,
    close: sandbox.dispose,
  });
}
