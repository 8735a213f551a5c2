import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { AttentionExercise } from "../../web/elements/index.js";
import { launch, type Visit, visit } from "./browser.js";
import { attention, editable, unscaled, write } from "./exercise-page.js";
import { type Site, serve } from "./serve.js";

let site: Site;
let browser: Browser;
let opened: Visit;

beforeAll(async () => {
  site = await serve(fileURLToPath(new URL("../../dist/site", import.meta.url)));
  browser = await launch();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  site?.close();
});
afterEach(async () => {
  await opened.close();
  expect(opened.complaints).toEqual([]);
});

async function open(): Promise<Page> {
  opened = await visit(browser, site);
  return opened.page;
}

/** Puts another exercise below the page. */
const append = (page: Page, loading: string) =>
  page.evaluate((value) => {
    const element = document.createElement("attention-exercise");
    element.id = "own";
    element.setAttribute("slug", "softmax");
    element.setAttribute("loading", value);
    document.body.append(element);
  }, loading);

test("an exercise that becomes lazy when it is in the page loads when it is near", async () => {
  const page = await open();
  await opened.go(attention);
  await editable(page);
  await append(page, "click");
  const own = page.locator("#own");
  await own.getByRole("button", { name: "Start the exercise" }).waitFor();
  await own.evaluate((element) => element.setAttribute("loading", "lazy"));
  await own.scrollIntoViewIfNeeded();
  await own.locator(".cm-content").waitFor();
});

test("where nothing tells what comes near, a lazy exercise loads at once", async () => {
  const page = await open();
  await page.addInitScript("delete globalThis.IntersectionObserver");
  await opened.go(attention);
  await editable(page);
  await append(page, "lazy");
  await page.locator("#own .cm-content").waitFor();
});

test("an exam that begins while the solution is open closes it, and takes back the name of a mistake", async () => {
  const page = await open();
  await opened.go(attention);
  await write(page, unscaled);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.locator("attention-report .mistake").waitFor();
  await page.getByRole("tab", { name: "Solution" }).click();
  await page.getByRole("button", { name: "Show the solution" }).click();
  await page.getByRole("button", { name: "Show it anyway" }).click();
  const solution = page.locator("attention-solution");
  await solution.locator(".cm-content").waitFor();
  const exam = (on: boolean) =>
    page.locator("attention-exercise").evaluate((element, is) => {
      (element as AttentionExercise).exam = is;
    }, on);
  await exam(true);
  await solution.waitFor({ state: "detached" });
  await page.locator("attention-signature").waitFor();
  await page.locator("attention-report .mistake").waitFor({ state: "detached" });
  await exam(false);
  await page.getByRole("tab", { name: "Task", selected: true }).waitFor();
  expect(await solution.count()).toBe(0);
});

test("the editor tells its text with the change", async () => {
  const page = await open();
  await opened.go(attention);
  await write(page, "");
  const editor = page.locator("attention-exercise attention-editor");
  await editor.evaluate((element) => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    element.addEventListener("change", (event) => told.push((event as CustomEvent).detail));
  });
  await editor.locator(".cm-content").focus();
  await page.keyboard.type("ab");
  expect(await page.evaluate(() => (window as unknown as { told: unknown }).told)).toEqual(["a", "ab"]);
});
