import type { Page } from "@playwright/test";
import { attention, attentionSlug, solutionOf } from "./exercise-page.js";
import { expect as base, test } from "./fixtures.js";
import type { Visit } from "./visit.js";

/** Long enough for Python to load and start on a slow machine. */
const expect = base.configure({ timeout: 60_000 });
test.describe.configure({ timeout: 180_000 });
test.use({ chosen: null });

const status = (page: Page) => page.locator("attention-python-status");
const ready = (page: Page) => expect(status(page).getByText("Python with NumPy is ready.")).toBeVisible();
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const assetsIn = ({ requested }: Visit) => [...requested].filter((path) => path.includes("/python/"));

const unscaled = `import numpy as np

def scaled_dot_product_attention(q, k, v):
    s = q @ np.swapaxes(k, -1, -2)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) @ v
`;

test("PyTorch is the first language offered, and nothing of it is loaded before the learner begins to write", {
  tag: "@alone",
}, async ({ page, exercise, visit, site }) => {
  await page.goto(attention);
  await expect(exercise.editor).toBeVisible();
  const names = await page.locator("attention-exercise .bar [role=tab]").allTextContents();
  expect(names.map((name) => name.trim())).toEqual(["PyTorch", "NumPy", "JavaScript"]);
  await expect(tab(page, "PyTorch")).toHaveAttribute("aria-selected", "true");
  expect(await exercise.source()).toContain("def scaled_dot_product_attention(q, k, v):");
  await expect(status(page).getByText("about 9 MB, once")).toBeVisible();
  await visit.quiet();
  expect(assetsIn(visit)).toEqual([]);

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
  await exercise.editor.click();
  await ready(page);
  const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
  const loaded = assetsIn(visit).reduce((sum, path) => sum + site.bytes(path), 0);
  expect(loaded / 1e6, "the size that the page tells").toBeGreaterThan(7.5);
  expect(loaded / 1e6).toBeLessThan(9.5);
  expect(seen.length, "a bar that was drawn").toBeGreaterThan(0);
  expect(Math.min(...seen), "the bar's length, from the start").toBeGreaterThan(loaded * 0.98);
  expect(Math.max(...seen)).toBeLessThan(loaded * 1.02);
  await page.reload();
  await expect(exercise.editor).toBeVisible();
  await expect(tab(page, "PyTorch")).toHaveAttribute("aria-selected", "true");
});

test("who chooses JavaScript loads nothing of Python, now and on the next visit", async ({ page, exercise, visit }) => {
  await page.goto(attention);
  await tab(page, "JavaScript").click();
  await expect.poll(() => exercise.source()).toContain("function scaledDotProductAttention");
  await page.reload();
  await expect(exercise.editor).toBeVisible();
  await expect(tab(page, "JavaScript")).toHaveAttribute("aria-selected", "true");
  await visit.quiet();
  expect(assetsIn(visit)).toEqual([]);
});

test("Run before Python is ready waits, can be cancelled, and then runs", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.run(solutionOf(attentionSlug, "torch.py"));
  await expect(page.getByText("Your code runs as soon as Python is ready.").first()).toBeVisible();
  await press(page, "Cancel");
  await expect(page.getByText("Cancelled.").first()).toBeVisible();
  await exercise.run();
  await expect(exercise.verdict).toHaveText("Sample cases passed");
});

test.describe(() => {
  test.use({ chosen: "python" });
  test("a chosen Python loads while the learner reads, judges as JavaScript is judged, and needs no network the next time", async ({
    page,
    exercise,
    visit,
  }) => {
    await page.goto(attention);
    await ready(page);

    await exercise.submit(solutionOf(attentionSlug, "py"));
    await expect(exercise.verdict).toHaveText("Accepted");

    await exercise.submit(unscaled);
    await expect(exercise.verdict).toHaveText("Wrong answer");
    await expect(page.locator("attention-report .mistake code")).toHaveText("missing-scale");
    await expect(page.locator("attention-case attention-comparison mark.worst")).toHaveCount(1);

    await exercise.run(
      "import numpy as np\n\ndef scaled_dot_product_attention(q, k, v):\n    print('shape', q.shape)\n    return q @ k\n",
    );
    await expect(exercise.verdict).toHaveText("Runtime error");
    await expect(page.locator(".cm-errorLine")).toContainText("return q @ k");
    await expect(page.locator("attention-printed pre")).toHaveText(/^shape \(\d+, /);
    const error = page.locator("attention-learner-error").first();
    await expect(error.locator(".message")).toHaveText(/ValueError: matmul: .* core dimension/);
    await expect(error.locator("pre")).toContainText("scaled_dot_product_attention");
    await page.getByRole("button", { name: "Go to line 5 in the editor" }).click();

    await exercise.run("def scaled_dot_product_attention(q, k, v)\n    return q\n");
    await expect(exercise.verdict).toHaveText("Syntax error");
    await expect(page.locator(".cm-errorLine")).toContainText("def scaled_dot_product_attention(q, k, v)");
    await expect(page.locator("attention-learner-error").getByText("SyntaxError").first()).toBeVisible();

    await exercise.run("def scaled_dot_product_attention(q, k, v):\n    while True:\n        pass\n");
    await expect(exercise.verdict).toHaveText("Time limit exceeded");
    await exercise.run(solutionOf(attentionSlug, "py"));
    await expect(exercise.verdict).toHaveText("Sample cases passed");

    await page.route("**/python/**", (route) => route.abort());
    visit.requested.clear();
    await page.reload();
    await ready(page);
    await exercise.run();
    await expect(exercise.verdict).toHaveText("Sample cases passed");
    expect(assetsIn(visit)).toEqual([]);
  });
});

test("a failed download is said in a sentence, and can be tried again", async ({ page, exercise, visit }) => {
  await page.goto(attention);
  visit.tolerate(/\/python\/|ERR_FAILED/);
  await page.route("**/python/**", (route) => route.abort());
  await expect(exercise.editor).toBeVisible();
  await press(page, "Load it now");
  await expect(status(page).getByRole("alert").getByText("Python did not load.")).toBeVisible();
  await expect(status(page).getByText("The Python runtime could not be loaded:")).toBeVisible();
  await expect(status(page)).not.toContainText("://");
  await exercise.run();
  await expect(page.getByText("The judge could not run.")).toBeVisible();
  await expect(exercise.element.locator("div.result")).not.toContainText("://");
  // What the page loads when all is quiet is not what fails here.
  await expect(page.locator("dojo-new-version-bar")).toBeAttached();
  await page.context().setOffline(true);
  await press(page, "Try again");
  await expect(status(page).getByText("You are offline, and what this needs has not been loaded")).toBeVisible();
  await exercise.run();
  await expect(exercise.element.locator("div.result").getByText("You are offline")).toBeVisible();
  await page.context().setOffline(false);
  await page.unroute("**/python/**");
  await press(page, "Try again");
  await ready(page);
  await exercise.run();
  await expect(exercise.verdict).toBeVisible();
});

test.describe(() => {
  test.use({ viewport: { width: 360, height: 740 } });
  test("fits into 360 pixels while it is offered, loads, and has failed", async ({ page }) => {
    await page.goto(attention);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect(status(page).getByText("about 9 MB, once")).toBeVisible();
    expect(await width()).toBe(360);
    await press(page, "Load it now");
    expect(await width()).toBe(360);
    await ready(page);
    expect(await width()).toBe(360);
  });
});

test.describe(() => {
  test.use({ chosen: "javascript" });
  test("an exercise of its own offers languages in the order given, and takes all files from where asset-base says", async ({
    page,
    exercise,
    visit,
  }) => {
    await page.goto(attention);
    await page.route("**/elsewhere/python/**", (route) =>
      route.continue({ url: route.request().url().replace("/elsewhere/", "/") }),
    );
    // The page itself has these under other names.
    await page.route("**/elsewhere/*", (route) =>
      route.fulfill({ path: `dist/standalone/${route.request().url().split("/").at(-1)}` }),
    );
    await expect(exercise.editor).toBeVisible();
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
    await expect(own.getByRole("tab", { name: "NumPy" })).toBeVisible();
    const names = await own.locator(".bar [role=tab]").allTextContents();
    expect(names.map((name) => name.trim())).toEqual(["NumPy", "JavaScript"]);
    expect(await own.getAttribute("language")).toBeNull();
    await own.getByRole("tab", { name: "NumPy" }).click();
    await own.getByText("Python with NumPy is ready.").waitFor();
    await expect(own).toHaveAttribute("language", "python");
    expect(assetsIn(visit).length).toBeGreaterThan(0);
    expect(assetsIn(visit).filter((path) => !path.startsWith("/some/folder/elsewhere/python/"))).toEqual([]);
  });
});
