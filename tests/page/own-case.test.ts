import { attention, attentionSlug, solutionOf, unscaled } from "./exercise-page.js";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

const solution = solutionOf(attentionSlug);

test("a failing case is run alone, and edited into one of one's own that is judged like it", async ({
  page,
  exercise,
}) => {
  await page.goto(attention);
  await exercise.submit(unscaled);
  const cases = page.locator("attention-cases .cases").getByRole("tab");
  await cases.nth(3).click();
  await page.locator("attention-case #view-inputs").click();
  const values = await page.locator("attention-inputs attention-array").first().innerText();
  await page.getByRole("button", { name: "Run only this case" }).click();
  await expect(cases).toHaveText(["Nineteen keys, Wrong answer"]);
  expect(await page.locator("attention-inputs attention-array").first().innerText()).toBe(values);

  await page.getByRole("button", { name: "Edit as my own case" }).click();
  const form = page.locator("attention-own-case");
  await expect(form.getByLabel(/^q/)).toBeFocused();
  await form.getByLabel(/^q/).fill("[[[1, 0]]]");
  await form.getByLabel(/^k/).fill("[[[1, 0], [0, 1, 2]]]");
  await form.getByLabel(/^v/).fill("[[[1], [3]]]");
  await form.getByRole("button", { name: "Run this case" }).click();
  await expect(form.getByRole("alert")).toContainText("k is ragged");
  await expect(form.getByLabel(/^k/)).toBeFocused();
  await form.getByLabel(/^k/).fill("[[[1, 0], [0, 1]]]");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(cases).toHaveText(["Your own case, Wrong answer"]);
  await page.locator("attention-case #view-values").click();
  await expect(page.locator("attention-comparison attention-array").first()).toHaveText("[[1.6605]]");

  await exercise.write(solution);
  await form.getByRole("button", { name: "Run this case" }).click();
  await expect(exercise.verdict).toHaveText("The case passes");
  await expect(page.getByText("Solved")).toHaveCount(0);
  await form.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("button", { name: "Edit as my own case" })).toBeFocused();

  // What was written is kept.
  await page.reload();
  await exercise.run(unscaled);
  await page.getByRole("button", { name: "Edit as my own case" }).click();
  await form.getByRole("button", { name: "Take my last one" }).click();
  await expect(form.getByLabel(/^q/)).toHaveValue("[[[1, 0]]]");
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`a case of one's own is accessible and fits, ${name}`, async ({ page, exercise }) => {
      await page.goto(attention);
      await exercise.write(unscaled);
      await page.locator("[part=run]").click();
      await page.locator("attention-case #edit").click();
      await page.locator("attention-own-case textarea").nth(1).fill("[[1");
      await page.locator("attention-own-case .button").first().click();
      await expect(page.locator("attention-own-case .wrong")).toBeVisible();
      await expectAccessibleAndNarrow(page, "own case");
    });
  });
