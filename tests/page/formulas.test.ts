/** How formulas look: whole, and the same on a machine without a mathematical font. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "./chromium.js";
import { attention, exerciseSlugs } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";
import { watch } from "./visit.js";

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

const withoutMath = `<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <selectfont><rejectfont><glob>*Math*</glob></rejectfont></selectfont>
</fontconfig>
`;

for (const address of [attention, "exercise/scaled-dot-product-attention/index.html"])
  test(`without a mathematical font, ours comes with the first formula, and brackets stretch: ${address}`, async ({
    site,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), "attention-dojo-fonts-"));
    const fonts = join(folder, "fonts.conf");
    writeFileSync(fonts, withoutMath);
    const env = { ...process.env, FONTCONFIG_FILE: fonts };
    const browser = await chromium.launch({ ...launchOptions(), env });
    try {
      const context = await browser.newContext({ baseURL: site.url, serviceWorkers: "block", locale: "en-GB" });
      const visit = watch(await context.newPage(), site.url);
      const { page, requested } = visit;
      await page.goto("#/work");
      await expect(page.locator("dojo-work-view h1")).toBeVisible();
      expect([...requested].filter((path) => path.endsWith(".woff2"))).toEqual([]);

      await page.goto(address);
      const formula = page
        .locator("math[display=block]")
        .filter({ has: page.locator("mfrac") })
        .first();
      await expect(formula).toBeVisible();
      const isLoaded = () =>
        page.evaluate(() =>
          [...document.fonts].some((font) => /Attention Math/.test(font.family) && font.status === "loaded"),
        );
      await expect.poll(isLoaded).toBe(true);
      const loaded = [...requested].filter((path) => path.endsWith(".woff2"));
      expect(loaded).toHaveLength(1);
      expect(site.bytes(loaded[0] as string)).toBeLessThanOrEqual(25_000);
      // A bracket beside a fraction is as high as the fraction: the font's table for mathematics is there.
      const heights = await formula.evaluate((math) => {
        const heightOf = (one: Element | null | undefined) => one?.getBoundingClientRect().height ?? 0;
        const fraction = math.querySelector("mfrac");
        const brackets = [...math.querySelectorAll("mo")].filter((one) => /^[()]$/.test(one.textContent ?? ""));
        return { fraction: heightOf(fraction), bracket: Math.max(...brackets.map(heightOf)) };
      });
      expect(heights.bracket).toBeGreaterThanOrEqual(heights.fraction * 0.95);
      expect(visit.complaints).toEqual([]);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true });
    }
  });
