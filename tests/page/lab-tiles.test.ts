import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

const lab = (page: Page) => page.locator("attention-lab-tiles");
const step = (page: Page) => lab(page).getByRole("slider", { name: "Step" });
const happening = (page: Page) => lab(page).locator(".happening");

async function open(page: Page, settings = ""): Promise<void> {
  await page.goto(`./#/lab/tiles${settings && `?${settings}`}`);
  await expect(lab(page).locator("attention-prediction")).toBeVisible();
}

async function predict(page: Page): Promise<void> {
  const card = lab(page).locator("attention-prediction");
  await card.getByRole("radio").first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(card.getByRole("status")).toBeVisible();
}

test("nothing tells the bytes before the prediction; afterwards they are counted for the settings", async ({
  page,
}) => {
  await open(page, "mask=none");
  await expect(lab(page).locator("attention-tile-bytes")).toHaveCount(0);
  await lab(page).getByRole("button", { name: "Step forward" }).click();
  await expect(happening(page)).not.toContainText("so far");
  await predict(page);
  const outcome = lab(page).locator("attention-prediction").getByRole("status");
  await expect(outcome).toContainText(
    "plain attention from 130 MiB to 516 MiB, × 3.97. Tiles from 33 MiB to 130 MiB, × 3.94",
  );
  await expect(outcome).toContainText("The nearest answer was: plain × 4, tiles × 4.");
  await expect(lab(page).locator("attention-tile-bytes")).toContainText("130 MiB");
  await expect(lab(page).locator(".reading li").first()).toHaveText(
    "With 128 × 128 tiles of 64 features, tiles (FlashAttention-2) move 33 MiB where plain attention moves 130 MiB: 3.94 times less.",
  );
  await expect(happening(page)).toContainText("Moved so far: 64 B loaded");
  // The length is the first slider of the count.
  await lab(page).getByRole("slider", { name: "Length n" }).nth(1).press("ArrowRight");
  await expect(outcome).toContainText("plain attention from 516 MiB");
});

test("keys step through tiles, masks and the end, and the arithmetic follows a query", async ({ page }) => {
  await open(page, "row=6");
  await step(page).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await expect(happening(page)).toContainText("Skipped, 3 tiles with keys 4–15. Query 3 is the last one here");
  await lab(page).getByRole("button", { name: "Step forward" }).focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
  await expect(happening(page)).toContainText("Tile of queries 4–7 and keys 4–7");
  await expect(happening(page)).toContainText("The mask takes 6 of the 16 scores.");
  const row = lab(page).locator("attention-tile-row");
  await expect(row.locator("h4")).toHaveText("Query 6: maximum, sum and output");
  await expect(row.locator("tr.latest")).toContainText("4–7");
  await expect(lab(page).locator("attention-tile-map").getByRole("img")).toHaveAttribute(
    "aria-label",
    /4 by 4 tiles: 2 done, 6 skipped, 7 not yet\. Now: queries 4–7 with keys 4–7\./,
  );
  await page.keyboard.press("End");
  await expect(happening(page)).toContainText(/largest difference is (0|\d\.\de−1\d)\. Tiles are exact/);
  await page.keyboard.press("Home");
  await expect(happening(page)).toContainText("Fast memory is empty");
});

test("plays when asked to, and stops when the reader takes over", async ({ page }) => {
  await page.clock.install({ time: 0 });
  await open(page);
  await page.clock.pauseAt(600_000);
  await expect(step(page)).toHaveValue("0");
  await lab(page).getByRole("button", { name: "Play" }).click();
  await expect(step(page)).toHaveValue("1");
  await page.clock.runFor(2500);
  await expect(step(page)).toHaveValue("3");
  await lab(page).getByRole("button", { name: "Step back" }).click();
  await page.clock.runFor(5000);
  await expect(step(page)).toHaveValue("2");
  await lab(page).getByRole("button", { name: "Play" }).click();
  await page.clock.runFor(60_000);
  await expect(happening(page)).toContainText("All is written.");
  await expect(lab(page).getByRole("button", { name: "Play" })).toBeVisible();
});

test("says what does not fit, how many bytes it needs, and what to change", async ({ page }) => {
  await open(page, "br=8&bc=8&memory=512&big-br=512&big-d=256");
  const problem = lab(page).locator(".problem").first();
  await expectAccessible(page, "before the prediction");
  await expect(problem).toContainText("together they need 832 B, and fast memory holds 512 B");
  await expect(problem).toContainText("p 8 × 8: 256 B");
  await expect(lab(page).getByRole("button", { name: "Step forward" })).toHaveAttribute("aria-disabled", "true");
  await problem.getByRole("button", { name: "Take blocks of 5 × 5" }).click();
  await expect(lab(page).locator(".problem")).toHaveCount(1);
  await expect(happening(page)).toBeVisible();
});

test("settings, prediction and step survive a reload, and make a link", async ({ page, address, visitAnew }) => {
  await open(page, "order=flash1&mask=window&window=5&step=4&row=3");
  await predict(page);
  await lab(page).getByRole("slider", { name: "Head dimension d" }).first().press("ArrowRight");
  await expect(page).toHaveURL(/[?&]d=5&/);
  await lab(page).getByRole("button", { name: "Step forward" }).click();
  await expect(page).toHaveURL(/order=flash1.*step=1/);
  const link = page.url().slice(page.url().indexOf("#"));
  await page.goto("./#/lab");
  await page.goto("./#/lab/tiles");
  await page.reload();
  await expect(happening(page)).toContainText("The outer loop comes to keys 0–3");
  await expect(lab(page).locator("attention-prediction").getByRole("status")).toBeVisible();
  const other = await visitAnew(address);
  await other.page.goto(`./${link}`);
  await expect(happening(other.page)).toContainText("The outer loop comes to keys 0–3");
  await expect(lab(other.page).getByRole("slider", { name: "Window, keys" }).first()).toHaveAttribute(
    "aria-valuetext",
    "5",
  );
});

test("a link may say anything", async ({ page }) => {
  await open(page, "n=99999&d=-3&br=x&mask=<b>&seed=1e99&step=1e9&row=-1&big-n=0&memory=<script>&bytes=3");
  await expect(step(page)).toHaveValue(await step(page).getAttribute("max").then(String));
  await expect(lab(page).getByRole("slider", { name: "Length n" }).first()).toHaveAttribute("aria-valuetext", "32");
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`${name}: no serious finding of axe, no wider than the window`, async ({ page }) => {
      await open(page, "step=7");
      await predict(page);
      for (const summary of await lab(page).locator("summary").all()) await summary.click();
      await expectAccessibleAndNarrow(page, "afterwards");
    });
  });
