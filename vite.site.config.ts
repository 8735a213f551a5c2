import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { compactCss } from "./web/scripts/compact-css-plugin.mjs";
import { documentation } from "./web/scripts/docs-plugin.mjs";
import { markdown } from "./web/scripts/markdown-plugin.mjs";
import { offline } from "./web/scripts/offline-plugin.mjs";
import { workerScripts } from "./web/scripts/worker-scripts-plugin.mjs";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const neededByEveryExercise = (id: string) =>
  /\/node_modules\/(lit|lit-html|lit-element|@lit)\//.test(id) ||
  /\/web\/exercises\/(library|signature)\.ts$/.test(id) ||
  /\/web\/elements\/(styles\/)?(?!attention-question|question|heatmap-weights|wanted)[\w-]+\.ts$/.test(id) ||
  /\/web\/elements\/question-memory\.ts$/.test(id) ||
  /\/web\/site\/((?!question-|save-file)[\w-]+|storage\/(?!work-file)[\w-]+|review\/(day|item|outcomes|rating))\.ts$/.test(
    id,
  );

/** The page: `dist/site`, a folder of static files that works from any address. */
export default defineConfig({
  root: here("web/site"),
  publicDir: false,
  base: "./",
  plugins: [markdown(), documentation(), workerScripts(), compactCss(), offline()],
  build: {
    outDir: here("dist/site"),
    emptyOutDir: true,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // Inlined assets would be data: URLs, which the content security policy does not let the page fetch.
    assetsInlineLimit: 0,
    // The list of what to preload for every file of every exercise would weigh more than it saves.
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // What every exercise needs, in one file, and the judge in another: the many small ones that the views share, and what
      // the judge shares with the programs of own exercises, would compress worse.
      output: {
        codeSplitting: {
          groups: [
            { name: "page", test: neededByEveryExercise },
            { name: "judge", test: /\/web\/judge\/(?!scripts|run-script)[\w-]+\.ts$/ },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
});
