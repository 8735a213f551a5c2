/** Blocks of code that are folded. */
import { attention, type ExerciseOnPage } from "./exercise-page.js";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

const program = `function first(a) {
  if (a) {
    return 1;

  }
  return 2;
}

const second = () => {
  return 3;
};
`;

const lines = (exercise: ExerciseOnPage) => exercise.editor.locator(".cm-line").allInnerTexts();
const dots = (exercise: ExerciseOnPage, name: string) => exercise.editor.getByRole("button", { name });

/** Writes, and waits until what makes writing easier is there. */
async function begin(exercise: ExerciseOnPage): Promise<void> {
  await exercise.write(program);
  await exercise.editor.focus();
  await exercise.element.locator(".cm-arrow").first().waitFor();
}

test("blocks are folded and unfolded with keys, and the text stays as it is", async ({ page, exercise }) => {
  await page.goto(attention);
  await begin(exercise);
  const all = await lines(exercise);
  await page.keyboard.press("Control+Home");
  for (const _ of [1, 2]) await page.keyboard.press("ArrowDown");
  // Within the inner block; the cursor goes to where the block begins.
  await page.keyboard.press("Control+Shift+{");
  await expect(dots(exercise, "Unfold")).toHaveCount(1);
  expect(await lines(exercise)).toEqual([all[0], `${all[1]}…`, ...all.slice(3)]);
  await page.keyboard.press("Control+Shift+}");
  expect(await lines(exercise)).toEqual(all);

  await page.keyboard.press("Control+Alt+[");
  await expect(dots(exercise, "Unfold")).toHaveCount(2);
  expect(await lines(exercise)).toEqual([`${all[0]}…`, "}", "\n", `${all[8]}…`, "};", "\n"]);
  await page.keyboard.press("Control+Alt+]");
  expect(await lines(exercise)).toEqual(all);
  expect(await exercise.source()).toBe(program);
});

test("a click on the arrow beside a line folds, a click on the dots or on the arrow unfolds", async ({
  page,
  exercise,
}) => {
  await page.goto(attention);
  await begin(exercise);
  const arrows = exercise.element.locator(".cm-arrow");
  await expect(arrows).toHaveCount(3);
  await arrows.first().click();
  await dots(exercise, "Unfold").click();
  await expect(arrows).toHaveCount(3);
  await arrows.last().click();
  await expect(dots(exercise, "Unfold")).toHaveCount(1);
  await arrows.last().click();
  await expect(dots(exercise, "Unfold")).toHaveCount(0);
});

test("a line to which the report leads is unfolded", async ({ page, exercise }) => {
  await page.goto(attention);
  await begin(exercise);
  await exercise.write("function scaledDotProductAttention(q, k, v) {\n  return v.missing.rows;\n}\n");
  await page.keyboard.press("Control+Alt+[");
  await expect(dots(exercise, "Unfold")).toHaveCount(1);
  await exercise.run();
  await page.getByRole("button", { name: "Go to line 2 in the editor" }).first().click();
  await expect(dots(exercise, "Unfold")).toHaveCount(0);
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`folding takes no room and is accessible, ${name}`, async ({ page, exercise }) => {
      await page.goto(attention);
      await exercise.write(program);
      const left = () => exercise.editor.evaluate((one) => one.getBoundingClientRect().left);
      const before = await left();
      await begin(exercise);
      expect(await left()).toBe(before);
      await page.keyboard.press("Control+Alt+[");
      await expect(dots(exercise, options.locale === "zh-CN" ? "展开" : "Unfold")).toHaveCount(2);
      await expectAccessibleAndNarrow(page, "folding");
    });
  });
