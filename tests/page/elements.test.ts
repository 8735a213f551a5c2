import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, type Visit, visit } from "./browser.js";
import { attention, attentionSlug, editable, solutionOf, soon, write } from "./exercise-page.js";
import { servePackage } from "./package-server.js";
import { type Site, serve } from "./serve.js";

let site: Site;
let browser: Browser;
let opened: Visit;

beforeAll(async () => {
  site = await serve(fileURLToPath(new URL("../../dist/site", import.meta.url)));
  browser = await launch();
  opened = await visit(browser, site);
}, 60_000);

afterAll(async () => {
  expect(opened.complaints).toEqual([]);
  await browser?.close();
  site?.close();
});

test("an exercise tells the page around it what happens, across shadow roots", async () => {
  const { page, go } = opened;
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    for (const name of ["ready", "change", "run", "result", "hint", "solved", "error"]) {
      document.addEventListener(`attention-${name}`, (event) => {
        const { version, exercise, language, mode, hint, total, report } = (event as CustomEvent).detail;
        heard.push({ name, version, exercise, language, mode, hint, total, verdict: report?.verdict });
      });
    }
  });
  await go(attention);
  await write(page, solutionOf(attentionSlug));
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByText("Sample cases passed").first().waitFor();
  await page.getByRole("button", { name: "Submit" }).click();
  await page.locator("attention-report h2", { hasText: "Accepted" }).waitFor();
  await page.getByRole("tab", { name: /Hints/ }).click();
  await page.getByRole("button", { name: /Show hint 1/ }).click();
  const heard = (await page.evaluate(() => (window as unknown as { heard: { name: string }[] }).heard)) as readonly {
    readonly name: string;
  }[];
  const names = heard.map(({ name }) => name).filter((name, i, all) => name !== "change" || all[i - 1] !== "change");
  expect(names).toEqual(["ready", "change", "run", "result", "run", "result", "solved", "hint"]);
  for (const detail of heard)
    expect(detail).toMatchObject({ version: 1, exercise: attentionSlug, language: "javascript" });
  expect(heard.find(({ name }) => name === "run")).toMatchObject({ mode: "run" });
  expect(heard.findLast(({ name }) => name === "result")).toMatchObject({ mode: "submit", verdict: "accepted" });
  expect(heard.at(-1)).toMatchObject({ hint: 1 });
});

test("an exercise of its own in a page has tabs for its languages, and keeps the code of each", async () => {
  const { page, go } = opened;
  await go(attention);
  await editable(page);
  await page.evaluate(() => {
    const element = document.createElement("attention-exercise");
    element.id = "own";
    element.setAttribute("slug", "softmax");
    element.setAttribute("languages", "javascript python");
    document.body.append(element);
  });
  const own = page.locator("#own");
  const source = () => own.evaluate((element) => (element as unknown as { getSource(): string }).getSource());
  await own.locator(".cm-content").waitFor();
  await own.evaluate((element) => (element as unknown as { setSource(source: string): void }).setSource("// mine\n"));
  await own.getByRole("tab", { name: "Python" }).click();
  await expect.poll(source, soon).toContain("def softmax");
  expect(await own.getAttribute("language")).toBe("python");
  await own.getByRole("tab", { name: "JavaScript" }).click();
  await expect.poll(source, soon).toBe("// mine\n");
});

test("a lazy exercise loads when it comes near, and one to click when it is clicked", async () => {
  const { page, go } = opened;
  await go("#/work");
  await page.locator("dojo-work-view h1").waitFor();
  await go(attention);
  await editable(page);
  await page.evaluate(() => {
    const far = document.createElement("div");
    far.style.height = "5000px";
    document.body.append(far);
    for (const loading of ["lazy", "click"]) {
      const element = document.createElement("attention-exercise");
      element.id = loading;
      element.setAttribute("slug", "softmax");
      element.setAttribute("loading", loading);
      document.body.append(element);
    }
  });
  await page.waitForTimeout(300);
  expect(await page.locator("#lazy .cm-content").count()).toBe(0);
  await page.locator("#lazy").scrollIntoViewIfNeeded();
  await page.locator("#lazy .cm-content").waitFor();
  expect(await page.locator("#click .cm-content").count()).toBe(0);
  await page.locator("#click").getByRole("button", { name: "Start the exercise" }).click();
  await page.locator("#click .cm-content").waitFor();
});

test("an unknown slug is said, and told as an error", async () => {
  const { page, go } = opened;
  await go(attention);
  await editable(page);
  const detail = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener("attention-error", (event) => resolve((event as CustomEvent).detail), { once: true });
        const element = document.createElement("attention-exercise");
        element.setAttribute("slug", "nothing");
        document.body.append(element);
      }),
  );
  expect(detail).toMatchObject({ version: 1, exercise: "nothing", name: "RangeError" });
  await page.getByText("The exercise could not be loaded.").waitFor();
});

test("setAssetBase says where Python lies, and an exercise's own asset-base before it", async () => {
  const script = `
import { setAssetBase } from "/elements.js";
setAssetBase("/elsewhere/");
for (const base of ["", "/own/"]) {
  const element = document.createElement("attention-exercise");
  for (const [name, value] of Object.entries({ slug: "softmax", languages: "python", language: "python", "asset-base": base }))
    element.setAttribute(name, value);
  document.body.append(element);
}`;
  const server = await servePackage("dist/standalone", script);
  const page = await browser.newPage();
  await page.goto(server.url);
  const asked = () => [...new Set(server.requests.flatMap((path) => /^\/\w+\/python\//.exec(path)?.[0] ?? []))];
  await expect.poll(() => asked().sort(), { timeout: 10_000 }).toEqual(["/elsewhere/python/", "/own/python/"]);
  await page.close();
  server.close();
});
