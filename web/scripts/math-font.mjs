// @ts-check
// `node web/scripts/math-font.mjs`: cuts the font of the page's formulas, web/site/math/attention-math.woff2, out of Noto Sans Math.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import subsetFont from "subset-font";
import { importSource } from "./import-source.mjs";
import { inRoot } from "./paths.mjs";

const require = createRequire(import.meta.url);

/** The font that the page ships. */
export const mathFontFile = inRoot("web/site/math/attention-math.woff2");

/** First and last of what formulas of anybody's exercises are likely to hold: ASCII, Greek, both in italic. */
const ranges = /** @type {const} */ ([
  [0x20, 0x7e],
  [0x391, 0x3a9],
  [0x3b1, 0x3c9],
  [0x1d434, 0x1d454],
  [0x1d456, 0x1d467],
  [0x1d6e2, 0x1d71b],
]);
const signs = "ℎℝ𝔼ℒ𝟏′±×÷·∘⋅⊙⊗⊕√∑∏∫∂∇∞−∝≈≠≤≥≪≫≡∼∈∉⊂⊆∪∩∅∀∃∧∨¬←→↦⇒⇔…⋯⋮⋱∣∥‖⟨⟩⌊⌋⌈⌉⊤⊥ˆˉ˜˙^~¯";

/**
 * @returns {Promise<{ font: Buffer, glyphs: ReadonlySet<string> }>} the font, and the characters it must have
 * @throws {RangeError} when the whole font lacks one that a formula is drawn with
 */
export async function makeMathFont() {
  const glyphs = await glyphsOfContent();
  const text = [
    ...ranges.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)),
    ),
    ...signs,
    ...glyphs,
  ].join("");
  const source = readFileSync(
    require.resolve("@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2"),
  );
  // Formulas are set without features of the font, and no hints are needed at today's resolutions.
  const options = /** @type {const} */ ({ noHinting: true, keepFeatures: [] });
  const found = charactersOf(await subsetFont(source, text, { ...options, targetFormat: "sfnt" }));
  const missing = [...glyphs].filter((glyph) => !found.has(glyph));
  if (missing.length > 0) throw new RangeError(`Noto Sans Math has no ${missing.join(" ")}.`);
  return { font: await subsetFont(source, text, { ...options, targetFormat: "woff2" }), glyphs };
}

/** What the formulas of all texts are drawn with. */
async function glyphsOfContent() {
  /** @type {{ renderSections(source: string, badFormula: "show"): readonly string[] }} */
  const { renderSections } = await importSource(inRoot("web/markdown/render-markdown.ts"));
  /** @type {{ mathGlyphsOf(html: string): ReadonlySet<string> }} */
  const { mathGlyphsOf } = await importSource(inRoot("web/markdown/math-glyphs.ts"));
  const files = ["web/exercises", "web/questions", "web/site/docs"].flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => inRoot(folder, name)),
  );
  return new Set(
    files.flatMap((file) => [...mathGlyphsOf(renderSections(readFileSync(file, "utf8"), "show").join(""))]).sort(),
  );
}

/** The characters of a font, by its table of 32 bits. @param {Buffer} font @returns {ReadonlySet<string>} */
function charactersOf(font) {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i);
  const cmap = tables.find((at) => font.toString("latin1", at, at + 4) === "cmap");
  const start = cmap === undefined ? 0 : font.readUInt32BE(cmap + 8);
  const encodings = Array.from(
    { length: font.readUInt16BE(start + 2) },
    (_, i) => start + font.readUInt32BE(start + 8 + 8 * i),
  );
  const full = encodings.find((at) => font.readUInt16BE(at) === 12);
  if (full === undefined) throw new RangeError("The font has no table of characters in 32 bits.");
  const groups = Array.from({ length: font.readUInt32BE(full + 12) }, (_, i) => full + 16 + 12 * i);
  return new Set(
    groups.flatMap((at) => {
      const [first, last] = [font.readUInt32BE(at), font.readUInt32BE(at + 4)];
      return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  writeFileSync(mathFontFile, (await makeMathFont()).font);
