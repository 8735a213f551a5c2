import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, relative } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

export interface Site {
  /** Address of the page, in a folder of the host. */
  readonly url: string;
  /** Bytes of a served path, as they are. */
  bytes(path: string): number;
  /** Bytes of a served path, as a host would send it compressed. */
  size(path: string): { readonly gzip: number; readonly brotli: number };
  close(): void;
}

export interface ServeOptions {
  /** Path of the folder at the host. */
  readonly prefix?: string;
  /** More headers of a file, by its path in the folder. */
  readonly headersOf?: (path: string) => Readonly<Record<string, string>>;
  /** Files in whose place it answers with a page, as development servers do with what they do not find. */
  readonly pageInsteadOf?: RegExp;
}

/** Serves the built page from a folder of a static host that sends strict headers. */
export async function serve(folder: string, options: ServeOptions = {}): Promise<Site> {
  if (!existsSync(join(folder, "index.html")))
    throw new Error(`There is no page in ${folder}. Build it first: npm run build.`);
  const { prefix = "/some/folder/", headersOf = () => ({}), pageInsteadOf } = options;
  const fileOf = (path: string) =>
    join(folder, normalize(decodeURIComponent(path.slice(prefix.length)) || "index.html"));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    if (pageInsteadOf?.test(pathname)) {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Another page</title>");
      return;
    }
    const file = fileOf(pathname);
    if (!pathname.startsWith(prefix) || !file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const body = readFileSync(file);
    response
      .writeHead(200, {
        "content-length": body.length,
        "content-type": types[extname(file)] ?? "application/octet-stream",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        ...headersOf(relative(folder, file)),
      })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    bytes: (path) => statSync(fileOf(path)).size,
    size: (path) => {
      const bytes = readFileSync(fileOf(path));
      return { gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
    },
    close: () => void server.close(),
  };
}
