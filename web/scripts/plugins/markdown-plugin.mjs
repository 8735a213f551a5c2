// @ts-check
import { renderSections } from "../../markdown/render-markdown.ts";

/**
 * Vite plugin: `import sections from "./prompt.en.md"` gives `string[]`, HTML split at second-level headings. Formulas
 * become MathML now, so that a page of the package's own exercises ships no formula renderer.
 *
 * @returns {import("vite").Plugin}
 */
export function markdown() {
  return {
    name: "attention-dojo:markdown",
    enforce: "pre",
    transform: {
      // The documentation has a renderer of its own.
      filter: { id: { include: /\.md$/, exclude: /\/site\/docs\// } },
      handler(source, id) {
        try {
          return { code: `export default ${JSON.stringify(renderSections(source))};`, map: null };
        } catch (error) {
          throw new Error(`${id}: ${error instanceof Error ? error.message : error}`);
        }
      },
    },
  };
}
