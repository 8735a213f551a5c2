import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";
import { expectBudget } from "../budget.js";

const kernels = fileURLToPath(new URL("../../web/kernels/", import.meta.url));

test("loadKernels alone stays within its budget, compressed", async () => {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: `${kernels}load.ts`, preserveEntrySignatures: "strict" },
    },
  });
  const [output] = [result].flat();
  const chunks = output && "output" in output ? output.output.filter((file) => file.type === "chunk") : [];
  // Threads are loaded by those who ask for them.
  const asked = new Set(chunks.flatMap(({ dynamicImports }) => dynamicImports));
  const code = chunks
    .filter(({ fileName }) => !asked.has(fileName))
    .map((chunk) => chunk.code)
    .join("");
  expect(code).toMatch(/[\w$]+ as loadKernels\}/);
  expectBudget("loadKernels", brotliCompressSync(code).length, 7_150);
});

test("the two builds with threads together take at most 80 kB, compressed", () => {
  const sizes = ["kernels-threads.wasm", "kernels-threads-relaxed.wasm"].map(
    (name) => brotliCompressSync(readFileSync(kernels + name)).length,
  );
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(80_000);
});

test.each([
  ["kernels.wasm", 31_910],
  ["kernels-relaxed.wasm", 32_534],
  ["kernels-cache.wasm", 17_443],
  ["kernels-cache-relaxed.wasm", 17_760],
])("%s stays within its budget, compressed", (name, today) => {
  expectBudget(name, brotliCompressSync(readFileSync(kernels + name)).length, today);
});
