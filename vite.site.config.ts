import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { judgeOfEveryProgram } from "./web/scripts/chunks.mjs";
import { compactCss } from "./web/scripts/plugins/compact-css-plugin.mjs";
import { content } from "./web/scripts/plugins/content-plugin.mjs";
import { documentation } from "./web/scripts/plugins/docs-plugin.mjs";
import { figures } from "./web/scripts/plugins/figures-plugin.mjs";
import { offline } from "./web/scripts/plugins/offline-plugin.mjs";
import { otherKeys } from "./web/scripts/plugins/other-keys-plugin.mjs";
import { plainImports } from "./web/scripts/plugins/plain-imports-plugin.mjs";
import { staticPages } from "./web/scripts/plugins/static-pages-plugin.mjs";
import { torch } from "./web/scripts/plugins/torch-plugin.mjs";
import { workerScripts } from "./web/scripts/plugins/worker-scripts-plugin.mjs";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** By folder: what lies deeper than these comes when it is asked for. */
const neededByEveryExercise = (id: string) =>
  /\/node_modules\/(lit|lit-html|lit-element|@lit)\//.test(id) ||
  /\/web\/(format|elements\/(shared|shared\/styles|exercise|report)|site|site\/storage|site\/review)\/[\w.-]+\.ts$/.test(
    id,
  );

/** Of the editor, what nobody can write without. */
const codeMirror =
  /\/node_modules\/(?:@codemirror\/(?:state|view|commands|language)|@lezer|@marijn|style-mod|w3c-keyname|crelt)\/|\/web\/elements\/exercise\/editor\/(?:create-editor|error-line|highlighting|theme|typing-over)\.ts$/;

/** The page: `dist/site`, a folder of static files that works from any address. */
export default defineConfig({
  root: here("web/site"),
  publicDir: false,
  base: "./",
  plugins: [
    content(),
    documentation(),
    figures(),
    torch(),
    workerScripts(),
    compactCss(),
    otherKeys(),
    plainImports(),
    staticPages({ address: process.env.SITE_ADDRESS }),
    offline(),
  ],
  build: {
    outDir: here("dist/site"),
    emptyOutDir: true,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // Inlined assets would be data: URLs, which the content security policy does not let the page fetch.
    assetsInlineLimit: 0,
    // The page of known mistakes is one long table, loaded by who opens it.
    chunkSizeWarningLimit: 600,
    // The list of what to preload for every file of every exercise would weigh more than it saves.
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // What every exercise needs, in one file, and the judge in another: the many small ones that the views share, and what
      // the judge shares with the programs of own exercises, would compress worse. Of the judge, what only a failing
      // program needs comes later.
      output: {
        codeSplitting: {
          groups: [
            { name: "page", test: neededByEveryExercise },
            { name: "judge", test: judgeOfEveryProgram },
            // Else what is loaded later, Vim's keys above all, would cut it into pieces.
            { name: "editor", test: codeMirror },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
});
