import { attention, attentionSlug, solutionOf, unscaled } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";

test("the first load of an exercise, up to a verdict, takes at most 220 kB compressed", async ({
  page,
  exercise,
  visit: { requested },
  site,
}) => {
  // What keeps the page for visits without a network comes three seconds later; on a slow machine that is before the verdict.
  const isLater = (path: string) => /\/(new-version-bar|offline)-[\w-]+\.js$/.test(path);
  // Formulas take it where the system has no mathematical font, after the text is there.
  const isFont = (path: string) => path.endsWith(".woff2");
  const sizeOf = (paths: readonly string[], kind: "gzip" | "brotli") =>
    paths.reduce((sum, path) => sum + site.size(path)[kind], 0);
  const total = (kind: "gzip" | "brotli") =>
    sizeOf(
      [...requested].filter((path) => !isLater(path) && !isFont(path)),
      kind,
    );
  await page.goto(attention);
  await exercise.run(solutionOf(attentionSlug));
  await expect(exercise.verdict).toBeVisible();
  console.info(`First load: ${total("gzip")} bytes gzip, ${total("brotli")} bytes brotli, ${requested.size} files.`);
  expect(requested.size).toBeGreaterThan(5);
  expect(total("gzip")).toBeLessThanOrEqual(220_000);
  expect(sizeOf([...requested].filter(isFont), "gzip")).toBeLessThanOrEqual(22_000);
  expect([...requested].filter((path) => /python/.test(path))).toEqual([]);

  // The known mistakes come with the first wrong answer.
  const before = total("gzip");
  await exercise.submit(unscaled);
  await expect(page.getByText("missing-scale")).toBeVisible();
  console.info(`First wrong answer: ${total("gzip") - before} bytes gzip more.`);
  expect(total("brotli")).toBeLessThanOrEqual(220_000);
});

test("a verdict on scaled dot-product attention comes within 100 ms of the click on Run", {
  tag: "@alone",
}, async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.write(solutionOf(attentionSlug));
  const times: number[] = [];
  for (let i = 0; i < 9; i++) {
    times.push(
      await exercise.element.evaluate(async (host) => {
        const within = (root: ParentNode, selector: string) => root.querySelector(selector) as HTMLElement;
        const root = host.shadowRoot as ShadowRoot;
        const judged = new Promise<void>((resolve) =>
          host.addEventListener("attention-result", () => resolve(), { once: true }),
        );
        const start = performance.now();
        within(root, "[part=run]").click();
        await judged;
        // The verdict is drawn in the frame after the event.
        await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        if (!within(root, "attention-report").shadowRoot?.querySelector("h2")?.textContent?.includes("passed"))
          throw new Error("no verdict drawn");
        return performance.now() - start;
      }),
    );
    await page.waitForTimeout(400); // As long as a learner looks at the verdict, at least.
  }
  const [, , third = Number.NaN, , median = Number.NaN] = times.sort((a, b) => a - b);
  console.info(`Run to verdict: median ${median.toFixed(1)} ms, ${times.map((time) => time.toFixed(0)).join(" ")}.`);
  // Whatever else the machine does makes some of the nine slower, never faster.
  expect(third).toBeLessThanOrEqual(100);
});
