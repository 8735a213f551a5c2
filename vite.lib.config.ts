import { existsSync, rmSync } from "node:fs";
import { defineConfig } from "vite";
import { filesBeside } from "./web/scripts/files-beside-plugin.mjs";
import { markdown } from "./web/scripts/markdown-plugin.mjs";

const entries = {
  index: "web/kernels/index.ts",
  exercises: "web/exercises/index.ts",
  questions: "web/questions/index.ts",
  judge: "web/judge/index.ts",
  "judge.node": "web/judge/index.node.ts",
  elements: "web/elements/index.ts",
  cli: "web/cli/main.ts",
};

/** Chunks of earlier builds carry other names; the types and the page, which lie in the same folder, stay. */
const withoutOldChunks = () => ({
  name: "attention-dojo:without-old-chunks",
  buildStart: () => rmSync("dist/chunks", { recursive: true, force: true }),
});

/** The npm package: ES modules that share chunks, with the files that they load by URL beside them. */
export default defineConfig({
  plugins: [markdown(), filesBeside(), withoutOldChunks()],
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2022",
    minify: false,
    sourcemap: true,
    modulePreload: false,
    lib: { entry: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))), formats: ["es"] },
    rolldownOptions: {
      external: [/^node:/, /^lit($|\/)/, /^@codemirror\//, /^@lezer\//],
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        banner: (chunk) => (chunk.name === "cli" && chunk.isEntry ? "#!/usr/bin/env node" : ""),
      },
    },
  },
});
