import type { Page } from "@playwright/test";
import { attention, type ExerciseOnPage, unscaled } from "./exercise-page.js";
import { expectAccessible } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looks } from "./looks.js";
import type { Visit } from "./visit.js";

const thrower = "function scaledDotProductAttention(q) {\n  console.log(1);\n  return q.missing.rows;\n}\n";

async function judged(page: Page, exercise: ExerciseOnPage, source: string): Promise<void> {
  await exercise.write(source);
  await page.locator("[part=submit]").click();
  await expect(exercise.verdict).toBeVisible();
}

type Show = (page: Page, exercise: ExerciseOnPage, visit: Visit) => Promise<void>;

/** Each view and each state of a view that looks different. */
const views: Readonly<Record<string, Show>> = {
  list: (page) => expect(page.locator("dojo-exercise-list .topic li").first()).toBeVisible(),
  exercise: (_, exercise) => expect(exercise.editor).toBeVisible(),
  "wrong answer": async (page, exercise) => {
    await judged(page, exercise, unscaled);
    await expect(page.locator("attention-report .mistake")).toBeVisible();
    await expect(page.locator("attention-worst")).toBeVisible();
  },
  "runtime error": (page, exercise) => judged(page, exercise, thrower),
  hints: async (page) => {
    await page.locator("#tab-hints").click();
    await page.locator("attention-hints button").click();
  },
  solution: async (page) => {
    await page.locator("#tab-solution").click();
    await page.locator("attention-solution button").click();
    await page.locator("attention-solution button").last().click();
    await expect(page.locator("attention-solution .cm-content")).toBeVisible();
  },
  "no Python": async (page, _, visit) => {
    visit.tolerate(/\/python\/|ERR_FAILED/);
    await page.route("**/python/**", (route) => route.abort());
    await page.locator("#language-python").click();
    await expect(page.locator("attention-python-status").getByRole("alert")).toBeVisible();
  },
  work: (page) => expect(page.locator("dojo-work-view h1")).toBeVisible(),
  missing: (page) => expect(page.locator("dojo-missing-view h1")).toBeVisible(),
};
const addresses: Readonly<Record<string, string>> = { list: "./", work: "#/work", missing: "#/nowhere" };

for (const { name, options } of looks)
  test.describe(() => {
    test.use(options);
    for (const [view, show] of Object.entries(views))
      test(`${view}, ${name}: no serious finding of axe`, async ({ page, exercise, visit }) => {
        await page.goto(addresses[view] ?? attention);
        await show(page, exercise, visit);
        await expectAccessible(page);
      });
  });
