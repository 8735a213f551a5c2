import type { Page } from "@playwright/test";
import { attention, attentionSlug, solutionOf, unscaled } from "./exercise-page.js";
import { expectAccessibleAndNarrow } from "./findings.js";
import { test as base, expect } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

/** Makes it noon of a day, counted from a Monday in March. */
const day = (page: Page, n: number) => page.clock.setSystemTime(new Date(Date.UTC(2026, 2, 2 + n, 11)));

const test = base.extend({
  page: async ({ page }, use) => {
    await day(page, 0);
    await use(page);
  },
});
test.use({ timezoneId: "Europe/Berlin" });

const stored = (page: Page, item: string) =>
  page.evaluate((key) => JSON.parse(localStorage.getItem(`attention-dojo:1:review:${key}`) ?? "null"), item);

const link = (page: Page, name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });

test("nothing is there to review before anything was answered, and no scheduler is loaded", async ({ page, visit }) => {
  await page.goto("./");
  await expect(page.locator("dojo-exercise-list .topic li").first()).toBeVisible();
  await visit.quiet();
  expect(
    [...visit.requested].filter((path) =>
      /queue|scheduler|rating|attention-question|question-list|review-|interview/.test(path),
    ),
  ).toEqual([]);
  await page.goto("#/review");
  await expect(page.getByText("Nothing to review yet.")).toBeVisible();
  await expect(page.getByRole("link", { name: "To the questions" })).toBeVisible();
});

test("a full round: what was answered and solved comes back on its day, with the mistake named", async ({
  page,
  exercise,
}) => {
  await page.goto("#/question/what-attention-is");
  // Monday: one right answer, one wrong one, one exercise with a known mistake.
  await page.getByRole("checkbox").nth(2).check();
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByText("Comes back in 3 days.")).toBeVisible();
  await page.goto("#/question/score-matrix-memory");
  await page.getByLabel("Your number").fill("8192");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByText("Comes back tomorrow.")).toBeVisible();
  await page.goto(attention);
  await exercise.submit(unscaled);
  await expect(page.locator("attention-report .mistake")).toBeVisible();
  expect(await stored(page, `exercise:${attentionSlug}`)).toMatchObject({
    history: [{ rating: "again" }],
    mistake: "missing-scale",
  });
  await page.goto("#/review");
  await expect(page.getByText("Nothing is due today.")).toBeVisible();
  const onward = page.getByRole("region", { name: "Begun, not solved yet" });
  await expect(onward.getByRole("link")).toHaveText("Scaled dot-product attention");
  await expect(link(page, "Review")).toHaveText("Review");

  // Tuesday: the two that went wrong.
  await day(page, 1);
  await page.reload();
  await expect(page.getByText("2 due today")).toBeVisible();
  await expect(link(page, "Review")).toHaveText("Review2, 2 due");
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Memory of the score matrix" })).toBeVisible();
  await expect(page.getByText("Review · 1 of 2 · Question")).toBeVisible();
  await expect(page.getByLabel("Your number")).toHaveValue("");
  await page.getByLabel("Your number").fill("2 GiB");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByText(/Comes back in \d+ days/)).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Scaled dot-product attention" })).toBeVisible();
  const warning = page.getByRole("complementary", { name: "Last time" });
  await expect(warning.getByRole("heading")).toHaveText(/scale/i);
  await exercise.submit(solutionOf(attentionSlug));
  await expect(exercise.verdict).toHaveText("Accepted");
  const good = page.getByRole("radio", { name: /Good/ });
  await expect(good).toBeChecked();
  // The learner knows better.
  await page.getByRole("radio", { name: /Hard/ }).check({ force: true });
  await expect
    .poll(() => stored(page, `exercise:${attentionSlug}`))
    .toMatchObject({ history: [{ rating: "again" }, { rating: "hard" }], mistake: null });
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page.getByText("Done: 2 items reviewed.")).toBeVisible();
  await expect(link(page, "Review")).toHaveText("Review");
  // What was written on Monday is still there.
  await page.goto(attention);
  await expect(page.locator(".cm-content")).toBeVisible();
  expect(await exercise.source()).toBe(unscaled);

  // Thursday: the right answer of Monday, and whatever the scheduler adds.
  await day(page, 3);
  await page.goto("#/review");
  await page.reload();
  await expect(page.getByText(/due today/)).toBeVisible();
  await expect(page.locator("section[aria-labelledby=queue]").getByText("What attention is")).toBeVisible();
});

test.describe("ratings", () => {
  test("an exercise that is accepted after a wrong submission is hard", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.submit(unscaled);
    await expect(page.locator("attention-report .mistake")).toBeVisible();
    await exercise.submit(solutionOf(attentionSlug));
    await expect(exercise.verdict).toHaveText("Accepted");
    expect(await stored(page, `exercise:${attentionSlug}`)).toMatchObject({
      history: [{ rating: "hard" }],
      mistake: "missing-scale",
    });
  });

  test("code that does not compile is no mistake, and a run is none either", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.submit("function (");
    await expect(exercise.verdict).toHaveText("Syntax error");
    await exercise.run(unscaled);
    await expect(exercise.verdict).toHaveText("Wrong answer");
    expect(await stored(page, `exercise:${attentionSlug}`)).toBe(null);
  });
});

test("a day holds twelve; more is for those who want it, and an exercise solved long ago counts as learned", async ({
  page,
}) => {
  await page.goto("#/questions");
  await expect(page.locator("dojo-question-list li").first()).toBeVisible();
  await page.evaluate(() => {
    const links = [
      ...(document
        .querySelector("dojo-app")
        ?.shadowRoot?.querySelector("dojo-question-list")
        ?.shadowRoot?.querySelectorAll("li a") ?? []),
    ];
    const slugs = links.map((a) => a.getAttribute("href")?.split("/").at(-1)).slice(0, 14);
    for (const slug of slugs)
      localStorage.setItem(
        `attention-dojo:1:review:question:${slug}`,
        JSON.stringify({ history: [{ at: Date.now(), rating: "good" }], mistake: null }),
      );
    localStorage.setItem(
      "attention-dojo:1:exercise:softmax",
      JSON.stringify({ sources: {}, hints: 0, revealed: false, solved: true, touched: Date.now() - 40 * 864e5 }),
    );
  });
  await day(page, 5);
  await page.goto("#/review");
  await page.reload();
  await expect(page.getByText("12 due today")).toBeVisible();
  await expect(page.locator("section[aria-labelledby=queue]").getByText("Softmax", { exact: true })).toBeVisible();
  await expect(page.getByText("3 more are due")).toBeVisible();
  await page.getByRole("button", { name: "Review them today" }).click();
  await expect(page.getByText("15 due today")).toBeVisible();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: "Not today" }).click();
  await expect(page.getByText("2 of 15")).toBeVisible();
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`every view of a review, ${name}: no serious finding of axe, no scrolling sideways`, async ({ page }) => {
      const look = (view: string) => expectAccessibleAndNarrow(page, view);
      await page.goto("#/review");
      await expect(page.locator("dojo-review-view h1")).toBeVisible();
      await look("empty");
      await page.evaluate(() => {
        const put = (item: string, rating: string, mistake: string | null) =>
          localStorage.setItem(
            `attention-dojo:1:review:${item}`,
            JSON.stringify({ history: [{ at: Date.now(), rating }], mistake }),
          );
        put("exercise:softmax", "again", "not-normalized");
        put("question:what-attention-is", "again", null);
      });
      await day(page, 1);
      await page.reload();
      await expect(page.locator("dojo-review-view .start")).toBeVisible();
      await look("overview");
      await page.locator("dojo-review-view .start").click();
      await expect(page.locator("dojo-review-item [part=check]")).toBeVisible();
      await page.getByRole("checkbox").first().check();
      await page.locator("[part=check]").click();
      await expect(page.locator("dojo-review-item dojo-rating-choice fieldset")).toBeVisible();
      await look("a question, rated");
      await page.locator("dojo-review-item .leave").click();
      await expect(page.locator("dojo-review-item .cm-content")).toBeVisible();
      await expect(page.locator("dojo-review-item .mistake")).toBeVisible();
      await look("an exercise");
      await page.locator("dojo-review-item .leave").click();
      await expect(page.locator("dojo-review-view .status")).toBeVisible();
      await look("the end");
    });
  });
