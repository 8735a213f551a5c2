import { rmSync } from "node:fs";
import { basename } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { contentNamed, elementsOfEveryExercise, judgeOfEveryProgram, sharedData } from "./web/scripts/chunks.mjs";
import { compactCss } from "./web/scripts/plugins/compact-css-plugin.mjs";
import { content } from "./web/scripts/plugins/content-plugin.mjs";
import { dataOfStandalone } from "./web/scripts/plugins/data-of-standalone-plugin.mjs";
import { filesBeside } from "./web/scripts/plugins/files-beside-plugin.mjs";
import { dropUnnamed } from "./web/scripts/plugins/offline-plugin.mjs";
import { torch } from "./web/scripts/plugins/torch-plugin.mjs";
import { workerScripts } from "./web/scripts/plugins/worker-scripts-plugin.mjs";

const entries = {
  index: "web/kernels/index.ts",
  training: "web/kernels/training.ts",
  exercises: "web/exercises/index.ts",
  questions: "web/questions/index.ts",
  judge: "web/judge/index.ts",
  "judge.node": "web/judge/index.node.ts",
  elements: "web/elements/index.ts",
  xapi: "web/courses/xapi/index.ts",
  react: "web/elements/react.ts",
  vue: "web/elements/vue.ts",
  vite: "web/vite/index.ts",
  cli: "web/cli/main.ts",
};

/**
 * In `dist/standalone`; `scorm` is the script of a SCORM package's page, which the command puts together. The data are by
 * themselves because the package uses them too.
 */
const alone = {
  elements: entries.elements,
  scorm: "web/courses/scorm/sco.ts",
  ...Object.fromEntries(sharedData.map((path) => [`chunks/${basename(path).replace(/\.\w+$/, "")}`, path])),
};

/** Chunks of earlier builds carry other names; the types and the page, which lie in the same folder, stay. */
const withoutOldChunks = () => ({
  name: "attention-dojo:without-old-chunks",
  buildStart: () => rmSync("dist/chunks", { recursive: true, force: true }),
});

/** Elements know neither threads nor caches. */
const withoutUnusedWasm = (): Plugin => ({
  name: "attention-dojo:without-unused-wasm",
  generateBundle: { order: "post", handler: (_, bundle) => dropUnnamed(bundle) },
});

/**
 * The npm package: ES modules that share chunks, with the files that they load by URL beside them. In the mode `standalone`
 * the elements once more, minified and with all that they import: for sites without a bundler, and for SCORM packages.
 */
export default defineConfig(({ mode }) => {
  const standalone = mode === "standalone";
  return {
    plugins: [
      ...(standalone ? [withoutUnusedWasm()] : [dataOfStandalone()]),
      content(),
      torch(),
      workerScripts(),
      filesBeside(standalone ? undefined : "standalone"),
      compactCss(),
      ...(standalone ? [] : [withoutOldChunks()]),
    ],
    publicDir: false,
    build: {
      outDir: standalone ? "dist/standalone" : "dist",
      emptyOutDir: standalone,
      target: "es2022",
      minify: false,
      // Of what is bundled; the package itself only names what it depends on.
      manifest: standalone && "manifest.json",
      license: standalone && { fileName: "THIRD-PARTY-LICENSES.md" },
      modulePreload: false,
      lib: { entry: standalone ? alone : entries, formats: ["es"] },
      rolldownOptions: {
        // So that what entries share can stay out of the elements' file: entries keep their own exports.
        preserveEntrySignatures: "allow-extension",
        external: standalone ? [] : [/^node:/, /^lit($|\/)/, /^@codemirror\//, /^@lezer\//, /^uplot$/],
        output: {
          // Vite itself leaves the blanks in a library. Names of the package stay as they are: they are read in traces.
          minify: standalone || { compress: true, mangle: false, codegen: { removeWhitespace: true } },
          // They are in the types too.
          comments: { jsdoc: false },
          // Data change with the chunks that read them, and are kept by browsers as they are.
          entryFileNames: ({ name }) => (name.startsWith("chunks/") ? "[name]-[hash].js" : "[name].js"),
          chunkFileNames: contentNamed,
          // Left to itself, the bundler puts own exercises together with the library, which every page loads, and cuts the judge
          // into pieces that compress worse; what only a failing program needs stays apart.
          codeSplitting: {
            groups: [
              { name: "arrays", test: /\/web\/arrays\/(?!nd)/, priority: 3 },
              // What the definitions of exercises need of it, which the package takes from the standalone elements.
              ...(standalone ? [{ name: "tensors", test: /\/web\/format\/tensors/, priority: 4 }] : []),
              { name: "format", test: /\/web\/(?:format\/|assets\/asset-folder)/, priority: 2 },
              { name: "own", test: /\/web\/own\//, priority: 1 },
              // The name says to bundlers that something happens when it is loaded: see `sideEffects`.
              { name: "attention-elements", test: elementsOfEveryExercise, includeDependenciesRecursively: false },
              ...(standalone
                ? [
                    // The lab's worker has them too, and no page.
                    {
                      name: "kernels",
                      test: /\/web\/kernels\/(?!training|load-training|keep|kept|not-served)/,
                      priority: 2,
                    },
                    { name: "judge", test: judgeOfEveryProgram },
                  ]
                : []),
            ],
          },
          banner: (chunk) => (chunk.name === "cli" && chunk.isEntry ? "#!/usr/bin/env node" : ""),
        },
      },
    },
  };
});
