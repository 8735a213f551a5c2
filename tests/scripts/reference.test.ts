import { beforeAll, describe, expect, test } from "vitest";
import { loadKernels } from "../../web/kernels/index.js";
import { readReference } from "../../web/scripts/docs/reference.mjs";
import type { Reference, ReferenceItem } from "../../web/site/docs/reference.js";

let reference: Reference;
beforeAll(async () => {
  reference = await readReference();
}, 60_000);

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

function itemOf(entry: string, name: string): ReferenceItem {
  const found = reference.entries.find((known) => known.name === entry)?.items.find((item) => item.name === name);
  if (!found) throw new Error(`The reference has no ${name} in ${entry}.`);
  return found;
}

test("every entry of the package that has types is there", () => {
  const specifiers = reference.entries.map(({ specifier }) => specifier);
  for (const entry of ["", "/exercises", "/questions", "/judge", "/elements"]) {
    expect(specifiers).toContain(`attention-dojo${entry}`);
  }
});

test("every public export has a docstring", () => {
  const silent = reference.entries.flatMap(({ specifier, items }) =>
    items.filter(({ text }) => !text).map(({ name }) => `${specifier}: ${name}`),
  );
  expect(silent).toEqual([]);
});

test("no name stands twice in an entry, so every address leads to one thing", () => {
  for (const { items } of reference.entries) {
    const names = items.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  }
});

test("every link within the reference leads to something", () => {
  const known = new Set(reference.entries.flatMap(({ name, items }) => items.map((item) => `${name}/${item.name}`)));
  const linked = [...JSON.stringify(reference).matchAll(/#\/docs\/api\/(\w+\/\w+)/g)].map(([, path]) => path as string);
  expect(linked.length).toBeGreaterThan(100);
  expect(linked.filter((path) => !known.has(path))).toEqual([]);
});

describe("operations", () => {
  test("all that the kernels have are there, and no other", async () => {
    const operations = reference.entries.find(({ name }) => name === "kernels")?.items ?? [];
    const names = operations.filter(({ kind }) => kind === "operation").map(({ name }) => name);
    expect(names.sort()).toEqual(Object.keys(await loadKernels()).sort());
  });

  test("inputs carry kind and shape, options their default, outputs what they are there for", () => {
    const { inputs, options, outputs } = itemOf("kernels", "scaledDotProductAttention");
    const codes = [...inputs, ...options, ...outputs].map(({ code }) => plain(code));
    expect(codes).toContain("q: FloatTensor // [batch, numHeads, seqQ, headDim]");
    expect(codes).toContain("mask?: BoolTensor | FloatTensor // broadcasts to [batch, numHeads, seqQ, seqPast+seqK]");
    expect(codes).toContain("window?: readonly [left: number, right: number] = [-1, -1]");
    expect(codes).toContain("causal?: boolean = false");
    expect(codes).toContain("lse?: FloatTensor // [batch, numHeads, seqQ], if returnLse");
    expect(options.find(({ name }) => name === "scale")?.text).toContain("1 / sqrt(headDim)");
  });

  test("required options and choices look like what they are", () => {
    const codes = itemOf("kernels", "transformerEncoderLayer").options.map(({ code }) => plain(code));
    expect(codes).toContain("numHeads: number");
    expect(codes).toContain('activation?: "relu" | "gelu" = "relu"');
    expect(plain(itemOf("kernels", "transformerEncoderLayer").text)).toContain("modelDim is a multiple of numHeads.");
  });

  test("every option has words", () => {
    const operations = reference.entries[0]?.items.filter(({ kind }) => kind === "operation") ?? [];
    const silent = operations.flatMap(({ name, options }) =>
      options.filter(({ text }) => !text).map((option) => `${name}.${option.name}`),
    );
    expect(silent).toEqual([]);
  });
});

test("a function shows every way to call it, its parameters and what it throws", () => {
  const { signature, parameters, throws } = itemOf("kernels", "tensor");
  expect(plain(signature)).toMatch(/^import \{ tensor \} from "attention-dojo";\n\nfunction tensor\(/);
  expect(plain(signature).match(/function tensor/g)).toHaveLength(3);
  expect(parameters.map(({ name }) => name)).toEqual(["shape", "data"]);
  expect(throws.map(({ name }) => name)).toEqual(["ShapeError", "DTypeError"]);
});

test("an element shows its attributes and methods, and nothing that is private", () => {
  const { members } = itemOf("elements", "AttentionExercise");
  const codes = members.map(({ code }) => plain(code));
  expect(codes).toContain('assetBase: string = "" // attribute asset-base');
  expect(codes).toContain("run(): Promise<Report | undefined>");
  expect(members.map(({ name }) => name)).not.toContain("starter");
  expect(members.map(({ name }) => name)).not.toContain("connectedCallback");
});

test("an interface shows what it has from one that is not exported", () => {
  expect(itemOf("questions", "OpenQuestion").members.map(({ name }) => name)).toEqual([
    "title",
    "topic",
    "difficulty",
    "asked",
    "sources",
    "practise",
    "kind",
    "rubric",
  ]);
});
