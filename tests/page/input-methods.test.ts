/** Chinese and Japanese input methods, as Chromium tells a page of them. */
import type { CDPSession, Page } from "@playwright/test";
import { attention, type ExerciseOnPage } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";

/** What somebody composes: every step that the input method shows, then what is taken. */
async function compose(session: CDPSession, steps: readonly string[], taken: string): Promise<void> {
  for (const text of steps)
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await session.send("Input.insertText", { text: taken });
}

const before = "const one = 1;\nconst two = 2;\n";

async function open(page: Page, exercise: ExerciseOnPage): Promise<CDPSession> {
  await page.goto(attention);
  await exercise.write(before);
  await exercise.editor.focus();
  await page.keyboard.press("Control+Home");
  return page.context().newCDPSession(page);
}

/** Selects the word that begins the second line. */
async function selectWord(page: Page): Promise<void> {
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  for (let i = 0; i < 5; i++) await page.keyboard.press("Shift+ArrowRight");
}

const methods = [
  { name: "Chinese by pinyin", steps: ["n", "ni", "ni h", "ni hao"], taken: "你好" },
  { name: "Japanese by kana", steps: ["に", "にほ", "にほん", "日本"], taken: "日本" },
  { name: "a text that is dictated at once", steps: [], taken: "注意力" },
] as const;

for (const { name, steps, taken } of methods) {
  test(`${name}: what is composed is there once, and one Undo takes it away`, async ({ page, exercise }) => {
    const session = await open(page, exercise);
    await page.keyboard.type("// ");
    await compose(session, steps, taken);
    await expect.poll(() => exercise.source()).toBe(`// ${taken}${before}`);
    await page.keyboard.type("!");
    await expect.poll(() => exercise.source()).toBe(`// ${taken}!${before}`);
    for (let i = 0; i < 4 && (await exercise.source()) !== before; i++) await page.keyboard.press("Control+z");
    expect(await exercise.source()).toBe(before);
    for (let i = 0; i < 4 && (await exercise.source()) !== `// ${taken}!${before}`; i++)
      await page.keyboard.press("Control+y");
    expect(await exercise.source()).toBe(`// ${taken}!${before}`);
  });

  test(`${name}, over a selected word: it takes its place, and Undo brings it back`, async ({ page, exercise }) => {
    const session = await open(page, exercise);
    await selectWord(page);
    await compose(session, steps, taken);
    const after = before.replace("const two", `${taken} two`);
    await expect.poll(() => exercise.source()).toBe(after);
    await expect(exercise.editor).toContainText(`${taken} two`);
    await page.keyboard.press("Control+z");
    await expect.poll(() => exercise.source()).toBe(before);
    await expect(exercise.editor).toContainText("const two");
    await page.keyboard.press("Control+y");
    await expect.poll(() => exercise.source()).toBe(after);
  });
}

test("what makes writing easier comes while a word is composed: it waits, and the word is there once", async ({
  page,
  exercise,
}) => {
  let arrive = () => {};
  const composed = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/\/comforts-/, async (route) => {
    await composed;
    await route.continue();
  });
  const arrived = page.waitForResponse(/\/comforts-/);
  const session = await open(page, exercise);
  for (const text of ["n", "ni"])
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  arrive();
  await (await arrived).finished();
  await page.waitForTimeout(500);
  await compose(session, ["ni h", "ni hao"], "你好");
  await expect.poll(() => exercise.source()).toBe(`你好${before}`);
  await page.keyboard.type("(");
  await expect.poll(() => exercise.source()).toBe(`你好(${before}`);
  await expect(async () => {
    await page.keyboard.press("Control+f");
    await expect(page.getByRole("textbox", { name: "Find" })).toBeFocused({ timeout: 500 });
  }).toPass();
});

test("a composition that is given up leaves what was there before it", async ({ page, exercise }) => {
  const session = await open(page, exercise);
  for (const text of ["n", "ni", ""])
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await expect.poll(() => exercise.source()).toBe(before);
  await page.keyboard.type("x");
  await expect.poll(() => exercise.source()).toBe(`x${before}`);
});

test("a composition over a selected word that is given up: Undo brings the word back", async ({ page, exercise }) => {
  const session = await open(page, exercise);
  await selectWord(page);
  for (const text of ["n", "ni", ""])
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await expect.poll(() => exercise.source()).toBe(before.replace("const two", " two"));
  await page.keyboard.press("Control+z");
  await expect.poll(() => exercise.source()).toBe(before);
});

test("a second composition, after a word was typed over by the first", async ({ page, exercise }) => {
  const session = await open(page, exercise);
  await selectWord(page);
  await compose(session, ["z", "zhu"], "注");
  await compose(session, ["y", "yi"], "意");
  await page.keyboard.type("x");
  await expect.poll(() => exercise.source()).toBe(before.replace("const two", "注意x two"));
});

test("a word that is typed over comes back by Undo", async ({ page, exercise }) => {
  await open(page, exercise);
  await selectWord(page);
  await page.keyboard.type("let");
  await expect.poll(() => exercise.source()).toBe(before.replace("const two", "let two"));
  for (let i = 0; i < 3 && (await exercise.source()) !== before; i++) await page.keyboard.press("Control+z");
  expect(await exercise.source()).toBe(before);
});

test("Enter, to take the letters of a composition as they are, is no new line", async ({ page, exercise }) => {
  const session = await open(page, exercise);
  await session.send("Input.imeSetComposition", { text: "ni", selectionStart: 2, selectionEnd: 2 });
  await session.send("Input.dispatchKeyEvent", {
    type: "rawKeyDown",
    key: "Process",
    code: "Enter",
    windowsVirtualKeyCode: 229,
  });
  await session.send("Input.insertText", { text: "ni" });
  await session.send("Input.dispatchKeyEvent", {
    type: "keyUp",
    key: "Enter",
    code: "Enter",
    windowsVirtualKeyCode: 13,
  });
  await expect.poll(() => exercise.source()).toBe(`ni${before}`);
});
