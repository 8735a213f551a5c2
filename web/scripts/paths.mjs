// @ts-check
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** @param {string[]} parts @returns {string} a path in the checkout */
export function inRoot(...parts) {
  return join(root, ...parts);
}
