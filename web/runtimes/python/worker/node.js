// @ts-check
// The harness in a worker thread of Node.
const { workerData } = require("node:worker_threads");
const { runInThisContext } = require("node:vm");

/** Puts Node out of easy reach. A process of its own would be a security boundary; this is none, and says so. */
function closeDoors() {
  const doors = [
    ...["process", "require", "module", "exports", "__filename", "__dirname", "Buffer", "BroadcastChannel", "Worker"],
    ...["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "navigator", "localStorage", "sessionStorage"],
  ];
  for (const door of doors) Reflect.deleteProperty(globalThis, door);
}

/** What Pyodide looks at to find out that it is in a browser's worker: the same way as there, and no file of this machine. */
function lookLikeBrowser() {
  Object.assign(globalThis, { self: globalThis, importScripts: () => {}, location: new URL(assetsUrl) });
}

const { port, assets, scripts } = workerData;
closeDoors();
lookLikeBrowser();
(async () => {
  for (const { name, text } of scripts) runInThisContext(text, { filename: name });
  const { pyodide, python, snapshot } = await boot(assets, harnessSource);
  port.once("message", (/** @type {RunMessage} */ program) =>
    runProgram(pyodide, python, program, (message) => port.postMessage(message)),
  );
  port.postMessage({ type: "ready" });
  if (snapshot) port.postMessage({ type: "snapshot", snapshot }, [snapshot.memory.buffer]);
})();
