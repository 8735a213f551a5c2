import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launch, type Visit, visit } from "./browser.js";
import { attentionSlug, soon, unscaled, verdictOf, write } from "./exercise-page.js";
import { seriousFindings } from "./findings.js";
import { type Site, serve } from "./serve.js";

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

// Whatever a test does, the page must not complain.
afterEach(async () => {
  const complaints = current?.complaints ?? [];
  await current?.close();
  current = undefined;
  expect(complaints).toEqual([]);
});

async function open(hash: string, options: BrowserContextOptions = {}): Promise<Visit> {
  current = await visit(browser, site, options);
  await current.go(hash);
  return current;
}

const key = "attention-dojo:1:interview";
const stored = (page: Page) => page.evaluate((name) => JSON.parse(localStorage.getItem(name) ?? "null"), key);

const question = (slug: string) => ({
  kind: "question",
  slug,
  answer: { chosen: [], written: "", ticked: [], step: "writing", mark: null },
  spent: 0,
});

/** Puts a running interview of known tasks where the page keeps it, as if it had begun some minutes ago. */
async function running(page: Page, minutesAgo: number): Promise<void> {
  const started = Date.now() - minutesAgo * 60_000;
  const tasks = [
    question("what-attention-is"),
    question("limits-of-attention"),
    { kind: "exercise", slug: attentionSlug, sources: {}, submissions: [], spent: 0 },
    question("score-matrix-memory"),
  ];
  const interview = { minutes: 20, started, ended: null, tasks, at: 0, since: started };
  await page.evaluate(
    ([name, value]) => localStorage.setItem(name as string, value as string),
    [key, JSON.stringify(interview)],
  );
}

test.each([
  [20, 4, 1],
  [40, 7, 2],
  [60, 9, 3],
])("%d minutes hold %d questions and %d coding tasks", async (minutes, questions, coding) => {
  const { page } = await open("#/interview");
  await page.getByRole("radio", { name: `${minutes} minutes` }).check({ force: true });
  await page.getByRole("button", { name: "Start the interview" }).click();
  await page.getByText(`Task 1 of ${questions + coding}`).waitFor();
  const { tasks } = (await stored(page)) as { tasks: { kind: string; slug: string }[] };
  expect(tasks.filter(({ kind }) => kind === "question")).toHaveLength(questions);
  expect(tasks.filter(({ kind }) => kind === "exercise")).toHaveLength(coding);
  expect(new Set(tasks.map(({ slug }) => slug)).size).toBe(tasks.length);
  expect(await page.getByRole("timer").textContent()).toMatch(
    new RegExp(`^(1:00:00|${minutes}:00|${minutes - 1}:5\\d)$`),
  );
});

test("from start to report: no hints, a reload, a wrong and a right answer, the file, the reviews", async () => {
  const { page } = await open("#/interview");
  await page.getByRole("heading", { name: "Mock interview" }).waitFor();
  await running(page, 2);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "What attention is" }).waitFor();
  expect(await page.getByRole("timer").textContent()).toMatch(/^1[78]:\d\d$/);

  // A question is answered, not checked.
  await page.getByRole("checkbox").nth(2).check();
  expect(await page.getByRole("button", { name: "Check" }).count()).toBe(0);
  expect(await page.getByText("An interviewer asks next").count()).toBe(0);
  await page.getByRole("button", { name: "Next task" }).click();
  await page.getByRole("heading", { level: 1, name: "Limits of attention" }).waitFor();
  await page.getByLabel("Your answer").fill("Quadratic in the length.");

  // Coding: Run and Submit, but neither hints nor solution nor the name of the mistake.
  await page.getByRole("button", { name: "3, Coding, not handed in" }).click();
  await page.getByRole("heading", { level: 1, name: "Scaled dot-product attention" }).waitFor();
  await write(page, unscaled);
  expect(await page.getByRole("tab", { name: /Hints|Solution/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Wrong answer");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("button", { name: "3, Coding, handed in" }).waitFor();
  expect(await page.locator("attention-report .mistake").count()).toBe(0);
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((name) => /:(exercise|review):/.test(name))),
  ).toEqual([]);

  // The clock does not care about a reload; the work is there.
  await page.reload();
  await page.locator(".cm-content").waitFor();
  expect(
    await page
      .locator("attention-exercise")
      .evaluate((element) => (element as unknown as { getSource(): string }).getSource()),
  ).toBe(unscaled);
  await page.getByRole("button", { name: "1, Question, handed in" }).click();
  await expect.poll(() => page.getByRole("checkbox").nth(2).isChecked(), soon).toBe(true);

  await page.getByRole("button", { name: "End the interview" }).click();
  await page.getByText("1 task not handed in.").waitFor();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "End the interview" }).click();
  await page.getByRole("button", { name: "End it" }).click();

  await page.getByRole("heading", { level: 1, name: "Interview report" }).waitFor();
  const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
  expect(await row("What attention is").textContent()).toContain("Right");
  expect(await row("Scaled dot-product").textContent()).toMatch(/Wrong answer.*1 submission/s);
  expect(await row("Memory of the score matrix").textContent()).toContain("Not answered");
  await page.locator(".named strong", { hasText: /scale/i }).waitFor();
  await page.getByRole("link", { name: "Scaled dot-product attention" }).waitFor();

  // The open answer is marked by its author.
  await page.getByText("1 open answer still to be marked").waitFor();
  const openAnswer = page.locator("details", { hasText: "Limits of attention" });
  for (const i of [0, 1, 2, 3, 4, 5]) await openAnswer.getByRole("checkbox").nth(i).check();
  await openAnswer.getByRole("button", { name: "Count 6 of 6 points" }).click();
  await expect.poll(() => row("Limits of attention").textContent(), soon).toContain("Right");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save to a file" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^attention-dojo-interview-\d{4}-\d\d-\d\d\.md$/);
  const report = readFileSync(await download.path(), "utf8");
  expect(report).toContain("# Interview report");
  expect(report).toContain("Questions right: 2 of 3");
  expect(report).toMatch(/\| 3 \| Scaled dot-product attention \| Wrong answer · 1 submission \| 0\d:\d\d \|/);
  expect(report).toContain("```text\nQuadratic in the length.\n```");
  expect(report).toContain("```javascript\n");

  // All of it has joined the reviews, the report is still there after a reload, and prints without the page around it.
  const reviews = await page.evaluate(() =>
    Object.fromEntries(
      Object.keys(localStorage)
        .filter((name) => name.includes(":review:"))
        .map((name) => [name.split(":review:")[1], JSON.parse(localStorage.getItem(name) ?? "").history[0].rating]),
    ),
  );
  expect(reviews).toEqual({
    "question:what-attention-is": "good",
    "question:limits-of-attention": "good",
    [`exercise:${attentionSlug}`]: "again",
  });
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Interview report" }).waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
  expect(await page.getByRole("row").first().isVisible()).toBe(true);
});

describe("when the time is up", () => {
  test("the interview ends by itself", async () => {
    const { page } = await open("#/interview");
    await page.getByRole("heading", { name: "Mock interview" }).waitFor();
    await running(page, 20 - 4 / 60);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "What attention is" }).waitFor();
    await page.getByRole("heading", { level: 1, name: "Interview report" }).waitFor();
    await page.locator("dd", { hasText: "20:00" }).waitFor();
  });

  test("also while nobody was there, and its time is not more than it had", async () => {
    const { page } = await open("#/interview");
    await page.getByRole("heading", { name: "Mock interview" }).waitFor();
    await running(page, 300);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Interview report" }).waitFor();
    await page.locator("dd", { hasText: "20:00" }).waitFor();
    await page.getByRole("button", { name: "New interview" }).click();
    await page.getByRole("button", { name: "Report of the last interview" }).click();
    await page.getByRole("heading", { level: 1, name: "Interview report" }).waitFor();
  });
});

test("a damaged interview is none", async () => {
  const { page } = await open("#/interview");
  for (const damaged of [
    "{{{",
    "[]",
    '{"minutes":7}',
    '{"minutes":20,"started":1,"ended":null,"since":1,"at":9,"tasks":[]}',
  ]) {
    await page.evaluate(([name, value]) => localStorage.setItem(name as string, value as string), [key, damaged]);
    await page.reload();
    await page.getByRole("button", { name: "Start the interview" }).waitFor();
  }
});

const looks = [
  { name: "light", options: { colorScheme: "light", locale: "en-GB" } },
  { name: "dark", options: { colorScheme: "dark", locale: "en-GB" } },
  { name: "Chinese, 360 pixels", options: { locale: "zh-CN", viewport: { width: 360, height: 740 } } },
] as const;

test.each(looks)(
  "every view of an interview, $name: no serious finding of axe, no scrolling sideways",
  async ({ options }) => {
    const { page } = await open("#/interview", options);
    const width = "viewport" in options ? options.viewport.width : 1280;
    const look = async (view: string) => {
      expect(await seriousFindings(page), view).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBe(width);
    };
    await page.locator("dojo-interview-start h1").waitFor();
    await look("start");
    await running(page, 17);
    await page.reload();
    await page.getByRole("checkbox").first().check();
    await look("a question");
    const tab = page.locator("dojo-interview-room ol button");
    await tab.nth(1).click();
    await page.locator("textarea").fill("Quadratic.");
    await tab.nth(2).click();
    await page.locator(".cm-content").waitFor();
    await page.locator("[part=submit]").click();
    await verdictOf(page).waitFor();
    await page.locator(".end").click();
    await page.locator(".ask").waitFor();
    await look("coding, about to end");
    await page.locator(".ask .primary").click();
    await page.locator("dojo-interview-report details [part=check]").waitFor();
    await look("report");
  },
  90_000,
);
