import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { installPackage, type Project } from "../package/installed.js";
import {
  everyElement,
  exerciseAlone,
  importMapSite,
  solve,
  standaloneSite,
  useTheRest,
  viteServer,
  viteSite,
  webpackSite,
} from "./embedded.js";
import { ExerciseOnPage, exerciseOn, solutionOf } from "./exercise-page.js";
import { test as base, expect } from "./fixtures.js";
import { type ServeOptions, type Site, serve } from "./serve.js";
import type { Visit } from "./visit.js";

interface Embedding {
  /** Serves a folder, and opens it. */
  readonly open: (folder: string, options?: ServeOptions) => Promise<Visit & { readonly site: Site }>;
}

const test = base.extend<Embedding, { readonly project: Project }>({
  project: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const project = installPackage();
      await use(project);
      project.remove();
    },
    { scope: "worker" },
  ],
  open: async ({ visitAnew }, use) => {
    const sites: Site[] = [];
    await use(async (folder, options) => {
      const site = await serve(folder, options);
      sites.push(site);
      const visit = await visitAnew(site.url);
      await visit.page.goto(site.url);
      return { ...visit, site };
    });
    for (const site of sites) site.close();
  },
});

// A bundler runs first.
test.describe.configure({ timeout: 120_000 });

const ways = {
  "a site made by Vite": viteSite,
  "a site made by webpack": webpackSite,
  "plain HTML with an import map": importMapSite,
  "plain HTML with the standalone elements and nothing else": standaloneSite,
} as const;

for (const [name, make] of Object.entries(ways))
  test.describe(`in ${name}`, () => {
    test("every element works, without a complaint and without a request to another host", async ({
      project,
      open,
    }) => {
      const { page } = await open(await make(project, everyElement), { prefix: "/some/deep/folder/" });
      await solve(page);
      await useTheRest(page);
    });
  });

test.describe("under a strict content security policy, at the root of a host", () => {
  const page = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-src 'self'";
  test("which is that of the README", () => expect(readFileSync("README.md", "utf8")).toContain(`\n${page}\n`));

  /** sandbox.html, where a host sends its policy with every file: what the policy in it asks for itself. */
  const sandboxToo = (digest: string) =>
    `${page.replace("'wasm-unsafe-eval'", `'wasm-unsafe-eval' blob: ${digest}`)}; worker-src 'self' blob:`;

  for (const [what, policyWith, applies] of [
    ["of pages only", () => page, (path: string) => path === "index.html"],
    ["of every file", sandboxToo, () => true],
  ] as const)
    test(`${what}, every element works`, async ({ project, open }) => {
      const folder = standaloneSite(project, everyElement);
      const sandbox = readFileSync(join(folder, "dojo/sandbox.html"), "utf8");
      const inline = (/<script>(.*?)<\/script>/s.exec(sandbox) as RegExpExecArray)[1] as string;
      const policy = policyWith(`'sha256-${createHash("sha256").update(inline).digest("base64")}'`);
      const headersOf = (path: string) => (applies(path) ? { "content-security-policy": policy } : {});
      const { page } = await open(folder, { prefix: "/", headersOf });
      await solve(page);
      await useTheRest(page);
    });
});

test.describe("in Vite's development server", () => {
  test("with the plugin every element works, and neither page nor server complains", async ({ project, visitAnew }) => {
    const module = join(project.folder, "node_modules/attention-dojo/dist/vite.js");
    const { attentionDojo }: typeof import("../../web/vite/index.js") = await import(module);
    const server = await viteServer(project, everyElement, [attentionDojo()]);
    const { page } = await visitAnew(server.url);
    await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await page.goto(server.url);
    await solve(page);
    await useTheRest(page);
    expect(server.warnings).toEqual([]);
    await server.close();
  });
});

test.describe("where the server has a page instead of a file, the elements say what to do", () => {
  const fixes = {
    en: "add the plugin attention-dojo/vite to its configuration. Otherwise run npx attention-dojo assets <folder>",
    zh: "在配置里加上插件 attention-dojo/vite；否则请运行 npx attention-dojo assets <目录>",
  };
  const missing = {
    "kernels.wasm": {
      pageInsteadOf: /\.wasm$/,
      en: /kernels-relaxed\.wasm was requested from http:\S+\.wasm, but the server answered with a web page\./,
      zh: /从 http:\S+\.wasm 请求 kernels-relaxed\.wasm，服务器返回的却是一个网页。/,
    },
    "sandbox.html": {
      pageInsteadOf: /sandbox[\w-]*\.html$/,
      en: /sandbox\.html was requested from http:\S+\.html, but the server answered with another page\./,
      zh: /从 http:\S+\.html 请求 sandbox\.html，服务器返回的却是另一个页面。/,
    },
  };
  for (const [file, { pageInsteadOf, ...sentences }] of Object.entries(missing))
    test(file, async ({ project, open }) => {
      const { page } = await open(standaloneSite(project, everyElement), { pageInsteadOf });
      const exercise = exerciseOn(page);
      await exercise.submit(solutionOf("softmax"));
      const failed = page.locator("attention-exercise .result[role=alert]");
      for (const locale of ["en", "zh"] as const) {
        await page.locator("attention-exercise, #computed").evaluateAll((all, lang) => {
          for (const element of all) element.setAttribute("lang", lang);
        }, locale);
        await expect(failed).toContainText(sentences[locale]);
        await expect(failed).toContainText(fixes[locale]);
        if (file !== "kernels.wasm") continue;
        await expect(page.locator("#computed [role=alert]")).toContainText(sentences[locale]);
      }
    });
});

test.describe("with an asset base, nothing beside the modules is asked for", () => {
  const ways = {
    setAssetBase: (folder: string) =>
      `<script type="module">import { setAssetBase } from "./dojo/elements.js"; setAssetBase("${folder}");</script>`,
    "the attribute asset-base": () => "",
  };
  for (const [way, head] of Object.entries(ways))
    test(way, async ({ project, open }) => {
      const body = way === "setAssetBase" ? everyElement : exerciseAlone.replace(">", ' asset-base="./assets">');
      const folder = standaloneSite(project, body, head("assets"));
      for (const name of readdirSync(join(folder, "dojo")).filter((name) => /\.(wasm|html)$/.test(name)))
        rmSync(join(folder, "dojo", name));
      const cli = join(project.folder, "node_modules/attention-dojo/dist/cli.js");
      execFileSync(process.execPath, [cli, "assets", join(folder, "assets"), "--no-python"]);
      const { page, requested } = await open(folder);
      await solve(page);
      if (way === "setAssetBase") await useTheRest(page);
      const files = [...requested].filter((path) => /\.(wasm|html)$/.test(path)).map((path) => dirname(path));
      expect(new Set(files)).toEqual(new Set(["/some/folder/assets"]));
      rmSync(folder, { recursive: true });
    });
});

for (const [name, make] of [
  ["a site made by Vite", viteSite],
  ["the standalone elements", standaloneSite],
] as const)
  test(`an exercise takes at most 220 kB compressed, up to a verdict, in ${name}`, async ({ project, open }) => {
    const { page, requested, site } = await open(await make(project, exerciseAlone));
    await solve(page);
    const total = [...requested].reduce((sum, path) => sum + site.size(path).gzip, 0);
    console.info(`An exercise in ${name}: ${total} bytes gzip, ${requested.size} files.`);
    expect(total).toBeLessThanOrEqual(220_000);
    expect([...requested].filter((path) => /python/.test(path))).toEqual([]);
  });

/** What a careless or hostile page says of everything. */
const hostile = `
  * { all: unset !important; direction: rtl !important; text-transform: uppercase !important; color: red !important }
  body { font: italic 60px fantasy !important; text-align: center; letter-spacing: 1em; white-space: pre }
  p, button, h2, td, span { color: red !important; font-size: 60px !important; display: none !important }
`;

test("the style of the page around does not leak in", async ({ project, open }) => {
  const { page } = await open(standaloneSite(project, everyElement, `<style>${hostile}</style>`));
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
});

test("several exercises share one sandboxed frame and are as high as what they show", async ({ project, open }) => {
  const body = `${exerciseAlone}${exerciseAlone.replace("softmax", "masked-attention")}<attention-question loading="click" slug="what-a-mask-is-for" lang="en"></attention-question>`;
  const { page } = await open(standaloneSite(project, body));
  const exercises = page.locator("attention-exercise");
  const second = new ExerciseOnPage(exercises.nth(1));
  const heightOf = () => exercises.first().evaluate((one) => one.clientHeight);
  await expect(second.editor).toBeVisible();
  const before = await heightOf();
  await solve(page);
  await second.run();
  await expect(second.verdict).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(1);
  expect(await heightOf()).toBeGreaterThan(before);
  // The question waits for its reader.
  await expect(page.locator("attention-question form")).toHaveCount(0);
  await page.getByRole("button", { name: "Show the question" }).click();
  await expect(page.locator("attention-question form")).toBeVisible();
});

test("a heat map says which sizes do not fit, in the language of the page", async ({ project, open }) => {
  const { page } = await open(standaloneSite(project, everyElement));
  const computed = page.locator("#computed");
  const change = (attributes: Readonly<Record<string, string>>) =>
    computed.evaluate((element, all) => {
      for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
    }, attributes);
  const cells = () =>
    computed.getByRole("gridcell").evaluateAll((all) => all.map((cell) => cell.getAttribute("aria-label")));
  await expect(computed.getByRole("gridcell").nth(3)).toBeVisible();
  expect(await cells()).toEqual([
    "row 0 · column 0: 1.0000",
    "row 0 · column 1: 0.0000 (masked)",
    "row 1 · column 0: 0.3302",
    "row 1 · column 1: 0.6698",
  ]);
  await change({ scale: "0", mask: "0 1 1 1" });
  await expect.poll(async () => (await cells())[0]).toBe("row 0 · column 0: 0.0000 (masked)");
  await expect.poll(async () => (await cells())[3]).toBe("row 1 · column 1: 0.5000");
  await change({ "k-shape": "1 4", mask: "" });
  await expect(computed.getByText("The weights cannot be computed: k.headDim is 4, q.headDim is 2")).toBeVisible();
  await change({ q: "1 0 0", "k-shape": "2 2" });
  await expect(computed.getByText("q has 3 elements, shape [2, 2] needs 4")).toBeVisible();
  await change({ lang: "zh" });
  await expect(computed.getByText("无法计算注意力权重")).toBeVisible();
});

test("properties take text where frameworks set them instead of attributes", async ({ project, open }) => {
  const { page } = await open(standaloneSite(project, everyElement));
  const given = page.locator("#given");
  await given.evaluate((element) => Object.assign(element, { data: "1 2 3", shape: "1 3", rowLabels: "one" }));
  await expect(given.getByRole("gridcell").nth(2)).toBeVisible();
  await expect(given).toHaveAttribute("shape", "1 3");
  const { element, editor } = exerciseOn(page);
  await expect(editor).toBeVisible();
  await element.evaluate((one) => Object.assign(one, { languages: "python javascript" }));
  await expect(element.getByRole("tab", { name: "NumPy" })).toBeVisible();
});
