import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { markdown } from "./web/scripts/markdown-plugin.mjs";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page: `dist/site`, a folder of static files that works from any address. */
export default defineConfig({
  root: here("web/site"),
  publicDir: false,
  base: "./",
  plugins: [markdown()],
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
  },
  worker: { format: "es" },
});
