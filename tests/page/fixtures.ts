import { fileURLToPath } from "node:url";
import { type BrowserContextOptions, test as base, expect } from "@playwright/test";
import type { Language } from "../../web/format/index.js";
import { type ExerciseOnPage, exerciseOn } from "./exercise-page.js";
import { type Site, serve } from "./serve.js";
import { type Visit, watch } from "./visit.js";

export { expect };

export const siteFolder = fileURLToPath(new URL("../../dist/site", import.meta.url));

export interface Fixtures {
  /** The programming language that the visitor chose on an earlier visit; null for somebody who has just come. */
  readonly chosen: Language | null;
  /** The visit of this test, whose page is `page`. Whatever a test does, the page must not complain. */
  readonly visit: Visit;
  /** Visits an address, in a browser of its own. Nor must this page complain. */
  readonly visitAnew: (address: string, options?: BrowserContextOptions) => Promise<Visit>;
  /** The exercise on the page. */
  readonly exercise: ExerciseOnPage;
}

export interface WorkerFixtures {
  /** The built site, served. */
  readonly site: Site;
  /** Address of what this test visits: that of the site, where a test does not say another. */
  readonly address: string;
}

/** What somebody brings along who chose a language on an earlier visit. */
const earlier = (address: string, chosen: Language | null) => {
  const settings = { name: "attention-dojo:1:settings", value: JSON.stringify({ language: chosen }) };
  return { cookies: [], origins: [{ origin: new URL(address).origin, localStorage: chosen ? [settings] : [] }] };
};

const mustNotComplain = ({ complaints }: Visit) => expect(complaints, "complaints of the page").toEqual([]);

export const test = base.extend<Fixtures, WorkerFixtures>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const site = await serve(siteFolder);
      await use(site);
      site.close();
    },
    { scope: "worker" },
  ],
  address: [({ site }, use) => use(site.url), { scope: "worker" }],
  chosen: ["javascript", { option: true }],
  baseURL: ({ address }, use) => use(address),
  storageState: ({ address, chosen }, use) => use(earlier(address, chosen)),
  visit: async ({ context, address }, use) => {
    const visit = watch(await context.newPage(), address);
    await use(visit);
    mustNotComplain(visit);
  },
  page: ({ visit }, use) => use(visit.page),
  visitAnew: async ({ browser, chosen }, use) => {
    const visits: Visit[] = [];
    await use(async (address, options = {}) => {
      const storageState = earlier(address, chosen);
      const context = await browser.newContext({ baseURL: address, storageState, ...options });
      const visit = watch(await context.newPage(), address);
      visits.push(visit);
      return visit;
    });
    for (const visit of visits) {
      mustNotComplain(visit);
      await visit.page.context().close();
    }
  },
  exercise: ({ page }, use) => use(exerciseOn(page)),
});
