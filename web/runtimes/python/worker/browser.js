// @ts-check
// The harness in a browser's worker. Its first message brings the assets and a port, and nothing comes after it.

/** @typedef {PythonAssets & { scripts: readonly { name: string, text: string }[] }} BrowserAssets */

/** @param {BrowserAssets} assets */
function start({ scripts, ...assets }) {
  for (const { text } of scripts) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    importScripts(url);
    URL.revokeObjectURL(url);
  }
  return boot(assets, harnessSource);
}

addEventListener(
  "message",
  async (event) => {
    const [port] = event.ports;
    if (port === undefined) return;
    const { pyodide, python, snapshot } = await start(event.data);
    closeDoors();
    port.onmessage = ({ data: program }) => {
      port.onmessage = null;
      runProgram(pyodide, python, program, (message) => port.postMessage(message));
    };
    port.postMessage({ type: "ready" });
    if (snapshot) port.postMessage({ type: "snapshot", snapshot }, [snapshot.memory.buffer]);
  },
  { once: true },
);
