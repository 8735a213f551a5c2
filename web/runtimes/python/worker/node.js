// @ts-check
// The harness in a worker thread of Node.
const { workerData } = require("node:worker_threads");
const { runInThisContext } = require("node:vm");

/** What Pyodide looks at to find out that it is in a browser's worker: the same way as there, and no file of this machine. */
function lookLikeBrowser() {
  Object.assign(globalThis, { self: globalThis, importScripts: () => {}, location: new URL(assetsUrl) });
}

const { port, assets, scripts } = workerData;
closeDoors(require("node:v8"));
lookLikeBrowser();
(async () => {
  for (const { name, text } of scripts) runInThisContext(text, { filename: name });
  const { pyodide, python, snapshot } = await boot(assets, harnessSources);
  port.once("message", (/** @type {RunMessage} */ program) =>
    runProgram(pyodide, python, program, (message) => port.postMessage(message)),
  );
  port.postMessage({ type: "ready" });
  if (snapshot) port.postMessage({ type: "snapshot", snapshot }, [snapshot.memory.buffer]);
})();
