/** The first screen: a card for who comes, and a desk for who returns. */
import type { Page } from "@playwright/test";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";
import { settled } from "./settled.js";

const cardOn = (page: Page) => page.locator("dojo-hero-card");

/** From now on, notes in each frame how high the first screen is, above what is below it. */
const watchHeight = (page: Page) =>
  page.addInitScript(() => {
    const heights: number[] = [];
    Object.assign(window, { heights });
    const look = () => {
      const list = document.querySelector("dojo-app")?.shadowRoot?.querySelector("dojo-exercise-list");
      const hero = list?.shadowRoot?.querySelector(".hero");
      if (hero) heights.push(Math.round(hero.getBoundingClientRect().height));
      requestAnimationFrame(look);
    };
    look();
  });
const heightsOf = (page: Page) =>
  page.evaluate(() => [...new Set((window as unknown as { heights: number[] }).heights)]);

test("one switch puts a mistake into the program: matrix and verdict follow, and the mistake is named", async ({
  page,
  visit: { requested },
  site,
}) => {
  await page.goto("./");
  const card = cardOn(page);
  await expect(card.getByRole("gridcell").first()).toBeVisible();
  const kilobytes = [...requested].reduce((sum, path) => sum + site.size(path).gzip, 0) / 1000;
  console.info(`First page with its card: ${kilobytes.toFixed(1)} kB gzip.`);
  expect(kilobytes).toBeLessThanOrEqual(220);

  const verdict = card.getByRole("status");
  const values = card.locator("table td");
  await card.getByText("Values as a table").click();
  const right = await values.allTextContents();
  await expect(verdict).toContainText("Accepted");
  await expect(verdict.locator("dd").first()).toHaveText("1.00");

  await card.getByRole("radio", { name: "axis=-1" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(verdict).toContainText("softmax-over-queries");
  await expect(verdict).toContainText("The softmax runs over the queries");
  await expect(verdict.locator("dd").first()).toHaveText(/^\d\.\d\d – \d\.\d\d$/);
  await expect(card.locator("mark")).toHaveText("axis=0");
  expect(await values.allTextContents()).not.toEqual(right);

  await page.keyboard.press("ArrowRight");
  await expect(verdict).toContainText("missing-scale");
  await expect(verdict.locator("dd").first()).toHaveText("1.00");
  await expect(card.locator("del")).toHaveText(" / np.sqrt(q.shape[-1])");
  await card.getByRole("link", { name: "Find it yourself" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The attention matrix of a sentence");
});

test("the matrix is of the visitor's own sentence, and leads into the lab", async ({ page }) => {
  await page.goto("./");
  const card = cardOn(page);
  const field = card.getByLabel("Write your own sentence");
  const rows = card.getByRole("grid").getByRole("rowheader");
  await field.fill("one two one");
  await expect(rows).toHaveText(["one", "two", "one"]);
  // Both of a kind ask alike, and are asked alike.
  await card.getByText("Values as a table").click();
  const values = (await card.locator("table td").allTextContents()).slice(-9).map(Number);
  expect(values.slice(0, 3)).toEqual(values.slice(6));
  expect(values[0]).toBe(values[2]);
  expect((values[0] ?? 0) + (values[1] ?? 0) + (values[2] ?? 0)).toBeCloseTo(1, 2);

  await field.fill("");
  await expect(rows).toHaveCount(3);
  await field.fill('<img src=x onerror="alert(1)"> & more');
  await expect(rows.first()).toHaveText("<");
  await field.fill("a b c d e f g h i j k l");
  await expect(card.getByText("The first 10 words are shown.")).toBeVisible();
  await field.fill("one two one");
  await card.getByRole("link", { name: "Follow it step by step in the lab" }).click();
  await expect(page).toHaveURL(/#\/lab\/sentence\?text=one\+two\+one&weights=random&seed=65/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your sentence");
});

test("a matrix of a sentence takes less than a second after it is written", { tag: "@alone" }, async ({ page }) => {
  await page.goto("./");
  const card = cardOn(page);
  await expect(card.getByRole("gridcell").first()).toBeVisible();
  const started = Date.now();
  await card.getByLabel("Write your own sentence").fill("quite another sentence");
  await expect(card.getByRole("rowheader").first()).toHaveText("quite");
  expect(Date.now() - started).toBeLessThan(1000);
});

/** Work of an earlier visit. */
const worked = (page: Page) =>
  page.addInitScript(() => {
    const put = (key: string, value: object) => localStorage.setItem(`attention-dojo:1:${key}`, JSON.stringify(value));
    const record = { hints: 1, revealed: false, solved: false };
    put("exercise:causal-mask", { ...record, sources: { javascript: "// mine\n" }, touched: 2_000 });
    put("exercise:softmax", { ...record, sources: { python: "x" }, solved: true, touched: 1_000 });
    put("review:question:what-attention-is", { history: [{ at: 1_000, rating: "good" }], mistake: null });
    const task = { kind: "exercise", slug: "softmax", sources: {}, spent: 0 };
    const submissions = [{ at: 1, verdict: "accepted", mistake: null }];
    const tasks = [
      { ...task, submissions },
      { ...task, submissions: [] },
    ];
    put("interview", { minutes: 20, started: 1_000, ended: 2_000, tasks, at: 0, since: 1_000 });
  });

test("who returns finds what they worked on, what is due and the last interview, in the place of the card", async ({
  page,
}) => {
  await worked(page);
  await page.goto("./");
  const tiles = page.locator("dojo-hero-desk li");
  await expect(tiles).toHaveCount(3);
  await expect(cardOn(page)).toHaveCount(0);
  await expect(tiles.nth(0)).toContainText("Causal mask");
  await expect(tiles.nth(0)).toContainText("JavaScript · Started");
  await expect(tiles.nth(1)).toContainText("2 due today");
  await expect(tiles.nth(2)).toContainText("1 of 2 tasks right");
  await tiles.nth(2).getByRole("link").press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Interview report" })).toBeVisible();
  await page.goBack();
  await tiles.nth(1).getByRole("link").press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Review" })).toBeVisible();
  await page.goBack();
  await tiles.nth(0).getByRole("link").press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Causal mask" })).toBeVisible();
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    for (const visitor of ["who comes", "who returns"])
      test(`the first screen for ${visitor}, ${name}: nothing moves while it loads, no serious finding of axe`, async ({
        page,
      }) => {
        if (visitor === "who returns") await worked(page);
        await watchHeight(page);
        await page.goto("./");
        await expect(
          visitor === "who comes"
            ? cardOn(page).getByRole("gridcell").first()
            : page.locator("dojo-hero-desk li").nth(2),
        ).toBeVisible();
        await expect(page.locator("dojo-exercise-list .topic li").first()).toBeVisible();
        await settled(page);
        expect(await heightsOf(page)).toHaveLength(1);
        if (visitor === "who comes") await cardOn(page).getByRole("radio").nth(1).check({ force: true });
        await expectAccessibleAndNarrow(page, name);
      });
  });
