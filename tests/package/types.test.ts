import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installPackage, link, type Project } from "./installed.js";

const execute = promisify(execFile);

let project: Project;
beforeAll(() => {
  project = installPackage();
  const modules = join(project.folder, "node_modules");
  for (const name of ["csstype", "vue", "@vue"]) link(name, join(modules, name));
}, 60_000);
afterAll(() => project.remove());

interface Tag {
  readonly name: string;
  readonly tagName: string;
  readonly members: readonly { readonly kind: string; readonly name: string; readonly attribute?: string }[];
}

/** Type-checks a file of the project; resolves to what the compiler says. */
async function check(name: string, code: string, flags: readonly string[] = []): Promise<string> {
  writeFileSync(join(project.folder, name), code);
  const typescript = resolve("node_modules/typescript/bin/tsc");
  const strict = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];
  return execute(process.execPath, [typescript, ...strict, ...flags, name], { cwd: project.folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );
}

const tsx = `
import type {} from "attention-dojo/react";
export const page = (
  <main>
    <attention-exercise slug="softmax" loading="lazy" theme="dark" languages="python javascript" asset-base="/assets/" exam className="wide"
      onattention-result={({ detail }) => console.log(detail.report.verdict, detail.version)}>
      <h2 slot="title">Mine</h2>
    </attention-exercise>
    <attention-question slug="what-attention-is" lang="zh" loading="click" />
    <attention-heatmap causal q="1 0" q-shape="1 2" k={[1, 0]} kShape={[1, 2]} row-labels="a" ref={(element) => console.log(element?.shape)} />
    {/* @ts-expect-error there is no such value */}
    <attention-exercise loading="later" />
    {/* @ts-expect-error there is no such attribute */}
    <attention-question sluck="what-attention-is" />
  </main>
);
`;

test.each([
  ["19", "@types/react"],
  ["18", "types-react-18"],
])(
  "the tags have types in JSX of React %s",
  async (_, types) => {
    const place = join(project.folder, "node_modules/react");
    rmSync(place, { recursive: true, force: true });
    link(types, place);
    expect(await check("page.tsx", tsx, ["--jsx", "react-jsx", "--types", "react", "--skipLibCheck"])).toBe("");
  },
  60_000,
);

test("the tags have types in templates of Vue", async () => {
  const code = `
import type { GlobalComponents } from "vue";
import type {} from "attention-dojo/vue";
type Exercise = InstanceType<GlobalComponents["attention-exercise"]>;
export const props: Exercise["$props"] = { slug: "softmax", languages: ["python"], class: "wide", "asset-base": "/assets/" };
// @ts-expect-error there is no such value
export const wrong: Exercise["$props"] = { loading: "later" };
export const hear = ({ $emit }: Exercise) => $emit("attention-solved", new CustomEvent("", { detail: null as never }));
`;
  expect(await check("page.ts", code, ["--skipLibCheck"])).toBe("");
}, 60_000);

test("the tags take every property and attribute that the manifest names", async () => {
  const manifest = readFileSync("dist/custom-elements.json", "utf8");
  const tags: readonly Tag[] = JSON.parse(manifest).modules[0].declarations;
  const functions = tags.map(({ name, tagName, members }) => {
    const fields = members.filter(({ kind }) => kind === "field");
    const properties = fields.map((field) => `"${field.name}": element.${field.name}`);
    const attributes = fields.filter((field) => field.attribute && field.attribute !== field.name);
    const entries = [...properties, ...attributes.map(({ attribute }) => `"${attribute}": null as never`)];
    expect(entries.length).toBeGreaterThan(5);
    return `export const of${name} = (element: ${name}): Props<"${tagName}"> => ({ ${entries.join(", ")} });`;
  });
  const code = `
import type { GlobalComponents } from "vue";
import type {} from "attention-dojo/vue";
import type { ${tags.map(({ name }) => name)} } from "attention-dojo/elements";
type Props<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>["$props"];
${functions.join("\n")}
`;
  expect(await check("every.ts", code, ["--skipLibCheck"])).toBe("");
}, 60_000);

test("the elements themselves need neither", async () => {
  for (const name of ["react", "vue", "@vue"])
    rmSync(join(project.folder, "node_modules", name), { recursive: true, force: true });
  const code = `
import { AttentionExercise, setAssetBase } from "attention-dojo/elements";
setAssetBase("/assets/");
export const element: AttentionExercise = document.createElement("attention-exercise");
element.addEventListener("attention-result", ({ detail }) => console.log(detail.report.verdict));
`;
  expect(await check("plain.ts", code, ["--lib", "es2023,dom,dom.iterable"])).toBe("");
}, 60_000);
