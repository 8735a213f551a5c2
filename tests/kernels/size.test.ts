import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

const kernels = fileURLToPath(new URL("../../web/kernels/", import.meta.url));

test("loadKernels alone takes at most 5 kB compressed", async () => {
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
  const code = chunks.map((chunk) => chunk.code).join("");
  const size = brotliCompressSync(code).length;
  console.info(`loadKernels: ${code.length} bytes minified, ${size} compressed`);
  expect(code).toMatch(/export\{[\w$]+ as loadKernels\}/);
  expect(size).toBeLessThanOrEqual(5_000);
});

test.each(["kernels", "kernels-relaxed"])("%s.wasm takes at most 60 kB compressed", (name) => {
  const size = brotliCompressSync(readFileSync(`${kernels}${name}.wasm`)).length;
  console.info(`${name}.wasm: ${size} bytes compressed`);
  expect(size).toBeLessThanOrEqual(60_000);
});
