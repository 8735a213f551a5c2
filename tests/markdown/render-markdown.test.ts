/** One renderer for our texts and for those of strangers: what a stranger may try becomes text. */
import { describe, expect, test } from "vitest";
import { renderSections } from "../../web/markdown/render-markdown.js";
import { attacks } from "./attacks.js";

const render = (markdown: string) => renderSections(markdown, "show").join("");

describe("what a text may try", () => {
  test.each(attacks)("$name", ({ markdown }) => {
    const html = render(markdown);
    // Text may say anything; a tag, an attribute or a link may not.
    const tags = html.match(/<[^>]*>/g) ?? [];
    for (const tag of tags) {
      expect(tag).not.toMatch(
        /<\/?(?:script|img|svg|iframe|style|object|embed|form|input|link|meta|base|video|audio|template)/i,
      );
      expect(tag.replace(/"[^"]*"|'[^']*'/g, "")).not.toMatch(
        /\s(?:on\w+|style|src|srcset|srcdoc|action|formaction|xlink:href|id|name)\s*=/i,
      );
      const href = /\shref\s*=\s*["']?([^"'>\s]*)/i.exec(tag)?.[1];
      if (href !== undefined) expect(href).toMatch(/^(?:https?:\/\/|mailto:|#)/);
    }
  });
});

test("links lead where readers expect, and tell nobody where from", () => {
  expect(render("[a](https://example.org/x?y=1&z) [b](mailto:a@b.c) [c](#here)")).toBe(
    '<p><a href="https://example.org/x?y=1&amp;z" rel="noreferrer">a</a> <a href="mailto:a@b.c" rel="noreferrer">b</a> <a href="#here" rel="noreferrer">c</a></p>\n',
  );
  expect(render("[a](page.html) [b](//host/x) [c](file:///etc/passwd)")).not.toContain("<a");
});

test("an image is its description: nothing is asked of another host", () => {
  expect(render("![A <b>map</b>](https://example.org/x.png)")).toBe("<p>A &lt;b&gt;map&lt;/b&gt;</p>\n");
});

test("formulas become MathML without styles", () => {
  const html = render("$\\color{red}x$ and\n\n$$\\begin{array}{c|c}a&b\\end{array}$$");
  expect(html).toContain("<math>");
  expect(html).toContain('display="block"');
  expect(html).not.toContain("style=");
});

test.each([
  ["a = b \\qquad c = d", 2],
  ["a, \\qquad \\begin{cases} b & \\qquad c \\end{cases}", 2],
  ["{a \\qquad b}", 1],
  ["\\left( a \\qquad b \\right)", 1],
  ["\\left\\{ a \\right\\} \\qquad b \\qquad\\qquad c", 3],
  ["\\qquad a", 1],
])("%s can wrap into as many lines: %i", (tex, lines) => {
  const html = render(`$$${tex}$$`);
  expect(html.match(/display="block"/g)).toHaveLength(lines);
  expect(html.startsWith('<div class="formulas">')).toBe(lines > 1);
});

test("a formula that does not parse is an error of ours, and text of a stranger's", () => {
  expect(() => renderSections("$\\nothing$")).toThrow(/\\nothing/);
  expect(render('$\\nothing"<$')).toBe("<p><code>$\\nothing&quot;&lt;$</code></p>\n");
});

test("sections start at second-level headings", () => {
  expect(renderSections("a\n\n## b\n\nc\n\n## d")).toEqual(["<p>a</p>\n", "<h2>b</h2>\n<p>c</p>\n", "<h2>d</h2>\n"]);
});

test.each([
  ["brackets", "[".repeat(20_000)],
  ["quotes", "> ".repeat(5_000)],
  ["emphasis", "*a **b ".repeat(5_000)],
  ["links", "[a](".repeat(10_000)],
  ["lists", `${"- ".repeat(2_000)}a`],
  ["braces of a formula", `$${"{".repeat(1900)}a${"}".repeat(1900)}$`],
  ["a macro that grows", "$\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\a\\a}\\a$"],
  ["a long formula", `$${"x+".repeat(20_000)}x$`],
  ["many formulas", "$\\frac{a}{b}$ ".repeat(3_000)],
])("nesting and length end soon: %s", (_, markdown) => {
  const start = performance.now();
  render(markdown.slice(0, 50_000));
  expect(performance.now() - start).toBeLessThan(3000);
});
