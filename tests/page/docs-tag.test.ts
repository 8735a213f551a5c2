import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { solutionOf } from "./exercise-page.js";
import { test as base, expect } from "./fixtures.js";

const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".wasm": "application/wasm" };

/** The first block of code of a language in a page of the documentation. */
function sample(page: string, language: string): string {
  const source = readFileSync(`web/site/docs/${page}.en.md`, "utf8");
  const code = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(source)?.[1];
  if (!code) throw new Error(`${page} has no sample of ${language}.`);
  return code;
}

/** A site that follows the documentation: its one tag, the folder that it names, and the policy of the page on hosting. */
function serveTag(): Promise<Server> {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Softmax</title><body>${sample("getting-started", "html")}`;
  const [name = "", policy = ""] = sample("hosting", "http")
    .trim()
    .split(/: (.*)/);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/favicon.ico") {
      // The browser asks for an icon that a site of one tag does not have.
      response.writeHead(204).end();
      return;
    }
    if (pathname === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", [name]: policy }).end(body);
      return;
    }
    try {
      const file = readFileSync(join("dist", normalize(pathname)));
      response.writeHead(200, { "content-type": types[extname(pathname)] ?? "text/html; charset=utf-8" }).end(file);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const test = base.extend<object, { readonly address: string }>({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const server = await serveTag();
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      server.close();
    },
    { scope: "worker" },
  ],
});

test.use({ chosen: null });

test("the one tag and the policy that the documentation gives are all that an exercise needs", async ({
  page,
  exercise,
}) => {
  await page.goto("/");
  await exercise.submit(solutionOf("softmax"));
  await expect(exercise.verdict.filter({ hasText: "Accepted" })).toBeVisible();
});
