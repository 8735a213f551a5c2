import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import { startNodeWorker } from "../node-worker.js";
import type { Runtime } from "../runtime.js";
import { createWorkerRuntime } from "../worker-runtime.js";
import { nodeHarness } from "./harness.js";
import { ensureUserAssets, type OnDownload } from "./install.js";
import { pinnedFiles, pyodideVersion, wheelName } from "./pins.js";
import { isSnapshot, type Snapshot, type SnapshotStore, snapshotStarter } from "./snapshot.js";

const heapMb = 512;
const growthBytes = 1.5 * 2 ** 30;

export interface NodePythonOptions {
  /** The folder that holds the assets, uncompressed: a path or a `file:` URL. Default: the user's own copy, downloaded once. */
  readonly assets?: string;
  /** Called before that download, which takes a while. */
  readonly onDownload?: OnDownload;
}

/**
 * Runs Python with NumPy in worker threads of Node. It judges; it is no security boundary. Beside the assets it keeps a
 * snapshot, with which the next process starts faster, where it may write.
 */
export function createPythonRuntime({ assets, onDownload }: NodePythonOptions = {}): Runtime {
  const script = nodeHarness();
  const version = sha256(Buffer.from(script + JSON.stringify(pinnedFiles) + process.version)).slice(0, 16);
  let folder: Promise<string> | undefined;
  const getFolder = () => {
    folder ??= assets === undefined ? ensureUserAssets(onDownload) : Promise.resolve(pathOf(assets));
    return folder;
  };
  let files: Promise<WorkerFiles> | undefined;
  const startWorker = async (snapshot?: Snapshot) => {
    files ??= getFolder().then(readFiles);
    const { scripts, ...rest } = await files;
    return startNodeWorker(script, {
      data: { scripts, assets: { ...rest.assets, snapshot } },
      resourceLimits: { maxOldGenerationSizeMb: heapMb, stackSizeMb: 8 },
      growthBytes,
    });
  };
  const store = storedSnapshot(async () => join(await getFolder(), `snapshot-${version}.bin`));
  return createWorkerRuntime({ start: snapshotStarter(startWorker, store) });
}

const pathOf = (place: string) => (place.startsWith("file:") ? fileURLToPath(place) : place);

function storedSnapshot(place: () => Promise<string>): SnapshotStore {
  return {
    read: async () => {
      const snapshot: unknown = deserialize(await readFile(await place()));
      return isSnapshot(snapshot) ? snapshot : undefined;
    },
    write: async (snapshot) => {
      const path = await place();
      const unfinished = `${path}.${process.pid}`;
      await writeFile(unfinished, serialize(snapshot))
        .then(() => rename(unfinished, path))
        .catch(() => {}); // A folder that is read-only.
    },
    remove: async () => rm(await place(), { force: true }),
  };
}

type WorkerFiles = Awaited<ReturnType<typeof readFiles>>;

async function readFiles(folder: string) {
  const read = (name: string) => readPinned(folder, name);
  const [loader, module, wasm, stdlib, wheel] = await Promise.all(
    ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", wheelName].map(read),
  );
  const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
  return {
    scripts: [
      { name: "pyodide.asm.js", text: text(module) },
      { name: "pyodide.js", text: text(loader) },
    ],
    assets: { wasm, stdlib, wheel, version: pyodideVersion },
  };
}

/** Reads a file and makes sure that it is the one that this version was made for. */
async function readPinned(folder: string, name: string): Promise<Uint8Array> {
  const path = join(folder, name);
  const bytes = await readFile(path).catch(() => {
    throw new Error(`The Python runtime is not there: ${path} cannot be read.`);
  });
  if (sha256(bytes) !== pinnedFiles[name]?.sha256) {
    throw new Error(`The Python runtime does not fit this version: ${path} is another file.`);
  }
  return bytes;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
