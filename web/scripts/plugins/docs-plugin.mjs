// @ts-check
import { readFileSync } from "node:fs";
import { withBench } from "../docs/bench-tables.mjs";
import { renderPage } from "../docs/docs-markdown.mjs";
import { withMatrix } from "../docs/matrix-tables.mjs";
import { readReference } from "../docs/reference.mjs";
import { inRoot } from "../paths.mjs";

const name = "virtual:attention-dojo-reference";
const names = inRoot("web/elements/exercise/editor/python-names.json");

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
          const locale = id.endsWith(".zh.md") ? "zh" : "en";
          const whole = withBench(withMatrix(withNames(source), locale), locale);
          return { code: `export default ${JSON.stringify(renderPage(whole))};`, map: null };
        } catch (error) {
          throw new Error(`${id}: ${error instanceof Error ? error.message : error}`);
        }
      },
    },
  };
}

/**
 * A line `@names torch.nn` becomes the names that programs of the page find there.
 *
 * @param {string} source
 */
function withNames(source) {
  if (!/^@names /m.test(source)) return source;
  /** @type {Record<string, readonly string[]>} */
  const listed = JSON.parse(readFileSync(names, "utf8"));
  return source.replace(/^@names (\S+)$/gm, (_, owner) => {
    if (!listed[owner]) throw new Error(`There are no names of ${owner}.`);
    return listed[owner].map((written) => `\`${/^\w*/.exec(written)?.[0]}\``).join(" ");
  });
}
