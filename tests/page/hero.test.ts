import { expect, test } from "./fixtures.js";

test("the front page's picture is of the visitor's own sentence, by the kernels, and leads into the lab", async ({
  page,
  visit: { requested },
  site,
}) => {
  await page.goto("./");
  const picture = page.locator("dojo-hero-picture");
  await expect(picture.getByRole("gridcell").first()).toBeVisible();
  const kilobytes = [...requested].reduce((sum, path) => sum + site.size(path).gzip, 0) / 1000;
  console.info(`First page with its picture: ${kilobytes.toFixed(1)} kB gzip.`);
  expect(kilobytes).toBeLessThanOrEqual(220);

  const field = picture.getByLabel("Write your own sentence");
  const rows = picture.getByRole("grid").getByRole("rowheader");
  await field.fill("one two one");
  await expect(rows).toHaveText(["one", "two", "one"]);
  // The second "one" gives both of its kind the same weight.
  const values = picture.locator("table td");
  await picture.getByText("Values as a table").click();
  const [first, , third] = (await values.allTextContents()).slice(-3).map(Number);
  expect(first).toBeGreaterThan(0.4);
  expect(first).toBe(third);

  await field.fill("");
  await expect(rows).toHaveCount(3);
  await field.fill('<img src=x onerror="alert(1)"> & more');
  await expect(rows.first()).toHaveText("<");
  await field.fill("a b c d e f g h i j k l");
  await expect(picture.getByText("The first 10 words are shown.")).toBeVisible();
  await field.fill("one two one");
  await picture.getByRole("link", { name: "Follow it step by step in the lab" }).click();
  await expect(page).toHaveURL(/#\/lab\/sentence\?text=one\+two\+one/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your sentence");
});

test("a picture of a sentence takes less than a second after it is written", { tag: "@alone" }, async ({ page }) => {
  await page.goto("./");
  const picture = page.locator("dojo-hero-picture");
  await expect(picture.getByRole("gridcell").first()).toBeVisible();
  const started = Date.now();
  await picture.getByLabel("Write your own sentence").fill("quite another sentence");
  await expect(picture.getByRole("rowheader").first()).toHaveText("quite");
  expect(Date.now() - started).toBeLessThan(1000);
});
