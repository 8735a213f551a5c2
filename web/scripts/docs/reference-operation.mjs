// @ts-check
import ts from "typescript";

/** @typedef {import("../../site/docs/reference.js").OperationRow} Row */

/** Words for the arrays of a tensor. @type {Readonly<Record<string, string>>} */
const tensors = { float32: "FloatTensor", int32: "IntTensor", bool: "BoolTensor" };

/**
 * One operation, from its row of the table: names, shapes, kinds and defaults from its values, words from its docstrings.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol of the row
 * @param {Row} row
 * @param {{ code: (source: string) => string, text: (markdown: string) => string, summary: (markdown: string) => string }} write
 */
export function describeOperation(checker, symbol, row, write) {
  const said = docstrings(checker, symbol);
  const markdown = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  /** @param {string} group @param {string} name @param {string} code */
  const member = (group, name, code) => {
    const text = said.get(`${group}.${name}`) ?? "";
    return { name, code: write.code(code), text: write.text(code.includes("//") ? withoutShape(text) : text) };
  };
  const inputs = Object.entries(row.inputs).map(([name, spec]) => member("inputs", name, input(name, spec)));
  const options = Object.entries(row.params).map(([name, spec]) => member("params", name, option(name, spec)));
  const outputs = Object.entries(row.outputs).map(([name, spec]) => member("outputs", name, output(name, spec)));
  return {
    name: symbol.name,
    kind: /** @type {const} */ ("operation"),
    summary: write.summary(markdown),
    text: write.text(markdown) + multiples(row, write),
    signature: write.code(signature(symbol.name, row)),
    inputs,
    options,
    outputs,
  };
}

/** A docstring that begins with the shape, which stands in the code already. @param {string} text */
function withoutShape(text) {
  const rest = text.replace(/^`\[[^\]]*\]`(?:[.,]\s+|$)/, "");
  const isWord = /^[a-z]+\b/.test(rest); // And no name, such as numHeads.
  return isWord ? rest.slice(0, 1).toUpperCase() + rest.slice(1) : rest;
}

/** @param {string} name @param {Row} row */
function signature(name, row) {
  const required = Object.entries(row.params).some(([, spec]) => typeof spec === "object" && spec.kind === "count");
  const options = Object.keys(row.params).length ? `, options${required ? "" : "?"}` : "";
  const inputs = Object.keys(row.inputs).length ? `{ ${Object.keys(row.inputs).join(", ")} }` : "{}";
  return `kernels.${name}(${inputs}${options}): { ${Object.entries(row.outputs)
    .map(([output, spec]) => (spec.includes(" if ") ? `${output}?` : output))
    .join(", ")} }`;
}

/** `...rows dim?` as `[...rows, dim]`. @param {string} shape */
const brackets = (shape) => `[${shape.replace("?", "").split(" ").join(", ")}]`;

/** @param {string} name @param {Row["inputs"][string]} spec */
function input(name, spec) {
  const { shape, kinds, broadcast, chosen } =
    typeof spec === "string" ? { shape: spec, kinds: ["float32"], broadcast: false, chosen: undefined } : spec;
  const type = kinds.map((kind) => tensors[kind] ?? kind).join(" | ");
  const shapes = chosen
    ? Object.entries(chosen.shapes).map(([value, of]) => `${brackets(of)} where ${chosen.by} is "${value}"`)
    : [`${broadcast ? "broadcasts to " : ""}${brackets(shape)}`];
  return `${name}${shape.endsWith("?") ? "?" : ""}: ${type} // ${shapes.join(", ")}`;
}

/** @param {string} name @param {Row["params"][string]} spec */
function option(name, spec) {
  if (typeof spec === "boolean") return `${name}?: boolean = ${spec}`;
  const { kind } = spec;
  const otherwise = ` = ${JSON.stringify(spec.otherwise)?.replaceAll(",", ", ")}`;
  switch (kind) {
    case "number":
    case "decay":
    case "integer":
      return `${name}?: number${otherwise}`;
    case "scale":
      return `${name}?: number // 1 / sqrt(headDim) unless given`;
    case "count":
      return `${name}: number`;
    case "choice":
      return `${name}?: ${spec.names.map((value) => JSON.stringify(value)).join(" | ")}${otherwise}`;
    case "axis":
      return `${name}?: number${otherwise}`;
    case "window":
      return `${name}?: readonly [left: number, right: number]${otherwise}`;
    case "list":
      return `${name}?: readonly number[]${otherwise}`;
    case "perEntry":
      return `${name}?: number | readonly number[] | Int32Array | IntTensor`;
    default:
      throw new Error(`The reference does not know options of the kind ${kind}.`);
  }
}

/** @param {string} name @param {string} spec */
function output(name, spec) {
  const [shape = "", when] = spec.split(" if ");
  return `${name}${when ? "?" : ""}: FloatTensor // ${brackets(shape)}${when ? `, if ${when}` : ""}`;
}

/** @param {Row} row @param {{ text: (markdown: string) => string }} write */
function multiples({ multiples }, write) {
  const rules = Object.entries(multiples ?? {}).map(
    ([name, divisor]) => `\`${name}\` is a multiple of \`${divisor}\`.`,
  );
  return rules.length ? write.text(rules.join(" ")) : "";
}

/**
 * The docstrings inside a row: `inputs.q`, `params.scale` ...
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 * @returns {ReadonlyMap<string, string>}
 */
function docstrings(checker, symbol) {
  /** @type {Map<string, string>} */
  const found = new Map();
  const row = symbol.valueDeclaration && checker.getTypeOfSymbolAtLocation(symbol, symbol.valueDeclaration);
  for (const group of ["inputs", "params", "outputs"]) {
    const property = row?.getProperty(group);
    const type =
      property && symbol.valueDeclaration && checker.getTypeOfSymbolAtLocation(property, symbol.valueDeclaration);
    for (const member of type?.getProperties() ?? []) {
      found.set(`${group}.${member.name}`, ts.displayPartsToString(member.getDocumentationComment(checker)));
    }
  }
  return found;
}
