import type { BrowserContext, Page } from "@playwright/test";
import { attention, attentionSlug, type ExerciseOnPage, exerciseOn, solutionOf } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";
import { type Visit, watch } from "./visit.js";

const solution = solutionOf(attentionSlug);
const stored = (page: Page, kind = "exercise", slug = attentionSlug) =>
  page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "null"), `attention-dojo:1:${kind}:${slug}`);

/** Another tab of the same browser, at the same address. It can be put to sleep. */
async function anotherTab(context: BrowserContext, address: string, hash: string): Promise<Visit> {
  const visit = watch(await context.newPage(), address);
  await visit.page.addInitScript(() => {
    for (const name of ["storage", "focus", "visibilitychange", "pageshow"])
      addEventListener(name, (event) => {
        if (document.documentElement.classList.contains("asleep")) event.stopImmediatePropagation();
      });
  });
  await visit.page.goto(hash);
  return visit;
}

/** As a browser freezes a tab: it hears nothing of others. */
const sleep = (page: Page) => page.evaluate(() => document.documentElement.classList.add("asleep"));
const wake = (page: Page) => page.evaluate(() => document.documentElement.classList.remove("asleep"));

async function bothTabs(page: Page, address: string): Promise<readonly [ExerciseOnPage, ExerciseOnPage, Page]> {
  await page.goto(attention);
  await exerciseOn(page).editor.waitFor();
  const { page: other } = await anotherTab(page.context(), address, attention);
  await exerciseOn(other).editor.waitFor();
  return [exerciseOn(page), exerciseOn(other), other];
}

test.describe("one exercise in two tabs", () => {
  test("what is solved in one tab survives a character typed in the other", async ({ page, address }) => {
    const [a, b, other] = await bothTabs(page, address);
    await a.submit(solution);
    await expect(a.verdict).toHaveText("Accepted");
    await expect.poll(() => b.source()).toBe(solution);
    await b.editor.focus();
    await other.keyboard.press("Control+End");
    await other.keyboard.type("#");
    await expect.poll(() => a.source()).toBe(`${solution}#`);
    expect(await stored(page)).toMatchObject({ solved: true, sources: { javascript: `${solution}#` } });
    await expect(other.getByText("changed in another tab")).toHaveCount(0);
  });

  test("a tab in which something was written takes over the newer code, and Undo brings its own back", async ({
    page,
    address,
  }) => {
    const [a, b, other] = await bothTabs(page, address);
    await a.write("// of the first tab\n");
    await expect.poll(() => b.source()).toBe("// of the first tab\n");
    await b.write("// of the second tab\n");
    await expect.poll(() => a.source()).toBe("// of the second tab\n");
    await expect(page.getByText("Your code was changed in another tab.")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await a.source()).toBe("// of the first tab\n");
    await expect(page.getByText("The earlier code is back.")).toBeVisible();
    await expect.poll(() => b.source()).toBe("// of the first tab\n");

    // Neither is lost, whatever is chosen.
    await other.getByText("Earlier code (2)").click();
    await expect(other.locator("attention-earlier li")).toHaveCount(2);
    await other
      .locator("attention-earlier li", { hasText: "of the second" })
      .getByRole("button", { name: "Take this one back" })
      .click();
    await expect.poll(() => a.source()).toBe("// of the second tab\n");
  });

  for (const [choice, mine] of [
    ["Keep this one", true],
    ["Take the other one", false],
  ] as const)
    test(`who is writing is asked, and chooses: ${choice}`, async ({ page, address }) => {
      const [a, b, other] = await bothTabs(page, address);
      await sleep(other);
      await a.submit(solution);
      await expect(a.verdict).toHaveText("Accepted");
      await b.editor.focus();
      await other.keyboard.press("Control+a");
      await other.keyboard.insertText("// typed on old code\n");
      await expect(other.getByText("Your code was also changed in another tab.")).toBeVisible();
      expect(await stored(other)).toMatchObject({ solved: true, sources: { javascript: "// typed on old code\n" } });
      await other.getByRole("button", { name: choice, exact: true }).click();
      await expect(other.getByText("also changed")).toHaveCount(0);
      const [chosen, otherOne] = mine ? ["// typed on old code\n", solution] : [solution, "// typed on old code\n"];
      expect(await b.source()).toBe(chosen);
      await expect.poll(() => a.source()).toBe(chosen);
      await other.reload();
      await b.editor.waitFor();
      expect(await b.source()).toBe(chosen);
      await other.getByText(/earlier code \(/).click();
      await expect(
        other.locator("attention-earlier li", { hasText: otherOne.slice(0, 20).split("\n")[0] ?? "" }).first(),
      ).toBeVisible();
    });

  test("a tab that slept looks when somebody comes back to it", async ({ page, address }) => {
    const [a, b, other] = await bothTabs(page, address);
    await sleep(other);
    await a.write("// newer\n");
    await expect.poll(async () => (await stored(other))?.sources.javascript).toBe("// newer\n");
    await wake(other);
    await other.evaluate(() => dispatchEvent(new Event("focus")));
    expect(await b.source()).toBe("// newer\n");
  });

  test("a hint in one tab and code in the other are both kept, and so is each language", async ({ page, address }) => {
    const [a, b, other] = await bothTabs(page, address);
    await sleep(other);
    await page.getByRole("tab", { name: /Hints/ }).click();
    await page.getByRole("button", { name: /Show hint 1 of/ }).click();
    await page.getByRole("tab", { name: "NumPy" }).click();
    await expect(a.editor).toContainText("def ");
    await a.write("# python\n");
    await b.write("// javascript\n");
    expect(await stored(other)).toMatchObject({
      hints: 1,
      sources: { javascript: "// javascript\n", python: "# python\n" },
    });
  });

  test("the sentence is there in Chinese, on a telephone, without scrolling sideways", async ({ page, address }) => {
    const [a, b, other] = await bothTabs(page, address);
    await other.setViewportSize({ width: 360, height: 740 });
    await other.getByRole("radio", { name: "中文" }).check({ force: true });
    await sleep(other);
    await a.write("// 1\n");
    await b.write("// 2\n");
    await expect(other.getByText("这段代码在另一个标签页里也改过")).toBeVisible();
    await expect(other.getByRole("button", { name: "换成另一个" })).toBeVisible();
    expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

test.describe("one question in two tabs", () => {
  const open = "#/question/what-attention-is";
  const written = "#/question/limits-of-attention";

  test("what is checked in one tab is taken over in the other, and not undone by what is written there", async ({
    page,
    address,
  }) => {
    await page.goto(open);
    await page.getByRole("checkbox").first().check();
    const { page: other } = await anotherTab(page.context(), address, open);
    await expect(other.getByRole("checkbox").first()).toBeChecked();
    await sleep(other);
    await page.locator("[part=check]").click();
    await expect(page.locator("#verdict")).toBeVisible();
    await other.getByRole("checkbox").nth(1).check();
    await expect(other.getByText("Your answer was also changed in another tab.")).toBeVisible();
    expect(await stored(page, "question", "what-attention-is")).toMatchObject({ step: "writing", mark: { of: 1 } });
    await other.getByRole("button", { name: "Take the other one" }).click();
    await expect(other.locator("#verdict")).toBeVisible();
    await expect(page.locator("#verdict")).toBeVisible();
  });

  test("of two written answers neither is lost", async ({ page, address }) => {
    await page.goto(written);
    await page.getByLabel("Your answer").waitFor();
    const { page: other } = await anotherTab(page.context(), address, written);
    await other.getByLabel("Your answer").waitFor();
    await sleep(other);
    await page.getByLabel("Your answer").fill("It is quadratic.");
    await page.getByLabel("Your answer").blur();
    await other.getByLabel("Your answer").fill("It forgets the order.");
    await other.getByRole("button", { name: "Keep this one", exact: true }).click();
    await expect(page.getByLabel("Your answer")).toHaveValue("It forgets the order.");
    await other.reload();
    await other.getByText(/^Earlier answers/).click();
    await other
      .locator("attention-earlier li", { hasText: "It is quadratic." })
      .getByRole("button", { name: "Take this one back" })
      .click();
    await expect(other.getByLabel("Your answer")).toHaveValue("It is quadratic.");
    await expect(page.getByLabel("Your answer")).toHaveValue("It is quadratic.");
  });
});

test.describe("one interview in two tabs", () => {
  test("answers of both are kept, and the end in one is the end in the other", async ({ page, address }) => {
    await page.goto("#/interview");
    await page.getByRole("radio", { name: "20 minutes" }).check({ force: true });
    const { page: other } = await anotherTab(page.context(), address, "#/interview");
    await other.getByRole("button", { name: "Start the interview" }).waitFor();
    await sleep(other);
    await page.getByRole("button", { name: "Start the interview" }).click();
    await expect(page.getByRole("timer")).toBeVisible();
    const interview = () => page.evaluate(() => JSON.parse(localStorage.getItem("attention-dojo:1:interview") ?? ""));
    const { started, tasks } = await interview();

    // Who starts another one is shown the one that runs.
    await other.getByRole("button", { name: "Start the interview" }).click();
    await expect(other.getByText("Task 1 of 5")).toBeVisible();
    expect((await interview()).started).toBe(started);

    const coding = tasks.findIndex(({ kind }: { kind: string }) => kind === "exercise") + 1;
    await page.getByRole("button", { name: new RegExp(`^${coding}, Coding`) }).click();
    await exerciseOn(page).write("// of the first tab\n");
    await other.getByRole("button", { name: "2, Question" }).or(other.locator("ol button").nth(1)).first().click();
    await expect(other.getByText("Task 2 of 5")).toBeVisible();
    expect((await interview()).tasks[coding - 1].sources).toEqual({ javascript: "// of the first tab\n" });

    await page.getByRole("button", { name: "End the interview" }).first().click();
    await page.locator(".ask .primary").click();
    await expect(page.getByRole("heading", { level: 1, name: "Interview report" })).toBeVisible();
    await other.locator("ol button").nth(2).click();
    await expect(other.getByRole("heading", { level: 1, name: "Interview report" })).toBeVisible();
    expect((await interview()).ended).not.toBeNull();
  });
});

test("of code written for one task of an interview in two tabs, neither is lost when the question is left unanswered", async ({
  page,
  address,
}) => {
  await page.goto("#/interview");
  await page.getByRole("radio", { name: "20 minutes" }).check({ force: true });
  await page.getByRole("button", { name: "Start the interview" }).click();
  await page.getByRole("button", { name: /Coding/ }).click();
  await exerciseOn(page).editor.waitFor();
  const { page: other } = await anotherTab(page.context(), address, "#/interview");
  await exerciseOn(other).editor.waitFor();
  await sleep(other);
  await exerciseOn(page).write("// of the first tab\n");
  await exerciseOn(other).editor.focus();
  await other.keyboard.press("Control+a");
  await other.keyboard.insertText("// typed on old code\n");
  await expect(other.getByText("Your code was also changed in another tab.")).toBeVisible();
  await other.getByRole("button", { name: "Previous" }).click();
  await other.getByRole("button", { name: "Next task" }).click();
  await exerciseOn(other).editor.waitFor();
  await other.getByText(/^Earlier code/).click();
  await expect(other.locator("attention-earlier li", { hasText: "of the first tab" })).toBeVisible();
});

test("a theme chosen in one tab leaves the language that was chosen in the other", async ({ page, address }) => {
  await page.goto("./");
  const { page: other } = await anotherTab(page.context(), address, "./");
  await page.getByRole("radio", { name: "中文" }).check({ force: true });
  await other.getByRole("radio", { name: "Dark" }).check({ force: true });
  const settings = await page.evaluate(() => JSON.parse(localStorage.getItem("attention-dojo:1:settings") ?? "{}"));
  expect(settings).toMatchObject({ locale: "zh", theme: "dark", language: "javascript" });
});
