/** The section of the lab, whatever is in it: each lab has tests of its own. */
import { labNames } from "../../web/elements/lab/lab-name.js";
import { expectAccessible } from "./findings.js";
import { expect, test } from "./fixtures.js";

test("the lab lists its experiments, opens each, and leads back", async ({ page }) => {
  await page.goto("#/lab");
  const links = page.locator("dojo-lab ol a");
  await expect(links).toHaveCount(labNames.length);
  await expectAccessible(page);
  for (const name of labNames) {
    await page.locator(`dojo-lab ol a[href="#/lab/${name}"]`).click();
    // Nothing that answers the prediction is shown before it is made.
    await expect(page.locator("attention-lab").getByRole("button", { name: "That is my prediction" })).toBeVisible();
    await expect(page).toHaveTitle(/ — Attention Dojo$/);
    await page.getByRole("link", { name: "All experiments" }).click();
    await expect(links).toHaveCount(labNames.length);
  }
});

test("an address of no lab shows the list, hostile settings are text and nothing else", async ({ page }) => {
  await page.goto("#/lab/nonsense");
  await expect(page.locator("dojo-lab ol a")).toHaveCount(labNames.length);
  const hostile = encodeURIComponent('"><img src=x onerror=alert(1)>'.repeat(50));
  for (const name of labNames) {
    await page.goto(`#/lab/${name}?text=${hostile}&seed=${hostile}&length=1e99&heads=-1&task=${hostile}&step=NaN`);
    await expect(page.locator("attention-lab").getByRole("button", { name: "That is my prediction" })).toBeVisible();
    await expect(page.locator("img")).toHaveCount(0);
  }
});
