import { expectAccessible } from "./findings.js";
import { expect, test } from "./fixtures.js";

test("a derivation is checked line by line, says what is wrong, and survives a reload", async ({ page }) => {
  await page.goto("#/question/shapes-through-multi-head-attention");
  const question = page.locator("attention-question");
  const line = question.getByRole("textbox");
  const lines = question.locator(".board li");
  await expect(line).toHaveAccessibleName("The weight of the query projection, all heads together");
  await expect(question.getByText("7 more lines follow.")).toBeVisible();
  await expect(question.getByRole("button", { name: "Show this line" })).toHaveCount(0);

  for (const [written, says] of [
    ["", "Write the line first."],
    ["(D, K)", "There is no name “K” here."],
    ["(D", "Something is missing at the end"],
    ["(B, D, D)", "You wrote 3 entries; 2 are asked for."],
    ["(D, H)", "Not right yet. Look at entry 2"],
  ] as const) {
    await line.fill(written);
    await line.press("Enter");
    await expect(question.getByRole("alert")).toContainText(says);
    await expect(line).toBeFocused();
  }
  await expectAccessible(page);

  await line.fill("[D, D]");
  await line.press("Enter");
  await expect(lines).toHaveCount(2);
  await expect(line).toHaveAccessibleName("The queries after the projection, before they are split");
  await expect(line).toBeFocused();
  await expect(lines.first().getByRole("img", { name: "right" })).toBeVisible();
  await expect(question.getByRole("alert")).toBeEmpty();

  await line.fill("(B, D, L)");
  await line.press("Enter");
  await question.getByRole("button", { name: "Show this line" }).click();
  await expect(lines).toHaveCount(3);
  await expect(lines.nth(1).getByRole("img", { name: "shown" })).toBeVisible();
  await expect(lines.nth(1)).toContainText("(B, L, D)");

  await line.fill("(B, H, L, D/H)");
  await page.reload();
  await expect(line).toHaveValue("(B, H, L, D/H)");
  for (const right of ["(B,H,L,D/H)", "B, H, D/H, S", "(B, H, L, S)", "1/S", "(B, H, L, D / H)", "(B, L, D)"]) {
    await line.fill(right);
    await line.press("Enter");
  }
  await expect(question.getByRole("heading", { name: "7 of 8 points" })).toBeFocused();
  await expect(question.getByText("What an interviewer asks next")).toBeVisible();
  await expectAccessible(page);
});
