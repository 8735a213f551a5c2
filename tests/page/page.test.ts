import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { slugs } from "../../web/exercises/index.js";
import { launch, type Visit, visit } from "./browser.js";
import {
  attention,
  attentionSlug,
  editable,
  editorOf,
  solutionOf,
  soon,
  sourceIn,
  unscaled,
  verdictOf,
  write,
} from "./exercise-page.js";
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

async function open(hash = "", options: BrowserContextOptions = {}): Promise<Visit> {
  current = await visit(browser, site, options);
  await current.go(hash);
  return current;
}

describe("an exercise", () => {
  test("is found, solved and submitted by keyboard alone", async () => {
    const { page } = await open();
    await page.getByRole("link", { name: "Scaled dot-product attention" }).waitFor();
    await tabTo("A", "Scaled dot-product attention");
    await page.keyboard.press("Enter");
    await editable(page);
    await tabTo("DIV", "", "cm-content");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(solutionOf(attentionSlug));
    // Out of the editor: no keyboard trap.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await tabTo("BUTTON", "Submit");
    await page.keyboard.press("Enter");
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Accepted");
    await expect
      .poll(() => page.locator("attention-exercise").getByRole("status").first().textContent(), soon)
      .toContain("Accepted");
    await tabTo("A", "Exercises", "", true);
    await page.keyboard.press("Enter");
    await page.getByText(`1 of ${slugs.length} solved`).waitFor();

    async function tabTo(tag: string, text: string, className = "", backwards = false): Promise<void> {
      for (let i = 0; i < 120; i++) {
        const focused = await page.evaluate(() => {
          let element = document.activeElement;
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          return { tag: element?.tagName, text: element?.textContent ?? "", className: element?.className ?? "" };
        });
        if (focused.tag === tag && focused.text.includes(text) && focused.className.includes(className)) return;
        await page.keyboard.press(backwards ? "Shift+Tab" : "Tab");
      }
      throw new Error(`Tab never came to ${tag} "${text}"`);
    }
  });

  test("runs with Control-Enter and submits with Control-Shift-Enter", async () => {
    const { page } = await open(attention);
    await editable(page);
    await editorOf(page).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(solutionOf(attentionSlug));
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Sample cases passed");
    await page.keyboard.press("Control+Shift+Enter");
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Accepted");
    expect(await page.locator("attention-report .verdict .meta").textContent()).toMatch(/Seed \d+/);
  });

  test("names the mistake of a wrong answer and shows the first failing case", async () => {
    const { page } = await open(attention);
    await write(page, unscaled);
    await page.getByRole("button", { name: "Submit" }).click();
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Wrong answer");
    expect(await page.locator("attention-report .mistake code").textContent()).toBe("missing-scale");
    expect(await page.locator("attention-case attention-comparison mark.worst").count()).toBe(1);
    expect(await page.locator("attention-case attention-comparison mark").count()).toBeGreaterThan(1);
    expect(await page.locator("attention-case attention-heatmap").count()).toBeGreaterThan(0);
  });

  test("marks the line of an error and leads to it", async () => {
    const { page } = await open(attention);
    await write(
      page,
      "function scaledDotProductAttention(q, k, v) {\n  console.log('rows', q.length);\n  return q.missing.rows;\n}\n",
    );
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Runtime error");
    expect(await page.locator(".cm-errorLine").textContent()).toContain("q.missing.rows");
    expect(await page.locator("attention-report .console pre").textContent()).toContain("rows 1");
    await page.getByRole("button", { name: "Go to line 3 in the editor" }).click();
    expect(
      await editorOf(page).evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element),
    ).toBe(true);
    await page.keyboard.insertText("  // mended\n");
    await expect.poll(() => page.locator(".cm-errorLine").count(), soon).toBe(0);
  });

  test("can be cancelled while it loops for ever, and judged again", async () => {
    const { page } = await open(attention);
    await write(page, "function scaledDotProductAttention() { for (;;); }");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Cancelled.").first().waitFor();
    await write(page, solutionOf(attentionSlug));
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Sample cases passed");
  });

  test("gives hints one at a time and asks before it shows the solution", async () => {
    const { page } = await open(attention);
    await page.getByRole("tab", { name: /Hints/ }).click();
    await page.getByRole("button", { name: /Show hint 1 of/ }).click();
    expect(await page.locator("attention-hints li").count()).toBe(1);
    await page.getByRole("button", { name: /Show hint 2 of/ }).click();
    expect(await page.locator("attention-hints li").count()).toBe(2);
    await page.getByRole("tab", { name: "Solution" }).click();
    await page.getByRole("button", { name: "Show the solution" }).click();
    await page.getByText("You have not solved this one yet").waitFor();
    expect(await page.locator("attention-solution .prose").count()).toBe(0);
    await page.getByRole("button", { name: "Show it anyway" }).click();
    await page.locator("attention-solution .prose").waitFor();
    expect(await page.locator("attention-solution .cm-content").textContent()).toContain("scaledDotProductAttention");
  });

  test("keeps code, hints and progress over a reload, and a reset can be undone", async () => {
    const { page } = await open(attention);
    const mine = `${solutionOf(attentionSlug)}// mine\n`;
    await write(page, mine);
    await page.getByRole("button", { name: "Submit" }).click();
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Accepted");
    await page.reload();
    await editable(page);
    expect(await sourceIn(page)).toBe(mine);
    await page.getByText("Solved").first().waitFor();
    await page.getByRole("button", { name: "Reset" }).click();
    expect(await sourceIn(page)).not.toContain("// mine");
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await sourceIn(page)).toBe(mine);
  });

  test("survives damaged storage", async () => {
    const { page } = await open();
    await page.evaluate((slug) => {
      localStorage.setItem("attention-dojo:1:settings", "{{{");
      localStorage.setItem(`attention-dojo:1:exercise:${slug}`, '{"sources":{"javascript":7}}');
      localStorage.setItem(
        "attention-dojo:1:exercise:softmax",
        '{"sources":{"javascript":"kept"},"hints":1,"revealed":false,"solved":true,"touched":1}',
      );
    }, attentionSlug);
    await page.reload();
    await page.getByText(`1 of ${slugs.length} solved`).waitFor();
    await page.getByText("could not be read and was set aside").waitFor();
  });

  test("speaks of an address where there is nothing", async () => {
    const { page } = await open("#/exercise/no-such-thing");
    await page.getByText("There is no exercise called").waitFor();
    expect(await page.title()).toBe("Nothing here — Attention Dojo");
  });
});

describe("languages and themes", () => {
  test("switch at once, also in an open report, and are remembered", async () => {
    const { page } = await open(attention);
    await write(page, unscaled);
    await page.getByRole("button", { name: "Submit" }).click();
    await page.locator("attention-report .mistake").waitFor();
    const english = await page.locator("attention-report .mistake h3").textContent();
    await page.getByRole("radio", { name: "中文" }).check({ force: true });
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("答案错误");
    await expect.poll(() => page.locator("attention-report .mistake h3").textContent(), soon).not.toBe(english);
    await page.getByRole("tab", { name: "题目", exact: true }).waitFor();
    await expect
      .poll(() => page.locator("attention-exercise .prose").first().textContent(), soon)
      .toMatch(/[\u4e00-\u9fff]{4}/);
    expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
    expect(await page.title()).toMatch(/^[\u4e00-\u9fff]+ — Attention Dojo$/);
    await page.getByRole("radio", { name: "深色" }).check({ force: true });
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await background()).toBe("rgb(19, 21, 25)");
    await page.reload();
    await page.getByRole("button", { name: "提交" }).waitFor();
    expect(await background()).toBe("rgb(19, 21, 25)");
  });

  test("start with the browser's language", async () => {
    const { page } = await open("", { locale: "zh-CN" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
  });
});

describe("export and import", () => {
  const file = (content: unknown) => ({
    name: "work.json",
    mimeType: "application/json",
    buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
  });
  const record = (javascript: string, solved = false) => ({
    sources: { javascript },
    hints: 0,
    revealed: false,
    solved,
    touched: 1,
  });
  const work = (exercises: unknown, more: object = {}) =>
    file({ format: "attention-dojo", version: 1, saved: "2026-01-02T03:04:05Z", exercises, ...more });

  test("carry code and progress to another browser, with preview and undo", async () => {
    const { page } = await open(attention);
    await write(page, solutionOf(attentionSlug));
    await page.getByRole("button", { name: "Submit" }).click();
    await expect.poll(() => verdictOf(page).textContent(), soon).toBe("Accepted");
    await page.getByRole("link", { name: "Your work" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save to a file" }).click(),
    ]);
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const saved = Buffer.concat(chunks).toString();
    expect(JSON.parse(saved)).toMatchObject({ format: "attention-dojo", version: 1 });

    expect(current?.complaints).toEqual([]);
    await current?.close();
    const { page: other } = await open("#/work");
    await other.locator("input[type=file]").setInputFiles(file(saved));
    await other.getByText("new", { exact: true }).waitFor();
    await other.getByRole("button", { name: "Import 1 exercise" }).click();
    await other.getByText("1 exercise imported.").waitFor();
    await other.getByRole("link", { name: "Exercises" }).click();
    await other.getByText(`1 of ${slugs.length} solved`).waitFor();
    await other.getByRole("link", { name: "Scaled dot-product attention" }).click();
    await editable(other);
    expect(await sourceIn(other)).toBe(solutionOf(attentionSlug));
  });

  test("show what would be replaced, change nothing before the word, and can be undone", async () => {
    const { page } = await open(attention);
    await write(page, "// here\n");
    await page.getByRole("link", { name: "Your work" }).click();
    await page.locator("input[type=file]").setInputFiles(work({ [attentionSlug]: record("// from the file\n") }));
    await page.getByText("replaces yours").waitFor();
    const stored = () =>
      page.evaluate((slug) => localStorage.getItem(`attention-dojo:1:exercise:${slug}`), attentionSlug);
    expect(await stored()).toContain("// here");
    await page.getByRole("button", { name: "Import 1 exercise" }).click();
    await expect.poll(stored, soon).toContain("// from the file");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(stored, soon).toContain("// here");
  });

  const deep = `{"format":"attention-dojo","version":1,"saved":"2026-01-02","exercises":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
  const hostile: readonly (readonly [string, ReturnType<typeof file>, RegExp])[] = [
    ["no JSON", file("{"), /not a JSON file/],
    ["another program's JSON", file([1, 2]), /not saved by Attention Dojo/],
    ["a newer version", work({}, { version: 2 }), /newer version/],
    ["a slug that is markup", work({ "<img src=x onerror=alert(1)>": record("") }), /damaged at exercises\.<img/],
    [
      "a prototype",
      file('{"format":"attention-dojo","version":1,"saved":"2026-01-02","exercises":{"__proto__":{"solved":true}}}'),
      /damaged at exercises\.__proto__/,
    ],
    [
      "a source that is no text",
      work({ softmax: { ...record(""), sources: { javascript: { length: 3 } } } }),
      /damaged at exercises\.softmax\.sources\.javascript/,
    ],
    [
      "a source without end",
      work({ softmax: record("x".repeat(300_000)) }),
      /damaged at exercises\.softmax\.sources\.javascript/,
    ],
    [
      "a number of hints that is none",
      work({ softmax: { ...record(""), hints: -1 } }),
      /damaged at exercises\.softmax\.hints/,
    ],
    [
      "too many exercises",
      work(Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`e${i}`, record("")]))),
      /damaged at exercises/,
    ],
    ["nesting without end", file(deep), /damaged at exercises/],
    ["six megabytes", file(`"${"x".repeat(6_000_000)}"`), /larger than/],
    ["a date that is none", work({}, { saved: "yesterday" }), /damaged at saved/],
  ];
  test.each(hostile)("turn away %s and change nothing", async (_, hostileFile, complaint) => {
    const { page } = await open("#/work");
    await page.locator("input[type=file]").setInputFiles(hostileFile);
    expect(await page.locator("dojo-work-view .error").textContent()).toMatch(complaint);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("exercise")))).toEqual([]);
  });
});

describe("a narrow window of 360 pixels", () => {
  test.each([
    ["the list", ""],
    ["your work", "#/work"],
    ["an exercise", attention],
  ])("shows %s without scrolling sideways", async (_, hash) => {
    const { page } = await open(hash, { viewport: { width: 360, height: 740 } });
    if (hash === attention) {
      await write(page, unscaled);
      await page.getByRole("button", { name: "Submit" }).click();
      await page.locator("attention-report .mistake").waitFor();
      for (const tab of await page.locator("attention-report [role=tab]").all()) {
        await tab.click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      }
    }
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

describe("moving between views", () => {
  test("sets the title, moves the focus, and skips to the content", async () => {
    const { page } = await open();
    expect(await page.title()).toBe("Attention Dojo");
    await page.getByRole("link", { name: "Softmax", exact: false }).first().click();
    await expect.poll(() => page.title(), soon).toBe("Softmax — Attention Dojo");
    const focusedHeading = () =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.shadowRoot?.activeElement?.textContent);
    const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id);
    await expect.poll(focusedHeading, soon).toBe("Softmax");
    await page.goBack();
    await expect.poll(() => page.title(), soon).toBe("Attention Dojo");
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(focused, soon).toBe("main");
    expect(new URL(page.url()).hash).toBe("");
  });
});
