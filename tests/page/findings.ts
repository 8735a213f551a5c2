import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import type Axe from "axe-core";
import { settled } from "./settled.js";

const axeSource = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** No serious or critical finding of axe, once colours have stopped changing. */
export async function expectAccessible(page: Page, view?: string): Promise<void> {
  await settled(page);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const serious = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    // The one frame of another origin is the judge's sandbox, which shows nothing.
    const { violations } = await axe.run(document, { resultTypes: ["violations"], iframes: false });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
      }));
  });
  expect(serious, view).toEqual([]);
}

/** Accessible, and no wider than the window. */
export async function expectAccessibleAndNarrow(page: Page, view: string): Promise<void> {
  await expectAccessible(page, view);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, view).toBe(page.viewportSize()?.width);
}
