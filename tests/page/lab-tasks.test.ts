import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

/** A short experiment. */
const short = "variant=reverse&vary=length&steps=50";

const lab = (page: Page) => page.locator("attention-lab-tasks");
const bar = (page: Page) => lab(page).locator("attention-run-bar");
const runs = (page: Page) => lab(page).locator(".runs tbody tr");

async function open(page: Page, settings = short): Promise<void> {
  await page.goto(`./#/lab/tasks?${settings}`);
  await expect(lab(page).locator("attention-prediction")).toBeVisible();
}

async function experiment(page: Page): Promise<void> {
  await lab(page).getByRole("radio").first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(lab(page).locator("attention-prediction .said")).toBeVisible();
  await bar(page).getByRole("button").first().focus();
  await page.keyboard.press("Enter");
  await expect(lab(page).locator(".reading li").first()).toBeVisible({ timeout: 45_000 });
}

test("an experiment runs by keyboard; its runs are kept, saved and shared", async ({ page, address, visitAnew }) => {
  await open(page);
  await bar(page).getByRole("button", { name: "Start" }).press("Enter");
  await expect(bar(page).getByRole("alert")).toContainText("Make your prediction first");
  await experiment(page);
  await expect(lab(page).locator(".reading li")).toHaveCount(5);
  await expect(lab(page).locator("attention-heatmap").getByRole("gridcell")).toHaveCount(16 * 16);
  await expect(runs(page)).toHaveCount(1);
  await expectAccessible(page, "afterwards");

  // Another seed is another run; the first one can be shown again.
  await bar(page).getByRole("button", { name: "Another seed" }).click();
  await expect(lab(page).locator(".reading")).toHaveCount(0);
  await runs(page).getByRole("button", { name: /^Show/ }).click();
  await expect(lab(page).locator(".reading li")).toHaveCount(5);

  const reading = (await lab(page).locator(".reading li").allInnerTexts()).slice(0, 4);
  await page.reload();
  await expect(lab(page).locator(".reading li").first()).toHaveText(reading[0] ?? "");
  const download = page.waitForEvent("download");
  await lab(page).getByRole("button", { name: "Save as CSV" }).click();
  const file = await (await download).path();
  const lines = (await readFile(file, "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(1 + 18);
  expect(lines[1]).toMatch(/^translation,reverse,1,50,1024,4,attention,1,\d+,[01]\.\d{4},\d+\.\d{3}$/);

  // Somebody who follows the link finds the same numbers.
  const other = await visitAnew(address);
  await other.page.goto(`./${page.url().slice(page.url().indexOf("#"))}`);
  await experiment(other.page);
  await expect(lab(other.page).locator(".reading li").nth(3)).toHaveText(reading[3] ?? "");

  await runs(page)
    .getByRole("button", { name: /^Remove/ })
    .click();
  await expect(runs(page)).toHaveCount(0);
});

test("a link to other settings takes nothing from what is kept, and may say anything", async ({ page }) => {
  await open(page, "variant=twins&vary=length&steps=50");
  await experiment(page);
  await expect(runs(page)).toHaveCount(1);
  await page.goto("./#/lab");
  await page.goto("./#/lab/tasks?variant=<b>&vary=__proto__&steps=1e99&seed=-1");
  await expect(lab(page).getByLabel("Task")).toHaveValue("Translation: adjectives go behind");
  await expect(bar(page).getByLabel("Seed")).toHaveValue("0");
  await expect(runs(page)).toHaveCount(1);
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`${name}: no serious finding of axe, no wider than the window`, async ({ page }) => {
      await open(page, "variant=shapes&vary=length&steps=50");
      await expectAccessibleAndNarrow(page, "before");
      await experiment(page);
      for (const summary of await lab(page).locator("summary").all()) await summary.click();
      await expectAccessibleAndNarrow(page, "afterwards");
    });
  });
