import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

/** As short a race as there is. */
const short = "task=cue&length=8&steps=100";

const lab = (page: Page) => page.locator("attention-lab-help");
const bar = (page: Page) => lab(page).locator("attention-run-bar");
const results = (page: Page) => lab(page).locator(".results tbody tr");

async function open(page: Page, settings = short): Promise<void> {
  await page.goto(`./#/lab/help?${settings}`);
  await expect(lab(page).locator("attention-prediction")).toBeVisible();
}

async function predict(page: Page): Promise<void> {
  await lab(page).getByRole("radio").last().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(lab(page).locator("attention-prediction .said")).toBeVisible();
}

async function race(page: Page): Promise<void> {
  await predict(page);
  await bar(page).getByRole("button").first().focus();
  await page.keyboard.press("Enter");
  await expect(bar(page).getByRole("progressbar")).toBeVisible();
  await expect(lab(page).locator(".reading li").first()).toBeVisible({ timeout: 45_000 });
}

test("no result before the prediction, and the button says so", async ({ page }) => {
  await open(page);
  await bar(page).getByRole("button", { name: "Start" }).press("Enter");
  await expect(bar(page).getByRole("alert")).toContainText("Say first which pooling wins");
  await expect(lab(page).locator("attention-chart")).toHaveCount(0);
  await expectAccessible(page, "before the prediction");
  await predict(page);
  await lab(page).getByLabel("Task").selectOption("Negation at a distance");
  await expect(lab(page).locator("attention-prediction").getByRole("group")).toBeVisible();
});

test("a race runs by keyboard, stays over a reload, and the learner's own pooling joins it", async ({ page }) => {
  await open(page);
  await race(page);
  await expect(results(page)).toHaveCount(4);
  await expect(results(page).last().locator(".each span")).toHaveCount(5);
  await expect(lab(page).locator("attention-prediction").getByRole("status")).not.toBeEmpty();
  await expectAccessible(page, "afterwards");
  const before = await results(page).allInnerTexts();
  await page.reload();
  await expect(results(page)).toHaveText(
    before.map((row) => row.trim()),
    { useInnerText: true },
  );

  const own = lab(page).locator("attention-own-pool");
  const editor = own.locator(".cm-content");
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("function pool(tokens) {\n  return tokens.sum(5);\n}\n");
  await own.getByRole("button", { name: "Train mine, five seeds" }).click();
  await expect(own.getByRole("alert")).toHaveText(
    "The program stopped with an error: [32,8,16] has no dimension 5 (line 2)",
  );
  await expectAccessible(page, "an error of the learner's");
  await own.getByRole("button", { name: "Back to mean pooling" }).click();
  await own.getByRole("button", { name: "Train mine, five seeds" }).click();
  await expect(own.getByRole("status")).toHaveText("Your pooling is in the curves and in the table.", {
    timeout: 45_000,
  });
  await expect(results(page)).toHaveCount(5);
  await expect(results(page).last()).toContainText("your pooling");
});

test("a race that was cut off goes on where it was", async ({ page }) => {
  await open(page, "task=query&length=8&steps=100");
  await predict(page);
  await bar(page).getByRole("button", { name: "Start" }).click();
  await expect(results(page).first()).toBeVisible();
  await bar(page).getByRole("button", { name: "Pause" }).click();
  await expect(bar(page).getByRole("button", { name: "Go on" })).toBeVisible();
  await page.reload();
  await expect(bar(page).locator(".status")).toHaveText(/^[1-9]\d? of 20 trainings are done$/);
  await bar(page).getByRole("button", { name: "Go on" }).click();
  await expect(bar(page).getByRole("button", { name: "Pause" })).toBeVisible();
  await bar(page).getByRole("button", { name: "Stop" }).click();
  await expect(bar(page).getByRole("button", { name: "Start again" })).toBeVisible();
});

test("a link may say anything", async ({ page }) => {
  await open(page, "task=<img src=x>&head=__proto__&length=1e9&steps=-4&seed=NaN");
  await expect(lab(page).getByLabel("Task")).toHaveValue("Negation at a distance");
  await expect(lab(page).getByLabel("Training steps")).toHaveValue("100");
  await expect(bar(page).getByLabel("Seed")).toHaveValue("1");
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`${name}: no serious finding of axe, no wider than the window`, async ({ page }) => {
      await open(page);
      await expectAccessibleAndNarrow(page, "before");
      await race(page);
      for (const summary of await lab(page).locator("summary").all()) await summary.click();
      await expectAccessibleAndNarrow(page, "afterwards");
    });
  });
