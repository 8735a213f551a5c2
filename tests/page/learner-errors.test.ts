import { attention } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";

const inPython = "import numpy as np\n\ndef scaled_dot_product_attention(q, k, v):\n    return q\n";

test.beforeEach(async ({ page }) => {
  await page.goto(attention);
});

test("a syntax error says what the program has wrong, and nothing of how it is run", async ({ exercise }) => {
  for (const source of [
    "function scaledDotProductAttention(q k) {}",
    "const x = ;",
    "import fs from 'fs';",
    "let a; let a;",
  ]) {
    await exercise.run(source);
    await expect(exercise.verdict).toHaveText("Syntax error");
    const report = exercise.element.locator("attention-report");
    await expect(report.getByText("SyntaxError")).toBeVisible();
    await expect(report).not.toContainText(/importScripts|WorkerGlobalScope|blob:|Uncaught/);
    await expect(report.getByRole("button", { name: /Switch/ })).toHaveCount(0);
  }
});

test("Python under JavaScript is recognised, and one click takes it to Python; Undo brings it back", async ({
  exercise,
  page,
}) => {
  await exercise.run(inPython);
  await expect(
    page.locator("attention-learner-error").getByText("This looks like Python, but it was run as JavaScript."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Switch to NumPy and keep the code" }).click();
  const python = page.getByRole("tab", { name: "NumPy" });
  await expect(python).toHaveAttribute("aria-selected", "true");
  await expect(python).toBeFocused();
  await expect(exercise.editor).toContainText("def scaled_dot_product_attention");
  await expect(page.getByText("Your code is now under NumPy.")).toBeVisible();
  await page.getByRole("tab", { name: "JavaScript" }).click();
  await expect(exercise.editor).toContainText("function scaledDotProductAttention");
  await page.reload();
  await python.click();
  await expect(exercise.editor).toContainText("def scaled_dot_product_attention");
});

test("moving code to another language can be undone", async ({ exercise, page }) => {
  await exercise.run(inPython);
  await page.getByRole("button", { name: "Switch to NumPy and keep the code" }).click();
  await expect(page.getByText("Your code is now under NumPy.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("tab", { name: "JavaScript" })).toHaveAttribute("aria-selected", "true");
  await expect(exercise.editor).toContainText("def scaled_dot_product_attention");
});

test("the advice for an error is there to be seen", async ({ exercise, page }) => {
  await exercise.run("const scaledDotProductAttention = (q, k, v) => np.matmul(q, k);");
  await expect(exercise.verdict).toHaveText("Runtime error");
  await expect(page.locator("attention-learner-error").getByText("JavaScript has no np; use")).toBeVisible();
});

test("a function under another name: the verdict says what was found", async ({ exercise, page }) => {
  await exercise.run("function scaled_dot_product_attention(q, k, v) { return v; }");
  await expect(exercise.verdict).toHaveText("Function not found");
  await expect(
    page
      .locator("attention-report")
      .getByText("Your code defines scaled_dot_product_attention, but the exercise calls scaledDotProductAttention."),
  ).toBeVisible();
});
