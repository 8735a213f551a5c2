/** The files that say what an exercise or a question asks without JavaScript, and what other sites show of a link. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { exerciseSlugs } from "./exercise-page.js";
import { expectAccessibleAndNarrow } from "./findings.js";
import { expect, siteFolder, test } from "./fixtures.js";

const questionSlugs = readdirSync("web/questions").filter((slug) => existsSync(`web/questions/${slug}/question.ts`));
const fileOf = (path: string) => join(siteFolder, path, "index.html");
const pages = [
  ...exerciseSlugs.map((slug) => `exercise/${slug}`),
  ...questionSlugs.map((slug) => `question/${slug}`),
].flatMap((path) => [path, `zh/${path}`]);

test("there is a small page for each exercise and question in both languages, and every link in them leads somewhere", () => {
  const wrong: string[] = [];
  for (const path of pages) {
    const html = readFileSync(fileOf(path), "utf8");
    if (statSync(fileOf(path)).size > 40_000) wrong.push(`${path}: ${html.length} characters`);
    // Neither scripts nor styles in it, which its policy would refuse.
    if (/<script|<style|\sstyle=|\son\w+=/.test(html)) wrong.push(`${path}: script or style`);
    for (const name of ["og:title", "og:description", "twitter:card", 'name="description" content="[^"]'])
      if (!new RegExp(name).test(html)) wrong.push(`${path}: no ${name}`);
    if (/canonical|og:image|og:url/.test(html)) wrong.push(`${path}: an address that nobody knows`);
    for (const [, link = ""] of html.matchAll(/(?:href|src)="((?!https?:|mailto:|#)[^"]*)"/g)) {
      const target = join(siteFolder, path, link.replace(/#.*/, ""));
      if (!existsSync(target)) wrong.push(`${path}: ${link}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(readdirSync(join(siteFolder, "exercise")).sort()).toEqual([...exerciseSlugs].sort());
  expect(readFileSync(join(siteFolder, "service-worker.js"), "utf8")).not.toMatch(/exercise\/softmax|preview\.png/);
});

test("the page itself says what other sites show of it", () => {
  const html = readFileSync(join(siteFolder, "index.html"), "utf8");
  for (const name of ["og:title", "og:description", "twitter:card", "apple-touch-icon"]) expect(html).toContain(name);
  expect(html).not.toMatch(/canonical|og:image/);
});

for (const { name, options } of [
  { name: "light", options: { colorScheme: "light" } },
  { name: "dark, 360 pixels", options: { colorScheme: "dark", viewport: { width: 360, height: 740 } } },
] as const)
  test.describe(() => {
    test.use({ ...options, javaScriptEnabled: true });
    test(`a page of an exercise and of a question is accessible and leads into the dojo (${name})`, async ({
      page,
    }) => {
      await page.goto("zh/question/what-attention-is/index.html");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessibleAndNarrow(page, "question");
      await page.goto("exercise/scaled-dot-product-attention/index.html");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Scaled dot-product attention");
      await expect(page.locator("math").first()).toBeVisible();
      await expectAccessibleAndNarrow(page, "exercise");
    });
  });

test("without JavaScript the task is there to be read, and with it the link opens the exercise", async ({
  visitAnew,
  site,
}) => {
  const { page } = await visitAnew(site.url, { javaScriptEnabled: false });
  await page.goto("exercise/softmax/index.html");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Softmax");
  const href = await page.getByRole("link", { name: "Solve it in the browser" }).getAttribute("href");
  expect(href).toBe("../../#/exercise/softmax");
});
