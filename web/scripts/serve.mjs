// @ts-check
// Serves the finished page, on this machine only.
import { createServer } from "node:http";
import { SetupError } from "../../cpp/toolchain/command.mjs";

const firstPort = 5173;
const portsTried = 50;

/**
 * @typedef {object} Served
 * @property {number} port
 * @property {() => Promise<void>} close
 */

/**
 * Serves a folder on localhost.
 *
 * @param {string} folder
 * @param {number} [wantedPort] default: 5173, or the next free one
 * @returns {Promise<Served>}
 * @throws {SetupError} when the port is taken
 */
export async function serve(folder, wantedPort) {
  const ports = wantedPort === undefined ? Array.from({ length: portsTried }, (_, i) => firstPort + i) : [wantedPort];
  for (const port of ports) {
    const close = await listen(folder, port);
    if (close) return { port, close };
  }
  throw new SetupError(
    wantedPort === undefined
      ? `No port from ${firstPort} to ${firstPort + portsTried - 1} is free. Name one: npm start -- --port <number>`
      : `Port ${wantedPort} is taken. Name another one, or none to get a free one.`,
  );
}

/**
 * Listens on both addresses that "localhost" may mean, so that no other server answers in our place. (Vite listens on one.)
 *
 * @param {string} folder
 * @param {number} port
 * @returns {Promise<(() => Promise<void>) | undefined>} ends it; undefined when the port is taken
 */
async function listen(folder, port) {
  const site = await previewAt(folder, port);
  if (!site) return undefined;
  const second = createServer(site.middlewares);
  const failure = await new Promise((resolve) => {
    second.once("error", (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    second.listen(port, "::1", () => resolve(undefined));
  });
  if (failure === "EADDRINUSE") {
    await site.close();
    return undefined;
  }
  // Any other failure: this machine has no such address.
  return async () => {
    second.close();
    second.closeAllConnections();
    await site.close();
  };
}

/**
 * @param {string} folder
 * @param {number} port
 * @returns {Promise<import("vite").PreviewServer | undefined>} undefined when the port is taken
 */
async function previewAt(folder, port) {
  // Vite is among the packages that the caller may have just installed.
  const { preview } = await import("vite");
  const headers = { "X-Content-Type-Options": "nosniff" };
  try {
    return await preview({
      root: folder,
      configFile: false,
      appType: "mpa",
      logLevel: "error",
      build: { outDir: folder },
      preview: { host: "127.0.0.1", port, strictPort: true, cors: false, headers },
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.message.endsWith("is already in use")) return undefined;
    throw new SetupError(`Port ${port} cannot be used (${error.message}).`);
  }
}
