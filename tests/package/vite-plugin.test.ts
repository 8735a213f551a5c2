/** `attention-dojo/vite`, by itself; in a development server it is used by tests/page/embedding.test.ts. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { DevServer, DojoPlugin } from "../../web/vite/index.js";
import { checkTypes, write } from "./follow.js";
import { importedBy } from "./imported.js";
import { installPackage, link, type Project } from "./installed.js";

let project: Project;
let dist: string;
let plugin: DojoPlugin;
beforeAll(async () => {
  project = installPackage();
  dist = join(project.folder, "node_modules/attention-dojo/dist");
  const module: typeof import("../../web/vite/index.js") = await import(join(dist, "vite.js"));
  plugin = module.attentionDojo();
}, 60_000);
afterAll(() => project.remove());

test("lets Vite bundle beforehand exactly what the package imports of others", () => {
  const folders = [dist, join(dist, "chunks")];
  const sources = folders.flatMap((folder) =>
    readdirSync(folder).flatMap((name) => (name.endsWith(".js") ? [readFileSync(join(folder, name), "utf8")] : [])),
  );
  const specifiers = sources.map(importedBy).flatMap(({ atOnce, later }) => [...atOnce, ...later]);
  const others = new Set(specifiers.filter((specifier) => specifier && !/^(?:node:|\.)/.test(specifier)));
  expect(others.size).toBeGreaterThan(10);
  const { exclude, include } = plugin.config().optimizeDeps;
  expect(exclude).toEqual(["attention-dojo"]);
  expect(include.sort()).toEqual([...others].map((specifier) => `attention-dojo > ${specifier}`).sort());
});

describe("in a development server", () => {
  type Answer = Parameters<Parameters<DevServer["middlewares"]["use"]>[0]>;

  /** What the plugin answers to a request; undefined where it leaves it to the server. */
  function ask(url: string) {
    let answer: ((...args: Answer) => void) | undefined;
    plugin.configureServer({
      config: { server: { headers: { "cross-origin-embedder-policy": "require-corp" } } },
      middlewares: { use: (given) => (answer = given) },
    });
    const headers: Record<string, string> = {};
    const end = vi.fn();
    const next = vi.fn();
    answer?.({ url }, { setHeader: (name, value) => (headers[name] = value), end }, next);
    expect(end.mock.calls.length + next.mock.calls.length).toBe(1);
    return end.mock.calls.map(([body]) => ({ body, headers }))[0];
  }

  test.each([
    ["/node_modules/attention-dojo/dist/sandbox.html", "sandbox.html", "text/html; charset=utf-8"],
    [
      "/base/@fs/home/me/node_modules/attention-dojo/dist/sandbox-offline.html?v=1#x",
      "sandbox-offline.html",
      "text/html; charset=utf-8",
    ],
    [
      "/@fs/a/.pnpm/attention-dojo@1/node_modules/attention-dojo/dist/standalone/kernels.wasm",
      "standalone/kernels.wasm",
      "application/wasm",
    ],
  ])("%s is the file as it is, with the server's headers", (url, name, type) => {
    expect(ask(url)).toEqual({
      body: readFileSync(join(dist, name)),
      headers: { "content-type": type, "cross-origin-embedder-policy": "require-corp" },
    });
  });

  test.each([
    "/",
    "/sandbox.html",
    "/dist/sandbox.html",
    "/node_modules/attention-dojo/dist/elements.js",
    "/node_modules/attention-dojo/dist/../package.json",
    "/node_modules/attention-dojo/dist/%2e%2e/sandbox.html",
    "/?/attention-dojo/dist/sandbox.html",
  ])("%s is left to the server", (url) => expect(ask(url)).toBeUndefined());
});

test("is a plugin by the types of Vite", async () => {
  link("vite", join(project.folder, "node_modules/vite"));
  const code = [
    'import { attentionDojo } from "attention-dojo/vite";',
    'import { defineConfig } from "vite";',
    "export default defineConfig({ plugins: [attentionDojo()] });",
  ];
  write(project, "vite.config.js", code.join("\n"));
  await checkTypes(project, ["vite.config.js"]);
}, 60_000);
