import { startNodeWorker } from "../node/start-worker.js";
import type { Runtime } from "../runtime.js";
import { createWorkerRuntime } from "../worker-runtime.js";
import { asScript } from "./as-script.js";
import { nodeHarness } from "./harness.js";

const growthBytes = 256 << 20;
// Out of reach: Node 20 aborts the process when a worker is torn down at the limit of its heap.
const heapMb = 3072;

/** Runs JavaScript in processes of their own, where it may do little. Not against attackers: see node/fences.ts. */
export function createJavaScriptRuntime(): Runtime {
  const resourceLimits = { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
  return createWorkerRuntime({
    start: () => startNodeWorker(nodeHarness(), { resourceLimits, growthBytes }),
    adapt: asScript,
  });
}
