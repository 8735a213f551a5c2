/** Links that carry code: what they do, and what those who write hostile ones would like them to do. */
import { deflateRawSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { decodeCode, encodeCode } from "../../web/site/share/code.js";
import { attention, attentionSlug, exerciseOn, solutionOf } from "./exercise-page.js";
import { expectAccessible } from "./findings.js";
import { test as base, expect } from "./fixtures.js";

/** A link, followed: the page from its start, as a click on a link in another program opens it. */
const test = base.extend<{ readonly follow: (hash: string) => Promise<void> }>({
  follow: async ({ page, exercise }, use) => {
    await use(async (hash) => {
      await page.goto("#/work");
      await expect(page.locator("dojo-work-view h1")).toBeVisible();
      await page.goto(hash);
      await expect(exercise.editor).toBeVisible();
    });
  },
});

const stored = (page: Page) =>
  page.evaluate((slug) => localStorage.getItem(`attention-dojo:1:exercise:${slug}`) ?? "", attentionSlug);
const barOn = (page: Page) => page.getByText("comes from a link");

const packed = (text: string | Buffer) => `1${deflateRawSync(text).toString("base64url")}`;
const linkOf = (code: string, language = "javascript", slug = attentionSlug) =>
  `#/exercise/${slug}?language=${language}&code=${code}`;

test.describe("code in a link", () => {
  for (const [what, text] of [
    ["none", ""],
    ["a line", "const x = 1;\n"],
    ["all scripts", "# 注意力 👩 \t\n"],
    ["much", "x".repeat(60_000)],
  ] as const)
    test(`comes back: ${what}`, async () => {
      expect(await decodeCode(await encodeCode(text))).toBe(text);
    });

  test("of a few bytes that stand for millions is not read to its end", async () => {
    const bomb = packed(Buffer.alloc(20_000_000));
    expect(bomb.length).toBeLessThan(32_000);
    await expect(decodeCode(bomb)).rejects.toMatchObject({ problem: "too-long" });
    await expect(decodeCode(`1${"A".repeat(40_000)}`)).rejects.toMatchObject({ problem: "too-long" });
  });

  for (const word of ["", "2abc", "1!!!", "1AAAA", packed("x").slice(0, -2), packed(Buffer.from([0xff, 0xfe]))])
    test(`that is broken is refused: ${word}`, async () => {
      await expect(decodeCode(word)).rejects.toMatchObject({ problem: "unreadable" });
    });

  test("shows what would be invisible or turn the line around", async () => {
    const text = await decodeCode(packed("a\u202eb\u2066c\u200bd\u0000e\u001b[0m\tf\ng\r\n"));
    expect(text).toBe("a\ufffdb\ufffdc\ufffdd\ufffde\ufffd[0m\tf\ng\n");
  });
});

test.describe("in the page", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("the dialog gives a link that brings the code to another reader, and a card without it", async ({
    page,
    exercise,
    visitAnew,
    site,
    follow,
  }) => {
    await follow(attention);
    const mine = `${solutionOf(attentionSlug)}\n// shared\n`;
    await exercise.submit(mine);
    await expect(exercise.verdict.filter({ hasText: "Accepted" })).toBeVisible();
    const share = page.getByRole("button", { name: "Share" });
    await share.click();
    const dialog = page.getByRole("dialog", { name: "Share" });
    await expect(dialog).toBeVisible();
    const link = await dialog.getByLabel("Link with your code", { exact: true }).inputValue();
    expect(link).toContain(`#/exercise/${attentionSlug}?language=javascript&code=1`);
    const card = await dialog.getByLabel("Results as text", { exact: true }).inputValue();
    expect(card).toContain("Scaled dot-product attention (JavaScript)");
    expect(card).toMatch(/🟩+ Accepted, (\d+) of \1 cases/);
    // It shows a preview where it is passed on.
    expect(card).toContain(`${site.url}exercise/${attentionSlug}/`);
    expect(card).not.toContain("code=");
    await dialog.getByRole("button", { name: "Copy: Link with your code" }).click();
    await expect(dialog.getByText("Copied.")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(share).toBeFocused();

    const other = await visitAnew(site.url);
    await other.page.goto(link);
    await expect(barOn(other.page)).toBeVisible();
    await expect.poll(() => exerciseOn(other.page).source()).toBe(mine);
  });

  test("code of a link leaves the reader's own alone until they say so, and that can be undone", async ({
    page,
    exercise,
    follow,
  }) => {
    await follow(attention);
    await exercise.write("// mine\n");
    await expect.poll(() => stored(page)).toContain("// mine");
    await follow(linkOf(packed("// theirs\n")));
    await expect(barOn(page)).toBeVisible();
    await expect.poll(() => exercise.source()).toBe("// theirs\n");
    await exercise.write("// theirs, changed\n");
    expect(await stored(page)).toContain("// mine");
    expect(await stored(page)).not.toContain("theirs");

    await page.getByRole("button", { name: "Use this code" }).click();
    await expect(page.getByText("This is your code now.")).toBeVisible();
    expect(await stored(page)).toContain("theirs, changed");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => stored(page)).toContain("// mine");
    await page.getByRole("link", { name: "Back to my code" }).click();
    await expect.poll(() => exercise.source()).toBe("// mine\n");
    await expect(barOn(page)).toHaveCount(0);
  });

  test("nothing of it runs before Run, whatever it says", async ({ page, exercise, visit, follow }) => {
    const hostile = `document.title = "hit"; fetch("/hit"); globalThis.hit = 1;</script><img src=x onerror="hit()">\``;
    await follow(linkOf(packed(hostile)));
    await expect(barOn(page)).toBeVisible();
    await expect.poll(() => exercise.source()).toBe(hostile);
    await visit.quiet();
    expect(await page.title()).not.toContain("hit");
    expect(await page.evaluate(() => "hit" in globalThis)).toBe(false);
    await expect(page.locator("img[src=x]")).toHaveCount(0);
    expect([...visit.requested].filter((path) => /hit|python\//.test(path))).toEqual([]);
  });

  test("a link in Python is shown in Python, which is not loaded for it", async ({ page, exercise, visit, follow }) => {
    await follow(linkOf(packed("def f():\n    pass\n"), "python"));
    await expect(barOn(page)).toBeVisible();
    await expect.poll(() => exercise.source()).toContain("def f()");
    await visit.quiet();
    expect([...visit.requested].filter((path) => /\/python\//.test(path))).toEqual([]);
  });

  for (const [what, hash, says] of [
    ["unreadable code", linkOf("1!!"), "cannot be read"],
    ["too much code", linkOf(packed(Buffer.alloc(20_000_000))), "more code than this page accepts"],
  ] as const)
    test(`${what} is said, and the reader's own is there`, async ({ page, exercise, follow }) => {
      await follow(attention);
      await exercise.write("// mine\n");
      await expect.poll(() => stored(page)).toContain("// mine");
      await follow(hash);
      await expect(page.getByText(says)).toBeVisible();
      await expect.poll(() => exercise.source()).toBe("// mine\n");
    });

  test("a language or an exercise that there is not is no code, and no markup", async ({ page, follow }) => {
    await follow(linkOf(packed("x"), "<b>perl</b>"));
    await expect(barOn(page)).toHaveCount(0);
    await page.goto(linkOf(packed("x"), "javascript", "%3Cimg%20src=x%20onerror=alert(1)%3E"));
    await expect(page.getByText("There is no exercise called")).toBeVisible();
    await expect(page.locator("img")).toHaveCount(0);
  });

  test.describe(() => {
    test.use({ permissions: [], viewport: { width: 360, height: 740 } });

    test("where nothing may be copied, the text is selected", async ({ page, exercise }) => {
      await page.goto(attention);
      await expect(exercise.editor).toBeVisible();
      await page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("denied"));
      });
      await page.getByRole("button", { name: "Share" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Copy: Results as text" }).click();
      await expect(dialog.getByText("does not let this page copy")).toBeVisible();
      const selected = await dialog
        .getByLabel("Results as text", { exact: true })
        .evaluate((it: HTMLTextAreaElement) => it.value.slice(it.selectionStart, it.selectionEnd));
      expect(selected).toContain("Not submitted yet");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    });
  });
});
