import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startNodeWorker } from "../node/start-worker.js";
import type { Runtime } from "../runtime.js";
import { createWorkerRuntime } from "../worker-runtime.js";
import { sha256 } from "./assets/make.mjs";
import { nodeHarness } from "./harness.js";
import { type Assets, type OnDownload, readAssets, userAssets } from "./install.js";
import { pinnedFiles, pyodideVersion, wheelName } from "./pins.js";
import { type Snapshot, snapshotStarter } from "./snapshot.js";
import { storedSnapshot } from "./stored-snapshot.js";
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
  let loading: Promise<Loaded> | undefined;
  const load = () => {
    loading ??= (assets === undefined ? userAssets(onDownload) : readAssets(pathOf(assets))).then(workerFiles);
    loading.catch(() => {
      loading = undefined; // The next attempt loads again.
    });
    return loading;
  };
  const startWorker = async (snapshot?: Snapshot) => {
    const { scripts, assets } = await load();
    return startNodeWorker(script, {
      data: { scripts, assets: { ...assets, snapshot } },
      resourceLimits: { maxOldGenerationSizeMb: heapMb, stackSizeMb: 8 },
      growthBytes,
    });
  };
  const store = storedSnapshot(async () => join((await load()).folder, `snapshot-${version}.bin`));
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

type Loaded = ReturnType<typeof workerFiles>;

/** As the worker takes them. */
function workerFiles({ folder, files }: Assets) {
  const text = (name: string) => ({ name, text: new TextDecoder().decode(files.get(name)) });
  return {
    folder,
    scripts: [text("pyodide.asm.js"), text("pyodide.js")],
    assets: {
      wasm: files.get("pyodide.asm.wasm"),
      stdlib: files.get("python_stdlib.zip"),
      wheel: files.get(wheelName),
      torch,
      version: pyodideVersion,
    },
  };
}
