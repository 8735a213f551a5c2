/** Sites that embed the package, each made as its author would make it, and a visitor who uses every element. */

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, type Page } from "@playwright/test";
import { build, createLogger, createServer, type Logger, type PluginOption } from "vite";
import webpack from "webpack";
import type { Project } from "../package/installed.js";
import { ExerciseOnPage, solutionOf } from "./exercise-page.js";

/** Everything on one page; heat maps given as weights and as queries and keys. */
export const everyElement = `
<attention-exercise slug="softmax" lang="en"><h2 slot="title">My title</h2><p slot="footer">My footer</p></attention-exercise>
<attention-question slug="what-a-mask-is-for" lang="en"><h2 slot="title">My question</h2></attention-question>
<attention-heatmap id="given" shape="2 2" data="0.9 0.1 0.4 0.6" label="Given"></attention-heatmap>
<attention-heatmap id="computed" causal q="1 0 0 1" q-shape="2 2" k="1 0 0 1" k-shape="2 2" label="Computed"></attention-heatmap>
<attention-lab name="help" lang="en"></attention-lab>
`;

export const exerciseAlone = `<attention-exercise slug="softmax" lang="en"></attention-exercise>`;

const documentOf = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A site</title>${head}</head><body>${body}</body></html>`;

function viteSource(project: Project, body: string): string {
  // A test runner's own `test` would choose Lit's development build.
  process.env.NODE_ENV = "production";
  const source = join(project.folder, "vite-source");
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, "main.js"), 'import "attention-dojo/elements";');
  writeFileSync(join(source, "index.html"), documentOf('<script type="module" src="./main.js"></script>', body));
  return source;
}

/** Made by Vite. */
export async function viteSite(project: Project, body: string): Promise<string> {
  const source = viteSource(project, body);
  const folder = join(project.folder, "vite-site");
  await build({
    configFile: false,
    root: source,
    base: "./",
    logLevel: "warn",
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}

export interface DevelopmentServer {
  readonly url: string;
  /** What it warned of. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** A site while its author works on it: Vite's development server. */
export async function viteServer(
  project: Project,
  body: string,
  plugins: readonly PluginOption[] = [],
): Promise<DevelopmentServer> {
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const logger: Logger = { ...createLogger("silent"), warn, warnOnce: warn, error: warn };
  const server = await createServer({
    configFile: false,
    root: viteSource(project, body),
    // The dependencies are links to those of the repository.
    resolve: { preserveSymlinks: true },
    cacheDir: join(project.folder, plugins.length ? "vite-cache" : "vite-cache-without"),
    customLogger: logger,
    plugins: [...plugins],
    server: { host: "127.0.0.1", port: 0, fs: { allow: [project.folder] } },
  });
  await server.listen();
  const [url = ""] = server.resolvedUrls?.local ?? [];
  return { url, warnings, close: () => server.close() };
}

/** Made by webpack 5, without any loader or setting for our sake. */
export async function webpackSite(project: Project, body: string): Promise<string> {
  const folder = join(project.folder, "webpack-site");
  const entry = join(project.folder, "webpack-main.js");
  writeFileSync(entry, 'import "attention-dojo/elements";');
  const compiler = webpack({
    mode: "production",
    context: project.folder,
    entry,
    output: { path: folder, filename: "main.js" },
    // The dependencies are links to those of the repository.
    resolve: { symlinks: false },
    performance: { hints: false },
  });
  await new Promise<void>((resolve, reject) =>
    compiler.run((error, stats) => {
      const problems = stats?.toJson({ errors: true, warnings: true });
      const said = [...(problems?.errors ?? []), ...(problems?.warnings ?? [])].map(({ message }) => message);
      if (error || said.length) reject(error ?? new Error(said.join("\n")));
      else compiler.close(() => resolve());
    }),
  );
  writeFileSync(join(folder, "index.html"), documentOf('<script defer src="main.js"></script>', body));
  return folder;
}

/** No bundler: modules of `node_modules` under an import map. */
export function importMapSite(project: Project, body: string): string {
  const folder = join(project.folder, "map-site");
  const modules = (name: string) => resolve(project.folder, "node_modules", name);
  mkdirSync(folder, { recursive: true });
  const imports: Record<string, string> = { "attention-dojo/elements": "./attention-dojo/elements.js" };
  cpSync(join(modules("attention-dojo"), "dist"), join(folder, "attention-dojo"), { recursive: true });
  const scopes = ["@lit", "@codemirror", "@lezer", "@marijn"].flatMap((scope) =>
    readdirSync(modules(scope)).map((name) => `${scope}/${name}`),
  );
  for (const name of ["lit", "lit-html", "lit-element", "crelt", "style-mod", "w3c-keyname", "uplot", ...scopes]) {
    const manifest = JSON.parse(readFileSync(join(modules(name), "package.json"), "utf8"));
    const { exports: { ".": main } = { ".": undefined }, module } = manifest;
    const entry: unknown = typeof main === "object" ? (main.import ?? main.browser ?? main.default) : (main ?? module);
    const file = typeof entry === "object" && entry ? Object.values(entry).at(-1) : (entry ?? manifest.main);
    imports[name] = `./modules/${name}/${String(file).replace(/^\.\//, "")}`;
    imports[`${name}/`] = `./modules/${name}/`;
    cpSync(modules(name), join(folder, "modules", name), { recursive: true, dereference: true });
  }
  for (const mode of ["javascript", "python"])
    imports[`@codemirror/legacy-modes/mode/${mode}`] = `./modules/@codemirror/legacy-modes/mode/${mode}.js`;
  const map = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  const script = '<script type="module">import "attention-dojo/elements";</script>';
  writeFileSync(join(folder, "index.html"), documentOf(map + script, body));
  return folder;
}

/** No bundler and no import map: one folder copied out of the package. */
export function standaloneSite(project: Project, body: string, head = ""): string {
  const folder = join(project.folder, "standalone-site");
  cpSync(join(project.folder, "node_modules/attention-dojo/dist/standalone"), join(folder, "dojo"), {
    recursive: true,
  });
  writeFileSync(
    join(folder, "index.html"),
    documentOf(`${head}<script type="module" src="dojo/elements.js"></script>`, body),
  );
  return folder;
}

/** Solves the first exercise of a page, up to "Accepted". */
export async function solve(page: Page): Promise<void> {
  const exercise = new ExerciseOnPage(page.locator("attention-exercise").first());
  await exercise.submit(solutionOf("softmax"));
  await expect(exercise.verdict.filter({ hasText: "Accepted" })).toBeVisible();
}

/** Answers the question, waits for both heat maps, and lets the lab's worker compute. */
export async function useTheRest(page: Page): Promise<void> {
  const question = page.locator("attention-question");
  await question.getByRole("checkbox").first().check();
  await question.getByRole("button", { name: "Check" }).click();
  await expect(question.locator("#verdict")).toBeVisible();
  for (const id of ["given", "computed"])
    await expect(page.locator(`#${id}`).getByRole("gridcell").nth(3)).toBeVisible();
  const lab = page.locator("attention-lab");
  await lab.getByRole("radio").first().check();
  await lab.getByRole("button", { name: "That is my prediction" }).click();
  await lab.getByRole("button", { name: "Start" }).click();
  await expect
    .poll(() => lab.locator("progress").evaluate((bar) => (bar as HTMLProgressElement).value))
    .toBeGreaterThan(0);
  await lab.getByRole("button", { name: "Stop" }).click();
}
