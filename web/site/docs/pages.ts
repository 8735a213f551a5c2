import type { Locale } from "../../elements/toolkit.js";
import type { Page } from "./page.js";

/** The pages in the order in which they are read; `api`, which is made from the sources, comes last. */
export const pageNames = [
  "getting-started",
  "elements",
  "sites",
  "kernels",
  "speed",
  "judge",
  "matrix",
  "own-exercises",
  "python",
  "pytorch",
  "grading",
  "courses",
  "hosting",
  "api",
] as const;

export type PageName = (typeof pageNames)[number];

const pages = import.meta.glob<Page>("./*.md", { import: "default" });

export const isPageName = (name: string): name is PageName => pageNames.some((known) => known === name);

/** A page in one language. Throws RangeError when there is none. */
export function loadPage(name: PageName, locale: Locale): Promise<Page> {
  const load = pages[`./${name}.${locale}.md`];
  if (!load) throw new RangeError(`The documentation has no page ${name}.${locale}.md.`);
  return load();
}
