import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Language } from "../../web/format/index.js";
import { launch, type Visit, visit } from "./browser.js";
import {
  attention,
  attentionSlug,
  editable,
  editorOf,
  solutionOf,
  soon,
  sourceIn,
  verdictOf,
  write,
} from "./exercise-page.js";
import { type Site, serve } from "./serve.js";

/** Long enough for Python to load and start on a slow machine. */
const patient = { timeout: 60_000 };

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

afterEach(async () => {
  const complaints = current?.complaints ?? [];
  await current?.close();
  current = undefined;
  expect(complaints).toEqual([]);
});

async function open(chosen: Language | null, options: BrowserContextOptions = {}): Promise<Visit> {
  current = await visit(browser, site, options, chosen);
  await current.go(attention);
  return current;
}

const status = (page: Page) => page.locator("attention-python-status");
const ready = (page: Page) => status(page).getByText("Python with NumPy is ready.").waitFor(patient);
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const assetsIn = (visited: Visit) => [...visited.requested].filter((path) => path.includes("/python/"));

const unscaled = `import numpy as np

def scaled_dot_product_attention(q, k, v):
    s = q @ np.swapaxes(k, -1, -2)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) @ v
`;

test("Python is the first language offered, and nothing of it is loaded before the learner begins to write", async () => {
  const visited = await open(null);
  const { page } = visited;
  await editable(page);
  const names = await page.locator("attention-exercise .bar [role=tab]").allTextContents();
  expect(names.map((name) => name.trim())).toEqual(["Python", "JavaScript"]);
  expect(await tab(page, "Python").getAttribute("aria-selected")).toBe("true");
  expect(await sourceIn(page)).toContain("def scaled_dot_product_attention(q, k, v):");
  await status(page).getByText("about 9 MB, once").waitFor();
  await page.waitForTimeout(500);
  expect(assetsIn(visited)).toEqual([]);

  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    const watch = () => {
      const { seen } = window as unknown as { seen: number[] };
      const find = (root: ParentNode): HTMLProgressElement | undefined => {
        for (const element of root.querySelectorAll("*")) {
          if (element instanceof HTMLProgressElement && element.position >= 0) return element;
          const inner = element.shadowRoot && find(element.shadowRoot);
          if (inner) return inner;
        }
        return undefined;
      };
      const bar = find(document);
      if (bar) seen.push(bar.max);
      requestAnimationFrame(watch);
    };
    watch();
  });
  // Long enough for the bar to be drawn before it is known how long the files are.
  await page.route("**/python/**", (route) => setTimeout(() => void route.continue(), 300));
  await editorOf(page).click();
  await ready(page);
  const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
  const loaded = assetsIn(visited).reduce((sum, path) => sum + site.bytes(path), 0);
  expect(loaded / 1e6, "the size that the page tells").toBeGreaterThan(7.5);
  expect(loaded / 1e6).toBeLessThan(9.5);
  expect(seen.length, "a bar that was drawn").toBeGreaterThan(0);
  expect(Math.min(...seen), "the bar's length, from the start").toBeGreaterThan(loaded * 0.98);
  expect(Math.max(...seen)).toBeLessThan(loaded * 1.02);
  await page.reload();
  await editable(page);
  expect(await tab(page, "Python").getAttribute("aria-selected")).toBe("true");
}, 120_000);

test("who chooses JavaScript loads nothing of Python, now and on the next visit", async () => {
  const visited = await open(null);
  const { page } = visited;
  await tab(page, "JavaScript").click();
  await expect.poll(() => sourceIn(page), soon).toContain("function scaledDotProductAttention");
  await page.reload();
  await editable(page);
  expect(await tab(page, "JavaScript").getAttribute("aria-selected")).toBe("true");
  await page.waitForTimeout(500);
  expect(assetsIn(visited)).toEqual([]);
});

test("Run before Python is ready waits, can be cancelled, and then runs", async () => {
  const { page } = await open(null);
  await write(page, solutionOf(attentionSlug, "py"));
  await press(page, "Run");
  await page.getByText("Your code runs as soon as Python is ready.").first().waitFor();
  await press(page, "Cancel");
  await page.getByText("Cancelled.").first().waitFor();
  await press(page, "Run");
  await expect.poll(() => verdictOf(page).textContent(), patient).toBe("Sample cases passed");
}, 120_000);

test("a chosen Python loads while the learner reads, judges as JavaScript is judged, and needs no network the next time", async () => {
  const visited = await open("python");
  const { page } = visited;
  await ready(page);

  await write(page, solutionOf(attentionSlug, "py"));
  await press(page, "Submit");
  await expect.poll(() => verdictOf(page).textContent(), patient).toBe("Accepted");

  await write(page, unscaled);
  await press(page, "Submit");
  await expect.poll(() => verdictOf(page).textContent(), patient).toBe("Wrong answer");
  expect(await page.locator("attention-report .mistake code").textContent()).toBe("missing-scale");
  expect(await page.locator("attention-case attention-comparison mark.worst").count()).toBe(1);

  await write(
    page,
    "import numpy as np\n\ndef scaled_dot_product_attention(q, k, v):\n    print('shape', q.shape)\n    return q @ k\n",
  );
  await press(page, "Run");
  await expect.poll(() => verdictOf(page).textContent(), patient).toBe("Runtime error");
  expect(await page.locator(".cm-errorLine").textContent()).toContain("return q @ k");
  expect(await page.locator("attention-report .console pre").textContent()).toMatch(/^shape \(\d+, /);
  const error = page.locator("attention-learner-error").first();
  expect(await error.locator(".message").textContent()).toMatch(/ValueError: matmul: .* core dimension/);
  expect(await error.locator("pre").textContent()).toContain("scaled_dot_product_attention");
  await page.getByRole("button", { name: "Go to line 5 in the editor" }).click();

  await write(page, "def scaled_dot_product_attention(q, k, v)\n    return q\n");
  await press(page, "Run");
  await expect.poll(() => verdictOf(page).textContent(), patient).toBe("Does not compile");
  expect(await page.locator(".cm-errorLine").textContent()).toContain("def scaled_dot_product_attention(q, k, v)");
  await page.locator("attention-learner-error").getByText("SyntaxError").first().waitFor();

  await write(page, "def scaled_dot_product_attention(q, k, v):\n    while True:\n        pass\n");
  await press(page, "Run");
  await expect.poll(() => verdictOf(page).textContent(), patient).toBe("Time limit");
  await write(page, solutionOf(attentionSlug, "py"));
  await press(page, "Run");
  await expect.poll(() => verdictOf(page).textContent(), patient).toBe("Sample cases passed");

  await page.route("**/python/**", (route) => route.abort());
  visited.requested.clear();
  await page.reload();
  await ready(page);
  await press(page, "Run");
  await expect.poll(() => verdictOf(page).textContent(), patient).toBe("Sample cases passed");
  expect(assetsIn(visited)).toEqual([]);
}, 180_000);

test("a failed download is said in a sentence, and can be tried again", async () => {
  const visited = await open(null);
  const { page } = visited;
  await page.route("**/python/**", (route) => route.abort());
  await editable(page);
  await press(page, "Load it now");
  await status(page).getByRole("alert").getByText("Python did not load.").waitFor();
  await status(page).getByText("The Python runtime could not be loaded:").waitFor();
  await press(page, "Run");
  await page.getByText("The judge could not run.").waitFor();
  expect(visited.complaints.filter((complaint) => !/\/python\/|ERR_FAILED/.test(complaint))).toEqual([]);
  visited.complaints.length = 0;
  await page.unroute("**/python/**");
  await press(page, "Try again");
  await ready(page);
  await press(page, "Run");
  await verdictOf(page).waitFor(patient);
}, 120_000);

test("fits into 360 pixels while it is offered, loads, and has failed", async () => {
  const { page } = await open(null, { viewport: { width: 360, height: 740 } });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  await status(page).getByText("about 9 MB, once").waitFor();
  expect(await width()).toBe(360);
  await press(page, "Load it now");
  expect(await width()).toBe(360);
  await ready(page);
  expect(await width()).toBe(360);
}, 120_000);

test("an exercise of its own offers languages in the order given, and takes Python from where asset-base says", async () => {
  const visited = await open("javascript");
  const { page } = visited;
  await page.route("**/elsewhere/python/**", (route) =>
    route.continue({ url: route.request().url().replace("/elsewhere/", "/") }),
  );
  await editable(page);
  await page.evaluate(() => {
    const element = document.createElement("attention-exercise");
    element.id = "own";
    for (const [name, value] of [
      ["slug", "softmax"],
      ["languages", "python javascript"],
      ["asset-base", "./elsewhere"],
    ] as const)
      element.setAttribute(name, value);
    document.body.append(element);
  });
  const own = page.locator("#own");
  await own.getByRole("tab", { name: "Python" }).waitFor();
  const names = await own.locator(".bar [role=tab]").allTextContents();
  expect(names.map((name) => name.trim())).toEqual(["Python", "JavaScript"]);
  expect(await own.getAttribute("language")).toBeNull();
  await own.getByRole("tab", { name: "Python" }).click();
  await own.getByText("Python with NumPy is ready.").waitFor(patient);
  expect(await own.getAttribute("language")).toBe("python");
  expect(assetsIn(visited).length).toBeGreaterThan(0);
  expect(assetsIn(visited).filter((path) => !path.startsWith("/some/folder/elsewhere/python/"))).toEqual([]);
}, 120_000);
