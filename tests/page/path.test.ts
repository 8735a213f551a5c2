/** The first page: the path, its search and filters, and an interview in three days. By keyboard. */
import { expect, test } from "./fixtures.js";

const rows = "dojo-exercise-list .topic li";

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.locator(rows).first()).toBeVisible();
});

test("search is reached by one key, finds names in both languages, and is in the address", async ({ page }) => {
  const all = await page.locator(rows).count();
  await page.keyboard.press("/");
  await page.keyboard.type("rotary_embedding");
  await expect(page.locator(rows)).toHaveCount(1);
  await expect(page.getByText(`1 of ${all} exercises`)).toBeVisible();
  await page.reload();
  await expect(page.locator(rows)).toHaveCount(1);
  await expect(page.getByRole("searchbox")).toHaveValue("rotary_embedding");
  await page.getByRole("searchbox").fill("多头");
  await expect(page.locator(rows).filter({ hasText: "Multi-head attention" })).toHaveCount(1);
  await page.getByRole("searchbox").fill("no such thing");
  await expect(page.getByText("No exercise is like that.")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).press("Enter");
  await expect(page.locator(rows)).toHaveCount(all);
});

test("filters hold together, and Back finds them again", async ({ page }) => {
  await page.getByRole("combobox", { name: "Track" }).selectOption("Backward");
  await page.getByRole("combobox", { name: "Difficulty" }).selectOption("Hard");
  await expect(page.locator(rows).first()).toContainText("Attention, backward");
  const count = await page.locator(rows).count();
  await page.locator(rows).getByRole("link").first().press("Enter");
  await expect(page.locator("attention-exercise h1, dojo-exercise-view h1").first()).toBeVisible();
  await page.goBack();
  await expect(page.locator(rows)).toHaveCount(count);
  await expect(page.getByRole("combobox", { name: "Track" })).toHaveValue("Backward");
});

test("what was wrong the last time can be listed", async ({ page }) => {
  await page.evaluate(() => {
    const review = { history: [{ at: 1_700_000_000_000, rating: "again", failed: true }], mistake: "mask-inverted" };
    localStorage.setItem("attention-dojo:1:review:exercise:masked-attention", JSON.stringify(review));
  });
  await page.reload();
  await page.getByRole("combobox", { name: "Your progress" }).selectOption("Wrong last time");
  await expect(page.locator(rows)).toHaveCount(1);
  await expect(page.locator(rows).getByRole("img", { name: "Wrong last time" })).toBeVisible();
});

test("a station of the map leads to its track, whatever is filtered", async ({ page }) => {
  await page.getByRole("searchbox").fill("softmax");
  await page.getByRole("button", { name: /Backward/ }).press("Enter");
  await expect(page.getByRole("heading", { name: "Backward" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Backward" })).toBeInViewport();
});

test("three days are twelve exercises in order, remembered, and lead the next step", async ({ page }) => {
  await page.getByRole("radio", { name: "Interview in three days" }).check({ force: true });
  await expect(page.locator(rows)).toHaveCount(12);
  await expect(page.getByRole("heading", { name: /^Day \d$/ })).toHaveCount(3);
  await page.evaluate(() => {
    const record = { sources: { python: "x" }, hints: 0, revealed: false, solved: true, touched: 1 };
    localStorage.setItem("attention-dojo:1:exercise:softmax", JSON.stringify(record));
  });
  await page.reload();
  await expect(page.locator(rows)).toHaveCount(12);
  await expect(page.locator("dojo-hero-desk")).toContainText("Next on the pathScaled dot-product attention");
});

test("who takes a hint is told what the exercise builds on and what it leads to", async ({ page }) => {
  await page.goto("./#/exercise/scaled-dot-product-attention");
  await page.getByRole("tab", { name: /Hints/ }).click();
  const around = page.locator("dojo-exercise-around");
  await expect(around).toHaveCount(0);
  await page.getByRole("button", { name: /Show hint 1 of/ }).click();
  await expect(around.locator("dl")).toContainText("Builds onSoftmax");
  await around.getByRole("link", { name: "Masked attention" }).first().press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Masked attention" })).toBeVisible();
  await expect(around.locator("dl")).toContainText("Scaled dot-product attention");
});
