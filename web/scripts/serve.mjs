// @ts-check
// A static file server for the finished page, for this machine only.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { SetupError } from "../../cpp/toolchain/command.mjs";

const firstPort = 5173;
const portsTried = 50;

/** @type {Readonly<Record<string, string>>} */
const mediaTypes = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".py": "text/x-python; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".whl": "application/zip",
  ".woff2": "font/woff2",
  ".zip": "application/zip",
};

/**
 * Serves a folder on localhost until the process ends.
 *
 * @param {string} folder
 * @param {number} [wantedPort] default: 5173, or the next free one
 * @returns {Promise<number>} the port
 * @throws {SetupError} when the port is taken
 */
export async function serve(folder, wantedPort) {
  const ports = wantedPort === undefined ? Array.from({ length: portsTried }, (_, i) => firstPort + i) : [wantedPort];
  for (const port of ports) {
    if (await listen(folder, port)) return port;
  }
  throw new SetupError(
    wantedPort === undefined
      ? `No port from ${firstPort} to ${firstPort + portsTried - 1} is free. Name one: npm start -- --port <number>`
      : `Port ${wantedPort} is taken. Name another one, or none to get a free one.`,
  );
}

/**
 * Listens on both addresses that "localhost" may mean, so that no other server answers in our place.
 *
 * @param {string} folder
 * @param {number} port
 * @returns {Promise<boolean>} false when the port is taken
 */
async function listen(folder, port) {
  /** @type {import("node:http").Server[]} */
  const servers = [];
  for (const address of ["127.0.0.1", "::1"]) {
    const server = createServer((request, response) => respond(folder, request, response));
    const failure = await new Promise((resolve) => {
      server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
      server.listen(port, address, () => resolve(undefined));
    });
    if (failure === undefined) {
      servers.push(server);
    } else if (address === "127.0.0.1" || failure === "EADDRINUSE") {
      for (const open of servers) open.close();
      if (failure === "EADDRINUSE") return false;
      throw new SetupError(`Port ${port} cannot be used (${failure}).`);
    }
  }
  return true;
}

/**
 * @param {string} folder
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function respond(folder, request, response) {
  const refuse = (/** @type {number} */ status, /** @type {string} */ text) =>
    response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "Only GET and HEAD");

  let path;
  try {
    path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  } catch {
    return refuse(400, "Not an address");
  }
  let file = normalize(join(folder, path));
  if (path.includes("\0") || (file !== folder && !file.startsWith(folder + sep))) return refuse(404, "Not found");
  let status = statSync(file, { throwIfNoEntry: false });
  if (status?.isDirectory()) {
    if (!path.endsWith("/")) return response.writeHead(301, { Location: `${encodeURI(path)}/` }).end();
    file = join(file, "index.html");
    status = statSync(file, { throwIfNoEntry: false });
  }
  if (!status?.isFile()) return refuse(404, "Not found");
  response.writeHead(200, {
    "Content-Type": mediaTypes[extname(file)] ?? "application/octet-stream",
    "Content-Length": status.size,
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
  });
  if (request.method === "HEAD") return response.end();
  return createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}
