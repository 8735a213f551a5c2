import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { brotliCompressSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Served, serve } from "../../web/scripts/serve.mjs";

const wasm = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
let parent: string;
let folder: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "attention-dojo-serve-"));
  folder = join(parent, "site");
  mkdirSync(join(folder, "python"), { recursive: true });
  writeFileSync(join(parent, "secret.txt"), "secret");
  mkdirSync(join(parent, "site-too"));
  writeFileSync(join(parent, "site-too/secret.txt"), "secret");
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>注意力</title>");
  writeFileSync(join(folder, "main.js"), "export {};");
  writeFileSync(join(folder, "kernels.wasm"), wasm);
  writeFileSync(join(folder, "python/pyodide.asm.wasm"), wasm);
  writeFileSync(join(folder, "python/pyodide.asm.wasm.br"), brotliCompressSync(wasm));
});
afterAll(() => rmSync(parent, { recursive: true }));

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
async function start(port?: number): Promise<Served> {
  const served = await serve(folder, port);
  open.push(served);
  return served;
}

/** Unlike `fetch`, it sends a path as it is. */
const ask = (port: number, path: string, { host = "127.0.0.1", headers = {} as OutgoingHttpHeaders } = {}) =>
  new Promise<IncomingMessage>((resolve, reject) =>
    get({ host, port, path, headers, agent: false }, resolve).on("error", reject),
  );

/** A port on which somebody else listens at one address. */
async function takenPort(address: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  open.push(server);
  return (server.address() as AddressInfo).port;
}

const hasIpv6 = await new Promise<boolean>((resolve) => {
  const server = createTcpServer().once("error", () => resolve(false));
  server.listen(0, "::1", () => server.close(() => resolve(true)));
});

test.each([
  ["/", "text/html"],
  ["/index.html?lang=zh", "text/html"],
  ["/main.js", "text/javascript"],
  ["/kernels.wasm", "application/wasm"],
  ["/python/pyodide.asm.wasm", "application/wasm"],
])("%s comes as %s", async (path, type) => {
  const { port } = await start();
  const { statusCode, headers } = await ask(port, path);
  expect(statusCode).toBe(200);
  expect(headers["content-type"]?.split(";")[0]).toBe(type);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["cache-control"]).toBe("no-cache");
});

test("a compressed copy is there, for the page to unpack or, where it says so, for the browser", async () => {
  const { port } = await start();
  const response = await fetch(`http://127.0.0.1:${port}/python/pyodide.asm.wasm.br`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const unpacked = response.headers.get("content-encoding") === "br";
  expect(bytes).toEqual(unpacked ? Buffer.from(wasm) : brotliCompressSync(wasm));
});

test.each([
  "/../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/python/../../secret.txt",
  "/..\\secret.txt",
  "/../site-too/secret.txt",
  "//secret.txt",
  "/secret.txt%00",
  "/%",
  "/nothing",
  "/nothing.js",
])("%s leads to nothing", async (path) => {
  const { port } = await start();
  const response = await ask(port, path);
  expect(response.statusCode).toBeGreaterThanOrEqual(400);
  expect(response.statusCode).toBeLessThan(500);
  expect(await text(response)).not.toContain("secret");
});

test("a page of another site that has made its name point here gets nothing", async () => {
  const { port } = await start();
  expect((await ask(port, "/", { headers: { host: "evil.example" } })).statusCode).toBe(403);
  expect((await ask(port, "/", { headers: { host: `localhost:${port}` } })).statusCode).toBe(200);
});

test.runIf(hasIpv6)("both addresses of localhost answer", async () => {
  const { port } = await start();
  expect((await ask(port, "/", { host: "::1" })).statusCode).toBe(200);
  expect((await ask(port, "/", { host: "127.0.0.1" })).statusCode).toBe(200);
});

describe.each(["127.0.0.1", ...(hasIpv6 ? ["::1"] : [])])("a port that is taken on %s", (address) => {
  test("is refused when it was asked for, and nothing stays open", async () => {
    const port = await takenPort(address);
    await expect(serve(folder, port)).rejects.toThrow(`Port ${port} is taken. Name another one`);
    const other = address === "::1" ? "127.0.0.1" : "::1";
    await expect(ask(port, "/", { host: other })).rejects.toThrow("ECONNREFUSED");
  });
});

test("without a port it takes the next free one", async () => {
  const first = await start();
  const second = await start();
  expect(first.port).toBeGreaterThanOrEqual(5173);
  expect(second.port).toBeGreaterThan(first.port);
});
