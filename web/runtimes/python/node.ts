import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startNodeWorker } from "../node/start-worker.js";
import type { Runtime } from "../runtime.js";
import { createWorkerRuntime } from "../worker-runtime.js";
import { sha256 } from "./assets/make.mjs";
import { nodeHarness } from "./harness.js";
import { type OnDownload, readAssets, userAssets } from "./install.js";
import { pinnedFiles, pyodideVersion, wheelName } from "./pins.js";
import { snapshotStarter } from "./snapshot.js";
import { type StoredSnapshot, storedSnapshot } from "./stored-snapshot.js";
import { files as torch } from "./torch-files.js";
import { withMore } from "./with-more.js";

const heapMb = 512;
const growthBytes = 1.5 * 2 ** 30;

export interface NodePythonOptions {
  /** The folder that holds the assets, uncompressed: a path or a `file:` URL. Default: the user's own copy, downloaded once. */
  readonly assets?: string;
  /** Called before that download, which takes a while. */
  readonly onDownload?: OnDownload;
}

/**
 * Runs Python with NumPy in processes of their own, where they may do little. Not against attackers: see node/fences.ts. Beside the assets it keeps a
 * snapshot, with which the next process starts faster, where it may write.
 */
export function createPythonRuntime({ assets, onDownload }: NodePythonOptions = {}): Runtime {
  const script = nodeHarness();
  const version = sha256(Buffer.from(script + JSON.stringify(pinnedFiles) + torch + process.version)).slice(0, 16);
  let loading: Promise<string> | undefined;
  /** The folder, when all in it is as it should be. */
  const load = () => {
    loading ??= (assets === undefined ? userAssets(onDownload) : readAssets(pathOf(assets))).then(
      ({ folder }) => folder,
    );
    loading.catch(() => {
      loading = undefined; // The next attempt loads again.
    });
    return loading;
  };
  const startWorker = async (snapshot?: StoredSnapshot) => {
    const folder = await load();
    const isStored = typeof snapshot === "string";
    return startNodeWorker(script, {
      data: { torch, version: pyodideVersion, ...(!isStored && { snapshot }) },
      files: {
        ...Object.fromEntries(Object.entries(fileNames).map(([name, file]) => [name, join(folder, file)])),
        ...(isStored && { snapshot }),
      },
      resourceLimits: { maxOldGenerationSizeMb: heapMb, stackSizeMb: 8 },
      growthBytes,
    });
  };
  const store = storedSnapshot(async () => join(await load(), `snapshot-${version}.bin`));
  const start = snapshotStarter(startWorker, store);
  return createWorkerRuntime({
    start: async () => {
      await load(); // Who has no network is told so once.
      return start();
    },
    adapt: withMore,
  });
}

const pathOf = (place: string) => (place.startsWith("file:") ? fileURLToPath(place) : place);

/** What a worker reads, by the names that it has for it. */
const fileNames = {
  "pyodide.asm.js": "pyodide.asm.js",
  "pyodide.js": "pyodide.js",
  wasm: "pyodide.asm.wasm",
  stdlib: "python_stdlib.zip",
  wheel: wheelName,
};
