// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";

/** @returns {Promise<string>} the operation table, as JSON */
async function readOperations() {
  // Vite is among the packages that the caller may have just installed.
  const { importSource } = await import("./import-source.mjs");
  /** @type {{ operations: object }} */
  const { operations } = await importSource(inRoot("web/kernels/operations/index.ts"));
  return JSON.stringify(operations);
}

/** Writes the operation table where the fuzz target reads it. */
export async function writeOperationTable() {
  mkdirSync(inRoot("build"), { recursive: true });
  writeFileSync(inRoot("build/operations.json"), await readOperations());
}

/**
 * Reads the operation table of web/kernels, and gives the function that adds it to a WebAssembly module, as a custom section
 * at the end: the kernels describe themselves, and no JavaScript of another version can misread them.
 *
 * @returns {Promise<(module: Buffer) => Buffer>}
 */
export async function readOperationTable() {
  const { importSource } = await import("./import-source.mjs");
  /** @type {{ SECTION: string }} */
  const { SECTION } = await importSource(inRoot("web/kernels/described.ts"));
  const name = Buffer.from(SECTION);
  const content = Buffer.concat([leb128(name.length), name, Buffer.from(await readOperations())]);
  return (module) => Buffer.concat([module, Buffer.of(0), leb128(content.length), content]);
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
