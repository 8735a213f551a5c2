/** The list of what can be done with keys. */
import type { Page } from "@playwright/test";
import { attention } from "./exercise-page.js";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

const list = (page: Page, name = "Keyboard shortcuts") => page.getByRole("dialog", { name });

/** What stands beside a sentence of the list: `Ctrl Shift Enter`. */
const keysOf = (page: Page, what: string) =>
  list(page)
    .locator("dl > div")
    .filter({ has: page.getByText(what, { exact: true }) })
    .locator("dd");

test("? shows the shortcuts, but not where it is written, and the button of the settings shows them too", async ({
  page,
  exercise,
}) => {
  await page.goto(attention);
  await exercise.write("");
  await exercise.editor.focus();
  await page.keyboard.press("?");
  expect(await exercise.source()).toBe("?");
  await expect(list(page)).toHaveCount(0);

  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("?");
  await expect(list(page)).toBeVisible();
  await expect(keysOf(page, "Submit")).toHaveText("Ctrl Shift Enter");
  await expect(keysOf(page, "This list")).toHaveText("?");
  await page.keyboard.press("Escape");
  await expect(list(page)).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

  const settings = page.getByRole("button", { name: "Editor settings" });
  await settings.click();
  await page
    .getByRole("dialog", { name: "Editor settings" })
    .getByRole("button", { name: "Keyboard shortcuts" })
    .click();
  await expect(list(page)).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Editor settings" })).toBeHidden();
  await list(page).getByRole("button", { name: "Close" }).click();
  await expect(settings).toBeFocused();
});

test("the keys of the list do what it says", async ({ page, exercise }) => {
  await page.goto(attention);
  await page.getByRole("contentinfo").getByRole("button", { name: "Keyboard shortcuts" }).click();
  const names = { Ctrl: "Control", "↑": "ArrowUp", "↓": "ArrowDown" } as const;
  const pressed = async (what: string) => {
    const chord = await keysOf(page, what).locator("kbd").allInnerTexts();
    return chord
      .map((key) => names[key as keyof typeof names] ?? (key.length === 1 ? key.toLowerCase() : key))
      .join("+");
  };
  const [comment, indent, less, up, copy, remove, undo, redo, goTo] = await Promise.all(
    [
      ...["Comment or uncomment lines", "Indent", "Indent less", "Move lines up", "Copy lines down"],
      ...["Delete lines", "Undo", "Redo", "Go to line"],
    ].map(pressed),
  );
  await page.keyboard.press("Escape");

  await exercise.write("a\nb");
  await exercise.editor.focus();
  await expect(exercise.element.locator(".cm-arrows")).toHaveCount(1);
  await page.keyboard.press("Control+End");
  for (const [key, source] of [
    [comment, "a\n// b"],
    [comment, "a\nb"],
    [indent, "a\n  b"],
    [less, "a\nb"],
    [up, "b\na"],
    [copy, "b\nb\na"],
    [undo, "b\na"],
    [redo, "b\nb\na"],
    [remove, "b\na"],
  ] as const) {
    await page.keyboard.press(key as string);
    expect(await exercise.source(), `after ${key}`).toBe(source);
  }
  // It comes a moment after the editor.
  await expect(async () => {
    await page.keyboard.press(goTo as string);
    await expect(page.getByLabel("Go to line")).toBeVisible({ timeout: 500 });
  }).toPass();
});

test("on a Mac the keys are a Mac's", async ({ visitAnew, address }) => {
  const { page } = await visitAnew(address);
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "platform", { get: () => "MacIntel" }));
  await page.goto("#/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("?");
  await expect(keysOf(page, "Submit")).toHaveText("⇧ ⌘ Enter");
  await expect(keysOf(page, "Fold the block")).toHaveText("⌥ ⌘ [");
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`the list is accessible and fits, ${name}`, async ({ page }) => {
      await page.goto("#/");
      const title = options.locale === "zh-CN" ? "键盘快捷键" : "Keyboard shortcuts";
      await page.getByRole("button", { name: title }).click();
      await expect(list(page, title)).toBeVisible();
      const isScrolled = await list(page, title).evaluate((one) => one.scrollWidth > one.clientWidth);
      expect(isScrolled).toBe(false);
      await expectAccessibleAndNarrow(page, "shortcuts");
    });
  });
