import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, visit } from "./browser.js";
import { attention, unscaled, verdictOf, write } from "./exercise-page.js";
import { type Site, serve } from "./serve.js";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await serve(fileURLToPath(new URL("../../dist/site", import.meta.url)));
  browser = await launch();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  site?.close();
});

const thrower = "function scaledDotProductAttention(q) {\n  console.log(1);\n  return q.missing.rows;\n}\n";

async function judged(page: Page, source: string): Promise<void> {
  await write(page, source);
  await page.locator("[part=submit]").click();
  await verdictOf(page).waitFor();
}

/** Each view and each state of a view that looks different. */
const views: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  list: (page) => page.locator("dojo-exercise-list li").first().waitFor(),
  exercise: (page) => page.locator("attention-exercise .cm-content").first().waitFor(),
  "wrong answer": async (page) => {
    await judged(page, unscaled);
    await page.locator("attention-report .mistake").waitFor();
    await page.locator("attention-case summary").first().click();
  },
  "runtime error": (page) => judged(page, thrower),
  hints: async (page) => {
    await page.locator("#tab-hints").click();
    await page.locator("attention-hints button").click();
  },
  solution: async (page) => {
    await page.locator("#tab-solution").click();
    await page.locator("attention-solution button").click();
    await page.locator("attention-solution button").last().click();
    await page.locator("attention-solution .cm-content").waitFor();
  },
  "no Python": async (page) => {
    await page.route("**/python/**", (route) => route.abort());
    await page.locator("#language-python").click();
    await page.locator("attention-python-status").getByRole("alert").waitFor();
  },
  work: (page) => page.locator("dojo-work-view h1").waitFor(),
  missing: (page) => page.locator("dojo-missing-view h1").waitFor(),
};
const addresses: Readonly<Record<string, string>> = { list: "", work: "#/work", missing: "#/nowhere" };

const looks = [
  { name: "light", colorScheme: "light", locale: "en-GB" },
  { name: "dark", colorScheme: "dark", locale: "en-GB" },
  { name: "Chinese", colorScheme: "light", locale: "zh-CN" },
] as const;

test.each(Object.keys(views).flatMap((view) => looks.map((look) => [view, look.name, look] as const)))(
  "%s, %s: no serious finding of axe",
  async (view, _, { colorScheme, locale }) => {
    const { page, go, close } = await visit(browser, site, { colorScheme, locale });
    await go(addresses[view] ?? attention);
    await views[view]?.(page);
    await page.waitForTimeout(250); // Until colours have stopped changing.
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(
      serious.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
      })),
    ).toEqual([]);
    await close();
  },
  30_000,
);
