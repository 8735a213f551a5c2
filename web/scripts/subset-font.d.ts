/** What is used here of a package without types. */
declare module "subset-font" {
  /** The font with the glyphs of a text, and those that they are stretched with. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: {
      readonly targetFormat: "sfnt" | "woff2";
      readonly noHinting: boolean;
      readonly keepFeatures: readonly string[];
    },
  ): Promise<Buffer>;
}
