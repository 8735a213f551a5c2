// @ts-check
import { inRoot } from "../paths.mjs";

/** @type {Record<string, string>} */
const ours = {
  "@codemirror/autocomplete": "web/site/keys/no-completion.ts",
  "@codemirror/language": "web/site/keys/language-for-vim.ts",
};

/**
 * Vite plugin for the keys of Vim and Emacs: what they would have of CodeMirror that nobody else needs lies in a module that
 * every visitor loads, and they get ours instead.
 *
 * @returns {import("vite").Plugin}
 */
export function otherKeys() {
  return {
    name: "attention-dojo:other-keys",
    enforce: "pre",
    resolveId(source, importer = "") {
      const file = /\/@replit\/codemirror-/.test(importer.replaceAll("\\", "/")) ? ours[source] : undefined;
      return file && inRoot(file);
    },
    // Emacs' package calls pure what binds its keys, and a bundler would leave that out.
    transform: {
      filter: { id: /\/@replit\/codemirror-emacs\// },
      handler: (code) => ({ code: code.replaceAll("/*@__PURE__*/EmacsHandler.", "EmacsHandler."), map: null }),
    },
  };
}
