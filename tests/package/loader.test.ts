import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import webpack from "webpack";
import { expectBudget } from "../budget.js";
import { installPackage, type Project } from "./installed.js";

let project: Project;
let entry: string;
beforeAll(() => {
  project = installPackage();
  entry = join(project.folder, "main.js");
  writeFileSync(entry, 'import { loadKernels } from "attention-dojo";\nglobalThis.kernels = loadKernels();\n');
}, 60_000);
afterAll(() => project.remove());

/**
 * Asserts what a site gets that imports `loadKernels` alone: a little JavaScript, and the WebAssembly as files. What threads take
 * comes when a program asks for them.
 *
 * @param code what is loaded at once
 */
function expectSmall(bundler: string, today: number, code: readonly string[]): void {
  const size = code.reduce((sum, source) => sum + brotliCompressSync(source).length, 0);
  expectBudget(`loadKernels through ${bundler}, compressed`, size, today);
  expect(code.join("").match(/[\w-]+\.wasm["`]/g)).toHaveLength(2);
}

test("Vite takes no more than the loader out of the package", async () => {
  const result = await build({
    configFile: false,
    root: project.folder,
    logLevel: "silent",
    build: { write: false, modulePreload: false, rolldownOptions: { input: entry } },
  });
  const [built] = [result].flat();
  const output = built && "output" in built ? built.output : [];
  const chunks = output.flatMap((file) => (file.type === "chunk" ? file : []));
  const asked = new Set(chunks.flatMap(({ dynamicImports }) => dynamicImports));
  const atOnce = chunks.filter(({ fileName }) => !asked.has(fileName));
  expectSmall(
    "Vite",
    7_074,
    atOnce.map(({ code }) => code),
  );
}, 60_000);

test("webpack takes no more than the loader out of the package", async () => {
  const output = { path: join(project.folder, "webpack-site") };
  const compiler = webpack({
    mode: "production",
    context: project.folder,
    entry,
    output,
    resolve: { symlinks: false },
  });
  const files: Record<string, Uint8Array> = {};
  compiler.hooks.assetEmitted.tap("collect", (name, { content }) => {
    files[name] = content;
  });
  await new Promise<void>((resolve, reject) =>
    compiler.run((error, stats) => {
      if (error || stats?.hasErrors() || stats?.hasWarnings()) reject(error ?? new Error(stats?.toString()));
      else compiler.close(() => resolve());
    }),
  );
  expectSmall("webpack", 7_552, [String(files["main.js"])]);
}, 60_000);
