// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { inRoot } from "../paths.mjs";

const marker = "beside-the-package:";

/**
 * Vite plugin for the package: `new URL("./file", import.meta.url)` keeps that form in the built modules, so that any
 * bundler, browser and Node finds the file, which goes into the root of the package under its own name; a worker's script with
 * what it imports. (Vite itself would inline it, or rename it and wrap the expression.)
 *
 * @param {string} [builtBefore] a folder in `dist`: WebAssembly that lies there is used from there, so that a package has it once
 * @returns {import("vite").Plugin}
 */
export function filesBeside(builtBefore) {
  /** @param {string} path */
  const nameOf = (path) => {
    const name = basename(path).replace(/\.ts$/, ".js");
    const before = builtBefore && name.endsWith(".wasm") && existsSync(inRoot("dist", builtBefore, name));
    return before ? { fileName: `${builtBefore}/${name}`, before } : { fileName: name };
  };
  return {
    name: "attention-dojo:files-beside",
    enforce: "pre",
    transform: {
      filter: { code: /import\.meta\.url/ },
      handler(code, id) {
        const changed = code.replace(/new URL\("(\.{1,2}\/[\w./-]+\.\w+)",\s*import\.meta\.url\)/g, (_, path) => {
          const found = resolve(dirname(id), path);
          const { fileName, before } = nameOf(path);
          if (path.endsWith(".ts")) this.emitFile({ type: "chunk", id: found, fileName });
          else if (!before) this.emitFile({ type: "asset", fileName, source: readFileSync(found) });
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
