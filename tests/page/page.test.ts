import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { attention, attentionSlug, exerciseCount, exerciseOn, solutionOf, unscaled } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";
import { settled } from "./settled.js";

test.describe("an exercise", () => {
  test("is found, solved and submitted by keyboard alone", async ({ page, exercise }) => {
    await page.goto("./");
    await expect(page.getByRole("link", { name: "Scaled dot-product attention" })).toBeVisible();
    await tabTo("A", "Scaled dot-product attention");
    await page.keyboard.press("Enter");
    await expect(exercise.editor).toBeVisible();
    await tabTo("DIV", "", "cm-content");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(solutionOf(attentionSlug));
    // Out of the editor: no keyboard trap.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await tabTo("BUTTON", "Submit");
    await page.keyboard.press("Enter");
    await expect(exercise.verdict).toHaveText("Accepted");
    await expect(page.locator("attention-exercise").getByRole("status").first()).toContainText("Accepted");
    await tabTo("A", "Exercises", "", true);
    await page.keyboard.press("Enter");
    await expect(page.getByText(`1 of ${exerciseCount} solved`)).toBeVisible();

    async function tabTo(tag: string, text: string, className = "", backwards = false): Promise<void> {
      for (let i = 0; i < 120; i++) {
        const focused = await page.evaluate(() => {
          let element = document.activeElement;
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          return { tag: element?.tagName, text: element?.textContent ?? "", className: element?.className ?? "" };
        });
        if (focused.tag === tag && focused.text.includes(text) && focused.className.includes(className)) return;
        // An editor keeps Tab for itself, but for two seconds after Escape.
        if (focused.className.includes("cm-content")) await page.keyboard.press("Escape");
        await page.keyboard.press(backwards ? "Shift+Tab" : "Tab");
      }
      throw new Error(`Tab never came to ${tag} "${text}"`);
    }
  });

  test("runs with Control-Enter and submits with Control-Shift-Enter", async ({ page, exercise }) => {
    await page.goto(attention);
    await expect(exercise.editor).toBeVisible();
    await exercise.editor.focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(solutionOf(attentionSlug));
    await page.keyboard.press("Control+Enter");
    await expect(exercise.verdict).toHaveText("Sample cases passed");
    await page.keyboard.press("Control+Shift+Enter");
    await expect(exercise.verdict).toHaveText("Accepted");
    await expect(page.locator("attention-report .verdict .meta")).toHaveText(/Seed \d+/);
  });

  test("names the mistake of a wrong answer and shows the first failing case", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.submit(unscaled);
    await expect(exercise.verdict).toHaveText("Wrong answer");
    await expect(page.locator("attention-report .mistake code")).toHaveText("missing-scale");
    await expect(page.locator("attention-case attention-comparison mark.worst")).toHaveCount(1);
    expect(await page.locator("attention-case attention-comparison mark").count()).toBeGreaterThan(1);
  });

  test("marks the line of an error and leads to it", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.run(
      "function scaledDotProductAttention(q, k, v) {\n  console.log('rows', q.length);\n  return q.missing.rows;\n}\n",
    );
    await expect(exercise.verdict).toHaveText("Runtime error");
    await expect(page.locator(".cm-errorLine")).toContainText("q.missing.rows");
    await expect(page.locator("attention-printed pre")).toContainText("rows 1");
    await page.getByRole("button", { name: "Go to line 3 in the editor" }).click();
    expect(
      await exercise.editor.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element),
    ).toBe(true);
    await page.keyboard.insertText("  // mended\n");
    await expect(page.locator(".cm-errorLine")).toHaveCount(0);
  });

  test("can be cancelled while it loops for ever, and judged again", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.run("function scaledDotProductAttention() { for (;;); }");
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("Cancelled.").first()).toBeVisible();
    await exercise.run(solutionOf(attentionSlug));
    await expect(exercise.verdict).toHaveText("Sample cases passed");
  });

  test("gives hints one at a time and asks before it shows the solution", async ({ page }) => {
    await page.goto(attention);
    await page.getByRole("tab", { name: /Hints/ }).click();
    await page.getByRole("button", { name: /Show hint 1 of/ }).click();
    await expect(page.locator("attention-hints li")).toHaveCount(1);
    await page.getByRole("button", { name: /Show hint 2 of/ }).click();
    await expect(page.locator("attention-hints li")).toHaveCount(2);
    await page.getByRole("tab", { name: "Solution" }).click();
    await page.getByRole("button", { name: "Show the solution" }).click();
    await expect(page.getByText("You have not solved this one yet")).toBeVisible();
    await expect(page.locator("attention-solution .prose")).toHaveCount(0);
    await page.getByRole("button", { name: "Show it anyway" }).click();
    await expect(page.locator("attention-solution .prose").first()).toBeVisible();
    await expect(page.locator("attention-solution .cm-content")).toContainText("scaledDotProductAttention");
    await expect(page.locator("attention-right-answer attention-heatmap [role=grid]")).toBeVisible();
    await expect(page.locator("attention-solution #cost")).toContainText("275\u00a0G");
  });

  test("shows the solution without its picture where the kernels cannot be loaded", async ({ page, visit }) => {
    visit.tolerate(/\/kernels[\w-]*\.wasm$|ERR_FAILED/);
    let refused = 0;
    await page.route("**/kernels*.wasm", (route) => {
      refused += 1;
      return route.abort();
    });
    await page.goto(attention);
    await page.getByRole("tab", { name: "Solution" }).click();
    await page.getByRole("button", { name: "Show the solution" }).click();
    await page.getByRole("button", { name: "Show it anyway" }).click();
    await expect(page.locator("attention-solution #cost")).toBeVisible();
    await expect.poll(() => refused).toBeGreaterThan(0);
    // An error that nobody handles would be a complaint of the page.
    await page.waitForTimeout(300);
    await expect(page.locator("attention-right-answer attention-heatmap")).toHaveCount(0);
  });

  test("keeps code, hints and progress over a reload, and a reset can be undone", async ({ page, exercise }) => {
    await page.goto(attention);
    const mine = `${solutionOf(attentionSlug)}// mine\n`;
    await exercise.submit(mine);
    await expect(exercise.verdict).toHaveText("Accepted");
    await page.reload();
    await expect(exercise.editor).toBeVisible();
    expect(await exercise.source()).toBe(mine);
    await expect(page.getByText("Solved").first()).toBeVisible();
    await page.getByRole("button", { name: "Reset" }).click();
    expect(await exercise.source()).not.toContain("// mine");
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await exercise.source()).toBe(mine);
  });

  test("survives damaged storage", async ({ page }) => {
    await page.goto("./");
    await page.evaluate((slug) => {
      localStorage.setItem("attention-dojo:1:settings", "{{{");
      localStorage.setItem(`attention-dojo:1:exercise:${slug}`, '{"sources":{"javascript":7}}');
      localStorage.setItem(
        "attention-dojo:1:exercise:softmax",
        '{"sources":{"javascript":"kept"},"hints":1,"revealed":false,"solved":true,"touched":1}',
      );
    }, attentionSlug);
    await page.reload();
    await expect(page.getByText(`1 of ${exerciseCount} solved`)).toBeVisible();
    await expect(page.getByText("could not be read and was set aside")).toBeVisible();
  });

  test("speaks of an address where there is nothing", async ({ page }) => {
    await page.goto("#/exercise/no-such-thing");
    await expect(page.getByText("There is no exercise called")).toBeVisible();
    await expect(page).toHaveTitle("Nothing here — Attention Dojo");
  });
});

test.describe("languages and themes", () => {
  test("switch at once, also in an open report, and are remembered", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.submit(unscaled);
    await expect(page.locator("attention-report .mistake")).toBeVisible();
    const english = await page.locator("attention-report .mistake h3").textContent();
    await page.getByRole("radio", { name: "中文" }).check({ force: true });
    await expect(exercise.verdict).toHaveText("答案错误");
    await expect(page.locator("attention-report .mistake h3")).not.toHaveText(english ?? "");
    await expect(page.getByRole("tab", { name: "题目", exact: true })).toBeVisible();
    await expect(page.locator("attention-exercise .prose").first()).toHaveText(/[\u4e00-\u9fff]{4}/);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await expect(page).toHaveTitle(/^[\u4e00-\u9fff]+ — Attention Dojo$/);
    await page.getByRole("radio", { name: "深色" }).check({ force: true });
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await background()).toBe("rgb(19, 21, 25)");
    await page.reload();
    await expect(page.getByRole("button", { name: "提交" })).toBeVisible();
    expect(await background()).toBe("rgb(19, 21, 25)");
  });

  test.describe(() => {
    test.use({ locale: "zh-CN" });
    test("start with the browser's language", async ({ page }) => {
      await page.goto("./");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    });
  });
});

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

test.describe("export and import", () => {
  test("carry code and progress to another browser, with preview and undo", async ({
    page,
    exercise,
    site,
    visitAnew,
  }) => {
    await page.goto(attention);
    await exercise.submit(solutionOf(attentionSlug));
    await expect(exercise.verdict).toHaveText("Accepted");
    await page.getByRole("link", { name: "Your work" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("region", { name: "Export" }).getByRole("button").click(),
    ]);
    const saved = readFileSync(await download.path(), "utf8");
    expect(JSON.parse(saved)).toMatchObject({ format: "attention-dojo", version: 1 });

    const { page: other } = await visitAnew(site.url);
    await other.goto("#/work");
    await other.locator("input[type=file]").setInputFiles(file(saved));
    await expect(other.getByText("new", { exact: true })).toBeVisible();
    await other.getByRole("button", { name: "Import 1 exercise" }).click();
    await expect(other.getByText("1 exercise imported.")).toBeVisible();
    await other.getByRole("link", { name: "Exercises" }).click();
    await expect(other.getByText(`1 of ${exerciseCount} solved`)).toBeVisible();
    await other.getByRole("link", { name: "Scaled dot-product attention", exact: true }).click();
    const carried = exerciseOn(other);
    await expect(carried.editor).toBeVisible();
    expect(await carried.source()).toBe(solutionOf(attentionSlug));
  });

  test("show what would be replaced, change nothing before the word, and can be undone", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.write("// here\n");
    await page.getByRole("link", { name: "Your work" }).click();
    await page.locator("input[type=file]").setInputFiles(work({ [attentionSlug]: record("// from the file\n") }));
    await expect(page.getByText("replaces yours")).toBeVisible();
    const stored = () =>
      page.evaluate((slug) => localStorage.getItem(`attention-dojo:1:exercise:${slug}`), attentionSlug);
    expect(await stored()).toContain("// here");
    await page.getByRole("button", { name: "Import 1 exercise" }).click();
    await expect.poll(stored).toContain("// from the file");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(stored).toContain("// here");
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
      "a number of hints that is none",
      work({ softmax: { ...record(""), hints: -1 } }),
      /damaged at exercises\.softmax\.hints/,
    ],
    ["nesting without end", file(deep), /damaged at exercises/],
    ["a date that is none", work({}, { saved: "yesterday" }), /damaged at saved/],
  ];
  for (const [name, hostileFile, complaint] of hostile)
    test(`turn away ${name} and change nothing`, async ({ page }) => {
      await page.goto("#/work");
      await page.locator("input[type=file]").setInputFiles(hostileFile);
      await expect(page.locator("dojo-work-view .error")).toHaveText(complaint);
      expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("exercise")))).toEqual(
        [],
      );
    });
});

test.describe("long, damaged and full", () => {
  const program = (length: number) => `// ${"x".repeat(length - 4)}\n`;

  test("a program of 210,011 characters is there after a reload, and in another browser after an import", async ({
    page,
    exercise,
    site,
    visitAnew,
  }) => {
    await page.goto(attention);
    const long = program(210_011);
    await exercise.write(long);
    await page.reload();
    await exercise.editor.waitFor();
    expect(await exercise.source()).toBe(long);
    await page.getByRole("link", { name: "Your work" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save to a file" }).click(),
    ]);
    const { page: other } = await visitAnew(site.url);
    await other.goto("#/work");
    await other.locator("input[type=file]").setInputFiles(await download.path());
    await other.getByRole("button", { name: "Import 1 exercise" }).click();
    await expect(other.getByText("1 exercise imported.")).toBeVisible();
    await other.goto(attention);
    await exerciseOn(other).editor.waitFor();
    expect(await exerciseOn(other).source()).toBe(long);
  });

  test("what is sound of a file is imported, and what is left out is said, in both languages", async ({ page }) => {
    const many = Object.fromEntries(Array.from({ length: 2500 }, (_, i) => [`e${i}`, record("")]));
    await page.goto("#/work");
    await page
      .locator("input[type=file]")
      .setInputFiles(work({ softmax: record("// sound\n"), "causal-mask": { ...record(""), hints: "all" }, ...many }));
    await expect(page.getByText("2 parts of the file cannot be read and will be left out:")).toBeVisible();
    await expect(page.getByText("exercises.causal-mask.hints", { exact: true })).toBeVisible();
    await expect(page.getByText("exercises.e1998 … exercises.e2499", { exact: true })).toBeVisible();
    await expect(page.getByText("and 1699 more")).toBeVisible();
    await page.getByRole("radio", { name: "中文" }).check({ force: true });
    await expect(page.getByText("文件里有 2 处读不出来，导入时会跳过：")).toBeVisible();
    await page.getByRole("button", { name: "导入 1999 道练习" }).click();
    expect(await page.evaluate(() => localStorage.getItem("attention-dojo:1:exercise:softmax"))).toContain("// sound");
  });

  test("fifty megabytes are turned away unread", async ({ page }, info) => {
    const path = info.outputPath("large.json");
    writeFileSync(path, "{");
    truncateSync(path, 50_000_000);
    await page.goto("#/work");
    await page.locator("input[type=file]").setInputFiles(path);
    await expect(page.locator("dojo-work-view .error")).toHaveText(/larger than anything/);
    await page.getByRole("radio", { name: "中文" }).check({ force: true });
    await expect(page.locator("dojo-work-view .error")).toHaveText(/文件过大/);
  });

  test("a full storage is said, an import that does not fit changes nothing, and work is saved when there is room", async ({
    page,
    exercise,
  }) => {
    await page.goto(attention);
    await exercise.write("// mine\n");
    const stored = () =>
      page.evaluate((slug) => localStorage.getItem(`attention-dojo:1:exercise:${slug}`), attentionSlug);
    await expect.poll(stored).toContain("// mine");
    await page.evaluate(() => {
      const fill = (size: number) => {
        try {
          for (let i = 0; ; i++) localStorage.setItem(`filler ${size} ${i}`, "x".repeat(size));
        } catch {
          if (size > 1) fill(Math.floor(size / 10));
        }
      };
      fill(1_000_000);
    });
    await exercise.write(program(5000));
    await expect(page.getByText("The storage that this browser gives the page is full")).toBeVisible();
    expect(await stored()).toContain("// mine");
    await page.getByRole("radio", { name: "中文" }).check({ force: true });
    await expect(page.getByText("浏览器给本页的存储空间已满")).toBeVisible();
    await page.getByRole("radio", { name: "English" }).check({ force: true });

    await page.getByRole("main").getByRole("link", { name: "Your work" }).click();
    const importTooMuch = async () => {
      await page
        .locator("input[type=file]")
        .setInputFiles(work({ softmax: record(program(9000)), [attentionSlug]: record(program(9000)) }));
      await page.getByRole("button", { name: /^Import 2 exercises/ }).click();
    };
    await importTooMuch();
    await expect(page.getByText("There is not enough room")).toContainText("There is nothing here to delete");
    await page.evaluate(() => {
      const name = Object.keys(localStorage).find((each) => each.startsWith("filler 1000 ")) ?? "";
      localStorage.removeItem(name);
      localStorage.setItem("attention-dojo:damaged:attention-dojo:1:exercise:softmax", "{{{");
    });
    await importTooMuch();
    await expect(page.getByText("There is not enough room")).toContainText("Make room below");
    expect(await stored()).toContain("// mine");
    expect(await page.evaluate(() => localStorage.getItem("attention-dojo:1:exercise:softmax"))).toBeNull();

    await page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith("filler")) localStorage.removeItem(key);
    });
    await page.goto(attention);
    await exercise.editor.waitFor();
    expect(await exercise.source()).toBe(program(5000));
    await exercise.write("// more\n");
    await expect(page.getByText("is full")).toHaveCount(0);
    expect(await stored()).toContain("// more");
  });

  test("what was set aside can be saved to a file, deleted, and put back", async ({ page }) => {
    await page.goto("./");
    await page.evaluate(() => {
      localStorage.setItem("attention-dojo:1:exercise:softmax", "{{{ mine");
      localStorage.setItem("attention-dojo:1:question:softmax", "{{{ too");
    });
    await page.reload();
    await page.getByRole("main").getByRole("link", { name: "Your work" }).click();
    await expect(page.getByText("2 entries could not be read")).toBeVisible();
    const section = page.getByRole("region", { name: "Set aside" });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      section.getByRole("button", { name: "Save to a file" }).click(),
    ]);
    expect(JSON.parse(readFileSync(await download.path(), "utf8"))).toEqual({
      format: "attention-dojo-damaged",
      entries: {
        "attention-dojo:damaged:attention-dojo:1:exercise:softmax": "{{{ mine",
        "attention-dojo:damaged:attention-dojo:1:question:softmax": "{{{ too",
      },
    });
    await section.getByRole("button", { name: "Delete" }).click();
    await expect(section).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(section).toBeVisible();
  });

  test("work of a newer version of the page is left alone, and said", async ({ page, exercise }) => {
    const newer = JSON.stringify({ ...record("// newer\n"), version: 2 });
    await page.goto("./");
    const key = `attention-dojo:1:exercise:${attentionSlug}`;
    await page.evaluate(([name, text]) => localStorage.setItem(name as string, text as string), [key, newer]);
    await page.reload();
    await expect(page.getByText("saved by a newer version of this page")).toBeVisible();
    await page.goto(attention);
    await exercise.write("// older\n");
    await expect(page.getByText("nothing that you write here is saved")).toBeVisible();
    await page.getByRole("radio", { name: "中文" }).check({ force: true });
    await expect(page.getByText("在这里写的代码也不会保存")).toBeVisible();
    await page.getByRole("radio", { name: "English" }).check({ force: true });
    const stored = () => page.evaluate((name) => localStorage.getItem(name), key);
    expect(await stored()).toBe(newer);

    await page.goto("#/work");
    const choose = (exercises: unknown) => page.locator("input[type=file]").setInputFiles(work(exercises));
    await choose({ [attentionSlug]: record("// of the file\n") });
    await expect(page.getByRole("row", { name: /Scaled dot-product attention/ })).toContainText(
      "stays: saved by a newer",
    );
    await expect(page.getByText("reload the page to get the newer version, and choose the file again")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Import/ })).toHaveCount(0);
    await choose({ [attentionSlug]: record("// of the file\n"), softmax: record("// of the file\n") });
    await page.getByRole("button", { name: "Import 1 exercise" }).click();
    await expect(page.getByText("1 exercise imported.")).toBeVisible();
    expect(await stored()).toBe(newer);
    expect(await page.evaluate(() => localStorage.getItem("attention-dojo:1:exercise:softmax"))).toContain(
      "of the file",
    );
    expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => /:earlier:/.test(name)))).toEqual([]);
  });
});

test.describe("a narrow window of 360 pixels", () => {
  test.use({ viewport: { width: 360, height: 740 } });
  const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

  test("shows the list without scrolling sideways", async ({ page }) => {
    await page.goto("./");
    await expect(page.locator("dojo-exercise-list .topic li")).toHaveCount(exerciseCount);
    await settled(page);
    expect(await width(page)).toBe(360);
  });

  test("shows your work without scrolling sideways", async ({ page }) => {
    await page.goto("#/work");
    await expect(page.locator("dojo-work-view h1")).toBeVisible();
    await settled(page);
    expect(await width(page)).toBe(360);
  });

  test("shows an exercise without scrolling sideways", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.submit(unscaled);
    await expect(page.locator("attention-report .mistake")).toBeVisible();
    for (const tab of await page.locator("attention-report [role=tab]").all()) {
      await tab.click();
      expect(await width(page)).toBe(360);
    }
    await settled(page);
    expect(await width(page)).toBe(360);
  });
});

test.describe("moving between views", () => {
  test("sets the title, moves the focus, and skips to the content", async ({ page }) => {
    await page.goto("./");
    await expect(page).toHaveTitle("Attention Dojo");
    await page.getByRole("link", { name: "Softmax", exact: false }).first().click();
    await expect(page).toHaveTitle("Softmax — Attention Dojo");
    const focusedHeading = () =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.shadowRoot?.activeElement?.textContent);
    const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id);
    await expect.poll(focusedHeading).toBe("Softmax");
    await page.goBack();
    await expect(page).toHaveTitle("Attention Dojo");
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(focused).toBe("main");
    expect(new URL(page.url()).hash).toBe("");
  });
});
