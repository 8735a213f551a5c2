/** How code is shown and written, as the reader chose it. */
import type { Locator, Page } from "@playwright/test";
import { attention, attentionSlug, type ExerciseOnPage, solutionOf } from "./exercise-page.js";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

const solution = solutionOf(attentionSlug);
const longLine = `const a = "${"long ".repeat(100)}";\n`;

const words = { en: "Editor settings", zh: "编辑器设置" };

async function openSettings(page: Page, locale: keyof typeof words = "en"): Promise<Locator> {
  await page.getByRole("button", { name: words[locale] }).click();
  const settings = page.getByRole("dialog", { name: words[locale] });
  await expect(settings).toBeVisible();
  return settings;
}

const fontSizeOf = (exercise: ExerciseOnPage) =>
  exercise.editor.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));

/** How far the text can be scrolled sideways. */
const beyond = (exercise: ExerciseOnPage) =>
  exercise.editor.evaluate((one) => {
    const { scrollWidth, clientWidth } = one.parentElement as HTMLElement;
    return scrollWidth - clientWidth;
  });

test("font size and wrapping are chosen by keyboard, hold at once, and after a reload", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.write(longLine);
  const usual = await fontSizeOf(exercise);
  expect(await beyond(exercise)).toBeGreaterThan(100);

  const button = page.getByRole("button", { name: "Editor settings" });
  await button.focus();
  await page.keyboard.press("Enter");
  const settings = page.getByRole("dialog", { name: "Editor settings" });
  await expect(settings.getByRole("button", { name: "Smaller" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(settings.getByRole("status")).toHaveText("115 %");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(settings.getByRole("checkbox", { name: "Wrap long lines" })).toBeChecked();
  await expect.poll(() => beyond(exercise)).toBe(0);
  expect(await fontSizeOf(exercise)).toBeCloseTo(usual * 1.15, 1);
  await page.keyboard.press("Escape");
  await expect(settings).toBeHidden();
  await expect(button).toBeFocused();

  await page.reload();
  await exercise.editor.waitFor();
  await expect.poll(() => fontSizeOf(exercise)).toBeCloseTo(usual * 1.15, 1);
  await exercise.write(longLine);
  await expect.poll(() => beyond(exercise)).toBe(0);

  // It opens and closes by its button, and goes back to what it was.
  await button.click();
  await settings.getByRole("button", { name: "Smaller" }).click();
  await settings.getByRole("checkbox").uncheck();
  expect(await fontSizeOf(exercise)).toBeCloseTo(usual, 1);
  await expect.poll(() => beyond(exercise)).toBeGreaterThan(100);
  await button.click();
  await expect(settings).toBeHidden();
});

test("the steps of the font size end, and what was stored and makes no sense is as usual", async ({
  page,
  exercise,
}) => {
  await page.goto("#/");
  await page.evaluate(() => {
    const stored = { language: "javascript", editor: { size: 1e6, wrap: "yes" } };
    localStorage.setItem("attention-dojo:1:settings", JSON.stringify(stored));
  });
  await page.reload();
  await page.goto(attention);
  await exercise.write(solution);
  const settings = await openSettings(page);
  await expect(settings.getByRole("status")).toHaveText("100 %");
  await expect(settings.getByRole("checkbox")).not.toBeChecked();
  const larger = settings.getByRole("button", { name: "Larger" });
  for (const size of ["115 %", "130 %", "150 %"]) {
    await larger.click();
    await expect(settings.getByRole("status")).toHaveText(size);
  }
  await expect(larger).toHaveAttribute("aria-disabled", "true");
});

test("every editor of the page follows, that of the solution too", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.write(solution);
  await page.getByRole("tab", { name: "Solution" }).click();
  await page.getByRole("button", { name: "Show the solution" }).click();
  await page.getByRole("button", { name: "Show it anyway" }).click();
  const shown = page.locator("attention-solution .cm-content");
  await shown.waitFor();
  const sizeOf = () => shown.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  const usual = await sizeOf();
  const settings = await openSettings(page);
  await settings.getByRole("button", { name: "Larger" }).click();
  expect(await sizeOf()).toBeCloseTo(usual * 1.15, 1);
});

/** Chooses keys in the settings, and goes back to the editor. */
async function chooseKeys(page: Page, exercise: ExerciseOnPage, name: "Standard" | "Vim" | "Emacs"): Promise<void> {
  const settings = await openSettings(page);
  await settings.getByRole("radio", { name }).check();
  await page.keyboard.press("Escape");
  await exercise.editor.focus();
}

test("Vim's keys are loaded when they are chosen; Run works, and Escape then Tab leaves, in every mode", async ({
  page,
  exercise,
  visit: { requested },
}) => {
  await page.goto(attention);
  await exercise.write("one two\nthree");
  await exercise.editor.focus();
  const before = requested.size;
  await chooseKeys(page, exercise, "Vim");
  const status = exercise.element.locator(".cm-vim-panel");
  await expect(status).toContainText("NORMAL");
  expect(requested.size).toBeGreaterThan(before);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("ggdw");
  expect(await exercise.source()).toBe("two\nthree");
  await page.keyboard.type("inew ");
  await expect(status).toContainText("INSERT");
  expect(await exercise.source()).toBe("new two\nthree");
  await page.keyboard.press("Control+Enter");
  await expect(exercise.verdict).toBeVisible();
  expect(await exercise.source()).toBe("new two\nthree");

  // Out of the one mode, and out of the other.
  await exercise.editor.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(exercise.editor).not.toBeFocused();
  await exercise.editor.focus();
  await expect(status).toContainText("NORMAL");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(exercise.editor).not.toBeFocused();
  expect(await exercise.source()).toBe("new two\nthree");

  // The list tells what holds now.
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list).toContainText("the keys are those of Vim");
  await expect(list).toContainText("Leave the editor");
  await expect(list).not.toContainText("Undo");
  await page.keyboard.press("Escape");

  await page.reload();
  await expect(status).toContainText("NORMAL");
  await chooseKeys(page, exercise, "Standard");
  await expect(status).toHaveCount(0);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("dd");
  expect(await exercise.source()).toBe("ddnew two\nthree");
});

test("Emacs' keys are loaded when they are chosen; Run works, and Escape then Tab leaves", async ({
  page,
  exercise,
}) => {
  await page.goto(attention);
  await exercise.write("one two\nthree");
  await exercise.editor.focus();
  await chooseKeys(page, exercise, "Emacs");
  await expect(async () => {
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+k");
    expect(await exercise.source()).toBe("\nthree");
  }).toPass();
  await page.keyboard.press("Control+y");
  expect(await exercise.source()).toBe("one two\nthree");
  await page.keyboard.press("Control+Enter");
  await expect(exercise.verdict).toBeVisible();
  await exercise.editor.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(exercise.editor).not.toBeFocused();
  expect(await exercise.source()).toBe("one two\nthree");
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`the settings are accessible and fit, ${name}`, async ({ page, exercise }) => {
      await page.goto(attention);
      await exercise.write(solution);
      const settings = await openSettings(page, options.locale === "zh-CN" ? "zh" : "en");
      await expect(settings.getByRole("checkbox")).toBeVisible();
      const box = await settings.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(8);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((page.viewportSize()?.width ?? 0) - 8);
      await expectAccessibleAndNarrow(page, "editor settings");
    });
  });
