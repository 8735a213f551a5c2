// @ts-check
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { inRoot, root } from "../paths.mjs";

const marker = "data-of-standalone:";

/** Texts, programs, questions and known mistakes, what renders others' texts, and the small PyTorch. */
const shared =
  /\?(?:words|programs)=|\/question\.ts\?folder$|\/mistakes\.ts$|\/(?:render-markdown|torch-files)\.js$|^virtual:torch-more$/;

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
      filter: { id: shared },
      handler(source, importer = "") {
        const path = source.replace(/\.js$/, ".ts");
        const name = path.startsWith("virtual:") ? path : relative(root, resolve(dirname(importer), path));
        const entry = built[name.replaceAll("\\", "/")];
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
