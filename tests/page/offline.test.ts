/** Visits without a network: the server is closed, and the browser told that it is offline. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, type Visit, visit } from "./browser.js";
import { attention, attentionSlug, editable, solutionOf, soon, verdictOf, write } from "./exercise-page.js";
import { type Site, serve } from "./serve.js";

const folder = fileURLToPath(new URL("../../dist/site", import.meta.url));
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
}, 60_000);
afterAll(() => browser?.close());

/** Resolves when the page is kept, and this window is served from what is kept. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
  });

async function visitAndKeep(language: "javascript" | "python"): Promise<{ site: Site; opened: Visit }> {
  const site = await serve(folder);
  const opened = await visit(browser, site, { serviceWorkers: "allow" }, language);
  await opened.go("#/");
  await kept(opened.page);
  return { site, opened };
}

async function cutNetwork({ site, opened }: { site: Site; opened: Visit }): Promise<void> {
  site.close();
  await opened.page.context().setOffline(true);
}

test("after one visit every view opens without a network, in both languages, and an exercise is judged", async () => {
  const both = await visitAndKeep("javascript");
  await cutNetwork(both);
  const { page, go, complaints, close } = both.opened;
  const views = [
    "#/",
    attention,
    "#/questions",
    "#/question/why-scale-by-root-d",
    "#/review",
    "#/interview",
    "#/work",
    "#/docs",
    "#/docs/elements",
  ];
  for (const view of views) {
    await go(view);
    await page.reload();
    await page.locator("main h1").first().waitFor();
  }
  await go(attention);
  await page.reload();
  await write(page, solutionOf(attentionSlug));
  await page.getByRole("button", { name: "Submit" }).click();
  await verdictOf(page).filter({ hasText: "Accepted" }).waitFor();
  await page.getByText("中", { exact: true }).click();
  await page.reload();
  await page.getByRole("button", { name: "提交" }).click();
  await verdictOf(page).filter({ hasText: "通过" }).waitFor();
  // The browser complains of the one file that no service worker may serve, and nothing else.
  expect(
    complaints.filter((text) => !/sandbox/.test(text) && !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(text)),
  ).toEqual([]);
  await close();
}, 120_000);

test("Python works without a network once it has been loaded for that", async () => {
  const both = await visitAndKeep("python");
  const { page, go, close } = both.opened;
  await go("#/work");
  await page.getByRole("heading", { name: "Without a network" }).waitFor();
  await page.getByRole("button", { name: "Load it now" }).click();
  await page.getByText("Python with NumPy is ready.").waitFor({ timeout: 60_000 });
  await cutNetwork(both);
  await go(attention);
  await page.reload();
  await editable(page);
  await write(page, solutionOf(attentionSlug, "py"));
  await page.getByRole("button", { name: "Submit" }).click();
  await verdictOf(page).filter({ hasText: "Accepted" }).waitFor({ timeout: 60_000 });
  await close();
}, 180_000);

test("a new version says so, waits, and leaves the old one whole until the reader asks for it", async () => {
  const copy = mkdtempSync(join(tmpdir(), "attention-dojo-site-"));
  cpSync(folder, copy, { recursive: true, filter: (path) => !/\/site\/python/.test(path) });
  const site = await serve(copy);
  const { page, go, close } = await visit(browser, site, { serviceWorkers: "allow" });
  try {
    await go("#/");
    await kept(page);
    const change = (file: string, from: string, to: string) =>
      writeFileSync(join(copy, file), readFileSync(join(copy, file), "utf8").replaceAll(from, to));
    change("index.html", "<title>Attention Dojo</title>", "<title>Attention Dojo</title><!-- the next version -->");
    change("service-worker.js", "url:`index.html`,revision:`", "url:`index.html`,revision:`next-");
    const isNext = () =>
      page.evaluate(async () => (await (await fetch("./index.html")).text()).includes("the next version"));
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    const bar = page.getByText("A new version of this page is ready.");
    await bar.waitFor();
    expect(await isNext()).toBe(false);
    const { violations } = await new AxeBuilder({ page }).include("dojo-app").analyze();
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);

    // A view that was never opened still comes from the old version.
    await go("#/interview");
    await page.locator("main h1").first().waitFor();
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
    await expect.poll(() => isNext().catch(() => false), soon).toBe(true);
    await expect.poll(() => bar.count(), soon).toBe(0);
  } finally {
    await close();
    site.close();
    rmSync(copy, { recursive: true });
  }
}, 120_000);

test("the page can be installed", async () => {
  const { site, opened } = await visitAndKeep("javascript");
  const session = await opened.page.context().newCDPSession(opened.page);
  const { errors, data } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { icons } = JSON.parse(data ?? "{}") as { icons: readonly { readonly src: string; readonly sizes: string }[] };
  expect(icons.map(({ sizes }) => sizes)).toEqual(["any", "192x192", "512x512", "512x512"]);
  for (const { src } of icons) expect(site.bytes(new URL(src, site.url).pathname)).toBeGreaterThan(100);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A browser that a program drives is always one of these windows.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  await opened.close();
  site.close();
}, 60_000);
