import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launch, type Visit, visit } from "./browser.js";
import { attention, attentionSlug, solutionOf, soon, unscaled, verdictOf, write } from "./exercise-page.js";
import { seriousFindings } from "./findings.js";
import { type Site, serve } from "./serve.js";

let site: Site;
let browser: Browser;
let current: Visit | undefined;

beforeAll(async () => {
  site = await serve(fileURLToPath(new URL("../../dist/site", import.meta.url)));
  browser = await launch();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  site?.close();
});

// Whatever a test does, the page must not complain.
afterEach(async () => {
  const complaints = current?.complaints ?? [];
  await current?.close();
  current = undefined;
  expect(complaints).toEqual([]);
});

/** Opens the page at noon of a day, counted from a Monday in March. */
async function open(
  hash: string,
  options: BrowserContextOptions = {},
): Promise<Visit & { day(n: number): Promise<void> }> {
  current = await visit(browser, site, { timezoneId: "Europe/Berlin", ...options });
  const { page } = current;
  const day = (n: number) => page.clock.setSystemTime(new Date(Date.UTC(2026, 2, 2 + n, 11)));
  await day(0);
  await current.go(hash);
  return { ...current, day };
}

const stored = (page: Page, item: string) =>
  page.evaluate((key) => JSON.parse(localStorage.getItem(`attention-dojo:1:review:${key}`) ?? "null"), item);

const link = (page: Page, name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });

test("nothing is there to review before anything was answered, and no scheduler is loaded", async () => {
  const { page, go, requested } = await open("");
  await page.locator("dojo-exercise-list li").first().waitFor();
  await page.waitForTimeout(300);
  expect(
    [...requested].filter((path) =>
      /queue|scheduler|rating|attention-question|question-list|review-|interview/.test(path),
    ),
  ).toEqual([]);
  await go("#/review");
  await page.getByText("Nothing to review yet.").waitFor();
  await page.getByRole("link", { name: "To the questions" }).waitFor();
});

test("a full round: what was answered and solved comes back on its day, with the mistake named", async () => {
  const { page, go, day } = await open("#/question/what-attention-is");
  // Monday: one right answer, one wrong one, one exercise with a known mistake.
  await page.getByRole("checkbox").nth(2).check();
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("Comes back in 3 days.").waitFor();
  await go("#/question/score-matrix-memory");
  await page.getByLabel("Your number").fill("8192");
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("Comes back tomorrow.").waitFor();
  await go(attention);
  await write(page, unscaled);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.locator("attention-report .mistake").waitFor();
  expect(await stored(page, `exercise:${attentionSlug}`)).toMatchObject({
    history: [{ rating: "again" }],
    mistake: "missing-scale",
  });
  await go("#/review");
  await page.getByText("Nothing is due today.").waitFor();
  expect(await link(page, "Review").textContent()).toBe("Review");

  // Tuesday: the two that went wrong.
  await day(1);
  await page.reload();
  await page.getByText("2 due today").waitFor();
  await expect.poll(() => link(page, "Review").textContent(), soon).toBe("Review2, 2 due");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("heading", { level: 1, name: "Memory of the score matrix" }).waitFor();
  await page.getByText("Review · 1 of 2 · Question").waitFor();
  expect(await page.getByLabel("Your number").inputValue()).toBe("");
  await page.getByLabel("Your number").fill("2 GiB");
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText(/Comes back in \d+ days/).waitFor();
  await page.getByRole("button", { name: "Next" }).click();

  await page.getByRole("heading", { level: 1, name: "Scaled dot-product attention" }).waitFor();
  const warning = page.getByRole("complementary", { name: "Last time" });
  expect(await warning.getByRole("heading").textContent()).toMatch(/scale/i);
  await write(page, solutionOf(attentionSlug));
  await page.getByRole("button", { name: "Submit" }).click();
  await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Accepted");
  const good = page.getByRole("radio", { name: /Good/ });
  await expect.poll(() => good.isChecked(), soon).toBe(true);
  // The learner knows better.
  await page.getByRole("radio", { name: /Hard/ }).check({ force: true });
  await expect
    .poll(() => stored(page, `exercise:${attentionSlug}`), soon)
    .toMatchObject({ history: [{ rating: "again" }, { rating: "hard" }], mistake: null });
  await page.getByRole("button", { name: "Finish" }).click();
  await page.getByText("Done: 2 items reviewed.").waitFor();
  await expect.poll(() => link(page, "Review").textContent(), soon).toBe("Review");
  // What was written on Monday is still there.
  await go(attention);
  await page.locator(".cm-content").waitFor();
  expect(
    await page
      .locator("attention-exercise")
      .evaluate((element) => (element as unknown as { getSource(): string }).getSource()),
  ).toBe(unscaled);

  // Thursday: the right answer of Monday, and whatever the scheduler adds.
  await day(3);
  await go("#/review");
  await page.reload();
  await page.getByText(/due today/).waitFor();
  await page.locator("section[aria-labelledby=queue]").getByText("What attention is").waitFor();
});

describe("ratings", () => {
  test("an exercise that is accepted after a wrong submission is hard", async () => {
    const { page } = await open(attention);
    await write(page, unscaled);
    await page.getByRole("button", { name: "Submit" }).click();
    await page.locator("attention-report .mistake").waitFor();
    await write(page, solutionOf(attentionSlug));
    await page.getByRole("button", { name: "Submit" }).click();
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Accepted");
    expect(await stored(page, `exercise:${attentionSlug}`)).toMatchObject({
      history: [{ rating: "hard" }],
      mistake: "missing-scale",
    });
  });

  test("code that does not compile is no mistake, and a run is none either", async () => {
    const { page } = await open(attention);
    await write(page, "function (");
    await page.getByRole("button", { name: "Submit" }).click();
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Does not compile");
    await write(page, unscaled);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Wrong answer");
    expect(await stored(page, `exercise:${attentionSlug}`)).toBe(null);
  });
});

test("a day holds twelve; more is for those who want it, and an exercise solved long ago counts as learned", async () => {
  const { page, go, day } = await open("#/questions");
  await page.locator("dojo-question-list li").first().waitFor();
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
  await day(5);
  await go("#/review");
  await page.reload();
  await page.getByText("12 due today").waitFor();
  await page.locator("section[aria-labelledby=queue]").getByText("Softmax", { exact: true }).waitFor();
  await page.getByText("3 more are due").waitFor();
  await page.getByRole("button", { name: "Take them today" }).click();
  await page.getByText("15 due today").waitFor();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: "Not today" }).click();
  await page.getByText("2 of 15").waitFor();
});

const looks = [
  { name: "light", options: { colorScheme: "light", locale: "en-GB" } },
  { name: "dark", options: { colorScheme: "dark", locale: "en-GB" } },
  { name: "Chinese, 360 pixels", options: { locale: "zh-CN", viewport: { width: 360, height: 740 } } },
] as const;

test.each(looks)(
  "every view of a review, $name: no serious finding of axe, no scrolling sideways",
  async ({ options }) => {
    const { page, day } = await open("#/review", options);
    const width = "viewport" in options ? options.viewport.width : 1280;
    const look = async (view: string) => {
      expect(await seriousFindings(page), view).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBe(width);
    };
    await page.locator("dojo-review-view h1").waitFor();
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
    await day(1);
    await page.reload();
    await page.locator("dojo-review-view .start").waitFor();
    await look("overview");
    await page.locator("dojo-review-view .start").click();
    await page.locator("dojo-review-item [part=check]").waitFor();
    await page.getByRole("checkbox").first().check();
    await page.locator("[part=check]").click();
    await page.locator("dojo-review-item dojo-rating-choice fieldset").waitFor();
    await look("a question, rated");
    await page.locator("dojo-review-item .leave").click();
    await page.locator("dojo-review-item .cm-content").waitFor();
    await page.locator("dojo-review-item .mistake").waitFor();
    await look("an exercise");
    await page.locator("dojo-review-item .leave").click();
    await page.locator("dojo-review-view .status").waitFor();
    await look("the end");
  },
  90_000,
);
