/** Whatever a learner's code returns or prints, or a stranger's exercise holds, the page goes on. */
import type { ExerciseOnPage } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";

/** Runs the program, waits until its report is drawn, and gives the longest time, in milliseconds, for which the page stood still. */
const longestPause = (exercise: ExerciseOnPage): Promise<number> =>
  exercise.element.evaluate(async (host) => {
    const { tasks } = window as unknown as { tasks: PerformanceObserver & { longest: number } };
    const judged = new Promise((resolve) => host.addEventListener("attention-result", resolve, { once: true }));
    tasks.takeRecords();
    tasks.longest = 0;
    (host.shadowRoot as ShadowRoot).querySelector<HTMLElement>("[part=submit]")?.click();
    await judged;
    for (let frames = 0; frames < 3; frames++)
      await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    for (const { duration } of tasks.takeRecords()) tasks.longest = Math.max(tasks.longest, duration);
    return tasks.longest;
  });

test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    const tasks = Object.assign(
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.longest = Math.max(tasks.longest, duration);
      }),
      { longest: 0 },
    );
    tasks.observe({ type: "longtask" });
    Object.assign(window, { tasks });
  }),
);

const outputs = {
  "a million rows of nothing": "Array(1e6).fill([])",
  "1,048,575 numbers in a row": "new Float64Array(1048575).fill(0.1234)",
  "a thousand rows of a thousand": "Array(1000).fill(new Float64Array(1000).fill(0.1234))",
  "a million dimensions of one": "Array(5e5).fill([1])",
  "a matrix of nothing in seven dimensions": "Array(1e3).fill(Array(300).fill([[[[[[]]]]]]))",
  "64 kB of short lines": "(console.log('a\\n'.repeat(32_000)), 1)",
  "64 kB in one line": "(console.log('a'.repeat(65_000)), 1)",
  "an error with a long stack":
    "(() => { const error = new Error('a'); error.stack = '('.repeat(19_000); throw error; })()",
  "an error of many words": "(() => { throw new Error('( '.repeat(1000)) })()",
};

test.describe("a report is drawn without a pause", { tag: "@alone" }, () => {
  for (const [name, value] of Object.entries(outputs))
    test(name, async ({ page, exercise }) => {
      await page.goto("#/exercise/softmax");
      await exercise.submit("function softmax(x) { return x; }");
      await expect(exercise.verdict).toBeVisible();
      await exercise.write(`function softmax(x) { return ${value}; }`);
      const longest = await longestPause(exercise);
      console.info(`${name}: at most ${longest.toFixed(0)} ms`);
      expect(longest).toBeLessThan(200);
    });
});
