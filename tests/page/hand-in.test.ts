import { readFileSync } from "node:fs";
import { readHandIn } from "../../web/courses/hand-in/index.js";
import { attention, attentionSlug, unscaled } from "./exercise-page.js";
import { expectAccessible } from "./findings.js";
import { expect, test } from "./fixtures.js";

test("what was submitted is handed in as a file that a teacher's command reads", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.editor.waitFor();
  const open = page.getByRole("button", { name: "Share or hand in" });
  const dialog = page.getByRole("dialog");
  const save = dialog.getByRole("button", { name: "Save the file" });

  await open.click();
  await expect(dialog.getByText("Submit your program first.")).toBeVisible();
  await expect(save).toHaveCount(0);
  await page.keyboard.press("Escape");

  await exercise.submit(unscaled);
  await expect(exercise.verdict.filter({ hasText: "Wrong answer" })).toBeVisible();
  await exercise.write(`${unscaled}// later\n`);
  await open.click();
  await expect(dialog.getByText("You have changed the code since you submitted it.")).toBeVisible();
  await dialog.getByLabel("Your name").fill("  Ada L. ");
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const file = await download;
  expect(file.suggestedFilename()).toBe(`${attentionSlug}.handin.json`);
  const handIn = readHandIn(readFileSync(await file.path(), "utf8"));
  expect(handIn).toMatchObject({ exercise: attentionSlug, language: "javascript", verdict: "wrong-answer" });
  expect([handIn.learner, handIn.source]).toEqual(["Ada L.", unscaled]);
  await expect(dialog.getByText(`Saved as ${attentionSlug}.handin.json.`)).toBeVisible();

  await page.reload();
  await exercise.editor.waitFor();
  await exercise.submit(unscaled);
  await expect(exercise.verdict.filter({ hasText: "Wrong answer" })).toBeVisible();
  await open.click();
  await expect(dialog.getByLabel("Your name")).toHaveValue("Ada L.");
});
