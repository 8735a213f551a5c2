import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "./browser.js";
import { editable, solutionOf, verdictOf, write } from "./exercise-page.js";

const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".wasm": "application/wasm" };

/** The first block of code of a language in a page of the documentation. */
function sample(page: string, language: string): string {
  const source = readFileSync(`web/site/docs/${page}.en.md`, "utf8");
  const code = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(source)?.[1];
  if (!code) throw new Error(`${page} has no sample of ${language}.`);
  return code;
}

let server: Server;
let browser: Browser;
let url: string;

/** A site that follows the documentation: its one tag, the folder that it names, and the policy of the page on hosting. */
beforeAll(async () => {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Softmax</title><body>${sample("getting-started", "html")}`;
  const [name = "", policy = ""] = sample("hosting", "http")
    .trim()
    .split(/: (.*)/);
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
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
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await launch();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

test("the one tag and the policy that the documentation gives are all that an exercise needs", async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    // The browser asks for an icon that a site of one tag does not have.
    if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico")) complaints.push(message.text());
  });
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.goto(url);
  await editable(page);
  await write(page, solutionOf("softmax"));
  await page.getByRole("button", { name: "Submit" }).click();
  await verdictOf(page).filter({ hasText: "Accepted" }).waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});
