// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";

/** @returns {Promise<{ operations: object, trainingOperations: object, cacheOperations: object }>} */
async function readOperations() {
  // Vite is among the packages that the caller may have just installed.
  const { importSource } = await import("./import-source.mjs");
  return importSource(inRoot("web/kernels/operations/index.ts"));
}

/** Writes the table of all operations where the fuzz target reads it. */
export async function writeOperationTable() {
  const { operations, trainingOperations } = await readOperations();
  mkdirSync(inRoot("build"), { recursive: true });
  writeFileSync(inRoot("build/operations.json"), JSON.stringify({ ...operations, ...trainingOperations }));
}

/**
 * Reads the operation tables of web/kernels, and gives for each WebAssembly module the function that adds its table, as a custom
 * section at the end: the kernels describe themselves, and no JavaScript of another version can misread them.
 *
 * @returns {Promise<Readonly<Record<"kernels" | "kernels-training" | "kernels-cache" | "kernels-threads", (module: Buffer) => Buffer>>>}
 */
export async function readOperationTables() {
  const { importSource } = await import("./import-source.mjs");
  /** @type {{ SECTION: string }} */
  const { SECTION } = await importSource(inRoot("web/kernels/described.ts"));
  const name = Buffer.from(SECTION);
  const adding = (/** @type {object} */ table) => {
    const content = Buffer.concat([leb128(name.length), name, Buffer.from(JSON.stringify(table))]);
    return (/** @type {Buffer} */ module) => Buffer.concat([module, Buffer.of(0), leb128(content.length), content]);
  };
  const { operations, trainingOperations, cacheOperations } = await readOperations();
  return {
    kernels: adding(operations),
    "kernels-training": adding({ ...operations, ...trainingOperations }),
    "kernels-cache": adding(cacheOperations),
    "kernels-threads": adding(operations),
  };
}

/**
 * The WebAssembly format's unsigned integers: seven bits a byte, the last with its highest bit clear.
 *
 * @param {number} value
 * @returns {Buffer}
 */
function leb128(value) {
  return value < 128
    ? Buffer.of(value)
    : Buffer.concat([Buffer.of((value % 128) | 128), leb128(Math.floor(value / 128))]);
}
