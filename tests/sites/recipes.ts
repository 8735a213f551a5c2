import { readFileSync } from "node:fs";

/** The files of a recipe by their paths. */
export type Files = Readonly<Record<string, string>>;

const page = readFileSync("web/site/docs/sites.en.md", "utf8");

/** What the page "Sites" of the documentation tells readers to write, by the name of the section. */
export const recipes: ReadonlyMap<string, Files> = new Map(
  page.split(/^## /m).flatMap((section): [string, Files][] => {
    const [, name] = /\{#([\w-]+)\}/.exec(section) ?? [];
    const files = [...section.matchAll(/^```\w+ .*?file=(\S+)\n([\s\S]*?)^```$/gm)];
    return name && files.length > 0 ? [[name, Object.fromEntries(files.map(([, path, text]) => [path, text]))]] : [];
  }),
);
