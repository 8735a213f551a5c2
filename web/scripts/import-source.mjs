// @ts-check
import { runnerImport } from "vite";

/**
 * Imports a TypeScript module of this project. Vite's runner says `development` in NODE_ENV, which would reach the builds that this
 * process starts: they would take the development builds of libraries.
 *
 * @template T
 * @param {string} path
 * @returns {Promise<T>}
 */
export async function importSource(path) {
  const before = process.env.NODE_ENV;
  try {
    const { module } = await runnerImport(path, { configFile: false, logLevel: "error" });
    return /** @type {T} */ (module);
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
