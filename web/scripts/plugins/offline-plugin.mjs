// @ts-check
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "vite";
import { inRoot } from "../paths.mjs";
import { isStaticPage } from "./static-pages-plugin.mjs";

const named = ["manifest.webmanifest", "icon.svg", "icon-192.png", "icon-512.png", "icon-maskable.png"];

/**
 * Vite plugin for the page: `service-worker.js`, which knows every file of the build. Files with a digest in their name never
 * change; of the others the content is the version.
 *
 * @returns {import("vite").Plugin}
 */
export function offline() {
  return {
    name: "attention-dojo:offline",
    apply: "build",
    buildStart() {
      // Under their own names, which the manifest and installed copies of the page know.
      for (const name of named)
        this.emitFile({ type: "asset", fileName: name, source: readFileSync(inRoot("web/site", name)) });
    },
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        dropUnnamed(bundle);
        const files = Object.values(bundle)
          // No view asks for threads.
          .filter(({ fileName }) => !/\.map$|kernels-threads/.test(fileName) && !isStaticPage(fileName))
          .map((file) => {
            const content = file.type === "chunk" ? file.code : file.source;
            const revision = createHash("sha256").update(content).digest("hex").slice(0, 16);
            return { url: file.fileName, revision: /-[\w-]{8}\.\w+$/.test(file.fileName) ? null : revision };
          })
          .sort((a, b) => (a.url < b.url ? -1 : 1));
        this.emitFile({ type: "asset", fileName: "service-worker.js", source: await serviceWorker(files) });
      },
    },
  };
}

/**
 * Vite writes the WebAssembly that code names also where nobody uses that code, which is then left out.
 *
 * @param {import("vite").Rolldown.OutputBundle} bundle
 */
export function dropUnnamed(bundle) {
  const code = Object.values(bundle).map((file) => (file.type === "chunk" ? file.code : ""));
  for (const name of Object.keys(bundle)) {
    const isNamed = code.some((text) => text.includes(basename(name)));
    if (name.endsWith(".wasm") && !isNamed) delete bundle[name];
  }
}

/** One classic script, because not every browser takes modules for service workers. @param {readonly object[]} files */
async function serviceWorker(files) {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    define: { filesOfPage: JSON.stringify(files), "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: inRoot("web/site/offline/service-worker.ts"),
        output: { format: "iife", codeSplitting: false },
      },
    },
  });
  const [output] = [built].flat();
  const [chunk] = output && "output" in output ? output.output : [];
  if (chunk?.type !== "chunk") throw new Error("The service worker was not built.");
  return chunk.code;
}
