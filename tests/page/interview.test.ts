import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { attentionSlug, unscaled } from "./exercise-page.js";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";

const key = "attention-dojo:1:interview";
const stored = (page: Page) => page.evaluate((name) => JSON.parse(localStorage.getItem(name) ?? "null"), key);

const question = (slug: string) => ({
  kind: "question",
  slug,
  answer: { chosen: [], written: "", ticked: [], step: "writing", mark: null },
  spent: 0,
});

const known = [
  question("what-attention-is"),
  question("limits-of-attention"),
  { kind: "exercise", slug: attentionSlug, sources: {}, submissions: [], spent: 0 },
  question("score-matrix-memory"),
];

/** Puts a running interview of known tasks where the page keeps it, as if it had begun some minutes ago. */
async function running(page: Page, minutesAgo: number, tasks: readonly object[] = known): Promise<void> {
  const started = Date.now() - minutesAgo * 60_000;
  const interview = { minutes: 20, started, ended: null, tasks, at: 0, since: started };
  await page.evaluate(
    ([name, value]) => localStorage.setItem(name as string, value as string),
    [key, JSON.stringify(interview)],
  );
}

for (const [minutes, questions, coding] of [
  [20, 4, 1],
  [40, 7, 2],
  [60, 9, 3],
] as const)
  test(`${minutes} minutes hold ${questions} questions and ${coding} coding tasks`, async ({ page }) => {
    await page.goto("#/interview");
    await page.getByRole("radio", { name: `${minutes} minutes` }).check({ force: true });
    await page.getByRole("button", { name: "Start the interview" }).click();
    await expect(page.getByText(`Task 1 of ${questions + coding}`)).toBeVisible();
    const { tasks } = (await stored(page)) as { tasks: { kind: string; slug: string }[] };
    expect(tasks.filter(({ kind }) => kind === "question")).toHaveLength(questions);
    expect(tasks.filter(({ kind }) => kind === "exercise")).toHaveLength(coding);
    expect(new Set(tasks.map(({ slug }) => slug)).size).toBe(tasks.length);
    await expect(page.getByRole("timer")).toHaveText(new RegExp(`^(1:00:00|${minutes}:00|${minutes - 1}:5\\d)$`));
  });

test("everywhere else the clock of a running interview is there, and a way back; its tasks give nothing away", async ({
  page,
  exercise,
}) => {
  await page.goto("#/interview");
  await running(page, 2);
  await page.goto(`#/exercise/${attentionSlug}`);
  const clock = page.getByRole("timer");
  await expect(clock).toHaveText(/^1[78]:\d\d$/);
  await expect(page.getByText("This is a task of your running interview.")).toBeVisible();
  await expect(exercise.editor).toBeVisible();
  await expect(page.getByRole("tab", { name: /Hints|Solution/ })).toHaveCount(0);
  await exercise.submit(unscaled);
  await expect(exercise.verdict).toHaveText("Wrong answer");
  await expect(page.locator("attention-report .mistake")).toHaveCount(0);
  await expectAccessibleAndNarrow(page, "a task outside");

  await page.goto("#/question/what-attention-is");
  await expect(page.getByText("This is a task of your running interview.")).toBeVisible();
  await expect(page.getByRole("checkbox").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Check" })).toHaveCount(0);

  await page.goto("#/exercise/softmax");
  await expect(page.getByRole("tab", { name: "Solution" })).toBeVisible();
  await expect(clock).toBeVisible();
  await page.getByRole("link", { name: "Back to the interview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What attention is" })).toBeVisible();
  await expect(clock).toHaveCount(1);
});

test("the page of a question that is asked shows no earlier answer and changes none: it answers in the interview", async ({
  page,
}) => {
  const choice = (i: number) => page.getByRole("checkbox").nth(i);
  const record = () => page.evaluate(() => localStorage.getItem("attention-dojo:1:question:what-attention-is"));
  await page.goto("#/question/what-attention-is");
  await choice(2).check();
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.locator("#verdict")).toHaveText("Right");
  const before = await record();

  await running(page, 2);
  await page.reload();
  await expect(page.getByText("This is a task of your running interview.")).toBeVisible();
  await expect(page.getByText("What you answer here is your answer in the interview.")).toBeVisible();
  await expect(choice(2)).not.toBeChecked();
  await choice(0).check();
  expect(await record()).toBe(before);
  await page.getByRole("link", { name: "Back to the interview" }).click();
  await expect(choice(0)).toBeChecked();
  await choice(0).uncheck();
  await page.getByRole("button", { name: "End the interview" }).click();
  await page.getByRole("button", { name: "End it" }).click();
  await expect(page.getByRole("row", { name: /What attention is/ })).toContainText("Not answered");

  await page.goto("#/question/what-attention-is");
  await expect(page.locator("#verdict")).toHaveText("Right");
  expect(await record()).toBe(before);
});

test("when the time is up elsewhere, it is said, and the tasks are open again", async ({ page }) => {
  await page.clock.install();
  await page.goto("#/interview");
  await page.clock.runFor(1000);
  await running(page, 0);
  await page.goto(`#/exercise/${attentionSlug}`);
  await expect(page.getByRole("timer")).toBeVisible();
  await page.clock.fastForward("20:01");
  await expect(page.getByText("The time of your interview is up.")).toBeVisible();
  await expect(page.getByRole("tab", { name: "Solution" })).toBeVisible();
  await page.getByRole("link", { name: "See the report" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Interview report" })).toBeVisible();
  await page.goto("#/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("interview is up")).toHaveCount(0);
});

test("from start to report: no hints, a reload, a wrong and a right answer, the file, the reviews", async ({
  page,
  exercise,
}) => {
  await page.goto("#/interview");
  await expect(page.getByRole("heading", { name: "Mock interview" })).toBeVisible();
  await running(page, 2);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "What attention is" })).toBeVisible();
  await expect(page.getByRole("timer")).toHaveText(/^1[78]:\d\d$/);

  // A question is answered, not checked.
  await page.getByRole("checkbox").nth(2).check();
  await expect(page.getByRole("button", { name: "Check" })).toHaveCount(0);
  await expect(page.getByText("What an interviewer asks next")).toHaveCount(0);
  await page.getByRole("button", { name: "Next task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Limits of attention" })).toBeVisible();
  await page.getByLabel("Your answer").fill("Quadratic in the length.");

  // Coding: Run and Submit, but neither hints nor solution nor the name of the mistake.
  await page.getByRole("button", { name: "3, Coding, not handed in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Scaled dot-product attention" })).toBeVisible();
  await exercise.write(unscaled);
  await expect(page.getByRole("tab", { name: /Hints|Solution/ })).toHaveCount(0);
  await exercise.run();
  await expect(exercise.verdict).toHaveText("Wrong answer");
  await exercise.submit();
  await expect(page.getByRole("button", { name: "3, Coding, handed in" })).toBeVisible();
  await expect(page.locator("attention-report .mistake")).toHaveCount(0);
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((name) => /:1:(exercise|review):/.test(name))),
  ).toEqual([]);

  // The clock does not care about a reload; the work is there.
  await page.reload();
  await expect(page.locator(".cm-content")).toBeVisible();
  expect(await exercise.source()).toBe(unscaled);
  await page.getByRole("button", { name: "1, Question, handed in" }).click();
  await expect(page.getByRole("checkbox").nth(2)).toBeChecked();

  await page.getByRole("button", { name: "End the interview" }).click();
  await expect(page.getByText("1 task not handed in.")).toBeVisible();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "End the interview" }).click();
  await page.getByRole("button", { name: "End it" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Interview report" })).toBeVisible();
  const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
  await expect(row("What attention is")).toContainText("Right");
  await expect(row("Scaled dot-product")).toHaveText(/Wrong answer.*1 submission/s);
  await expect(row("Memory of the score matrix")).toContainText("Not answered");
  await expect(page.locator(".named strong", { hasText: /scale/i })).toBeVisible();
  await expect(page.getByRole("link", { name: "Scaled dot-product attention" })).toBeVisible();

  // The open answer is marked by its author.
  await expect(page.getByText("1 open answer still to be marked")).toBeVisible();
  const openAnswer = page.locator("details", { hasText: "Limits of attention" });
  for (const i of [0, 1, 2, 3, 4, 5]) await openAnswer.getByRole("checkbox").nth(i).check();
  await openAnswer.getByRole("button", { name: "Give myself 6 of 6 points" }).click();
  await expect(row("Limits of attention")).toContainText("Right");

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
  await expect(page.getByRole("heading", { level: 1, name: "Interview report" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("row").first()).toBeVisible();
});

test("code that was reset in an interview is kept as earlier code, beside none from before the interview", async ({
  page,
  exercise,
}) => {
  await page.goto("#/interview");
  await page.evaluate(
    ([name, value]) => localStorage.setItem(name as string, value as string),
    [
      `attention-dojo:1:earlier:exercise:${attentionSlug}`,
      JSON.stringify([{ at: 1, language: "javascript", text: "// of last year" }]),
    ],
  );
  await running(page, 2);
  await page.reload();
  await page.getByRole("button", { name: "3, Coding, not handed in" }).click();
  await exercise.write("// my attempt");
  await exercise.element.getByRole("button", { name: "Reset" }).click();
  await page.getByRole("button", { name: "Next task" }).click();
  await page.getByRole("button", { name: "Previous" }).click();
  await exercise.editor.waitFor();
  await page.getByText("Earlier code (1)").click();
  await page.getByRole("button", { name: "Take this one back" }).click();
  expect(await exercise.source()).toBe("// my attempt");
});

test.describe("when the time is up", () => {
  test("the interview ends by itself", async ({ page }) => {
    await page.clock.install();
    await page.goto("#/interview");
    await expect(page.getByRole("heading", { name: "Mock interview" })).toBeVisible();
    await running(page, 19);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: "What attention is" })).toBeVisible();
    await page.clock.fastForward("01:00");
    await expect(page.getByRole("heading", { level: 1, name: "Interview report" })).toBeVisible();
    await expect(page.locator("dd", { hasText: "20:00" })).toBeVisible();
  });

  test("also while nobody was there, and its time is not more than it had", async ({ page }) => {
    await page.goto("#/interview");
    await expect(page.getByRole("heading", { name: "Mock interview" })).toBeVisible();
    await running(page, 300);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: "Interview report" })).toBeVisible();
    await expect(page.locator("dd", { hasText: "20:00" })).toBeVisible();
    await page.getByRole("button", { name: "New interview" }).click();
    await page.getByRole("button", { name: "Report of the last interview" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Interview report" })).toBeVisible();
  });
});

test("a damaged interview is none, and that is said once", async ({ page }) => {
  for (const damaged of [
    "{{{",
    "[]",
    '{"minutes":7}',
    '{"minutes":20,"started":1,"ended":null,"since":1,"at":9,"tasks":[]}',
    JSON.stringify({ minutes: 20, started: Date.now(), ended: null, since: 1, at: 5, tasks: known }),
  ]) {
    await page.goto("#/questions");
    await page.evaluate(([name, value]) => localStorage.setItem(name as string, value as string), [key, damaged]);
    await page.reload();
    await page.goto("#/interview");
    await expect(page.getByRole("button", { name: "Start the interview" })).toBeVisible();
    await expect(page.getByText("Some saved work could not be read and was set aside.")).toHaveCount(1);
  }
});

for (const name of ["QuotaExceededError", "SecurityError"])
  test(`an interview goes on from view to view where nothing can be stored: ${name}`, async ({ page, exercise }) => {
    await page.addInitScript((error) => {
      Storage.prototype.setItem = () => {
        throw new DOMException("No.", error);
      };
    }, name);
    await page.goto("#/interview");
    await page.getByRole("radio", { name: "20 minutes" }).check({ force: true });
    await page.getByRole("button", { name: "Start the interview" }).click();
    await page.getByRole("button", { name: /Coding/ }).click();
    await exercise.write("// my attempt");
    const slug = await exercise.element.getAttribute("slug");
    const said = name === "SecurityError" ? "does not let the page save anything" : "is full";
    await expect(page.getByText(said)).toHaveCount(1);

    await page.getByRole("link", { name: "Exercises", exact: true }).click();
    await expect(page.getByRole("timer")).toBeVisible();
    await page.locator(`a[href="#/exercise/${slug}"]`).first().click();
    await expect(page.getByText("This is a task of your running interview.")).toBeVisible();
    await expect(page.getByRole("tab", { name: /Hints|Solution/ })).toHaveCount(0);
    await page.getByRole("link", { name: "Back to the interview" }).click();
    await exercise.editor.waitFor();
    expect(await exercise.source()).toBe("// my attempt");
    await expect(page.getByText(said)).toHaveCount(1);
  });

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`every view of an interview, ${name}: no serious finding of axe, no scrolling sideways`, async ({
      page,
      exercise,
    }) => {
      const look = (view: string) => expectAccessibleAndNarrow(page, view);
      await page.goto("#/interview");
      await expect(page.locator("dojo-interview-start h1")).toBeVisible();
      await look("start");
      await running(page, 17);
      await page.reload();
      await page.getByRole("checkbox").first().check();
      await look("a question");
      const tab = page.locator("dojo-interview-room ol button");
      await tab.nth(1).click();
      await page.locator("textarea").fill("Quadratic.");
      await tab.nth(2).click();
      await expect(page.locator(".cm-content")).toBeVisible();
      await page.locator("[part=submit]").click();
      await expect(exercise.verdict).toBeInViewport(); // The page scrolls to it.
      await page.locator(".end").click();
      await expect(page.locator(".ask")).toBeVisible();
      await look("coding, about to end");
      await page.locator(".ask .primary").click();
      await expect(page.locator("dojo-interview-report details [part=check]")).toBeVisible();
      await look("report");
    });
  });

test("a task that this version of the page does not have any more is said to be gone, and stands in nobody's way", async ({
  page,
  exercise,
}) => {
  await page.goto("#/interview");
  await running(page, 2, [
    { ...question("renamed-question"), answer: { ...question("").answer, written: "What I wrote." } },
    question("what-attention-is"),
    { kind: "exercise", slug: "renamed-exercise", sources: { javascript: "// mine" }, submissions: [], spent: 0 },
  ]);
  await page.reload();
  await expect(page.getByText("This version of the page no longer has this task.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("renamed-question");
  await page.getByRole("button", { name: "Next task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What attention is" })).toBeVisible();
  await page.getByRole("checkbox").nth(2).check();
  await page.getByRole("button", { name: "3, Coding, No longer exists" }).click();
  await expect(page.getByText("This version of the page no longer has this task.")).toBeVisible();
  await expect(exercise.element).toHaveCount(0);

  await page.getByRole("button", { name: "End the interview" }).first().click();
  await expect(page.getByText("not handed in")).toHaveCount(0);
  await page.getByRole("button", { name: "End it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Interview report" })).toBeVisible();
  await expect(page.getByRole("row", { name: /renamed-exercise/ })).toContainText("No longer exists");
  await expect(page.locator("dl").getByText("1 of 1")).toBeVisible();
  await expect(page.locator("dl").getByText("0 of 0")).toBeVisible();
  await page.locator("summary", { hasText: "renamed-question" }).click();
  await expect(page.getByText("What I wrote.")).toBeVisible();
  await expectAccessibleAndNarrow(page, "a report with tasks that are gone");

  await page.reload();
  await page.getByRole("button", { name: "New interview" }).click();
  await page.getByRole("button", { name: "Start the interview" }).click();
  await expect(page.getByText("Task 1 of")).toBeVisible();
});
