import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { filesBeside } from "../../web/scripts/plugins/files-beside-plugin.mjs";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The benchmark: `--mode node` builds its programs for Node, `--mode page` its page, below `build/bench`. */
export default defineConfig(({ mode }) => ({
  root: here("."),
  base: "./",
  publicDir: false,
  logLevel: "warn",
  // For Node, Vite leaves the addresses of files as they are, and the files where they lie.
  plugins: mode === "node" ? [filesBeside()] : [],
  // Its list of gradients names files without their extension, which Node does not find.
  ssr: { noExternal: ["@tensorflow/tfjs-core"] },
  build: {
    outDir: here(`../../build/bench/${mode}`),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
    minify: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 100_000,
    ...(mode === "node"
      ? { ssr: true, emitAssets: true, rolldownOptions: { input: [here("main.ts"), here("node.ts")] } }
      : {}),
  },
}));
