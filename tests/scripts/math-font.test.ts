import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { italicOf, mathGlyphsOf } from "../../web/markdown/math-glyphs.js";
import { renderSections } from "../../web/markdown/render-markdown.js";
import { makeMathFont, mathFontFile } from "../../web/scripts/math-font.mjs";

test("the font of the formulas has every glyph that they are drawn with: else run node web/scripts/math-font.mjs", async () => {
  const { font, glyphs } = await makeMathFont();
  expect(glyphs.size).toBeGreaterThan(100);
  expect(font.equals(readFileSync(mathFontFile))).toBe(true);
});

test("letters of formulas are drawn in italic, names and units are not", () => {
  const glyphs = (tex: string) => [...mathGlyphsOf(renderSections(`$${tex}$`).join(""))].sort().join("");
  expect(glyphs("a < h")).toBe("<ℎ𝑎");
  expect(glyphs("\\operatorname{ab}")).toBe("ab");
  expect(glyphs("\\alpha")).toBe("𝛼");
  expect(glyphs("\\text{词 x}")).toBe("x");
  expect(["Z", "ω", "∂", "7"].map(italicOf)).toEqual(["𝑍", "𝜔", "𝜕", "7"]);
});
