import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { withBench } from "../../web/scripts/docs/bench-tables.mjs";
import { renderPage } from "../../web/scripts/docs/docs-markdown.mjs";
import { withMatrix } from "../../web/scripts/docs/matrix-tables.mjs";
import { readReference } from "../../web/scripts/docs/reference.mjs";
import { docsWords } from "../../web/site/words/docs.js";
import { attention, exerciseOn, solutionOf } from "./exercise-page.js";
import { expectAccessible } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looks } from "./looks.js";
import { settled } from "./settled.js";

const locales = [
  { locale: "en", options: { locale: "en-GB" } },
  { locale: "zh", options: { locale: "zh-CN" } },
] as const;

type PageName = keyof typeof docsWords.en.titles;
const pageNames = Object.keys(docsWords.en.titles) as PageName[];

/** Opens an address of the documentation, and waits for its text and for what its examples show. */
async function read(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const view = page.locator("dojo-docs-view");
  const isReference = address.startsWith("#/docs/api");
  await expect(isReference ? view.locator("dojo-reference h1") : view.locator(".prose > *").nth(2)).toBeVisible();
  for (const example of await view.locator("dojo-example").all())
    await expect(
      example
        .locator(
          "attention-heatmap [role=gridcell], attention-question form, attention-exercise button, attention-lab button",
        )
        .first(),
    ).toBeVisible();
  await settled(page);
}

for (const { locale, options } of locales)
  test.describe(() => {
    test.use(options);
    test(`every page opens, in ${locale}, and no link within it leads nowhere`, async ({ page }) => {
      await page.goto("#/docs");
      const words = docsWords[locale];
      const linked = new Set<string>();
      for (const name of pageNames) {
        await page.goto(`#/docs/${name}`);
        await expect(page.getByRole("heading", { level: 1, name: words.titles[name] })).toBeVisible();
        await expect(page).toHaveTitle(`${words.titles[name]} — Attention Dojo`);
        if (name !== "api") await page.locator("dojo-docs-view .prose > *").nth(2).waitFor();
        const addresses = await page
          .locator("dojo-docs-view a")
          .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
        for (const address of addresses) linked.add(address);
      }
      const reference = await readReference();
      const known = new Set(["#/docs", "#/docs/api"]);
      for (const entry of reference.entries) {
        known.add(`#/docs/api/${entry.name}`);
        for (const { name } of entry.items) known.add(`#/docs/api/${entry.name}/${name}`);
      }
      for (const name of pageNames.filter((written) => written !== "api")) {
        known.add(`#/docs/${name}`);
        for (const { id } of await headingsOf(name, locale)) known.add(`#/docs/${name}/${id}`);
      }
      const inner = [...linked].filter((address) => address.startsWith("#"));
      expect(inner.length).toBeGreaterThan(100);
      expect(inner.filter((address) => !known.has(address))).toEqual([]);
    });
  });

async function headingsOf(name: string, locale: "en" | "zh") {
  const source = await readFile(`web/site/docs/${name}.${locale}.md`, "utf8");
  return renderPage(withBench(withMatrix(source, locale), locale)).headings;
}

test("the address of a section leads to it, and moves the focus there", async ({ page }) => {
  await page.goto("#/docs/kernels/errors");
  const focused = () =>
    page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.id || active?.localName;
    });
  await expect.poll(focused).toBe("errors");
  expect(await page.locator("#errors").evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(200);
  await page.goto("#/docs/kernels/cache");
  await expect.poll(focused).toBe("cache");
  await page.locator(".neighbours").getByRole("link", { name: "Speed" }).click();
  await expect.poll(focused).toBe("h1");
  await expect(page).toHaveTitle("Speed — Attention Dojo");
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("while a page is on its way, no section of the last one stands under its name", async ({ page }) => {
  await page.goto("#/docs/kernels");
  await expect(page.locator("#errors")).toBeVisible();
  let arrive = () => {};
  const held = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route("**/judge.en-*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("#/docs/judge");
  await expect(page.getByRole("heading", { level: 1, name: "The judge" })).toBeVisible();
  await expect(page.locator('a[href="#/docs/judge/errors"]')).toHaveCount(0);
  arrive();
  await expect(page.locator("#security")).toBeVisible();
});

test("an address that there is not says so", async ({ page }) => {
  await page.goto("#/docs/nowhere");
  await expect(page.getByText("The documentation has no page “nowhere”.")).toBeVisible();
  await page.goto("#/docs/api/kernels/nothing");
  await expect(page.getByText("The documentation has no page “api/kernels/nothing”.")).toBeVisible();
  await page.getByRole("link", { name: "API reference" }).last().click();
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();
});

test.describe("a live example", () => {
  test("draws a heat map, and its switches change the element and the HTML", async ({ page }) => {
    await page.goto("#/docs/elements");
    const example = page.locator("dojo-example").first();
    await expect(example.getByRole("gridcell").nth(15)).toBeVisible();
    await example.getByLabel("lang").selectOption("zh");
    await example.getByLabel("theme").selectOption("dark");
    await expect(example.getByText("以表格查看数值")).toBeVisible();
    await expect(example.locator("attention-heatmap")).toHaveAttribute("theme", "dark");
    await expect(example.locator("pre[aria-label]")).toContainText('<attention-heatmap lang="zh" theme="dark"\n');
  });

  test("tells of a heat map's event", async ({ page }) => {
    await page.goto("#/docs/elements");
    const example = page.locator("dojo-example").nth(1);
    await example.getByLabel("head").selectOption("1");
    await expect(example.getByText("attention-select")).toBeVisible();
  });

  test("starts an exercise, which accepts a right answer and is no work to keep", async ({ page }) => {
    await page.goto("#/docs/elements/exercise");
    const example = page.locator("dojo-example", { has: page.locator("attention-exercise") });
    await example.getByRole("button", { name: "Start the exercise" }).click();
    await expect(example.locator(".cm-content").first()).toBeVisible();
    const exercise = exerciseOn(page);
    await exercise.submit(solutionOf("attention-weights"));
    await expect(exercise.verdict.filter({ hasText: "Accepted" })).toBeVisible();
    await expect(example.getByText("attention-solved")).toBeVisible();
    const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.endsWith("settings")));
    expect(kept).toEqual([]);
  });

  test("checks an answer to a question", async ({ page }) => {
    await page.goto("#/docs/elements/question");
    const question = page.locator("dojo-example attention-question");
    await question.getByLabel("Your number").fill("8");
    await question.getByRole("button", { name: "Check" }).click();
    await expect(question.getByRole("heading", { name: "Right", exact: true })).toBeVisible();
  });

  test("is copied with the attributes chosen", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("#/docs/elements");
    const example = page.locator("dojo-example").filter({ hasText: "<attention-question" });
    await example.getByLabel("theme").selectOption("light");
    await example.getByRole("button", { name: "Copy" }).click();
    await expect(example.getByRole("button", { name: "Copied" })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      '<attention-question theme="light" slug="spread-of-a-dot-product"></attention-question>',
    );
  });
});

test("the search finds sections and names, and the reference filters by description", async ({ page }) => {
  await page.goto("#/docs");
  const search = page.getByRole("searchbox", { name: "Search the documentation" });
  await search.fill("key/value");
  await page.getByRole("link", { name: "Key/value cache Kernels" }).click();
  await expect.poll(() => page.url()).toContain("#/docs/kernels/cache");
  await search.fill("rotary");
  await page.getByRole("link", { name: /^rotaryEmbedding/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "rotaryEmbedding" })).toBeVisible();
  await expect(page).toHaveTitle("rotaryEmbedding — Attention Dojo");
  await page.getByRole("link", { name: "API reference" }).first().click();
  await page.getByRole("searchbox", { name: "Filter" }).fill("convolutional block");
  await expect.poll(() => page.locator("dojo-reference dt").allTextContents()).toEqual(["cbam"]);
});

const seen = [...pageNames.map((name) => `#/docs/${name}`), "#/docs/api/kernels/scaledDotProductAttention"];

/** The known mistakes have a table for each exercise, all alike, which axe would look at for most of a minute. */
async function leaveTables(page: Page, most: number): Promise<void> {
  const tables = page.locator("dojo-docs-view table");
  await tables.evaluateAll((all, count) => all.slice(count).map((table) => table.remove()), most);
  await expect(tables).toHaveCount(most);
}

for (const { name, options } of looks)
  test.describe(() => {
    test.use(options);
    test(`${name}: no serious finding of axe`, async ({ page }) => {
      test.setTimeout(180_000);
      for (const address of seen) {
        await read(page, address);
        if (address === "#/docs/matrix") await leaveTables(page, 5);
        await expectAccessible(page, address);
      }
    });
  });

test.describe(() => {
  test.use({ viewport: { width: 360, height: 740 } });
  for (const { locale, options } of locales)
    test.describe(() => {
      test.use(options);
      test(`nothing is wider than a small telephone, in ${locale}`, async ({ page }) => {
        for (const address of [...seen, "#/docs/api/elements/AttentionExercise", "#/docs/api/exercises/Argument"]) {
          await read(page, address);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow, address).toBeLessThanOrEqual(0);
        }
      });
    });
});

test("an exercise loads nothing of the documentation", async ({ page, exercise, visit: { requested } }) => {
  await page.goto(attention);
  await expect(exercise.editor).toBeVisible();
  const before = new Set(requested);
  await page.goto("#/docs/elements");
  await expect(page.locator("dojo-example attention-heatmap").first()).toBeVisible();
  const added = [...requested].filter((path) => !before.has(path));
  expect(added.some((path) => /docs-view/.test(path))).toBe(true);
  expect([...before].filter((path) => /docs|reference|example|getting-started|own-exercises/.test(path))).toEqual([]);
  expect([...requested].filter((path) => /reference/.test(path))).toEqual([]);
});
