/** The recipes of the documentation, followed to the letter: `npm run test:sites`. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { installPackage, type Project } from "../package/installed.js";
import { solve } from "../page/embedded.js";
import { serve } from "../page/serve.js";
import { watch } from "../page/visit.js";
import { generators } from "./generators.js";
import { freePort, makeProject } from "./project.js";
import { type Files, recipes } from "./recipes.js";

interface Fixtures {
  /** Solves the exercise of a page and sees its heat map, without a complaint of the page. */
  readonly visitor: (address: string) => Promise<void>;
}

const test = base.extend<Fixtures, { readonly packed: Project }>({
  packed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const project = installPackage();
      await use(project);
      project.remove();
    },
    { scope: "worker" },
  ],
  visitor: async ({ browser }, use) => {
    await use(async (address) => {
      const context = await browser.newContext();
      const visit = watch(await context.newPage(), address);
      // What Lit says to authors in every development server.
      visit.tolerate(/Lit is in dev mode/);
      await visit.page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
      await visit.page.goto(address);
      await solve(visit.page);
      await expect(visit.page.locator("attention-heatmap").last().getByRole("gridcell").nth(3)).toBeVisible();
      expect(visit.complaints, `complaints of ${address}`).toEqual([]);
      await context.close();
    });
  },
});

const recipe = (name: string): Files => {
  const files = recipes.get(name);
  if (!files) throw new Error(`The page "Sites" has no recipe ${name}.`);
  return files;
};

test("every recipe is followed", () => {
  const followed = new Set([...Object.values(generators).map((generator) => generator.recipe), "plain"]);
  expect([...recipes.keys()].sort()).toEqual([...followed].sort());
});

for (const [name, generator] of Object.entries(generators))
  test(name, async ({ packed, visitor }) => {
    const packages = { ...generator.packages, "attention-dojo": `file:${packed.tarball}` };
    const files = { ...generator.files, ...recipe(generator.recipe) };
    const project = await makeProject(packages, files, generator.manifest);
    await test.step("in development", async () => {
      const port = await freePort();
      const server = await project.serve(generator.dev(port), port);
      await visitor(server.url).finally(server.close);
    });
    await test.step("built", async () => {
      await project.run(generator.build);
      const site = await serve(join(project.folder, generator.output), { prefix: "/" });
      await visitor(site.url).finally(site.close);
    });
    project.remove();
  });

test("plain HTML", async ({ packed, visitor }) => {
  const project = await makeProject({ "attention-dojo": `file:${packed.tarball}` }, recipe("plain"));
  cpSync(join(project.folder, "node_modules/attention-dojo/dist/standalone"), join(project.folder, "dojo"), {
    recursive: true,
  });
  const site = await serve(project.folder);
  await visitor(site.url).finally(site.close);
  project.remove();
});
