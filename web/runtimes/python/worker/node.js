// @ts-check
// The harness in a worker thread of Node.
const { workerData } = require("node:worker_threads");
const { runInThisContext } = require("node:vm");

/** What Pyodide looks at to find out that it is in a browser's worker: the same way as there, and no file of this machine. */
function lookLikeBrowser() {
  Object.assign(globalThis, { self: globalThis, importScripts: () => {}, location: new URL(assetsUrl) });
}

/**
 * A snapshot from its file: see ../stored-snapshot.ts. The digest is for who starts this thread.
 *
 * @param {Uint8Array} bytes
 * @returns {Snapshot}
 */
function readSnapshot(bytes) {
  const digestLength = 64;
  const end = bytes.indexOf(10);
  const details = JSON.parse(new TextDecoder().decode(bytes.subarray(digestLength, end)));
  return { ...details, memory: bytes.subarray(end + 1) };
}

const { port, torch, version, files, ...given } = workerData;
closeDoors(require("node:v8"));
lookLikeBrowser();
(async () => {
  for (const name of ["pyodide.asm.js", "pyodide.js"])
    runInThisContext(new TextDecoder().decode(files[name]), { filename: name });
  const assets = { ...files, torch, version, snapshot: files.snapshot ? readSnapshot(files.snapshot) : given.snapshot };
  const { pyodide, python, snapshot } = await boot(assets, harnessSources);
  port.on(
    "message",
    programRunner(pyodide, python, (message) => port.postMessage(message)),
  );
  port.postMessage({ type: "ready" });
  if (snapshot) port.postMessage({ type: "snapshot", snapshot }, [snapshot.memory.buffer]);
})();
