import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { FrameLocator, Locator, Page } from "@playwright/test";

const folder = new URL("../../web/exercises/", import.meta.url);

/** The solution that the repository has for an exercise. */
export const solutionOf = (slug: string, extension: "js" | "py" | "torch.py" = "js") =>
  readFileSync(new URL(`${slug}/solution.${extension}`, folder), "utf8");

export const exerciseSlugs = readdirSync(folder).filter((slug) => existsSync(new URL(`${slug}/exercise.ts`, folder)));

/** How many exercises there are. */
export const exerciseCount = exerciseSlugs.length;

export const attention = "#/exercise/scaled-dot-product-attention";
export const attentionSlug = "scaled-dot-product-attention";

/** Scaled dot-product attention by somebody who forgot the scale. */
export const unscaled = `
function scaledDotProductAttention(q, k, v) {
  return q.map((rows, b) => rows.map((row) => {
    const scores = k[b].map((key) => key.reduce((sum, x, i) => sum + x * row[i], 0));
    const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return v[b][0].map((_, j) => powers.reduce((sum, power, i) => sum + power / total * v[b][i][j], 0));
  }));
}
`;

/** One `<attention-exercise>` on a page, as its learner uses it. */
export class ExerciseOnPage {
  /** The text that is edited; it is there once the editor can be typed in. */
  readonly editor: Locator;
  /** The heading of the report. */
  readonly verdict: Locator;

  constructor(readonly element: Locator) {
    this.editor = element.locator("attention-editor").first().locator(".cm-content");
    this.verdict = element.locator("attention-report h2");
  }

  /** Puts a program in the place of what is in the editor. */
  async write(source: string): Promise<void> {
    await this.editor.waitFor();
    await this.element.evaluate(
      (element, text) => (element as unknown as { setSource(source: string): void }).setSource(text),
      source,
    );
  }

  source(): Promise<string> {
    return this.element.evaluate((element) => (element as unknown as { getSource(): string }).getSource());
  }

  async run(source?: string): Promise<void> {
    if (source !== undefined) await this.write(source);
    await this.element.getByRole("button", { name: "Run", exact: true }).click();
  }

  async submit(source?: string): Promise<void> {
    if (source !== undefined) await this.write(source);
    await this.element.getByRole("button", { name: "Submit", exact: true }).click();
  }
}

/** The one exercise on a page, or in a frame. */
export const exerciseOn = (place: Page | FrameLocator) => new ExerciseOnPage(place.locator("attention-exercise"));
