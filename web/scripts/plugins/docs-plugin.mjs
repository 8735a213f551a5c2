// @ts-check
import { renderPage } from "../docs/docs-markdown.mjs";
import { readReference } from "../docs/reference.mjs";

const name = "virtual:attention-dojo-reference";

/**
 * Vite plugin for the documentation: its pages, `web/site/docs/<page>.<language>.md`, become HTML with their headings beside
 * it, and `import reference from "virtual:attention-dojo-reference"` gives the API reference, read from the package's sources.
 *
 * @returns {import("vite").Plugin}
 */
export function documentation() {
  return {
    name: "attention-dojo:documentation",
    enforce: "pre",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: async (id) => {
      if (id !== `\0${name}`) return undefined;
      // A string parses faster than an object literal of this size.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(await readReference()))});`;
    },
    transform: {
      filter: { id: /\/site\/docs\/[\w-]+\.\w+\.md$/ },
      handler(source, id) {
        try {
          return { code: `export default ${JSON.stringify(renderPage(source))};`, map: null };
        } catch (error) {
          throw new Error(`${id}: ${error instanceof Error ? error.message : error}`);
        }
      },
    },
  };
}
