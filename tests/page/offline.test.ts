/** Visits without a network: the server is closed, and the browser told that it is offline. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { attention, attentionSlug, exerciseOn, solutionOf } from "./exercise-page.js";
import { expectAccessible } from "./findings.js";
import { test as base, expect, siteFolder } from "./fixtures.js";
import { type Site, serve } from "./serve.js";
import type { Visit } from "./visit.js";

/** Resolves when the page is kept, and this window is served from what is kept. */
const untilKept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
  });

interface Kept {
  readonly site: Site;
  readonly visit: Visit;
  cutNetwork(): Promise<void>;
}

/** A visit of the site whose page is kept, so that the network may go. */
const test = base.extend<{ readonly kept: Kept }>({
  kept: async ({ visitAnew }, use) => {
    const site = await serve(siteFolder);
    const visit = await visitAnew(site.url, { serviceWorkers: "allow" });
    await visit.page.goto("#/");
    await untilKept(visit.page);
    await use({
      site,
      visit,
      async cutNetwork() {
        site.close();
        await visit.page.context().setOffline(true);
      },
    });
    site.close();
  },
});

// A whole site is kept for each of them, and most close their own server.
test.describe.configure({ timeout: 180_000 });

test.describe("without a network", { tag: "@alone" }, () => {
  test("after one visit every view opens without a network, in both languages, and an exercise is judged", async ({
    kept,
  }) => {
    const { page } = kept.visit;
    const exercise = exerciseOn(page);
    // The browser complains of the one file that no service worker may serve, and nothing else.
    kept.visit.tolerate(/sandbox|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
    await kept.cutNetwork();
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
      await page.goto(view);
      await page.reload();
      await expect(page.locator("main h1").first()).toBeVisible();
    }
    await page.goto(attention);
    await page.reload();
    await exercise.submit(solutionOf(attentionSlug));
    await expect(exercise.verdict.filter({ hasText: "Accepted" })).toBeVisible();
    await page.getByText("中", { exact: true }).click();
    await page.reload();
    await page.getByRole("button", { name: "提交" }).click();
    await expect(exercise.verdict.filter({ hasText: "通过" })).toBeVisible();
  });

  test.describe(() => {
    test.use({ chosen: "python" });
    test("Python works without a network once it has been loaded for that", async ({ kept }) => {
      const { page } = kept.visit;
      const exercise = exerciseOn(page);
      kept.visit.tolerate(/sandbox|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
      await page.goto("#/work");
      await expect(page.getByRole("heading", { name: "Offline" })).toBeVisible();
      await page.getByRole("button", { name: "Load it now" }).click();
      await expect(page.getByText("Python with NumPy is ready.")).toBeVisible({ timeout: 60_000 });
      await kept.cutNetwork();
      await page.goto(attention);
      await page.reload();
      await exercise.submit(solutionOf(attentionSlug, "py"));
      await expect(exercise.verdict.filter({ hasText: "Accepted" })).toBeVisible({ timeout: 60_000 });
    });
  });

  test("a new version says so, waits, and leaves the old one whole until the reader asks for it", async ({
    visitAnew,
  }) => {
    const copy = mkdtempSync(join(tmpdir(), "attention-dojo-site-"));
    cpSync(siteFolder, copy, { recursive: true, filter: (path) => !/\/site\/python/.test(path) });
    const site = await serve(copy);
    const { page } = await visitAnew(site.url, { serviceWorkers: "allow" });
    try {
      await page.goto("#/");
      await untilKept(page);
      const change = (file: string, from: string, to: string) =>
        writeFileSync(join(copy, file), readFileSync(join(copy, file), "utf8").replaceAll(from, to));
      change("index.html", "<title>Attention Dojo</title>", "<title>Attention Dojo</title><!-- the next version -->");
      change("service-worker.js", "url:`index.html`,revision:`", "url:`index.html`,revision:`next-");
      const isNext = () =>
        page.evaluate(async () => (await (await fetch("./index.html")).text()).includes("the next version"));
      await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
      const bar = page.getByText("A new version of this page is ready.");
      await expect(bar).toBeVisible();
      expect(await isNext()).toBe(false);
      await expectAccessible(page);

      // A view that was never opened still comes from the old version.
      await page.goto("#/interview");
      await expect(page.locator("main h1").first()).toBeVisible();
      await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
      await expect.poll(() => isNext().catch(() => false)).toBe(true);
      await expect(bar).toHaveCount(0);
    } finally {
      site.close();
      rmSync(copy, { recursive: true });
    }
  });

  test("the page can be installed", async ({ kept: { site, visit } }) => {
    const session = await visit.page.context().newCDPSession(visit.page);
    const { errors, data } = await session.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    const { icons } = JSON.parse(data ?? "{}") as {
      icons: readonly { readonly src: string; readonly sizes: string }[];
    };
    expect(icons.map(({ sizes }) => sizes)).toEqual(["any", "192x192", "512x512", "512x512"]);
    for (const { src } of icons) expect(site.bytes(new URL(src, site.url).pathname)).toBeGreaterThan(100);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // A browser that a program drives is always one of these windows.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  });
});
