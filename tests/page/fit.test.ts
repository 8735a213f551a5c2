/** What fits a window, and what fits a thumb. */
import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { attention } from "./exercise-page.js";
import { expect, test } from "./fixtures.js";
import { settled } from "./settled.js";

const addresses = [
  ...["#/", attention, "#/exercise/transformer-encoder-block", "#/questions", "#/question/why-scale-by-root-d"],
  ...["#/review", "#/interview", "#/work", "#/docs", "#/docs/elements", "#/docs/api", "#/nowhere"],
];

/** Opens every address, and waits until it is drawn. */
async function everywhere(page: Page, look: (address: string) => Promise<void>): Promise<void> {
  for (const address of addresses) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await settled(page);
    await look(address);
  }
}

for (const locale of ["en", "zh"]) {
  test.describe(() => {
    test.use({ locale });
    test(`no page is scrolled sideways, on a telephone or on a tablet (${locale})`, async ({ page }) => {
      const tooWide: string[] = [];
      await everywhere(page, async (address) => {
        for (const width of [320, 360, 737, 768, 820, 889]) {
          await page.setViewportSize({ width, height: 900 });
          await settled(page);
          const beyond = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          if (beyond > 0) tooWide.push(`${address} at ${width}: ${beyond} px`);
        }
      });
      expect(tooWide).toEqual([]);
    });
  });
}

test("the foot of the page is at its foot, from the first moment", async ({ page }) => {
  await everywhere(page, async (address) => {
    const overlap = await page.evaluate(() => {
      const [main, footer] = ["main", "footer"].map((name) =>
        document.querySelector("dojo-app")?.shadowRoot?.querySelector(name)?.getBoundingClientRect(),
      );
      return (main?.bottom ?? Number.NaN) - (footer?.top ?? Number.NaN);
    });
    expect(overlap, address).toBeLessThanOrEqual(0.5);
  });
});

test.describe(() => {
  test.use({ viewport: { width: 2560, height: 1440 } });
  test("a large screen is used: the page is wider there, and its type larger", async ({ page }) => {
    await page.goto(attention);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect((await page.locator("attention-exercise").boundingBox())?.width).toBeGreaterThan(2560 * 0.65);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("20px");
  });
});

test("a header that stays is one row, with as much to review as there may be", async ({ page }) => {
  const items = readdirSync("web/questions", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  await page.addInitScript(
    ([slugs, record]) => {
      for (const slug of slugs as readonly string[])
        localStorage.setItem(`attention-dojo:1:review:question:${slug}`, record as string);
    },
    [
      items.map(({ name }) => name),
      JSON.stringify({ version: 1, history: [{ at: 0, rating: "again" }], mistake: null }),
    ],
  );
  await page.goto("#/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("nav .due")).toHaveText(/^[1-9]\d/);
  const tall: string[] = [];
  for (let width = 730; width <= 1000; width += 9) {
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    const header = await page.getByRole("banner").evaluate((one) => ({
      isSticky: getComputedStyle(one).position === "sticky",
      height: one.getBoundingClientRect().height,
    }));
    if (header.isSticky && header.height > 58) tall.push(`${width}: ${header.height} px`);
  }
  expect(tall).toEqual([]);
});

/** What can be pressed and is too small for it; links in a sentence are as high as its lines, and cells as the picture draws them. */
const tooSmall = (page: Page, least: number) =>
  page.evaluate((least) => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    const pressed = all(document)
      .filter((one) => one.matches("a[href]:not(.prose a, .skip), button, summary, input, select, textarea"))
      .map((one) => (one.matches("input") && one.closest("label")) || one)
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && getComputedStyle(one).clipPath === "none");
    return pressed.flatMap((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width > 0 && Math.min(width, height) < least - 0.5
        ? [`${one.localName} "${one.textContent?.trim().slice(0, 30)}": ${Math.round(width)} × ${Math.round(height)}`]
        : [];
    });
  }, least);

for (const { name, least, options } of [
  { name: "a thumb", least: 44, options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  { name: "a mouse", least: 24, options: {} },
]) {
  test.describe(() => {
    test.use(options);
    test(`what can be pressed is at least ${least} px wide and high for ${name}`, async ({ page, exercise }) => {
      const found: string[] = [];
      const look = async () => {
        await settled(page);
        found.push(...(await tooSmall(page, least)));
      };
      await everywhere(page, look);
      await page.goto(attention);
      await exercise.submit("function scaledDotProductAttention(q, k, v) { return v.missing.rows; }");
      await expect(exercise.verdict).toBeVisible();
      await look();
      await exercise.submit("const scaledDotProductAttention = (q, k, v) => q.map((rows) => rows.map(() => v[0][0]));");
      await expect(exercise.verdict).toHaveText("Wrong answer");
      await look();
      await page.getByRole("button", { name: "Reset" }).click();
      await page.getByRole("tab", { name: /Hints/ }).click();
      await look();
      await page.goto("#/question/what-attention-is");
      await page.locator("attention-question label").first().click();
      await page.getByRole("button", { name: "Check" }).click();
      await expect(page.locator("dojo-rating-choice fieldset")).toBeVisible();
      await look();
      await page.goto("#/interview");
      await page.getByRole("button", { name: "Start the interview" }).click();
      await expect(page.getByRole("timer")).toBeVisible();
      await look();
      expect([...new Set(found)]).toEqual([]);
    });
  });
}

const longProgram = `${"// one of very many lines\n".repeat(120)}const scaledDotProductAttention = (q, k, v) => v;\n`;

test.describe("on a telephone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("Run, Submit and the way to task, code and result are always there", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.write(longProgram);
    const bar = page.getByRole("navigation", { name: "Parts of the exercise" });
    const [task, code, result] = ["Task", "Code", "Result"].map((name) => bar.getByRole("button", { name }));
    const run = page.getByRole("button", { name: "Run", exact: true });
    const submit = page.getByRole("button", { name: "Submit", exact: true });
    const isThere = async () => {
      for (const button of [task, code, result, run, submit])
        await expect(button as typeof run).toBeInViewport({ ratio: 1 });
    };
    await isThere();
    await expect(task as typeof run).toHaveAttribute("aria-current", "true");
    await (code as typeof run).click();
    await expect(exercise.editor.getByText("// one of very many lines").first()).toBeInViewport();
    await expect(code as typeof run).toHaveAttribute("aria-current", "true");
    await isThere();
    await run.click();
    await expect(exercise.verdict).toBeInViewport({ ratio: 1 });
    await expect(result as typeof run).toHaveAttribute("aria-current", "true");
    await isThere();
    await (task as typeof run).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
  });

  test("the bar marks a result that is too short to be scrolled to the top", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.write("function scaledDotProductAttention(");
    await exercise.run();
    await expect(exercise.verdict).toBeInViewport({ ratio: 1 });
    const result = page
      .getByRole("navigation", { name: "Parts of the exercise" })
      .getByRole("button", { name: "Result" });
    await result.click();
    await expect(result).toHaveAttribute("aria-current", "true");
  });

  test("many cases are one row, and the first that fails is in sight", async ({ page, exercise }) => {
    await page.goto(attention);
    await exercise.submit("const scaledDotProductAttention = (q, k, v) => (q[0].length > 6 ? v.x.y : q.map(() => 1));");
    const cases = page.locator("attention-report").getByRole("tablist", { name: "Cases" });
    await expect(cases.getByRole("tab", { selected: true })).toBeInViewport({ ratio: 1 });
    expect((await cases.boundingBox())?.height).toBeLessThan(70);
  });
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 820, height: 1100 },
]) {
  test.describe(() => {
    test.use({ viewport });
    test(`the verdict on a long program is in sight at ${viewport.width} × ${viewport.height}, and the focus stays`, async ({
      page,
      exercise,
    }) => {
      await page.goto(attention);
      await exercise.write(longProgram);
      await exercise.editor.focus();
      await page.keyboard.press("Control+End");
      await page.keyboard.press("Control+Enter");
      await expect(page.getByText("The returned array has shape").last()).toBeInViewport({ ratio: 1 });
      await expect(exercise.editor).toBeFocused();
    });
  });
}

test("a long line is scrolled under the line numbers, not through them", async ({ page, exercise }) => {
  await page.goto(attention);
  await exercise.write(`const a = "${"long ".repeat(100)}";\n`);
  const numbers = exercise.element.locator(".cm-gutters").first();
  const background = await numbers.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(background).toMatch(/^rgb\(/);
});
