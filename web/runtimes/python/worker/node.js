// @ts-check
// The harness in a worker thread of Node.
const { workerData } = require("node:worker_threads");
const { Script } = require("node:vm");

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
  const { memoryBytes, ...details } = JSON.parse(new TextDecoder().decode(bytes.subarray(digestLength, end)));
  const rest = bytes.subarray(end + 1);
  return { ...details, memory: rest.subarray(0, memoryBytes), code: rest.subarray(memoryBytes) };
}

/**
 * @param {string} name of the file
 * @param {Uint8Array} [code] what V8 made of it before; what it cannot use it makes anew
 */
function runScript(name, code) {
  const script = new Script(new TextDecoder().decode(files[name]), {
    filename: name,
    ...(code && { cachedData: code }),
  });
  script.runInThisContext();
  return script;
}

const { port, torch, version, files, ...given } = workerData;
closeDoors(require("node:v8"));
lookLikeBrowser();
(async () => {
  const known = files.snapshot ? readSnapshot(files.snapshot) : given.snapshot;
  const asm = runScript("pyodide.asm.js", known?.code);
  runScript("pyodide.js");
  const { pyodide, python, snapshot } = await boot({ ...files, torch, version, snapshot: known }, harnessSources);
  port.on(
    "message",
    programRunner(pyodide, python, (message) => port.postMessage(message)),
  );
  port.postMessage({ type: "ready" });
  if (snapshot) {
    const code = Uint8Array.from(asm.createCachedData());
    port.postMessage({ type: "snapshot", snapshot: { ...snapshot, code } }, [snapshot.memory.buffer, code.buffer]);
  }
})();
