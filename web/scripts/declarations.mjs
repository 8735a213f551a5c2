// @ts-check
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import ts from "typescript";
import { inRoot } from "./paths.mjs";

/** Copies the type declarations of the package's entries, with all that they name and nothing else, to where `exports` says that they are. */
export function copyDeclarations() {
  /** @type {{ exports: Record<string, string | { types?: string }> }} */
  const { exports } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const [built, packed] = [inRoot("build/types"), inRoot("dist/types")];
  /** @type {Set<string>} */
  const found = new Set();
  const follow = (/** @type {string} */ file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8")).importedFiles)
      if (fileName.startsWith(".")) follow(resolve(dirname(file), fileName.replace(/\.js$/, ".d.ts")));
  };
  for (const entry of Object.values(exports))
    if (typeof entry === "object" && entry.types) follow(inRoot(entry.types).replace(packed, built));
  rmSync(packed, { recursive: true, force: true });
  for (const file of found) {
    const target = file.replace(built, packed);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
}
