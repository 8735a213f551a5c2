import { solutionOf } from "./exercise-page.js";
import { expect as base, test } from "./fixtures.js";

/** Long enough for Python to load and start on a slow machine. */
const expect = base.configure({ timeout: 60_000 });
test.describe.configure({ timeout: 180_000 });
test.use({ chosen: "pytorch" });

const slug = "self-attention";
const solution = solutionOf(slug, "torch.py");

test("a class in PyTorch is judged, told what it was taken for, and its mistake is named", async ({
  page,
  exercise,
}) => {
  await page.goto(`#/exercise/${slug}`);
  await expect(page.locator("attention-signature .call")).toHaveText("SelfAttention(d_model).forward(x)");
  await exercise.submit(solution.replaceAll("self.query", "self.W_q"));
  await expect(exercise.verdict).toHaveText("Accepted");
  await expect(page.locator("attention-report .note")).toHaveText(
    "Your parameters were taken by their names: W_q → wq bq.",
  );

  await exercise.submit(solution.replace("dim=-1", "dim=1"));
  await expect(page.locator("attention-report .mistake code")).toHaveText("softmax-over-queries");
  await exercise.submit(solution.replace("self.value(x)", "self.value(x).detach()"));
  await expect(page.locator("attention-report .mistake code")).toHaveText("gradient-cut");
  await exercise.run(solutionOf(slug, "py"));
  await expect(exercise.verdict).toHaveText("Runtime error");
  await page.getByRole("button", { name: "Switch to NumPy and keep the code" }).click();
  await exercise.run();
  await expect(exercise.verdict).toHaveText("Sample cases passed");
});

test("names are completed by the keyboard, and explained, once Python is there", async ({ page, exercise, visit }) => {
  const loaded = () => [...visit.requested].filter((path) => /assist/.test(path));
  await page.goto(`#/exercise/${slug}`);
  await expect(exercise.editor).toBeVisible();
  await expect(page.locator("attention-python-status").getByText("Python with NumPy is ready.")).toBeVisible();
  await expect.poll(loaded).not.toEqual([]);
  await exercise.write("import torch\nimport torch.nn.functional as F\n\nx = torch.randn(3)\n");
  await expect(async () => {
    await page.mouse.move(0, 0);
    await exercise.editor.getByText("randn").hover();
    await expect(page.locator(".cm-assist code")).toContainText("torch.randn(", { timeout: 2000 });
  }).toPass();
  await exercise.editor.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("y = F.softm");
  const list = page.getByRole("listbox");
  await expect(list.getByRole("option").first()).toHaveText(/^softmax\(input, dim/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(list).toBeHidden();
  await page.keyboard.type("(x.unsq");
  await expect(list.getByRole("option").first()).toHaveText(/^unsqueeze\(dim\)/);
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  expect(await exercise.source()).toContain("y = F.softmax(x.unsq");
});

test("nothing of the names is loaded by who writes JavaScript", async ({ page, exercise, visit }) => {
  await page.goto(`#/exercise/${slug}`);
  await page.getByRole("tab", { name: "JavaScript" }).click();
  await exercise.run(solutionOf(slug));
  await expect(exercise.verdict).toHaveText("Sample cases passed");
  await visit.quiet();
  expect([...visit.requested].filter((path) => /assist|python-exercise/.test(path))).toEqual([]);
});

test("a solution is shown in every language, beside one another", async ({ page }) => {
  await page.goto(`#/exercise/${slug}`);
  await page.getByRole("tab", { name: "Solution" }).click();
  await page.getByRole("button", { name: "Show the solution" }).click();
  await page.getByRole("button", { name: "Show it anyway" }).click();
  const shown = page.locator("attention-solution");
  await expect(shown.locator(".cm-content")).toContainText("class SelfAttention(nn.Module)");
  await shown.getByRole("tab", { name: "NumPy" }).click();
  await expect(shown.locator(".cm-content")).toContainText("def self_attention(");
  await shown.getByRole("tab", { name: "JavaScript" }).click();
  await expect(shown.locator(".cm-content")).toContainText("function dot(a, b)");
});

test("what is refused, and that gradients are checked, is said beside the task to who writes PyTorch", async ({
  page,
}) => {
  const rules = page.locator("attention-torch-rules");
  await page.goto("#/exercise/softmax");
  await expect(rules.locator("code")).toHaveText(["softmax", "Softmax2d", "log_softmax", "softmin", "gumbel_softmax"]);
  await expect(rules).toContainText("Submit also checks the gradients");
  await page.goto("#/exercise/dpo-loss");
  await expect(rules).toHaveText(/except ref_chosen, ref_rejected\.$/);
  await page.goto("#/exercise/packed-mask");
  await expect(page.locator("attention-signature .call")).toContainText("packed_mask");
  await expect(rules).toHaveText("");
  await page.getByRole("tab", { name: "NumPy" }).click();
  await expect(rules).toHaveCount(0);
});
