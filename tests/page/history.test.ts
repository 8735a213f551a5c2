import { attention, attentionSlug, solutionOf, unscaled } from "./exercise-page.js";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

const solution = solutionOf(attentionSlug);

test("every submission is kept with its verdict, an accepted one beyond the next keystroke and a reload", async ({
  page,
  exercise,
}) => {
  await page.goto(attention);
  await exercise.submit(unscaled);
  await expect(exercise.verdict).toHaveText("Wrong answer");
  await exercise.run(`${unscaled}// only run\n`);
  await exercise.submit(solution);
  await expect(exercise.verdict).toHaveText("Accepted");
  await exercise.editor.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("// all gone\n");
  await page.reload();
  await expect(exercise.editor).toContainText("all gone");
  await page.getByText("Submissions and earlier code (2)").click();
  const rows = page.locator("attention-earlier li");
  await expect(rows.locator(".verdict")).toHaveText(["Accepted", "Wrong answer"]);
  await rows.first().getByRole("button", { name: "Take this one back" }).click();
  expect(await exercise.source()).toBe(solution);
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await exercise.source()).toBe("// all gone\n");
});

test("two programs are compared, with the published solution too once it is solved", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.submit(unscaled);
  await expect(exercise.verdict).toHaveText("Wrong answer");
  const one = unscaled.replace("* row[i], 0)", "* row[i], 0) * 0.5");
  await exercise.write(one);
  await page.getByText("Submissions and earlier code (1)").click();
  await page.getByRole("button", { name: "Compare" }).click();
  const difference = page.locator("attention-difference");
  await expect(difference.locator(".cm-changedText").first()).toBeVisible();
  await expect(difference.locator(".cm-merge-b")).toContainText("* 0.5");
  const right = page.getByLabel("with", { exact: true });
  await expect(right.locator("option")).toHaveText(["the code in the editor", /Wrong answer$/]);
  await page.getByRole("button", { name: "Close" }).click();

  await exercise.submit(`${solution}// mine\n`);
  await expect(exercise.verdict).toHaveText("Accepted");
  await page.getByRole("button", { name: "Compare" }).first().click();
  await expect(page.getByLabel("Compare", { exact: true })).toBeFocused();
  await right.selectOption("the published solution");
  await expect(difference.locator(".cm-merge-a")).toContainText("// mine");
  await expect(difference.locator(".cm-merge-b")).toContainText("return { out, weights };");
  await page.setViewportSize({ width: 560, height: 800 });
  await expect(difference.locator(".cm-merge-a")).toHaveCount(0);
  await expect(difference.locator(".cm-deletedChunk")).toContainText("// mine");
});

test("work saved to a file carries the history, and an import adds to what is here", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.submit(solution);
  await expect(exercise.verdict).toHaveText("Accepted");
  await page.goto("#/work");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save to a file" }).first().click();
  const path = await (await saved).path();
  await page.evaluate(() => localStorage.removeItem("attention-dojo:1:earlier:exercise:scaled-dot-product-attention"));
  await page.reload();
  await page.setInputFiles("input[type=file]", path);
  await expect(page.getByText("adds to your earlier versions")).toBeVisible();
  await page.getByRole("button", { name: "Import 1 exercise" }).click();
  await page.goto(attention);
  await expect(page.getByText("Submissions and earlier code (1)")).toBeVisible();
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`a comparison is accessible and fits, ${name}`, async ({ page, exercise }) => {
      await page.goto(attention);
      await exercise.write(unscaled);
      await page.locator("[part=submit]").click();
      await expect(exercise.verdict).toBeVisible();
      await exercise.write(solution);
      await page.locator("attention-earlier summary").click();
      await page.locator("attention-earlier .buttons .button").first().click();
      await expect(page.locator("attention-difference .cm-content").first()).toBeVisible();
      await expectAccessibleAndNarrow(page, "comparison");
    });
  });
