import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPackage, type Project } from "../package/installed.js";
import { launch } from "./browser.js";
import {
  everyElement,
  exerciseAlone,
  importMapSite,
  open,
  solve,
  standaloneSite,
  useTheRest,
  viteSite,
  webpackSite,
} from "./embedded.js";
import { soon } from "./exercise-page.js";
import { serve } from "./serve.js";

let browser: Browser;
let project: Project;

beforeAll(async () => {
  project = installPackage();
  browser = await launch();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  project?.remove();
});

const ways = {
  "a site made by Vite": viteSite,
  "a site made by webpack": webpackSite,
  "plain HTML with an import map": importMapSite,
  "plain HTML with the standalone elements and nothing else": standaloneSite,
} as const;

describe.each(Object.entries(ways))("in %s", (_, make) => {
  test("every element works, without a complaint and without a request to another host", async () => {
    const site = await serve(await make(project, everyElement), { prefix: "/some/deep/folder/" });
    const { page, complaints, close } = await open(browser, site);
    await solve(page);
    await useTheRest(page);
    expect(complaints).toEqual([]);
    await close();
    site.close();
  }, 120_000);
});

describe("under a strict content security policy, at the root of a host", () => {
  const page = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-src 'self'";
  test("which is that of the README", () => expect(readFileSync("README.md", "utf8")).toContain(`\n${page}\n`));

  /** sandbox.html, where a host sends its policy with every file: what the policy in it asks for itself. */
  const sandboxToo = (digest: string) =>
    `${page.replace("'wasm-unsafe-eval'", `'wasm-unsafe-eval' blob: ${digest}`)}; worker-src blob:`;

  test.each([
    ["of pages only", () => page, (path: string) => path === "index.html"],
    ["of every file", sandboxToo, () => true],
  ] as const)(
    "%s, every element works",
    async (_, policyWith, applies) => {
      const folder = standaloneSite(project, everyElement);
      const sandbox = readFileSync(join(folder, "dojo/sandbox.html"), "utf8");
      const inline = (/<script>(.*?)<\/script>/s.exec(sandbox) as RegExpExecArray)[1] as string;
      const policy = policyWith(`'sha256-${createHash("sha256").update(inline).digest("base64")}'`);
      const headersOf = (path: string) => (applies(path) ? { "content-security-policy": policy } : {});
      const site = await serve(folder, { prefix: "/", headersOf });
      const { page, complaints, close } = await open(browser, site);
      await solve(page);
      await useTheRest(page);
      expect(complaints).toEqual([]);
      await close();
      site.close();
    },
    60_000,
  );
});

test.each([
  ["a site made by Vite", viteSite],
  ["the standalone elements", standaloneSite],
] as const)(
  "an exercise takes at most 220 kB compressed, up to a verdict, in %s",
  async (name, make) => {
    const site = await serve(await make(project, exerciseAlone));
    const { page, complaints, requested, close } = await open(browser, site);
    await solve(page);
    const total = [...requested].reduce((sum, path) => sum + site.size(path).gzip, 0);
    console.info(`An exercise in ${name}: ${total} bytes gzip, ${requested.size} files.`);
    expect(total).toBeLessThanOrEqual(220_000);
    expect([...requested].filter((path) => /python/.test(path))).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
    site.close();
  },
  120_000,
);

/** What a careless or hostile page says of everything. */
const hostile = `
  * { all: unset !important; direction: rtl !important; text-transform: uppercase !important; color: red !important }
  body { font: italic 60px fantasy !important; text-align: center; letter-spacing: 1em; white-space: pre }
  p, button, h2, td, span { color: red !important; font-size: 60px !important; display: none !important }
`;

test("the style of the page around does not leak in", async () => {
  const site = await serve(standaloneSite(project, everyElement, `<style>${hostile}</style>`));
  const { page, complaints, close } = await open(browser, site);
  await page.locator("html").evaluate((html) => html.setAttribute("dir", "rtl"));
  await solve(page);
  await useTheRest(page);
  const looks = [
    page.locator("attention-exercise").locator(".prose p").first(),
    page.locator("attention-exercise").locator("[part=run]"),
    page.locator("attention-question").locator(".asked p").first(),
    page.locator("#given").locator(".label"),
  ];
  for (const element of looks) {
    const { color, direction, fontSize, fontStyle, textTransform, letterSpacing, display } = await element.evaluate(
      (one) => ({ ...getComputedStyle(one) }) as unknown as Readonly<Record<string, string>>,
    );
    expect(color).not.toBe("rgb(255, 0, 0)");
    expect(Number.parseFloat(fontSize as string)).toBeLessThan(20);
    expect(display).not.toBe("none");
    expect({ direction, fontStyle, textTransform, letterSpacing }).toEqual({
      direction: "ltr",
      fontStyle: "normal",
      textTransform: "none",
      letterSpacing: "normal",
    });
  }
  expect(complaints).toEqual([]);
  if (process.env.SCREENSHOTS)
    await page.screenshot({ path: `${process.env.SCREENSHOTS}/hostile.png`, fullPage: true });
  await close();
  site.close();
}, 60_000);

test("several exercises share one sandboxed frame and are as high as what they show", async () => {
  const body = `${exerciseAlone}${exerciseAlone.replace("softmax", "masked-attention")}<attention-question loading="click" slug="what-a-mask-is-for" lang="en"></attention-question>`;
  const site = await serve(standaloneSite(project, body));
  const { page, complaints, close } = await open(browser, site);
  const heightOf = () =>
    page
      .locator("attention-exercise")
      .first()
      .evaluate((one) => one.clientHeight);
  await page.locator("attention-exercise").nth(1).locator(".cm-content").waitFor();
  const before = await heightOf();
  await solve(page);
  await page.locator("attention-exercise").nth(1).getByRole("button", { name: "Run" }).click();
  await page.locator("attention-exercise").nth(1).locator("attention-report h2").waitFor();
  expect(await page.locator("iframe").count()).toBe(1);
  expect(await heightOf()).toBeGreaterThan(before);
  // The question waits for its reader.
  expect(await page.locator("attention-question form").count()).toBe(0);
  await page.getByRole("button", { name: "Show the question" }).click();
  await page.locator("attention-question form").waitFor();
  expect(complaints).toEqual([]);
  await close();
  site.close();
}, 60_000);

test("a heat map says which sizes do not fit, in the language of the page", async () => {
  const site = await serve(standaloneSite(project, everyElement));
  const { page, close } = await open(browser, site);
  const computed = page.locator("#computed");
  const change = (attributes: Readonly<Record<string, string>>) =>
    computed.evaluate((element, all) => {
      for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
    }, attributes);
  const cells = () =>
    computed.getByRole("gridcell").evaluateAll((all) => all.map((cell) => cell.getAttribute("aria-label")));
  await computed.getByRole("gridcell").nth(3).waitFor();
  expect(await cells()).toEqual([
    "row 0 · column 0: 1.0000",
    "row 0 · column 1: 0.0000 (masked)",
    "row 1 · column 0: 0.3302",
    "row 1 · column 1: 0.6698",
  ]);
  await change({ scale: "0", mask: "0 1 1 1" });
  await expect.poll(async () => (await cells())[0], soon).toBe("row 0 · column 0: 0.0000 (masked)");
  await expect.poll(async () => (await cells())[3], soon).toBe("row 1 · column 1: 0.5000");
  await change({ "k-shape": "1 4", mask: "" });
  await computed.getByText("The weights cannot be computed: k.headDim is 4, q.headDim is 2").waitFor();
  await change({ q: "1 0 0", "k-shape": "2 2" });
  await computed.getByText("q has 3 elements, shape [2, 2] needs 4").waitFor();
  await change({ lang: "zh" });
  await computed.getByText("无法计算注意力权重").waitFor();
  await close();
  site.close();
}, 60_000);

test("properties take text where frameworks set them instead of attributes", async () => {
  const site = await serve(standaloneSite(project, everyElement));
  const { page, complaints, close } = await open(browser, site);
  const given = page.locator("#given");
  await given.evaluate((element) => Object.assign(element, { data: "1 2 3", shape: "1 3", rowLabels: "one" }));
  await given.getByRole("gridcell").nth(2).waitFor();
  expect(await given.getAttribute("shape")).toBe("1 3");
  const exercise = page.locator("attention-exercise");
  await exercise.locator(".cm-content").waitFor();
  await exercise.evaluate((element) => Object.assign(element, { languages: "python javascript" }));
  await exercise.getByRole("tab", { name: "Python" }).waitFor();
  expect(complaints).toEqual([]);
  await close();
  site.close();
}, 60_000);
