import { attention, attentionSlug, solutionOf, unscaled } from "./exercise-page.js";
import { expectAccessible, expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

const solution = solutionOf(attentionSlug);
/** Right but for scores that leave float64's exponential. */
const overflowing = `function scaledDotProductAttention(q, k, v) {
  const scale = 1 / Math.sqrt(q[0][0].length);
  return q.map((rows, b) => rows.map((row) => {
    const powers = k[b].map((key) => Math.exp(scale * key.reduce((sum, x, i) => sum + x * row[i], 0)));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return v[b][0].map((_, j) => powers.reduce((sum, power, i) => sum + power / total * v[b][i][j], 0));
  }));
}
`;
const printing = (program: string) =>
  `console.log("loading");\nlet calls = 0;\n${program.replace("(q, k, v) {", '(q, k, v) {\n  console.log("call", ++calls);')}`;

test("a wrong answer says where it is furthest off, and shows the rest by tabs, by keyboard too", async ({
  page,
  exercise,
}) => {
  await page.goto(attention);
  await exercise.submit(unscaled);
  const worst = page.locator("attention-worst");
  await expect(worst.locator("caption")).toHaveText(/^Furthest off: out\[\d, \d, \d\]$/);
  await expect(worst.locator("tbody td.worst.wrong")).toHaveCount(1);
  await expect(worst.locator("thead th.worst")).toHaveCount(1);
  await expect(worst.locator("tbody tr")).toHaveCount(2);

  const views = page.locator("attention-case .views");
  await expect(views.getByRole("tab")).toHaveText(["Values", "Heat map", "Inputs"]);
  await expect(page.locator("attention-comparison mark.worst")).toHaveCount(1);
  await views.getByRole("tab", { name: "Values" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(views.getByRole("tab", { name: "Heat map" })).toBeFocused();
  const cells = page.locator("attention-case attention-heatmap").first().getByRole("gridcell");
  await expect(cells).toHaveCount(6);
  await expect(cells).toHaveText(Array(6).fill(/^[01]\.\d\d$/));
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("attention-inputs summary").first()).toHaveText(/^q /);
  // The next report opens where the reader looked last.
  await exercise.submit();
  await expect(page.locator("attention-inputs")).toBeVisible();
});

test("cases that passed are folded beside those that failed", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.submit(overflowing);
  const cases = page.locator("attention-cases .cases").getByRole("tab");
  await expect(cases).toHaveCount(2);
  await page.getByRole("button", { name: "Show the 7 cases that passed" }).click();
  await expect(cases).toHaveCount(9);
  await cases.first().click();
  await expect(page.locator("attention-worst")).toHaveCount(0);
  await page.getByRole("button", { name: "Hide the 7 cases that passed" }).click();
  await expect(cases).toHaveCount(2);
  await expect(cases.first()).toHaveAttribute("aria-selected", "true");
});

test("an accepted answer says what it was tried on, what it costs, what is asked next and which exercise is next", async ({
  page,
  exercise,
}) => {
  await page.goto(attention);
  await exercise.submit(solution);
  const accepted = page.locator("attention-accepted");
  await expect(accepted.locator(".also li")).toHaveText([
    "As many queries as keys",
    "Nineteen keys",
    "More queries than keys",
    "Vectors of 33 features",
    "Scores of ±80",
    "Rows of scores near 1000, near -1000, or both",
    "Every score near -1,000,000",
  ]);
  await accepted.getByText("What it costs").click();
  await expect(accepted.locator("attention-cost")).toContainText("275\u00a0G");
  await expect(accepted.locator(".follow-ups details").first()).toBeVisible();
  await expect(page.locator("attention-exercise").getByRole("link", { name: /^Next/ })).toBeVisible();
  await expect(page.locator("attention-case")).toHaveCount(0);
  await page.getByText("Cases (9)").click();
  await expect(page.locator("attention-cases").getByRole("tab", { name: "Nineteen keys" })).toBeVisible();
  await page.getByRole("tab", { name: "Heat map" }).click();
  await expect(page.locator("attention-case attention-heatmap")).toHaveCount(1);
});

test("an exam says nothing of it, and Run promises nothing", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.run(solution);
  await expect(exercise.verdict).toHaveText("Sample cases passed");
  await expect(page.locator("attention-accepted")).toHaveCount(0);
  await exercise.element.evaluate((element) => Object.assign(element, { exam: true }));
  await exercise.submit();
  await expect(exercise.verdict).toHaveText("Accepted");
  await expect(page.locator("attention-accepted")).toHaveCount(0);
});

test("what was printed is beside the case that printed it, and open", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.submit(printing(overflowing));
  const printed = page.locator("attention-printed pre");
  await expect(page.getByRole("tab", { name: "Console" })).toHaveAttribute("aria-selected", "true");
  await expect(printed).toHaveText(["loading\n", "call 8\n"]);
  await page.locator("attention-cases .cases").getByRole("tab").nth(1).click();
  await expect(printed).toHaveText(["loading\n", "call 9\n"]);

  await exercise.run(printing(solution));
  await expect(exercise.verdict).toHaveText("Sample cases passed");
  await expect(printed).toHaveText(["loading\n", "call 1\n"]);

  await exercise.run('console.log("here");\nthrow new Error("no");');
  await expect(exercise.verdict).toHaveText("Runtime error");
  await expect(printed).toHaveText(["here\n"]);
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`every tab of a report is accessible and fits, ${name}`, async ({ page, exercise }) => {
      await page.goto(attention);
      await exercise.write(printing(overflowing));
      await page.locator("[part=submit]").click();
      await expect(page.locator("attention-printed").first()).toBeVisible();
      await expectAccessibleAndNarrow(page, "console");
      await page.locator("attention-cases .fold").click();
      await page.locator("attention-cases .cases").getByRole("tab").first().click();
      for (const view of ["values", "maps", "inputs"]) {
        await page.locator(`attention-case #view-${view}`).click();
        await expectAccessibleAndNarrow(page, view);
      }
      await exercise.write(solution);
      await page.locator("[part=submit]").click();
      await expect(page.locator("attention-accepted .also li").first()).toBeVisible();
      await expectAccessible(page, "accepted");
    });
  });
