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

/** Asserts what a site gets that imports `loadKernels` alone: a little JavaScript, and the WebAssembly as files. */
function expectSmall(bundler: string, today: number, files: Readonly<Record<string, string | Uint8Array>>): void {
  const code = Object.entries(files).filter(([name]) => name.endsWith(".js"));
  const size = code.reduce((sum, [, source]) => sum + brotliCompressSync(source).length, 0);
  expectBudget(`loadKernels through ${bundler}, compressed`, size, today);
  expect(Object.keys(files).filter((name) => name.endsWith(".wasm"))).toHaveLength(2);
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
  expectSmall(
    "Vite",
    5_352,
    Object.fromEntries(output.map((file) => [file.fileName, file.type === "chunk" ? file.code : file.source])),
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
  expectSmall("webpack", 5_754, files);
}, 60_000);
