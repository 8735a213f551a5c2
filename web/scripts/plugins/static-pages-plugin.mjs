// @ts-check
import { readFileSync } from "node:fs";
import { importSource } from "../import-source.mjs";
import { inRoot } from "../paths.mjs";

/**
 * @typedef {object} Pages
 * @property {(address?: string) => string} tagsOfApp
 * @property {(address?: string) => readonly { readonly fileName: string, readonly source: string }[]} staticFiles
 */

/** What goes with the pages, by the name that it has beside them. */
const beside = {
  "pages.css": "static/pages.css",
  "preview.png": "static/preview.png",
  "apple-touch-icon.png": "static/apple-touch-icon.png",
  "attention-math.woff2": "math/attention-math.woff2",
  "attention-math-license.txt": "math/OFL.txt",
};

/**
 * Vite plugin for the page: a file for each exercise and question in each language, which says what it asks without
 * JavaScript and leads into the page; what other sites show of a link; and, where the site's address is known, a map of it.
 *
 * @param {{ readonly address?: string | undefined }} [options] `address`: where the folder will be, `https://example.org/dojo/`
 * @returns {import("vite").Plugin}
 */
export function staticPages({ address } = {}) {
  const whole = address && wholeAddress(address);
  /** @type {Promise<Pages> | undefined} */
  let loading;
  const pages = () => (loading ??= importSource(inRoot("web/site/static/pages.ts")));
  return {
    name: "attention-dojo:static-pages",
    apply: "build",
    transformIndexHtml: async (html) =>
      html.replace("</title>", `</title>\n    ${(await pages()).tagsOfApp(whole || undefined)}`),
    async generateBundle() {
      for (const file of (await pages()).staticFiles(whole || undefined)) this.emitFile({ type: "asset", ...file });
      for (const [fileName, path] of Object.entries(beside))
        this.emitFile({ type: "asset", fileName, source: readFileSync(inRoot("web/site", path)) });
    },
  };
}

/** Files that nobody needs without a network. @param {string} fileName */
export const isStaticPage = (fileName) =>
  /^(?:zh\/)?(?:exercise|question)\//.test(fileName) || fileName === "sitemap.xml" || Object.hasOwn(beside, fileName);

/** @param {string} address */
function wholeAddress(address) {
  const { protocol, href, search, hash } = new URL(address);
  if (!/^https?:$/.test(protocol) || search || hash)
    throw new Error(`The address of the site is like https://example.org/folder/, not ${address}`);
  return href.endsWith("/") ? href : `${href}/`;
}
