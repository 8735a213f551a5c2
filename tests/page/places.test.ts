import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.js";
import { settled } from "./settled.js";

/** Where the page is scrolled to, once it stands still. */
async function scrolledTo(page: Page): Promise<number> {
  await settled(page);
  return page.evaluate(() => Math.round(scrollY));
}

for (const { name, address } of [
  { name: "exercises", address: "#/" },
  { name: "questions", address: "#/questions" },
]) {
  test(`Back leads to the place in the list of ${name} that the reader left`, async ({ page }) => {
    await page.goto(address);
    const links = page.locator("main").getByRole("listitem").getByRole("link");
    const link = links.nth(12);
    await link.scrollIntoViewIfNeeded();
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, 150);
    const before = await scrolledTo(page);
    expect(before).toBeGreaterThan(200);
    await link.click();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expect.poll(() => scrolledTo(page)).toBe(0);
    await page.goBack();
    await expect(link).toBeFocused();
    await expect.poll(() => scrolledTo(page)).toBe(before);

    // After a reload on the way the list has to come over the network again.
    await page.goForward();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.goBack();
    await expect(link).toBeVisible();
    await expect.poll(() => scrolledTo(page)).toBe(before);
    await page.reload();
    await expect(link).toBeVisible();
    await expect.poll(() => scrolledTo(page)).toBe(before);

    // Whoever comes by a link begins at the top.
    await link.click();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await page
      .getByRole("navigation")
      .getByRole("link", { name: name === "exercises" ? "Exercises" : "Questions" })
      .first()
      .click();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    expect(await scrolledTo(page)).toBe(0);
  });
}
