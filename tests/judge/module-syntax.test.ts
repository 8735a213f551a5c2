import { expect, test } from "vitest";
import { blankExports } from "../../web/runtimes/javascript/module-syntax.js";

test.each([
  ["export function f() {}", "       function f() {}"],
  ["export default function f() {}", "               function f() {}"],
  ["export async function f() {}", "       async function f() {}"],
  ["export const f = 1;", "       const f = 1;"],
  ["const f = 1; export { f };", "const f = 1;              "],
  ["export {\n  f,\n  g as h\n}", "        \n    \n        \n "],
  ["export default f;", "               f;"],
])("%s", (source, blanked) => {
  expect(blankExports(source)).toBe(blanked);
});

test.each([
  "const exported = 1; // export function f",
  "/* export const a = 1 */",
  '"export const a = 1"',
  "const text = `\nexport const a = 1\n`;",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the source has a template
  "const text = `${ `export const ${ { a: 1 }.a }` }\nexport const a = 1`;",
  "const pattern = /export const a/; const other = a / b / c;",
  'const quote = /["\'`]/; const after = "export const a = 1";',
  "const it = { export: 1 }; it.export; it\n.export",
  "function f() { const export_ = 1; }",
  'const open = "export',
])("leaves %s alone", (source) => {
  expect(blankExports(source)).toBe(source);
});

test("a division is no regular expression", () => {
  expect(blankExports("const a = b / 2; /* ' */ const c = (1) / 2;\nexport const d = '/';")).toBe(
    "const a = b / 2; /* ' */ const c = (1) / 2;\n       const d = '/';",
  );
});

test.each([
  ["i++ / 2; j-- / /'/.test(s)\nexport const d = '/';", "i++ / 2; j-- / /'/.test(s)\n       const d = '/';"],
  ["return /* or */ /['`]/;\nexport const d = 1;", "return /* or */ /['`]/;\n       const d = 1;"],
  ["// a\rexport const d = 1;", "// a\r       const d = 1;"],
  ["export const a = 1;\nexport const b = 2; export { a };", "       const a = 1;\n       const b = 2;              "],
])("%s", (source, blanked) => {
  expect(blankExports(source)).toBe(blanked);
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: the source has templates
test.each(["`${`${'}'}`}`;", "`${{ a: `}` }.a}`;"])("after %s code goes on", (source) => {
  expect(blankExports(`${source} export { f };`)).toBe(`${source}              `);
});

/** Sources that a scan which looks ahead or back at each place, or calls itself, does not come to the end of. */
const long = 200_000;
test.each([
  "= /[ ",
  "= /[\r",
  "= /[\u2028",
  "/a/, ",
  "`${",
  "{",
  "`",
  "'\\",
  "/* ",
  "/",
  "export{)",
  "export{} ",
  "export ",
  `export${" ".repeat(100)}`,
  "export default function f() {}\n",
  "$",
  " ",
  "é",
  "}",
])("the scan is linear: %s", (part) => {
  const source = (count: number) => part.repeat(Math.ceil(count / part.length));
  expect(blankExports(source(10 * long))).toHaveLength(source(10 * long).length);
});
