import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { text } from "node:stream/consumers";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

export interface PackageServer {
  readonly url: string;
  /** Every path that was asked for. */
  readonly requests: readonly string[];
  /** The next thing that a page posts to `/report`. */
  nextReport(): Promise<unknown>;
  close(): void;
}

/** Serves the built package as a site of its author would: a page with one script, under a strict content security policy. */
export async function servePackage(
  folder: string,
  script: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<PackageServer> {
  const requests: string[] = [];
  const page =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Judge</title><body><script type="module" src="/page.js"></script>';
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-src 'self'";
  const made: Readonly<Record<string, string>> = { "/": page, "/page.js": script };
  const reports: unknown[] = [];
  let wake = () => {};

  const answer = async (path: string, request: IncomingMessage) => {
    if (path !== "/report") return made[path] ?? (await readFile(join(folder, path)));
    reports.push(JSON.parse(await text(request)));
    wake();
    return "";
  };
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    requests.push(path);
    try {
      const body = await answer(path, request);
      const own =
        path === "/"
          ? { "content-type": types[".html"], "content-security-policy": policy }
          : { "content-type": types[extname(path)] };
      response.writeHead(200, { ...own, ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    requests,
    nextReport: async () => {
      while (reports.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return reports.shift();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
