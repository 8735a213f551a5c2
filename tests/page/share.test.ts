/** Links that carry code: what they do, and what those who write hostile ones would like them to do. */
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeCode, encodeCode } from "../../web/site/share/code.js";
import { launch, type Visit, visit } from "./browser.js";
import { attention, attentionSlug, editable, solutionOf, soon, sourceIn, verdictOf, write } from "./exercise-page.js";
import { type Site, serve } from "./serve.js";

const packed = (text: string | Buffer) => `1${deflateRawSync(text).toString("base64url")}`;
const linkOf = (code: string, language = "javascript", slug = attentionSlug) =>
  `#/exercise/${slug}?language=${language}&code=${code}`;

describe("code in a link", () => {
  test.each(["", "const x = 1;\n", "# 注意力 👩 \t\n", "x".repeat(60_000)])("comes back", async (text) => {
    expect(await decodeCode(await encodeCode(text))).toBe(text);
  });

  test("of a few bytes that stand for millions is not read to its end", async () => {
    const bomb = packed(Buffer.alloc(20_000_000));
    expect(bomb.length).toBeLessThan(32_000);
    await expect(decodeCode(bomb)).rejects.toMatchObject({ problem: "too-long" });
    await expect(decodeCode(`1${"A".repeat(40_000)}`)).rejects.toMatchObject({ problem: "too-long" });
  });

  test.each(["", "2abc", "1!!!", "1AAAA", packed("x").slice(0, -2), packed(Buffer.from([0xff, 0xfe]))])(
    "that is broken is refused: %s",
    async (word) => {
      await expect(decodeCode(word)).rejects.toMatchObject({ problem: "unreadable" });
    },
  );

  test("shows what would be invisible or turn the line around", async () => {
    const text = await decodeCode(packed("a\u202eb\u2066c\u200bd\u0000e\u001b[0m\tf\ng\r\n"));
    expect(text).toBe("a\ufffdb\ufffdc\ufffdd\ufffde\ufffd[0m\tf\ng\n");
  });
});

describe("in the page", () => {
  let site: Site;
  let browser: Browser;
  let opened: Visit;
  beforeAll(async () => {
    site = await serve(fileURLToPath(new URL("../../dist/site", import.meta.url)));
    browser = await launch();
    opened = await visit(browser, site, { permissions: ["clipboard-read", "clipboard-write"] });
  }, 60_000);
  afterAll(async () => {
    expect(opened.complaints).toEqual([]);
    await browser?.close();
    site?.close();
  });

  /** The page from its start, as a click on a link in another program opens it. */
  const follow = async (hash: string) => {
    await opened.go("#/work");
    await opened.page.locator("dojo-work-view h1").waitFor();
    await opened.go(hash);
    await editable(opened.page);
  };
  const stored = () =>
    opened.page.evaluate((slug) => localStorage.getItem(`attention-dojo:1:exercise:${slug}`) ?? "", attentionSlug);
  const bar = () => opened.page.getByText("comes from a link");

  test("the dialog gives a link that brings the code to another reader, and a card without it", async () => {
    const { page } = opened;
    await follow(attention);
    const mine = `${solutionOf(attentionSlug)}\n// shared\n`;
    await write(page, mine);
    await page.getByRole("button", { name: "Submit" }).click();
    await verdictOf(page).filter({ hasText: "Accepted" }).waitFor();
    const share = page.getByRole("button", { name: "Share" });
    await share.click();
    const dialog = page.getByRole("dialog", { name: "Share" });
    await dialog.waitFor();
    const link = await dialog.getByLabel("Link with your code", { exact: true }).inputValue();
    expect(link).toContain(`#/exercise/${attentionSlug}?language=javascript&code=1`);
    const card = await dialog.getByLabel("Results as text", { exact: true }).inputValue();
    expect(card).toContain("Scaled dot-product attention (JavaScript)");
    expect(card).toMatch(/🟩+ Accepted, (\d+) of \1 cases/);
    expect(card).not.toContain("code=");
    await dialog.getByRole("button", { name: "Copy: Link with your code" }).click();
    await dialog.getByText("Copied.").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
    await page.keyboard.press("Escape");
    await expect.poll(() => share.evaluate((it) => it.matches(":focus")), soon).toBe(true);

    const other = await visit(browser, site);
    await other.page.goto(link);
    await other.page.getByText("comes from a link").waitFor();
    await expect.poll(() => sourceIn(other.page), soon).toBe(mine);
    expect(other.complaints).toEqual([]);
    await other.close();
  });

  test("code of a link leaves the reader's own alone until they say so, and that can be undone", async () => {
    const { page } = opened;
    await follow(attention);
    await write(page, "// mine\n");
    await expect.poll(stored, soon).toContain("// mine");
    await follow(linkOf(packed("// theirs\n")));
    await bar().waitFor();
    await expect.poll(() => sourceIn(page), soon).toBe("// theirs\n");
    await write(page, "// theirs, changed\n");
    expect(await stored()).toContain("// mine");
    expect(await stored()).not.toContain("theirs");

    await page.getByRole("button", { name: "Make it mine" }).click();
    await page.getByText("The code is yours now.").waitFor();
    expect(await stored()).toContain("theirs, changed");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(stored, soon).toContain("// mine");
    await page.getByRole("link", { name: "Back to my code" }).click();
    await expect.poll(() => sourceIn(page), soon).toBe("// mine\n");
    expect(await bar().count()).toBe(0);
  });

  test("nothing of it runs before Run, whatever it says", async () => {
    const { page, requested } = opened;
    const hostile = `document.title = "hit"; fetch("/hit"); globalThis.hit = 1;</script><img src=x onerror="hit()">\``;
    const before = new Set(requested);
    await follow(linkOf(packed(hostile)));
    await bar().waitFor();
    await expect.poll(() => sourceIn(page), soon).toBe(hostile);
    await page.waitForTimeout(500);
    expect(await page.title()).not.toContain("hit");
    expect(await page.evaluate(() => "hit" in globalThis)).toBe(false);
    expect(await page.locator("img[src=x]").count()).toBe(0);
    expect([...requested].filter((path) => !before.has(path) && /hit|python\//.test(path))).toEqual([]);
  });

  test("a link in Python is shown in Python, which is not loaded for it", async () => {
    const { page, requested } = opened;
    await follow(linkOf(packed("def f():\n    pass\n"), "python"));
    await bar().waitFor();
    await expect.poll(() => sourceIn(page), soon).toContain("def f()");
    await page.waitForTimeout(1500);
    expect([...requested].filter((path) => /\/python\//.test(path))).toEqual([]);
  });

  test.each([
    ["unreadable code", linkOf("1!!"), "cannot be read"],
    ["too much code", linkOf(packed(Buffer.alloc(20_000_000))), "more code than this page takes"],
  ])("%s is said, and the reader's own is there", async (_, hash, says) => {
    await follow(hash);
    await opened.page.getByText(says).waitFor();
    await expect.poll(() => sourceIn(opened.page), soon).toBe("// mine\n");
  });

  test("a language or an exercise that there is not is no code, and no markup", async () => {
    const { page } = opened;
    await follow(linkOf(packed("x"), "<b>perl</b>"));
    expect(await bar().count()).toBe(0);
    await opened.go(linkOf(packed("x"), "javascript", "%3Cimg%20src=x%20onerror=alert(1)%3E"));
    await page.getByText("There is no exercise called").waitFor();
    expect(await page.locator("img").count()).toBe(0);
  });

  test("where nothing may be copied, the text is selected", async () => {
    const denied = await visit(browser, site, { viewport: { width: 360, height: 740 } });
    await denied.go(attention);
    await editable(denied.page);
    await denied.page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("denied"));
    });
    await denied.page.getByRole("button", { name: "Share" }).click();
    const dialog = denied.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Copy: Results as text" }).click();
    await dialog.getByText("does not let this page copy").waitFor();
    const selected = await dialog
      .getByLabel("Results as text", { exact: true })
      .evaluate((it: HTMLTextAreaElement) => it.value.slice(it.selectionStart, it.selectionEnd));
    expect(selected).toContain("Not submitted yet");
    expect(await denied.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await denied.close();
  });
});
