import { exerciseSlugs } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";

test("the formulas of every task are seen whole where the page has two columns", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const slug of exerciseSlugs) {
    await page.goto(`#/exercise/${slug}`);
    const prose = page.locator(`attention-exercise[slug=${slug}] .prose`);
    await prose.locator("p").first().waitFor();
    const tooWide = await prose
      .locator("math[display=block]")
      .evaluateAll((formulas) =>
        formulas
          .filter((formula) => formula.scrollWidth > formula.clientWidth + 1)
          .map((formula) => formula.textContent),
      );
    expect(tooWide, slug).toEqual([]);
  }
});
