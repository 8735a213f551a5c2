/** One renderer for our texts and for those of strangers: what a stranger may try becomes text. */
import { describe, expect, test } from "vitest";
import { renderSections } from "../../web/markdown/render-markdown.js";
import { ownLimits } from "../../web/own/own-exercise.js";
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
  ["images", "![".repeat(10_000)],
  ["items", "- a\n".repeat(5_000)],
  ["a table", `|${"a|".repeat(120)}\n|${"-|".repeat(120)}\n${"|\n".repeat(10_000)}`],
  ["formulas that do not close", "$$a\n".repeat(5_000)],
  ["formulas that do not close, quoted", "> > > $$a\n".repeat(2_000)],
  ["a display formula that does not close", `$$a\n${"b\n".repeat(10_000)}`],
  ["eleven definitions", `$$\\def\\a{${"x".repeat(600)}}${"\\a".repeat(430)}$$\n\n`.repeat(11)],
  ["definitions by other names", `$$\\newcommand{\\a}{${"x".repeat(600)}}${"\\a".repeat(430)}$$\n\n`.repeat(11)],
  ["eleven tables", `$$\\begin{array}{c}${"&".repeat(900)}${"\\\\".repeat(400)}\\end{array}$$\n\n`.repeat(11)],
  [
    "eleven tables of other rows",
    `$$\\begin{matrix}${"&".repeat(900)}${"\\cr ".repeat(250)}\\end{matrix}$$\n\n`.repeat(11),
  ],
  ["chemistry", `$\\ce{${"H2O+".repeat(490)}}$\n\n`.repeat(10)],
  ["signs", `$${"+".repeat(1990)}$\n\n`.repeat(10)],
  ["formulas too deep to parse", `$${"{".repeat(990)}${"}".repeat(990)}$\n\n`.repeat(10)],
])("nesting and length end soon, and give little: %s", (_, markdown) => {
  const start = performance.now();
  const html = render(markdown.slice(0, ownLimits.textChars));
  expect(performance.now() - start).toBeLessThan(500);
  expect(html.length).toBeLessThan(600_000);
  expect(html.match(/<[a-z]/g)?.length).toBeLessThanOrEqual(5000);
});

test.each([
  ["a command of its own", "$\\def\\a{x}\\a$", "\\def"],
  ["a table of 2,501 cells", `$\\begin{matrix}${"&".repeat(40)}${"\\\\".repeat(60)}\\end{matrix}$`, "matrix"],
  ["2,001 characters", `$${"x".repeat(2001)}$`, "xxx"],
])("a formula with %s is shown as it is written, and is an error of ours", (_, markdown, text) => {
  expect(render(markdown)).toContain(`<code>$`);
  expect(render(markdown)).toContain(text);
  expect(render(markdown)).not.toContain("<math");
  expect(() => renderSections(markdown)).toThrow(RangeError);
});

test("a row break in front of def defines nothing", () => {
  expect(render("$\\begin{matrix}abc\\\\def\\end{matrix}$")).toContain("<math");
});

test("what would have more than 5,000 parts is shown as it is written", () => {
  const markdown = "- a\n".repeat(5_000);
  expect(render(markdown)).toBe(`<pre>${markdown}</pre>\n`);
  expect(() => renderSections(markdown)).toThrow("5001 parts");
});
