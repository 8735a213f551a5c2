import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { OwnExerciseError, parseOwnExercise } from "../own/index.js";
import { Misuse } from "./options.js";
import { readText } from "./read-text.js";

export const isExerciseFile = (file: string): boolean => [".js", ".mjs", ".json"].includes(extname(file).toLowerCase());

/**
 * What the file of an own exercise holds, not yet checked. A module is imported, so it runs in this process. Throws Misuse
 * when there is no such file, OwnExerciseError when it holds none.
 */
export async function loadExerciseFile(file: string): Promise<unknown> {
  if (!isExerciseFile(file)) throw new Misuse(`${file} should end in .json, .js or .mjs.`);
  if (extname(file).toLowerCase() === ".json") return parseOwnExercise(await readText(file));
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new Misuse(`there is no file ${file}.`);
  const module: { readonly default?: unknown } = await import(
    /* @vite-ignore */ pathToFileURL(resolve(file)).href
  ).catch((error: unknown) => {
    throw new OwnExerciseError("unreadable", "", `The module does not load: ${error}`, { cause: error });
  });
  if (module.default === undefined)
    throw new OwnExerciseError("invalid", "", "The module has no default export: write export default { slug: ... }.");
  return module.default;
}
