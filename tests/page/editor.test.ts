import type { Page } from "@playwright/test";
import { attention, attentionSlug, solutionOf } from "./exercise-page.js";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

const solution = solutionOf(attentionSlug);

/** What it takes is loaded when somebody begins to write. */
async function openSearch(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Control+f");
    await expect(page.locator(".cm-search")).toBeVisible({ timeout: 500 });
  }).toPass();
}

test("the editor closes brackets and searches, by keyboard, and Escape then Tab leaves it all the same", async ({
  page,
  exercise,
}) => {
  await page.goto(attention);
  await exercise.write("const a = ");
  await exercise.editor.focus();
  await openSearch(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("[f(1");
  expect(await exercise.source()).toBe("const a = [f(1)]");
  await page.keyboard.type(")];");
  expect(await exercise.source()).toBe("const a = [f(1)];");

  await exercise.write(solution);
  await page.keyboard.press("Control+Home");
  await openSearch(page);
  await expect(page.getByRole("textbox", { name: "Find" })).toBeFocused();
  await page.keyboard.type("softmax");
  await page.keyboard.press("Enter");
  await expect(page.locator(".cm-searchMatch-selected")).toHaveText("softmax");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("textbox", { name: "Find" })).toHaveCount(0);
  await expect(exercise.editor).toBeFocused();

  // Of a selection Escape makes a cursor first.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(exercise.editor).not.toBeFocused();
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`the search is accessible and fits, ${name}`, async ({ page, exercise }) => {
      await page.goto(attention);
      await exercise.write(solution);
      await exercise.editor.focus();
      await openSearch(page);
      await page.keyboard.type("softmax");
      await page.keyboard.press("Enter");
      await expect(page.locator(".cm-searchMatch-selected")).toBeVisible();
      await expectAccessibleAndNarrow(page, "search");
    });
  });
