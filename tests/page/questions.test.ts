import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { questionSlugs } from "../../web/questions/index.js";
import { launch, type Visit, visit } from "./browser.js";
import { soon } from "./exercise-page.js";
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

const choice = "#/question/what-attention-is";
const numeric = "#/question/score-matrix-memory";
const openQuestion = "#/question/limits-of-attention";

test("the list shows every question by topic and what became of it", async () => {
  const { page } = await open("#/questions");
  await page.getByText(`0 of ${questionSlugs.length} answered`).waitFor();
  expect(await page.locator("dojo-question-list li").count()).toBe(questionSlugs.length);
  expect(await page.title()).toBe("Questions — Attention Dojo");
  await page.getByRole("link", { name: "Why scale by √d" }).click();
  await expect.poll(() => page.title(), soon).toBe("Why scale by √d — Attention Dojo");
  await page.getByLabel("Your number").fill("sqrt(64)");
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("heading", { name: "Right", exact: true }).waitFor();
  await page.getByRole("link", { name: "Questions" }).click();
  await page.getByText(`1 of ${questionSlugs.length} answered`).waitFor();
  await page.getByRole("link", { name: "Answered right Why scale by √d" }).waitFor();
});

describe("a choice question", () => {
  test("is answered by keyboard alone, takes several choices, and explains each", async () => {
    const { page } = await open(choice);
    await page.getByRole("heading", { level: 1, name: "What attention is" }).waitFor();
    const boxes = page.locator("attention-question").getByRole("checkbox");
    expect(await boxes.count()).toBe(4);
    await page.locator("attention-question h2").count();
    await page.getByRole("button", { name: "Check" }).press("Enter");
    await page.getByText("Choose at least one answer first.").waitFor();
    await boxes.nth(0).press("Space");
    await boxes.nth(2).press("Space");
    expect(await boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).checked))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    await boxes.nth(0).press("Enter");
    await page.getByRole("heading", { name: "Not right" }).waitFor();
    expect(await focusedText(page)).toBe("Not right");
    expect(await page.locator("attention-question .why").count()).toBe(4);
    await page.getByRole("heading", { name: "An interviewer asks next" }).waitFor();
    expect(await page.locator("attention-question .sources a").first().getAttribute("href")).toMatch(/^https:/);
    await page.getByText("Comes back tomorrow.").waitFor();

    await page.getByRole("button", { name: "Answer again" }).press("Enter");
    expect(await boxes.nth(0).isChecked()).toBe(false);
    await boxes.nth(2).press("Space");
    await page.getByRole("button", { name: "Check" }).press("Enter");
    await page.getByRole("heading", { name: "Right", exact: true }).waitFor();
    // The explanation had been read: the first answer of the day decides.
    await page.getByText("Comes back tomorrow.").waitFor();
    await page.getByRole("radio", { name: /Good/ }).check({ force: true });
    await page.getByText("Comes back in 3 days.").waitFor();
  });

  test("keeps answer and explanation over a reload, in either language", async () => {
    const { page } = await open(choice);
    await page.getByRole("checkbox").nth(2).check();
    await page.reload();
    await expect.poll(() => page.getByRole("checkbox").nth(2).isChecked(), soon).toBe(true);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("heading", { name: "Right", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Right", exact: true }).waitFor();
    await page.getByRole("radio", { name: "中文" }).check({ force: true });
    await page.getByRole("heading", { name: "答对了" }).waitFor();
    await page.getByRole("heading", { name: "面试官还会追问" }).waitFor();
    await expect.poll(() => page.title(), soon).toBe("什么是注意力机制 — Attention Dojo");
  });
});

describe("a numeric question", () => {
  test.each([
    "2147483648",
    "2,147,483,648",
    "2^31",
    "16 * 8192^2 * 2",
    "2 GiB",
    "2.147e9",
    "２１４７４８３６４８ bytes",
  ])("takes %s", async (written) => {
    const { page } = await open(numeric);
    await page.getByLabel("Your number").fill(written);
    await page.getByLabel("Your number").press("Enter");
    await page.getByRole("heading", { name: "Right", exact: true }).waitFor();
  });

  test("says what it read, and what it cannot read", async () => {
    const { page } = await open(numeric);
    const field = page.getByLabel("Your number");
    await field.fill("2^10");
    await page.getByText("Read as 1,024").waitFor();
    await field.fill("many");
    await field.press("Enter");
    await page.getByText("This cannot be read as a number.").waitFor();
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await field.fill("3 parameters");
    await field.press("Enter");
    await page.getByText("the question asks for bytes").waitFor();
    await field.fill("1024");
    await field.press("Enter");
    await page.getByRole("heading", { name: "Not right" }).waitFor();
    await page.getByText("2,147,483,648 bytes", { exact: true }).waitFor();
  });
});

test("an open question is written, compared and counted, and survives a reload at every step", async () => {
  const { page } = await open(openQuestion);
  const words = "Quadratic time.\n<img src=x onerror=alert(1)>";
  await page.getByLabel("Your answer").fill(words);
  await page.reload();
  await expect.poll(() => page.getByLabel("Your answer").inputValue(), soon).toBe(words);
  await page.getByRole("button", { name: "Compare with the model answer" }).click();
  await page.getByRole("heading", { name: "Model answer" }).waitFor();
  expect(await focusedText(page)).toBe("Model answer");
  expect(await page.locator("attention-question .mine").textContent()).toBe(words);
  expect(await page.locator("attention-question .mine img").count()).toBe(0);
  for (const i of [0, 3, 4]) await page.getByRole("checkbox").nth(i).check();
  await page.reload();
  await page.getByRole("button", { name: "Count 3 of 6 points" }).click();
  await page.getByRole("heading", { name: "3 of 6 points" }).waitFor();
  await page.getByText("Comes back in 2 days.").waitFor();
});

test("an unknown question is said, with a way back", async () => {
  const { page } = await open("#/question/no-such-thing");
  await page.getByText("There is no question called").waitFor();
  await page.getByRole("link", { name: "Go to the questions" }).click();
  await page.getByText(`0 of ${questionSlugs.length} answered`).waitFor();
});

test("the element tells the page around it what happens, across shadow roots", async () => {
  const { page } = await open("#/questions");
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
  await page.getByRole("heading", { name: "Not right" }).waitFor();
  const title = { en: "Memory of the score matrix", zh: "分数矩阵占多少内存" };
  const shared = { version: 1, question: "score-matrix-memory", title, kind: "numeric" };
  const answer = { chosen: [], written: "7", ticked: [] };
  expect(await page.evaluate(() => (window as unknown as { heard: unknown }).heard)).toEqual([
    { ...shared, name: "ready" },
    { ...shared, name: "change", answer },
    { ...shared, name: "answered", answer, mark: { points: 0, of: 1 } },
  ]);
});

describe("the export file", () => {
  test("carries answers and reviews to another browser", async () => {
    const { page } = await open(choice);
    await page.getByRole("checkbox").nth(2).check();
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("Comes back in 3 days.").waitFor();
    await page.getByRole("link", { name: "Your work" }).click();
    await page.getByText("1 question with work of yours.").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save to a file" }).click(),
    ]);
    const path = await download.path();
    const saved = await open("#/work").then(async ({ page: other }) => {
      await other.locator("input[type=file]").setInputFiles(path);
      await other.getByRole("button", { name: "Import 1 question" }).click();
      await other.getByText("1 question imported.").waitFor();
      return other;
    });
    await saved.getByRole("link", { name: "Questions" }).click();
    await saved.getByText(`1 of ${questionSlugs.length} answered`).waitFor();
    await saved.getByRole("link", { name: "Review" }).click();
    await saved.getByText("in 3 days").waitFor();
    await page.context().close();
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
    [
      "an answer without end",
      { questions: { a: { ...answer, written: "x".repeat(60_000) } } },
      /at questions\.a\.written/,
    ],
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
  test("is turned away when it is hostile, and nothing changes", async () => {
    const { page } = await open("#/work");
    for (const [name, content, complaint] of hostile) {
      await page.locator("input[type=file]").setInputFiles(file(content));
      await expect
        .poll(() => page.locator("dojo-work-view .error").textContent(), { ...soon, message: name })
        .toMatch(complaint);
    }
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /question|review/.test(key)))).toEqual(
      [],
    );
  });
});

test("damaged answers and reviews are set aside, and the page goes on", async () => {
  const { page } = await open("#/questions");
  await page.evaluate(() => {
    localStorage.setItem("attention-dojo:1:question:what-attention-is", '{"chosen":7}');
    localStorage.setItem("attention-dojo:1:review:question:what-attention-is", "{{{");
  });
  await page.reload();
  await page.getByText(`0 of ${questionSlugs.length} answered`).waitFor();
  await page.getByText("could not be read and was set aside").waitFor();
});

const looks = [
  { name: "light", options: { colorScheme: "light", locale: "en-GB" } },
  { name: "dark", options: { colorScheme: "dark", locale: "en-GB" } },
  { name: "Chinese, 360 pixels", options: { locale: "zh-CN", viewport: { width: 360, height: 740 } } },
] as const;

test.each(looks)(
  "every view of a question, $name: no serious finding of axe, no scrolling sideways",
  async ({ options }) => {
    const { page, go } = await open("#/questions", options);
    const width = options && "viewport" in options ? options.viewport.width : 1280;
    const look = async (view: string) => {
      expect(await seriousFindings(page), view).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBe(width);
    };
    await page.locator("dojo-question-list li").first().waitFor();
    await look("list");
    await go(choice);
    await page.getByRole("checkbox").first().check();
    await look("choice");
    await page.locator("[part=check]").click();
    await page.locator("dojo-rating-choice fieldset").waitFor();
    await look("choice, checked");
    await go(numeric);
    await page.locator("#number").fill("many");
    await page.locator("#number").press("Enter");
    await page.locator(".problem").waitFor();
    await look("numeric, unreadable");
    await page.locator("#number").fill("2^31");
    await page.locator("#number").press("Enter");
    await page.locator("#verdict").waitFor();
    await look("numeric, checked");
    await go(openQuestion);
    await page.locator("textarea").fill("It is quadratic.");
    await look("open");
    await page.locator("[part=check]").click();
    await page.locator("#model").waitFor();
    await look("open, compared");
    await page.locator("[part=check]").click();
    await page.locator("#verdict").waitFor();
    await look("open, counted");
  },
  90_000,
);

/** Text of the element that has the focus, through the shadow roots. */
function focusedText(page: Visit["page"]): Promise<string | null | undefined> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.textContent;
  });
}
