// @ts-check
import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";

const marker = "beside-the-package:";

/**
 * Vite plugin for the package: `new URL("./file", import.meta.url)` keeps that form in the built modules, so that any
 * bundler, browser and Node finds the file, which goes into the root of the package under its own name; a worker's script with
 * what it imports. (Vite itself would inline it, or rename it and wrap the expression.)
 *
 * @returns {import("vite").Plugin}
 */
export function filesBeside() {
  return {
    name: "attention-dojo:files-beside",
    enforce: "pre",
    transform: {
      filter: { code: /import\.meta\.url/ },
      handler(code, id) {
        const changed = code.replace(/new URL\("(\.{1,2}\/[\w./-]+\.\w+)",\s*import\.meta\.url\)/g, (_, path) => {
          const found = resolve(dirname(id), path);
          const fileName = basename(path).replace(/\.ts$/, ".js");
          if (path.endsWith(".ts")) this.emitFile({ type: "chunk", id: found, fileName });
          else this.emitFile({ type: "asset", fileName, source: readFileSync(found) });
          return `new URL(/* @vite-ignore */ "${marker}${fileName}", import.meta.url)`;
        });
        return changed === code ? null : { code: changed, map: null };
      },
    },
    renderChunk(code, chunk) {
      if (!code.includes(marker)) return null;
      const root = chunk.fileName.includes("/") ? "../" : "./";
      return {
        code: code.replace(new RegExp(`(?:/\\* @vite-ignore \\*/\\s*)?"${marker}`, "g"), `"${root}`),
        map: null,
      };
    },
  };
}
