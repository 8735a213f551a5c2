// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";
import { inRoot } from "./paths.mjs";

const files = [
  "exercise/attention-exercise.ts",
  "question/attention-question.ts",
  "heatmap/attention-heatmap.ts",
  "lab/attention-lab.ts",
];
const module = "dist/elements.js";

/**
 * Writes the custom elements manifest (schema 2.1.0), for editors and documentation: what the sources of the public elements
 * say in their docstrings and in the declarations of their properties.
 *
 * @param {string} path
 */
export function writeElementsManifest(path) {
  const base = read("shared/base.ts", "AttentionElement");
  const declarations = files.map((file) => declarationOf(file, base));
  const exports = declarations.flatMap(({ name, tagName }) => {
    const declaration = { name, module };
    return [
      { kind: "js", name, declaration },
      { kind: "custom-element-definition", name: tagName, declaration },
    ];
  });
  const modules = [{ kind: "javascript-module", path: module, declarations, exports }];
  writeFileSync(path, `${JSON.stringify({ schemaVersion: "2.1.0", readme: "README.md", modules }, null, 2)}\n`);
}

/** @typedef {ReturnType<typeof read>} Class */

/**
 * @param {string} file
 * @param {Class} base
 */
function declarationOf(file, base) {
  const own = read(file);
  const { description } = own;
  const fields = [...base.fields, ...own.fields];
  return {
    kind: "class",
    customElement: true,
    name: own.name,
    tagName: String(own.tags("tag")[0]?.name),
    description,
    superclass: { name: "LitElement", package: "lit" },
    attributes: fields.flatMap(({ attribute, name, type, default: otherwise, description: about }) =>
      attribute === undefined
        ? []
        : [{ name: attribute, fieldName: name, type, ...(otherwise && { default: otherwise }), description: about }],
    ),
    members: [...fields, ...own.methods],
    slots: own.tags("slot"),
    events: own.tags("fires"),
    cssParts: own.tags("csspart"),
    cssProperties: base.tags("cssprop"),
  };
}

/**
 * Reads a class off its source.
 *
 * @param {string} file
 * @param {string} [wanted] its name; default: the one whose docstring has a `@tag`
 */
function read(file, wanted) {
  const source = ts.createSourceFile(
    file,
    readFileSync(inRoot("web/elements", file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = source.statements
    .filter(ts.isClassDeclaration)
    .find((one) => (wanted ? one.name?.text === wanted : tagsOf(one).some(({ tagName }) => tagName.text === "tag")));
  if (!found?.name) throw new Error(`${file} has no class ${wanted ?? "with a @tag"}`);
  return {
    name: found.name.text,
    description: descriptionOf(found),
    fields: found.members.filter(ts.isPropertyDeclaration).flatMap(fieldOf),
    methods: found.members.filter(ts.isMethodDeclaration).filter(isPublic).map(methodOf),
    /** @param {string} kind the tags of one kind: name, type, description */
    tags: (kind) => tagsOf(found).flatMap((tag) => (tag.tagName.text === kind ? [entryOf(tag)] : [])),
  };
}

/** @param {ts.Node} node */
const tagsOf = (node) => ts.getJSDocTags(node);

/** @param {ts.Node} node */
function descriptionOf(node) {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "").join("\n");
}

/**
 * `{type} name - description`
 *
 * @param {ts.JSDocTag} tag
 */
function entryOf(tag) {
  const text = tag
    .getText()
    .replace(/^@\w+\s*/, "")
    .replace(/\s*\n\s*\*\s?/g, " ")
    .trim();
  const [, type, name = "", description = ""] = /^(?:\{(.*?)\}\s+)?(\S+)(?:\s+-\s+(.*?))?\s*\*?$/.exec(text) ?? [];
  return { name, ...(type && { type: { text: type } }), ...(description && { description }) };
}

/** @param {ts.MethodDeclaration} member */
const isPublic = (member) =>
  !(
    ts.getCombinedModifierFlags(member) &
    (ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override | ts.ModifierFlags.Static)
  );

/**
 * A property declared by Lit's decorator; nothing for any other.
 *
 * @param {ts.PropertyDeclaration} member
 */
function fieldOf(member) {
  const decorator = (ts.getDecorators(member) ?? []).find((one) => one.expression.getText().startsWith("property("));
  if (!decorator) return [];
  const options = decorator.expression.getText();
  const name = member.name.getText();
  const named = /attribute: "([\w-]+)"/.exec(options)?.[1];
  const attribute = /attribute: false/.test(options) ? undefined : (named ?? name.toLowerCase());
  const reflects = /reflect: true/.test(options);
  const otherwise = member.initializer?.getText();
  return [
    {
      kind: "field",
      name,
      privacy: "public",
      type: { text: member.type?.getText() ?? (/^(true|false)$/.test(otherwise ?? "") ? "boolean" : "string") },
      ...(otherwise && { default: otherwise }),
      description: descriptionOf(member),
      ...(attribute && { attribute }),
      ...(attribute && { reflects }),
    },
  ];
}

/** @param {ts.MethodDeclaration} member */
function methodOf(member) {
  return {
    kind: "method",
    name: member.name.getText(),
    privacy: "public",
    description: descriptionOf(member),
    parameters: member.parameters.map((one) => ({
      name: one.name.getText(),
      ...(one.type && { type: { text: one.type.getText() } }),
      ...(one.initializer && { default: one.initializer.getText() }),
    })),
    ...(member.type && { return: { type: { text: member.type.getText() } } }),
  };
}
