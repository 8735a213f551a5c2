import type { Page } from "@playwright/test";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, test } from "./fixtures.js";
import { looksWithTelephone } from "./looks.js";
import { questionCount } from "./question-page.js";

const choice = "#/question/what-attention-is";
const numeric = "#/question/score-matrix-memory";
const openQuestion = "#/question/limits-of-attention";

test("the list shows every question by topic and what became of it", async ({ page }) => {
  await page.goto("#/questions");
  await expect(page.getByText(`0 of ${questionCount} answered`)).toBeVisible();
  await expect(page.locator("dojo-question-list li")).toHaveCount(questionCount);
  await expect(page).toHaveTitle("Questions — Attention Dojo");
  await page.getByRole("link", { name: "The spread of a dot product" }).click();
  await expect(page).toHaveTitle("The spread of a dot product — Attention Dojo");
  await page.getByLabel("Your number").fill("sqrt(64)");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByRole("heading", { name: "Right", exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Questions" }).click();
  await expect(page.getByText(`1 of ${questionCount} answered`)).toBeVisible();
  await expect(page.getByRole("link", { name: "Answered right The spread of a dot product" })).toBeVisible();
});

test("a question leads to what practises it, in the reader's language; in an interview it does not", async ({
  page,
}) => {
  await page.goto("#/question/why-scale-by-root-d");
  await page.getByRole("link", { name: "Lab: Your sentence" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your sentence" })).toBeVisible();
  await page.goBack();
  await page.getByRole("radio", { name: "中文" }).check({ force: true });
  await page.getByRole("link", { name: "缩放点积注意力" }).click();
  await expect(page).toHaveURL(/#\/exercise\/scaled-dot-product-attention$/);
  await page.goBack();
  await page.locator("dojo-question-view").evaluate((view) => view.toggleAttribute("exam", true));
  await expect(page.getByRole("link", { name: "缩放点积注意力" })).toHaveCount(0);
});

const recordOf = (slug: string) => `attention-dojo:1:question:${slug}`;

test.describe("a choice question", () => {
  test("that is stored as being compared, as only open ones are, can be answered", async ({ page }) => {
    await page.goto("#/questions");
    const record = { chosen: ["weighted-average"], written: "", ticked: [], step: "compared", mark: null, touched: 1 };
    await page.evaluate(
      ([name, value]) => localStorage.setItem(name as string, value as string),
      [recordOf("what-attention-is"), JSON.stringify(record)],
    );
    await page.reload();
    await page.goto(choice);
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.locator("#verdict")).toBeVisible();
  });

  test("whose answer is changed where nothing is checked has no answer that was checked", async ({ page }) => {
    await page.goto(choice);
    const element = page.locator("attention-question");
    const exam = (is: boolean) => element.evaluate((it, on) => it.toggleAttribute("exam", on), is);
    await page.getByRole("checkbox").nth(2).check();
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.locator("#verdict")).toHaveText("Right");
    await exam(true);
    await page.getByRole("checkbox").first().check();
    await exam(false);
    await expect(page.getByRole("button", { name: "Check" })).toBeVisible();
    await expect(page.locator("#verdict")).toHaveCount(0);
  });

  test("is answered by keyboard alone, takes several choices, and explains each", async ({ page }) => {
    await page.goto(choice);
    await expect(page.getByRole("heading", { level: 1, name: "What attention is" })).toBeVisible();
    const boxes = page.locator("attention-question").getByRole("checkbox");
    await expect(boxes).toHaveCount(5);
    await page.locator("attention-question h2").count();
    await page.getByRole("button", { name: "Check" }).press("Enter");
    await expect(page.getByText("Choose at least one answer first.")).toBeVisible();
    await boxes.nth(0).press("Space");
    await boxes.nth(2).press("Space");
    expect(await boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).checked))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    await boxes.nth(0).press("Enter");
    await expect(page.getByRole("heading", { name: "Not right" })).toBeVisible();
    expect(await focusedText(page)).toBe("Not right");
    await expect(page.locator("attention-question .why")).toHaveCount(5);
    await expect(page.getByRole("heading", { name: "What an interviewer asks next" })).toBeVisible();
    const followUp = page.locator("attention-question .follow-ups details").first();
    await expect(followUp.getByRole("paragraph").first()).toBeHidden();
    await followUp.locator("summary").press("Enter");
    await expect(followUp.getByRole("paragraph").first()).toBeVisible();
    await expect(page.locator("attention-question .sources a").first()).toHaveAttribute("href", /^https:/);
    await expect(page.getByText("Comes back tomorrow.")).toBeVisible();

    await page.getByRole("button", { name: "Answer again" }).press("Enter");
    await expect(boxes.nth(0)).not.toBeChecked();
    await boxes.nth(2).press("Space");
    await page.getByRole("button", { name: "Check" }).press("Enter");
    await expect(page.getByRole("heading", { name: "Right", exact: true })).toBeVisible();
    // The explanation had been read: the first answer of the day decides.
    await expect(page.getByText("Comes back tomorrow.")).toBeVisible();
    await expect(page.locator("dojo-rating-choice").getByRole("radio")).toHaveCount(2);
    await page.getByRole("radio", { name: /Hard/ }).check({ force: true });
    await expect(page.getByText("Comes back in 2 days.")).toBeVisible();
  });

  test("keeps answer and explanation over a reload, in either language", async ({ page }) => {
    await page.goto(choice);
    await page.getByRole("checkbox").nth(2).check();
    await page.reload();
    await expect(page.getByRole("checkbox").nth(2)).toBeChecked();
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.getByRole("heading", { name: "Right", exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "Right", exact: true })).toBeVisible();
    await page.getByRole("radio", { name: "中文" }).check({ force: true });
    await expect(page.getByRole("heading", { name: "答对了" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "面试官接下来会问" })).toBeVisible();
    await expect(page).toHaveTitle("什么是注意力机制 — Attention Dojo");
  });
});

test.describe("a numeric question", () => {
  for (const written of [
    "2147483648",
    "2,147,483,648",
    "2^31",
    "16 * 8192^2 * 2",
    "2 GiB",
    "2.147e9",
    "２１４７４８３６４８ bytes",
  ])
    test(`takes ${written}`, async ({ page }) => {
      await page.goto(numeric);
      await page.getByLabel("Your number").fill(written);
      await page.getByLabel("Your number").press("Enter");
      await expect(page.getByRole("heading", { name: "Right", exact: true })).toBeVisible();
    });

  test("says what it read, and what it cannot read", async ({ page }) => {
    await page.goto(numeric);
    const field = page.getByLabel("Your number");
    await field.fill("2^10");
    await expect(page.getByText("Read as 1,024")).toBeVisible();
    await field.fill("many");
    await field.press("Enter");
    await expect(page.getByText("This cannot be read as a number.")).toBeVisible();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await field.fill("3 parameters");
    await field.press("Enter");
    await expect(page.getByText("the question asks for bytes")).toBeVisible();
    await field.fill("1024");
    await field.press("Enter");
    await expect(page.getByRole("heading", { name: "Not right" })).toBeVisible();
    await expect(page.getByText("2,147,483,648 bytes", { exact: true })).toBeVisible();
  });
});

test("an open question is written, compared and counted, and survives a reload at every step", async ({ page }) => {
  await page.goto(openQuestion);
  const words = "Quadratic time.\n<img src=x onerror=alert(1)>";
  await page.getByLabel("Your answer").fill(words);
  await page.reload();
  await expect(page.getByLabel("Your answer")).toHaveValue(words);
  await page.getByRole("button", { name: "Compare with the model answer" }).click();
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeVisible();
  expect(await focusedText(page)).toBe("Model answer");
  await expect(page.locator("attention-question .mine")).toHaveText(words);
  await expect(page.locator("attention-question .mine img")).toHaveCount(0);
  for (const i of [0, 3, 4]) await page.getByRole("checkbox").nth(i).check();
  await page.reload();
  await page.getByRole("button", { name: "Give myself 3 of 6 points" }).click();
  await expect(page.getByRole("heading", { name: "3 of 6 points" })).toBeVisible();
  await expect(page.getByText("Comes back in 2 days.")).toBeVisible();
});

test("an unknown question is said, with a way back", async ({ page }) => {
  await page.goto("#/question/no-such-thing");
  await expect(page.getByText("There is no question called")).toBeVisible();
  await page.getByRole("link", { name: "Go to the questions" }).click();
  await expect(page.getByText(`0 of ${questionCount} answered`)).toBeVisible();
});

test("the element tells the page around it what happens, across shadow roots", async ({ page }) => {
  await page.goto("#/questions");
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    for (const name of ["ready", "change", "answered", "error"])
      document.addEventListener(`attention-question-${name}`, (event) =>
        heard.push({ ...(event as CustomEvent).detail, name }),
      );
  });
  await page.getByRole("link", { name: /Memory of the score matrix/ }).click();
  await page.getByLabel("Your number").fill("7");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByRole("heading", { name: "Not right" })).toBeVisible();
  const title = { en: "Memory of the score matrix", zh: "分数矩阵占多少内存" };
  const shared = { version: 1, question: "score-matrix-memory", title, kind: "numeric" };
  const answer = { chosen: [], written: "7", ticked: [] };
  expect(await page.evaluate(() => (window as unknown as { heard: unknown }).heard)).toEqual([
    { ...shared, name: "ready" },
    { ...shared, name: "change", answer },
    { ...shared, name: "answered", answer, mark: { points: 0, of: 1 } },
  ]);
});

test.describe("the export file", () => {
  test("carries answers and reviews to another browser", async ({ page, visitAnew, site }) => {
    await page.goto(choice);
    await page.getByRole("checkbox").nth(2).check();
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.getByText("Comes back in 3 days.")).toBeVisible();
    await page.getByRole("link", { name: "Your work" }).click();
    await expect(page.getByText("Your work on 1 question.")).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save to a file" }).click(),
    ]);
    const { page: other } = await visitAnew(site.url);
    await other.goto("#/work");
    await other.locator("input[type=file]").setInputFiles(await download.path());
    await other.getByRole("button", { name: "Import 1 question" }).click();
    await expect(other.getByText("1 question imported.")).toBeVisible();
    await other.getByRole("link", { name: "Questions" }).click();
    await expect(other.getByText(`1 of ${questionCount} answered`)).toBeVisible();
    await other.getByRole("link", { name: "Review" }).click();
    await expect(other.getByText("in 3 days")).toBeVisible();
  });

  const file = (content: object) => ({
    name: "work.json",
    mimeType: "application/json",
    buffer: Buffer.from(
      JSON.stringify({ format: "attention-dojo", version: 1, saved: "2026-01-02", exercises: {}, ...content }),
    ),
  });
  const answer = { chosen: [], written: "", ticked: [], step: "answered", mark: null, touched: 1 };
  const hostile: readonly (readonly [string, object, RegExp])[] = [
    ["questions that are no object", { questions: [] }, /at questions/],
    ["a slug that is markup", { questions: { "<b>": answer } }, /at questions\.<b>/],
    ["a choice that is markup", { questions: { a: { ...answer, chosen: ["<b>"] } } }, /at questions\.a\.chosen\.0/],
    ["an unknown step", { questions: { a: { ...answer, step: "__proto__" } } }, /at questions\.a\.step/],
    [
      "more points than there are",
      { questions: { a: { ...answer, mark: { points: 9, of: 3 } } } },
      /at questions\.a\.mark\.points/,
    ],
    ["a review of nothing", { reviews: { softmax: { history: [], mistake: null } } }, /at reviews\.softmax/],
    [
      "an unknown rating",
      { reviews: { "question:a": { history: [{ at: 1, rating: "best" }], mistake: null } } },
      /at reviews\.question:a\.history\.0\.rating/,
    ],
    [
      "a review at no time",
      { reviews: { "question:a": { history: [{ at: 1e15, rating: "good" }], mistake: null } } },
      /history\.0\.at/,
    ],
    [
      "a mistake that is markup",
      { reviews: { "exercise:a": { history: [], mistake: "<img>" } } },
      /at reviews\.exercise:a\.mistake/,
    ],
    [
      "a history without end",
      { reviews: { "question:a": { history: Array(3000).fill({ at: 1, rating: "good" }), mistake: null } } },
      /\.history/,
    ],
  ];
  test("is turned away when it is hostile, and nothing changes", async ({ page }) => {
    await page.goto("#/work");
    for (const [name, content, complaint] of hostile) {
      await page.locator("input[type=file]").setInputFiles(file(content));
      await expect(page.locator("dojo-work-view .error"), name).toHaveText(complaint);
    }
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /question|review/.test(key)))).toEqual(
      [],
    );
  });
});

test("damaged answers and reviews are set aside, and the page goes on", async ({ page }) => {
  await page.goto("#/questions");
  await page.evaluate(() => {
    localStorage.setItem("attention-dojo:1:question:what-attention-is", '{"chosen":7}');
    localStorage.setItem("attention-dojo:1:review:question:what-attention-is", "{{{");
  });
  await page.reload();
  await expect(page.getByText(`0 of ${questionCount} answered`)).toBeVisible();
  await expect(page.getByText("could not be read and was set aside")).toBeVisible();
});

for (const { name, options } of looksWithTelephone)
  test.describe(() => {
    test.use(options);
    test(`every view of a question, ${name}: no serious finding of axe, no scrolling sideways`, async ({ page }) => {
      const look = (view: string) => expectAccessibleAndNarrow(page, view);
      await page.goto("#/questions");
      await expect(page.locator("dojo-question-list li").first()).toBeVisible();
      await look("list");
      await page.goto(choice);
      await page.getByRole("checkbox").first().check();
      await look("choice");
      await page.locator("[part=check]").click();
      await expect(page.locator("dojo-rating-choice fieldset")).toBeVisible();
      await look("choice, checked");
      await page.goto(numeric);
      await page.locator("#number").fill("many");
      await page.locator("#number").press("Enter");
      await expect(page.locator(".problem")).toBeVisible();
      await look("numeric, unreadable");
      await page.locator("#number").fill("2^31");
      await page.locator("#number").press("Enter");
      await expect(page.locator("#verdict")).toBeVisible();
      await look("numeric, checked");
      await page.goto(openQuestion);
      await page.locator("textarea").fill("It is quadratic.");
      await look("open");
      await page.locator("[part=check]").click();
      await expect(page.locator("#model")).toBeVisible();
      await look("open, compared");
      await page.locator("[part=check]").click();
      await expect(page.locator("#verdict")).toBeVisible();
      await look("open, counted");
    });
  });

/** Text of the element that has the focus, through the shadow roots. */
function focusedText(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.textContent;
  });
}
