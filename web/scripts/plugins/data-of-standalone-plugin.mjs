// @ts-check
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { sharedData } from "../chunks.mjs";
import { inRoot, root } from "../paths.mjs";

const marker = "data-of-standalone:";

/** Exercises, questions and lists of them, what renders others' texts, and the rest of the small PyTorch. */
const shared = /\/(?:exercise|question)\.ts\?folder$|^web\/markdown\/render-markdown\.ts$|^virtual:/;

/**
 * Vite plugin for the package: what shares nothing with the rest of it is in it once. It lies in `dist/standalone`, the folder that
 * must be whole because people copy it, which is built before; the other modules import it from there.
 *
 * @returns {import("vite").Plugin}
 */
export function dataOfStandalone() {
  /** @type {Record<string, { file: string }>} */
  let built = {};
  return {
    name: "attention-dojo:data-of-standalone",
    enforce: "pre",
    buildStart() {
      built = JSON.parse(readFileSync(inRoot("dist/standalone/manifest.json"), "utf8"));
    },
    resolveId: {
      filter: { id: /\.(?:ts|js|json)(?:\?.*)?$|^virtual:/ },
      handler(source, importer = "") {
        const name = nameOf(source, importer);
        if (!shared.test(name) && !sharedData.includes(name)) return null;
        const entry = built[name];
        if (!entry) throw new Error(`dist/standalone has no ${name}. Build it first.`);
        return { id: marker + entry.file, external: true };
      },
    },
    renderChunk(code, chunk) {
      if (!code.includes(marker)) return null;
      return {
        code: code.replaceAll(marker, chunk.fileName.includes("/") ? "../standalone/" : "./standalone/"),
        map: null,
      };
    },
  };
}

/**
 * @param {string} source
 * @param {string} importer
 * @returns {string} as the manifest has it: the path in the project, or what a module is called that is made by the build
 */
function nameOf(source, importer) {
  if (!source.startsWith(".")) return source;
  const path = relative(root, resolve(dirname(importer), source)).replaceAll("\\", "/");
  return path.replace(/\.js$/, ".ts");
}
