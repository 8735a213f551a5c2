import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { renderPage } from "../../web/scripts/docs/docs-markdown.mjs";
import { readReference } from "../../web/scripts/docs/reference.mjs";
import { pageNames } from "../../web/site/docs/pages.js";
import { docsWords } from "../../web/site/words/docs.js";
import { launch, type Visit, visit } from "./browser.js";
import { attention, editable, solutionOf, soon } from "./exercise-page.js";
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

async function open(hash: string, options: BrowserContextOptions = {}): Promise<Visit> {
  current = await visit(browser, site, options);
  await current.go(hash);
  return current;
}

const locales = [
  { locale: "en", options: { locale: "en-GB" } },
  { locale: "zh", options: { locale: "zh-CN" } },
] as const;

const overflow = () => document.documentElement.scrollWidth - innerWidth;

test.each(locales)(
  "every page opens, in $locale, and no link within it leads nowhere",
  async ({ locale, options }) => {
    const { page, go } = await open("#/docs", options);
    const words = docsWords[locale];
    const linked = new Set<string>();
    for (const name of pageNames) {
      await go(`#/docs/${name}`);
      await page.getByRole("heading", { level: 1, name: words.titles[name] }).waitFor();
      await expect.poll(() => page.title(), soon).toBe(`${words.titles[name]} — Attention Dojo`);
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
  },
  120_000,
);

async function headingsOf(name: string, locale: string) {
  const { readFile } = await import("node:fs/promises");
  return renderPage(await readFile(`web/site/docs/${name}.${locale}.md`, "utf8")).headings;
}

test("the address of a section leads to it, and moves the focus there", async () => {
  const { page, go } = await open("#/docs/kernels/errors");
  const focused = () =>
    page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.id || active?.localName;
    });
  await expect.poll(focused, soon).toBe("errors");
  expect(await page.locator("#errors").evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(200);
  await go("#/docs/kernels/cache");
  await expect.poll(focused, soon).toBe("cache");
  await page.locator(".neighbours").getByRole("link", { name: "The judge" }).click();
  await expect.poll(focused, soon).toBe("h1");
  expect(await page.title()).toBe("The judge — Attention Dojo");
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("while a page is on its way, no section of the last one stands under its name", async () => {
  const { page, go } = await open("#/docs/kernels");
  await page.locator("#errors").waitFor();
  let arrive = () => {};
  const held = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route("**/judge.en-*.js", async (route) => {
    await held;
    await route.continue();
  });
  await go("#/docs/judge");
  await page.getByRole("heading", { level: 1, name: "The judge" }).waitFor();
  expect(await page.locator('a[href="#/docs/judge/errors"]').count()).toBe(0);
  arrive();
  await page.locator("#security").waitFor();
});

test("an address that there is not says so", async () => {
  const { page, go } = await open("#/docs/nowhere");
  await page.getByText("The documentation has no page “nowhere”.").waitFor();
  await go("#/docs/api/kernels/nothing");
  await page.getByText("The documentation has no page “api/kernels/nothing”.").waitFor();
  await page.getByRole("link", { name: "API reference" }).last().click();
  await page.getByRole("heading", { level: 1, name: "API reference" }).waitFor();
});

describe("a live example", () => {
  test("draws a heat map, and its switches change the element and the HTML", async () => {
    const { page } = await open("#/docs/elements");
    const example = page.locator("dojo-example").first();
    await example.getByRole("gridcell").nth(15).waitFor();
    await example.getByLabel("lang").selectOption("zh");
    await example.getByLabel("theme").selectOption("dark");
    await example.getByText("以表格查看数值").waitFor();
    expect(await example.locator("attention-heatmap").getAttribute("theme")).toBe("dark");
    await expect
      .poll(() => example.locator("pre[aria-label]").textContent(), soon)
      .toContain('<attention-heatmap lang="zh" theme="dark"\n');
  });

  test("tells of a heat map's event", async () => {
    const { page } = await open("#/docs/elements");
    const example = page.locator("dojo-example").nth(1);
    await example.getByLabel("head").selectOption("1");
    await example.getByText("attention-select").waitFor();
  });

  test("starts an exercise, which accepts a right answer and is no work to keep", async () => {
    const { page } = await open("#/docs/elements/exercise");
    const example = page.locator("dojo-example", { has: page.locator("attention-exercise") });
    await example.getByRole("button", { name: "Start the exercise" }).click();
    await example.locator(".cm-content").first().waitFor();
    await example
      .locator("attention-exercise")
      .evaluate(
        (element, text) => (element as unknown as { setSource(source: string): void }).setSource(text),
        solutionOf("attention-weights"),
      );
    await example.getByRole("button", { name: "Submit" }).click();
    await example.locator("attention-report h2", { hasText: "Accepted" }).waitFor();
    await example.getByText("attention-solved").waitFor();
    const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.endsWith("settings")));
    expect(kept).toEqual([]);
  });

  test("checks an answer to a question", async () => {
    const { page } = await open("#/docs/elements/question");
    const question = page.locator("dojo-example attention-question");
    await question.getByLabel("Your number").fill("8");
    await question.getByRole("button", { name: "Check" }).click();
    await question.getByRole("heading", { name: "Right", exact: true }).waitFor();
  });

  test("is copied with the attributes chosen", async () => {
    const { page } = await open("#/docs/elements", { permissions: ["clipboard-read", "clipboard-write"] });
    const example = page.locator("dojo-example").last();
    await example.getByLabel("theme").selectOption("light");
    await example.getByRole("button", { name: "Copy" }).click();
    await example.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      '<attention-question theme="light" slug="why-scale-by-root-d"></attention-question>',
    );
  });
});

test("the search finds sections and names, and the reference filters by description", async () => {
  const { page } = await open("#/docs");
  const search = page.getByRole("searchbox", { name: "Search the documentation" });
  await search.fill("key/value");
  await page.getByRole("link", { name: "Key/value cache Kernels" }).click();
  await expect.poll(() => page.url(), soon).toContain("#/docs/kernels/cache");
  await search.fill("rotary");
  await page.getByRole("link", { name: /^rotaryEmbedding/ }).click();
  await page.getByRole("heading", { level: 1, name: "rotaryEmbedding" }).waitFor();
  await expect.poll(() => page.title(), soon).toBe("rotaryEmbedding — Attention Dojo");
  await page.getByRole("link", { name: "API reference" }).first().click();
  await page.getByRole("searchbox", { name: "Filter" }).fill("convolutional block");
  await expect.poll(() => page.locator("dojo-reference dt").allTextContents(), soon).toEqual(["cbam"]);
});

const looks = [
  { look: "light", colorScheme: "light", locale: "en-GB" },
  { look: "dark", colorScheme: "dark", locale: "en-GB" },
  { look: "Chinese", colorScheme: "light", locale: "zh-CN" },
] as const;

const seen = [...pageNames.map((name) => `#/docs/${name}`), "#/docs/api/kernels/scaledDotProductAttention"];

test.each(looks)(
  "$look: no serious finding of axe",
  async ({ colorScheme, locale }) => {
    const { page, go } = await open("#/docs", { colorScheme, locale });
    for (const hash of seen) {
      await go(hash);
      await page.waitForTimeout(400);
      expect(await seriousFindings(page), hash).toEqual([]);
    }
  },
  180_000,
);

test("nothing is wider than a small telephone, in both languages", async () => {
  for (const { options } of locales) {
    const { page, go, complaints } = await open("#/docs", { ...options, viewport: { width: 360, height: 740 } });
    for (const hash of [...seen, "#/docs/api/elements/AttentionExercise", "#/docs/api/exercises/Argument"]) {
      await go(hash);
      await page.waitForTimeout(300);
      expect(await page.evaluate(overflow), hash).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
    await current?.close();
  }
}, 120_000);

test("an exercise loads nothing of the documentation", async () => {
  const { page, go, requested } = await open(attention);
  await editable(page);
  const exercise = new Set(requested);
  await go("#/docs/elements");
  await page.locator("dojo-example attention-heatmap").first().waitFor();
  const added = [...requested].filter((path) => !exercise.has(path));
  expect(added.some((path) => /docs-view/.test(path))).toBe(true);
  expect([...exercise].filter((path) => /docs|reference|example|getting-started|own-exercises/.test(path))).toEqual([]);
  expect([...requested].filter((path) => /reference/.test(path))).toEqual([]);
});
