// @ts-check

/**
 * Vite plugin: the styles of elements, which are template strings that no minifier touches, lose their comments and the blanks
 * around their punctuation; and all lines their indentation, which reaches readers in templates of HTML.
 *
 * @returns {import("vite").Plugin}
 */
export function compactCss() {
  return {
    name: "attention-dojo:compact-css",
    enforce: "pre",
    transform: {
      filter: { id: /\/web\/(elements|site)\/.*\.ts$/, code: /\b(css|html)`/ },
      handler(code) {
        const compact = code.replace(/\bcss`[^`]*`/g, (styles) =>
          styles
            .replace(/\/\*.*?\*\//gs, "")
            .replace(/\s*\n\s*/g, " ")
            .replace(/\s*([{};])\s*/g, "$1")
            .replace(/([,:])\s+/g, "$1"),
        );
        return { code: compact.replace(/\n[ \t]+/g, "\n"), map: null };
      },
    },
  };
}
