import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

const folder = new URL("../../web/exercises/", import.meta.url);

/** The solution that the repository has for an exercise. */
export const solutionOf = (slug: string, extension: "js" | "py" = "js") =>
  readFileSync(new URL(`${slug}/solution.${extension}`, folder), "utf8");

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

export const editorOf = (page: Page) =>
  page.locator("attention-exercise attention-editor").first().locator(".cm-content");
export const verdictOf = (page: Page) => page.locator("attention-report h2");

/** Waits until the editor can be typed in. */
export const editable = (page: Page) => editorOf(page).waitFor();

export async function write(page: Page, source: string): Promise<void> {
  await editable(page);
  await page
    .locator("attention-exercise")
    .evaluate((element, text) => (element as unknown as { setSource(source: string): void }).setSource(text), source);
}

export const sourceIn = (page: Page): Promise<string> =>
  page.locator("attention-exercise").evaluate((element) => (element as unknown as { getSource(): string }).getSource());

/** For `expect.poll`: how long to wait for what should come at once. */
export const soon = { timeout: 5000 };
