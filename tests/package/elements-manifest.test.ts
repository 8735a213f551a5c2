import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LitElement } from "lit";
import { describe, expect, test } from "vitest";
import * as elements from "../../web/elements/index.js";
import { importedBy } from "./imported.js";

interface Named {
  readonly name: string;
  readonly description?: string;
}

interface Declaration extends Named {
  readonly tagName: string;
  readonly attributes: readonly (Named & { readonly fieldName: string })[];
  readonly members: readonly (Named & {
    readonly kind: string;
    readonly attribute?: string;
    readonly reflects?: boolean;
  })[];
  readonly slots: readonly Named[];
  readonly events: readonly Named[];
  readonly cssParts: readonly Named[];
  readonly cssProperties: readonly Named[];
}

const { customElements: path } = JSON.parse(readFileSync("package.json", "utf8"));
const manifest = JSON.parse(readFileSync(path, "utf8"));
const [{ path: modulePath, declarations, exports }] = manifest.modules;

/** Everything in an element's folder: its view may be drawn, and its events told, by files beside it. */
const sourceOf = ({ tagName }: Declaration) => {
  const folder = `web/elements/${tagName.slice("attention-".length)}`;
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  // A lab shows one of several elements, which tell their events as its own.
  if (existsSync(`${folder}/shared/lab-element.ts`)) files.push("shared/lab-element.ts");
  // What is loaded when there is something to draw.
  if (existsSync(`${folder}/drawing`)) files.push(...readdirSync(`${folder}/drawing`).map((name) => `drawing/${name}`));
  return files.map((name) => readFileSync(`${folder}/${name}`, "utf8")).join("\n");
};
const found = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();
const names = (all: readonly Named[]) => all.map(({ name }) => name).sort();

test("the manifest of the elements is of schema 2 and names what the package exports", () => {
  expect(manifest.schemaVersion).toMatch(/^2\./);
  const module = readFileSync(modulePath, "utf8");
  const chunks = importedBy(module).atOnce.filter((name) => name.startsWith("./chunks/"));
  const source = [module, ...chunks.map((path) => readFileSync(join(dirname(modulePath), path), "utf8"))].join("\n");
  for (const { tagName, name } of declarations as readonly Declaration[])
    expect(source).toMatch(new RegExp(`define\\([\`"]${tagName}[\`"], ?${name}\\)`));
  expect(exports).toHaveLength(2 * declarations.length);
});

describe.each((declarations as readonly Declaration[]).map((one) => [one.tagName, one] as const))("%s", (tag, one) => {
  const element = Reflect.get(elements, one.name) as typeof LitElement;

  test("has the attributes and properties of the element", () => {
    expect(names(one.attributes)).toEqual([...element.observedAttributes].sort());
    for (const { name, attribute, reflects } of one.members.filter(({ kind }) => kind === "field")) {
      const options = element.elementProperties.get(name);
      expect(options, name).toBeDefined();
      expect(options?.reflect === true, name).toBe(reflects === true);
      expect(options?.attribute === false, name).toBe(attribute === undefined);
    }
  });

  test("has its methods", () => {
    for (const { name } of one.members.filter(({ kind }) => kind === "method"))
      expect(typeof Reflect.get(element.prototype, name), name).toBe("function");
  });

  test("has its events, slots and parts", () => {
    const source = sourceOf(one);
    expect(names(one.events)).toEqual(found(source, /(?:send\(|tell\(|new CustomEvent\()"(attention-[\w-]+)"/g));
    expect(names(one.slots)).toEqual(found(source, /<slot name="(\w+)"/g));
    expect(names(one.cssParts)).toEqual(found(source, /\bpart="([\w-]+)"/g));
    expect(source).toContain(`"${tag}": ${one.name};`);
  });

  test("has its custom properties", () => {
    const styles = readFileSync("web/elements/shared/styles/tokens.ts", "utf8");
    expect(names(one.cssProperties)).toEqual(found(styles, /var\(\s*(--attention-[\w-]+)/g));
  });

  test("describes everything", () => {
    const all = [one, ...one.attributes, ...one.members, ...one.slots, ...one.events, ...one.cssParts];
    expect([...all, ...one.cssProperties].filter(({ description }) => !description)).toEqual([]);
  });
});
