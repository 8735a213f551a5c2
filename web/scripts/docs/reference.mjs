// @ts-check
import { readFileSync } from "node:fs";
import ts from "typescript";
import { renderSections } from "../../markdown/render-markdown.ts";
import { importSource } from "../import-source.mjs";
import { inRoot } from "../paths.mjs";
import { escapeHtml, highlight } from "./highlight.mjs";
import { describeOperation } from "./reference-operation.mjs";

/** @typedef {import("../../site/docs/reference.js").Reference} Reference */
/** @typedef {import("../../site/docs/reference.js").ReferenceEntry} ReferenceEntry */
/** @typedef {import("../../site/docs/reference.js").ReferenceItem} ReferenceItem */
/** @typedef {import("../../site/docs/reference.js").ReferenceKind} ReferenceKind */
/** @typedef {import("../../site/docs/reference.js").ReferenceMember} ReferenceMember */
/** @typedef {Record<string, import("../../site/docs/reference.js").OperationRow>} Rows */

/** What an item has none of. @type {Pick<ReferenceItem, "parameters" | "throws" | "members" | "inputs" | "options" | "outputs">} */
const nothing = { parameters: [], throws: [], members: [], inputs: [], options: [], outputs: [] };

/**
 * Reads the public API: for each entry of package.json that has types, everything that it exports with signature and
 * docstring, and for the kernels every row of the operation tables.
 *
 * @returns {Promise<Reference>}
 */
export async function readReference() {
  const sources = entrySources();
  const tableFile = inRoot("web/kernels/operations/index.ts");
  const program = ts.createProgram([...sources.map(({ file }) => file), tableFile], compilerOptions());
  const checker = program.getTypeChecker();
  /** @param {string} file */
  const exportsOf = (file) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${file} exports nothing.`);
    return checker.getExportsOfModule(module);
  };

  /** The first entry that exports a name is where a link to it leads. @type {Map<string, string>} */
  const homes = new Map();
  for (const { name, file } of sources) {
    for (const symbol of exportsOf(file)) if (!homes.has(symbol.name)) homes.set(symbol.name, name);
  }
  /** @type {{ operations: Rows, trainingOperations: Rows }} */
  const { operations, trainingOperations } = await importSource(tableFile);
  /** @type {Record<string, Rows>} */
  const tables = { kernels: operations, training: trainingOperations };
  const rowSymbols = new Map(
    exportsOf(tableFile)
      .flatMap((symbol) => checker.getTypeOfSymbol(symbol).getProperties())
      .map((property) => {
        const row = checker.getShorthandAssignmentValueSymbol(property.valueDeclaration);
        return [property.name, row && resolve(checker, row)];
      }),
  );

  const entries = sources.map(({ name, specifier, file }) => {
    const exported = exportsOf(file);
    const own = new Set(exported.map((symbol) => symbol.name));
    const write = writer((known) => (own.has(known) ? name : homes.get(known)));
    const items = exported.map((symbol) => describeExport(checker, symbol, specifier, write));
    const table = Object.entries(tables[name] ?? {});
    const functions = table.map(([operation, row]) => {
      const symbol = rowSymbols.get(operation);
      if (!symbol) throw new Error(`There is no row ${operation}.`);
      return { ...nothing, ...describeOperation(checker, symbol, row, write) };
    });
    return { name, specifier, items: [...functions, ...items].sort(byName) };
  });
  return { entries };
}

/** Entries with types, by the sources that the types are made of. */
function entrySources() {
  /** @type {{ name: string, exports: Record<string, string | { types?: string }> }} */
  const manifest = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  return Object.entries(manifest.exports).flatMap(([path, target]) => {
    const types = typeof target === "object" ? target.types : undefined;
    if (!types) return [];
    const file = inRoot(types.replace("./dist/types/", "web/").replace(/\.d\.ts$/, ".ts"));
    const name = path === "." ? "kernels" : path.slice(2);
    return [{ name, specifier: manifest.name + path.slice(1), file }];
  });
}

/** @returns {ts.CompilerOptions} */
function compilerOptions() {
  const { config } = ts.readConfigFile(inRoot("web/elements/tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, inRoot("web/elements"));
  return { ...options, composite: false, incremental: false, noEmit: true };
}

/** @param {{ name: string }} a @param {{ name: string }} b */
const byName = (a, b) => a.name.localeCompare(b.name, "en");

/**
 * Turns docstrings and code into HTML, with links around names that have a page of their own.
 *
 * @param {(name: string) => string | undefined} homeOf the entry of a name
 */
function writer(homeOf) {
  /** @param {string} text @param {string} [self] */
  const linked = (text, self) =>
    text
      .split(/\b([A-Za-z]\w*)\b/)
      .map((piece, i) => {
        const home = i % 2 && piece !== self ? homeOf(piece) : undefined;
        return home ? `<a href="#/docs/api/${home}/${piece}">${piece}</a>` : escapeHtml(piece);
      })
      .join("");
  return {
    knows: (/** @type {string} */ name) => homeOf(name) !== undefined,
    /** @param {string} source @param {string} [self] a name that is not linked: that of the page itself */
    code: (source, self) => highlight(source, "ts", (text) => linked(text, self)),
    /** @param {string} markdown */
    text: (markdown) =>
      renderSections(markdown.replace(/\{@link (\w+)\}/g, "`$1`"))
        .join("")
        .trim(),
    /** Its first sentence. @param {string} markdown */
    summary: (markdown) => {
      const [paragraph = ""] = markdown.replace(/\{@link (\w+)\}/g, "`$1`").split(/\n\s*\n|```/);
      const sentence = /^.*?\.(?=\s+[A-Z[]|\s*$)/s.exec(paragraph)?.[0] ?? paragraph;
      return renderSections(sentence.replace(/:$/, "."))
        .join("")
        .trim()
        .replace(/^<p>|<\/p>$/g, "");
    },
  };
}

/** @typedef {ReturnType<typeof writer>} Writer */

/** @param {ts.TypeChecker} checker @param {ts.Symbol} symbol */
const resolve = (checker, symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);

/** A docstring as Markdown. @param {ts.TypeChecker} checker @param {ts.Symbol} symbol */
const docstring = (checker, symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker));

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} exported
 * @param {string} specifier from where it is imported
 * @param {Writer} write
 * @returns {ReferenceItem}
 */
function describeExport(checker, exported, specifier, write) {
  const { name } = exported;
  const symbol = resolve(checker, exported);
  const declarations = symbol.declarations ?? [];
  const [first] = declarations;
  if (!first) throw new Error(`${name} has no declaration.`);
  const markdown = docstring(checker, symbol);
  const { kind, signature } = signatureOf(checker, name, declarations);
  const keyword = kind === "type" || kind === "interface" ? "import type" : "import";
  const tags = symbol.getJsDocTags(checker);
  return {
    ...nothing,
    name,
    kind,
    summary: write.summary(markdown),
    text: write.text(markdown),
    signature: write.code(`${keyword} { ${name} } from "${specifier}";\n\n${signature}`, name),
    parameters: tags.filter((tag) => tag.name === "param").map((tag) => parameter(tag, write)),
    throws: tags.filter((tag) => tag.name === "throws").map((tag) => thrown(tag, write)),
    members: ts.isClassDeclaration(first) || ts.isInterfaceDeclaration(first) ? membersOf(checker, first, write) : [],
  };
}

/** @param {ts.JSDocTagInfo} tag @param {Writer} write @returns {ReferenceMember} */
function parameter(tag, write) {
  const [, name = "", text = ""] = /^(\S+)\s*(.*)$/s.exec(ts.displayPartsToString(tag.text)) ?? [];
  return { name, code: write.code(name), text: write.text(text) };
}

/** @param {ts.JSDocTagInfo} tag @param {Writer} write @returns {ReferenceMember} */
function thrown(tag, write) {
  const [, name = "", text = ""] = /^(?:\{(\w+)\}\s*)?(.*)$/s.exec(ts.displayPartsToString(tag.text)) ?? [];
  return { name, code: write.code(name), text: write.text(text) };
}

/**
 * @param {ts.TypeChecker} checker
 * @param {string} name
 * @param {readonly ts.Declaration[]} declarations
 * @returns {{ kind: ReferenceKind, signature: string }}
 */
function signatureOf(checker, name, declarations) {
  const [first] = declarations;
  if (first && ts.isFunctionDeclaration(first)) {
    const functions = declarations.filter(ts.isFunctionDeclaration);
    // The implementation of an overloaded function is not for its users.
    const public_ = functions.length > 1 ? functions.filter(({ body }) => !body) : functions;
    return { kind: "function", signature: public_.map((it) => `function ${call(checker, name, it)};`).join("\n") };
  }
  if (first && ts.isVariableDeclaration(first)) {
    const { initializer } = first;
    if (initializer && ts.isArrowFunction(initializer))
      return { kind: "function", signature: `function ${call(checker, name, initializer)};` };
    const type = first.type?.getText() ?? checker.typeToString(checker.getTypeAtLocation(first));
    return { kind: "constant", signature: `const ${name}: ${type};` };
  }
  if (first && ts.isClassDeclaration(first))
    return { kind: "class", signature: head(`${isAbstract(first) ? "abstract " : ""}class`, name, first) };
  if (first && ts.isInterfaceDeclaration(first))
    return { kind: "interface", signature: head("interface", name, first) };
  if (first && ts.isTypeAliasDeclaration(first)) return { kind: "type", signature: withoutComments(first) };
  throw new Error(`${name} is exported in a form that the reference does not know.`);
}

/** @param {ts.ClassDeclaration} declaration */
const isAbstract = (declaration) =>
  declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) ?? false;

/** @param {string} keyword @param {string} name @param {ts.ClassDeclaration | ts.InterfaceDeclaration} node */
function head(keyword, name, node) {
  const heritage = node.heritageClauses?.map((clause) => ` ${clause.getText()}`).join("") ?? "";
  return `${keyword} ${name}${generics(node)}${heritage}`;
}

/** @param {{ typeParameters?: ts.NodeArray<ts.TypeParameterDeclaration> | undefined }} node */
const generics = ({ typeParameters }) =>
  typeParameters ? `<${typeParameters.map((parameter) => parameter.getText()).join(", ")}>` : "";

/**
 * `name(parameters): Result`, as written in the source.
 *
 * @param {ts.TypeChecker} checker
 * @param {string} name
 * @param {ts.SignatureDeclaration} node
 */
function call(checker, name, node) {
  const parameters = node.parameters.map((parameter) =>
    // What a function takes apart at once is one thing for its users.
    ts.isObjectBindingPattern(parameter.name)
      ? parameter.getText().replace(parameter.name.getText(), "options")
      : withType(checker, parameter),
  );
  const signature = checker.getSignatureFromDeclaration(node);
  const result = node.type?.getText() ?? (signature && checker.typeToString(signature.getReturnType()));
  const line = `${name}${generics(node)}(${parameters.join(", ")}): ${result}`;
  return line.length <= 80 || parameters.length < 2
    ? line
    : `${name}${generics(node)}(\n  ${parameters.join(",\n  ")},\n): ${result}`;
}

/** A parameter, with its type also where the source leaves it to be inferred. @param {ts.TypeChecker} checker @param {ts.ParameterDeclaration} parameter */
function withType(checker, parameter) {
  const { name, type, initializer } = parameter;
  if (type || !initializer) return parameter.getText();
  return `${name.getText()}: ${checker.typeToString(checker.getTypeAtLocation(parameter))} = ${initializer.getText()}`;
}

/** @param {ts.Node} node */
function withoutComments(node) {
  const printer = ts.createPrinter({ removeComments: true });
  return printer
    .printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())
    .replace(/^export /, "")
    .replace(/^( {4})+/gm, (indent) => " ".repeat(indent.length / 2));
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.ClassDeclaration | ts.InterfaceDeclaration} node
 * @param {Writer} write
 * @returns {readonly ReferenceMember[]}
 */
function membersOf(checker, node, write) {
  return [...basesOf(checker, node, write), ...node.members].flatMap((member) => {
    const symbol = member.name && checker.getSymbolAtLocation(member.name);
    if (!member.name || !symbol || isInternal(member)) return [];
    const name = member.name.getText();
    const markdown = docstring(checker, symbol);
    return [
      {
        name: name.replaceAll('"', ""),
        code: write.code(memberCode(checker, name, member)),
        text: write.text(markdown),
      },
    ];
  });
}

/**
 * The members that an interface has from others that no entry exports.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.ClassDeclaration | ts.InterfaceDeclaration} node
 * @param {Writer} write
 * @returns {readonly ts.TypeElement[]}
 */
function basesOf(checker, node, write) {
  return (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression }) => {
      const [base] = checker.getTypeAtLocation(expression).symbol?.declarations ?? [];
      return base && ts.isInterfaceDeclaration(base) && isOurs(base) && !write.knows(expression.getText())
        ? [...base.members]
        : [];
    }),
  );
}

/** @param {ts.Node} node */
const isOurs = (node) => !node.getSourceFile().fileName.includes("/node_modules/");

/** Not for users: private and protected members, and what lit calls. @param {ts.ClassElement | ts.TypeElement} member */
function isInternal(member) {
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  const kinds = modifiers.map(({ kind }) => kind);
  return (
    kinds.includes(ts.SyntaxKind.PrivateKeyword) ||
    kinds.includes(ts.SyntaxKind.ProtectedKeyword) ||
    kinds.includes(ts.SyntaxKind.StaticKeyword) ||
    (kinds.includes(ts.SyntaxKind.OverrideKeyword) && attributeOf(member) === undefined)
  );
}

/** @param {ts.TypeChecker} checker @param {string} name @param {ts.ClassElement | ts.TypeElement} member */
function memberCode(checker, name, member) {
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) return call(checker, name, member);
  if (ts.isGetAccessor(member)) return call(checker, name, member).replace("()", "");
  if (!ts.isPropertyDeclaration(member) && !ts.isPropertySignature(member)) return member.getText();
  const type = member.type ?? (ts.isPropertyDeclaration(member) ? undefined : member);
  const optional = member.questionToken ? "?" : "";
  const written = type ? withoutComments(type) : checker.typeToString(checker.getTypeAtLocation(member));
  const start = ts.isPropertyDeclaration(member) && member.initializer ? ` = ${member.initializer.getText()}` : "";
  const attribute = attributeOf(member);
  return `${name}${optional}: ${written}${start}${attribute ? ` // attribute ${attribute}` : ""}`;
}

/**
 * The attribute of a property of an element: "" where it has none, undefined where it is no reactive property.
 *
 * @param {ts.ClassElement | ts.TypeElement} member
 */
function attributeOf(member) {
  const decorators = ts.canHaveDecorators(member) ? (ts.getDecorators(member) ?? []) : [];
  const written = decorators.map((decorator) => decorator.getText()).find((text) => text.startsWith("@property("));
  if (written === undefined) return undefined;
  if (written.includes("attribute: false")) return "";
  return /attribute: "([\w-]+)"/.exec(written)?.[1] ?? member.name?.getText().toLowerCase() ?? "";
}
