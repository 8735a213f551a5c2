import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, test as base, expect, type Page, type Request } from "@playwright/test";
import { build } from "vite";
import { torch } from "../../web/scripts/plugins/torch-plugin.mjs";
import { program } from "../runtimes/python.js";
import { copyPythonAssets } from "../runtimes/python-assets.js";
import type {} from "./python-page/main.js";
import { type Site, serve } from "./serve.js";

interface Fixtures {
  /** Everything that the visitor's browser asked for during the test. */
  readonly requests: readonly string[];
}

interface WorkerFixtures {
  /** A page that has Python, served. */
  readonly site: Site;
  /** One visitor's browser for all tests, which keeps what it has once downloaded. */
  readonly keeping: BrowserContext;
}

const test = base.extend<Fixtures, WorkerFixtures>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "attention-dojo-page-"));
      await build({
        root: fileURLToPath(new URL("./python-page", import.meta.url)),
        base: "./",
        configFile: false,
        plugins: [torch()],
        logLevel: "error",
        build: { outDir: folder, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
      });
      await copyPythonAssets(join(folder, "python"));
      const site = await serve(folder);
      await use(site);
      site.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 300_000 },
  ],
  keeping: [
    async ({ browser }, use) => {
      const context = await browser.newContext();
      await use(context);
      await context.close();
    },
    { scope: "worker" },
  ],
  requests: async ({ keeping }, use) => {
    const requests: string[] = [];
    const note = (request: Request) => requests.push(request.url());
    keeping.on("request", note);
    await use(requests);
    keeping.off("request", note);
  },
  page: async ({ keeping, site, requests: _ }, use) => {
    const page = await keeping.newPage();
    await open(page, site);
    await use(page);
    await page.close();
  },
});

async function open(page: Page, site: Site): Promise<void> {
  await page.goto(site.url);
  await page.waitForFunction(() => globalThis.runtime !== undefined);
}

/** Runs a program in the page. Typed arrays do not survive the way back: the numbers of the first output come as a list. */
function run(page: Page, source: string, deadlineMs = 5000) {
  const numbers = [1, 2, 3, 4];
  const { limits } = program(source);
  return page.evaluate(
    async ({ source, limits, numbers }) => {
      const x = { kind: "float", shape: [2, 2], data: Float64Array.from(numbers) } as const;
      const { load, calls, console } = await globalThis.runtime.run({
        source,
        functionName: "f",
        outputs: [{ name: "out", optional: false }],
        calls: [[x]],
        limits,
      });
      const [call] = calls;
      return { load, console, call, numbers: call?.status === "returned" ? [...(call.outputs[0]?.data ?? [])] : [] };
    },
    { source, numbers, limits: { ...limits, deadlineMs } },
  );
}

const softmax = "import numpy as np\ndef f(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()\n";

// In one worker: they share what the first of them downloads.
test.describe.configure({ mode: "default", timeout: 120_000 });

test.describe("Python in Chromium", { tag: "@alone" }, () => {
  test("loads compressed files once, with progress in bytes, and answers", async ({ page }) => {
    await page.evaluate(() => globalThis.runtime.prepare());
    const progress = await page.evaluate(() => globalThis.progress);
    const [loaded, total] = progress.at(-1) ?? [0, 1];
    expect(loaded).toBe(total);
    expect(total).toBeLessThan(9_000_000);
    const result = await run(page, softmax);
    expect(result.load).toEqual({ status: "ok" });
    expect(result.numbers.reduce((sum, number) => sum + number, 0)).toBeCloseTo(1, 12);
  });

  test("makes a call once more when it is asked to", async ({ page }) => {
    const again = await page.evaluate(
      async ({ source, limits }) => {
        const outcome = await globalThis.runtime.run({
          source,
          functionName: "f",
          outputs: [{ name: "out", optional: false }],
          calls: [[1], [2]],
          again: () => 1,
          limits,
        });
        const call = outcome.again?.call;
        return { console: outcome.console, numbers: call?.status === "returned" && [...(call.outputs[0]?.data ?? [])] };
      },
      {
        limits: program("").limits,
        source: "count = 0\ndef f(x):\n    global count\n    count += x\n    print(count)\n    return count\n",
      },
    );
    expect(again).toEqual({ console: "1\n3\n", numbers: [5] });
  });

  test("the next visit needs no network", async ({ page, keeping, site }) => {
    await page.evaluate(() => globalThis.runtime.prepare());
    const next = await keeping.newPage();
    const requests: string[] = [];
    next.on("request", (request) => requests.push(request.url()));
    await open(next, site);
    await next.route("**/python/**", (route) => route.abort());
    expect((await run(next, softmax)).call?.status).toBe("returned");
    expect(requests.filter((url) => url.includes("/python/"))).toEqual([]);
    await next.close();
  });

  test("a damaged snapshot is made anew", async ({ page, keeping, site }) => {
    await page.evaluate(() => globalThis.runtime.prepare());
    const readSnapshot = (damage: boolean) =>
      page.evaluate(async (damage) => {
        const cache = await caches.open("attention-dojo-python");
        const key = (await cache.keys()).find(({ url }) => url.includes("/snapshot/"));
        const found = key && (await cache.match(key));
        if (!key || !found) return undefined;
        const bytes = new Uint8Array(await found.arrayBuffer());
        const middle = bytes.length >> 1;
        if (damage) bytes[middle] = (bytes[middle] ?? 0) ^ 1;
        if (damage) await cache.put(key, new Response(bytes, { headers: found.headers }));
        return bytes[middle];
      }, damage);
    await expect.poll(() => readSnapshot(false)).toBeDefined();
    const damaged = await readSnapshot(true);
    const next = await keeping.newPage();
    await open(next, site);
    expect((await run(next, softmax)).call?.status).toBe("returned");
    await expect.poll(() => readSnapshot(false)).not.toBe(damaged);
    await next.close();
  });

  test("an endless loop ends at the deadline, the page stays responsive, and the next run is right", async ({
    page,
  }) => {
    await page.evaluate(() => globalThis.runtime.prepare());
    const pauses = page.evaluate(async () => {
      let longest = 0;
      let before = performance.now();
      for (const end = before + 1500; before < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        longest = Math.max(longest, performance.now() - before);
        before = performance.now();
      }
      return longest;
    });
    expect((await run(page, "def f(x):\n    while True:\n        pass\n", 1500)).call).toEqual({
      status: "time-limit",
      durationMs: 1500,
    });
    expect(await pauses).toBeLessThan(1000);
    expect((await run(page, softmax)).call?.status).toBe("returned");
  });

  for (const [what, source, name] of [
    [
      "unbounded memory",
      "def f(x):\n    kept = []\n    while True:\n        kept.append(bytearray(1 << 24))\n",
      "MemoryError",
    ],
    ["recursion", "def f(x):\n    return f(x)\n", "RecursionError"],
    [
      "deep recursion through C",
      "import functools\ndef f(x):\n    g = print\n    for _ in range(100_000):\n        g = functools.partial(g)\n    h = []\n    for _ in range(100_000):\n        h = [h]\n    return repr(h)\n",
      "RecursionError",
    ],
    ["os._exit", "import os\ndef f(x):\n    os._exit(0)\n", "SystemExit"],
    ["JavaScript", "def f(x):\n    import js\n", "ModuleNotFoundError"],
    [
      "the network",
      "import urllib.request\ndef f(x):\n    urllib.request.urlopen('http://127.0.0.1:1/')\n",
      "URLError",
    ],
  ] as const)
    test(`${what} ends in an error of Python's`, async ({ page, site, requests }) => {
      expect((await run(page, source, 20_000)).call).toMatchObject({ status: "threw", error: { name } });
      expect((await run(page, softmax)).call?.status).toBe("returned");
      expect(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith("blob:"))).toEqual([]);
    });

  test("says so when the runtime is not there", async ({ browser, site }) => {
    const page = await browser.newPage();
    await open(page, site);
    await page.route("**/python/**", (route) => route.fulfill({ status: 404 }));
    const reason = await page.evaluate(() => globalThis.runtime.prepare().catch((error: Error) => error.message));
    expect(reason).toMatch(/^The Python runtime could not be loaded: .* is not there/);
    await page.close();
  });
});
