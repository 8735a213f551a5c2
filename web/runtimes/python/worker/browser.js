// @ts-check
// The harness in a browser's worker. Its first message brings the assets and a port, and nothing comes after it.

/**
 * @typedef {object} BrowserAssets PythonAssets, bytes as blobs
 * @property {string} version
 * @property {Blob} wasm
 * @property {Blob} stdlib
 * @property {Blob} wheel
 * @property {string} torch
 * @property {Omit<Snapshot, "memory"> & { memory: Blob }} [snapshot]
 * @property {readonly { name: string, text: string }[]} scripts
 */

/** @param {Blob} blob */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

/** @param {BrowserAssets} assets */
async function start({ version, scripts, torch, snapshot, ...blobs }) {
  const reading = Promise.all([blobs.wasm, blobs.stdlib, blobs.wheel].map(bytesOf));
  const memory = snapshot && bytesOf(snapshot.memory);
  for (const { text } of scripts) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    importScripts(url);
    URL.revokeObjectURL(url);
  }
  const [wasm, stdlib, wheel] = /** @type {[Uint8Array, Uint8Array, Uint8Array]} */ (await reading);
  const given = snapshot && memory && { ...snapshot, memory: await memory };
  return boot({ version, wasm, stdlib, wheel, torch, ...(given && { snapshot: given }) }, harnessSources);
}

addEventListener(
  "message",
  async (event) => {
    const [port] = event.ports;
    if (port === undefined) return;
    const { pyodide, python, snapshot } = await start(event.data);
    closeDoors();
    const take = programRunner(pyodide, python, (message) => port.postMessage(message));
    port.onmessage = ({ data }) => take(data);
    port.postMessage({ type: "ready" });
    if (snapshot) port.postMessage({ type: "snapshot", snapshot }, [snapshot.memory.buffer]);
  },
  { once: true },
);
