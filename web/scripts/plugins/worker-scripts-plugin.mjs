// @ts-check
import { readFileSync } from "node:fs";
import { minifySync } from "vite";

/**
 * Vite plugin: the scripts of learners' workers, which are imported as text, come without comments and blanks. Names stay, and
 * so does the order of everything: those scripts must not depend on what a minifier thinks is the same.
 *
 * @returns {import("vite").Plugin}
 */
export function workerScripts() {
  return {
    name: "attention-dojo:worker-scripts",
    enforce: "pre",
    load: {
      filter: { id: /\/runtimes\/(?:\w+\/)?worker\/[\w.-]+\.js\?raw$/ },
      handler(id) {
        const path = id.slice(0, -"?raw".length);
        const { code, errors } = minifySync(path, readFileSync(path, "utf8"), { compress: false, mangle: false });
        if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
        return `export default ${JSON.stringify(`${code}\n`)};`;
      },
    },
  };
}
