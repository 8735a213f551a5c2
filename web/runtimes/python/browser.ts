import type { Endpoint } from "../endpoint.js";
import type { Runtime } from "../runtime.js";
import { createSandbox, type SandboxOptions } from "../sandbox/sandbox.js";
import { createWorkerRuntime } from "../worker-runtime.js";
import { cachedSnapshot, digest, forgetOldEntries, type SnapshotBlob } from "./cache.js";
import { loadFiles, type OnProgress } from "./download.js";
import { browserHarness } from "./harness.js";
import { pinnedFiles, pyodideVersion, wheelName } from "./pins.js";
import { snapshotStarter } from "./snapshot.js";
import { files as torch } from "./torch-files.js";
import { withMore } from "./with-more.js";

export interface PythonRuntimeOptions extends SandboxOptions {
  /** The folder that holds the assets (`npx attention-dojo assets <folder>` makes it). */
  readonly baseUrl: string | URL;
  /** Called while the assets come over the network: bytes loaded, bytes in all. */
  readonly onProgress?: OnProgress;
}

/** How long a slow machine may take to start Python. */
const readyMs = 60_000;

/**
 * Runs Python with NumPy in workers inside a sandboxed frame, without network and out of reach of the page. Needs a
 * document. Nothing is loaded before `prepare` or the first `run`.
 */
export function createPythonRuntime({
  baseUrl,
  onProgress = () => {},
  ...sandboxOptions
}: PythonRuntimeOptions): Runtime {
  const sandbox = createSandbox(sandboxOptions);
  const script = browserHarness();
  let assets: Promise<Assets> | undefined;

  const getAssets = () => {
    const loading = assets ?? loadAssets(new URL(ensureSlash(`${baseUrl}`), document.baseURI), onProgress);
    assets = loading;
    loading.catch(() => {
      if (assets === loading) assets = undefined; // The next attempt loads again.
    });
    return loading;
  };

  const startWorker = async (snapshot?: SnapshotBlob) =>
    sandbox.start(script, { assets: { ...(await getAssets()), snapshot }, readyMs });
  let start: (() => Promise<Endpoint>) | undefined;
  return createWorkerRuntime({
    start: async () => {
      if (!start) {
        const version = await digest(new TextEncoder().encode(script + JSON.stringify(pinnedFiles) + torch));
        void forgetOldEntries(version);
        start = snapshotStarter(startWorker, cachedSnapshot(version));
      }
      return start();
    },
    adapt: withMore,
    close: sandbox.dispose,
  });
}

const ensureSlash = (url: string) => (url.endsWith("/") ? url : `${url}/`);

type Assets = Awaited<ReturnType<typeof loadAssets>>;

/** As blobs, which a worker reads by itself: to copy 50 MB for each would take the page's thread a tenth of a second. */
async function loadAssets(baseUrl: URL, onProgress: OnProgress) {
  const files = await loadFiles(baseUrl, onProgress);
  const text = (name: string) => new TextDecoder().decode(files.get(name));
  const blob = (name: string) => new Blob([files.get(name) as Uint8Array<ArrayBuffer>]);
  return {
    version: pyodideVersion,
    scripts: ["pyodide.asm.js", "pyodide.js"].map((name) => ({ name, text: text(name) })),
    wasm: blob("pyodide.asm.wasm"),
    stdlib: blob("python_stdlib.zip"),
    wheel: blob(wheelName),
    torch,
  };
}
