import type { Verdict } from "../../web/judge/report.js";

/** Hostile or broken code for the exercise `softmax`, with the verdict that is right. Run in Node and in a browser. */
export interface Attack {
  readonly name: string;
  readonly source: string;
  readonly verdict: Verdict;
  /** What the message of the report must contain. */
  readonly says?: string;
  /** What the captured console must contain. */
  readonly prints?: string;
  /** Where it makes sense; default both. */
  readonly only?: "browser" | "node";
}

/** A right answer for the exercise; `return` stands before the result so that attacks can put something around it. */
const right = (finish = "answer") => `
function softmax(x, axis) {
  const columns = axis === 0;
  const rows = columns ? x[0].map((_, j) => x.map((row) => row[j])) : x;
  const done = rows.map((row) => {
    const top = Math.max(...row);
    const powers = row.map((value) => Math.exp(value - top));
    const total = powers.reduce((sum, value) => sum + value, 0);
    return powers.map((value) => value / total);
  });
  const answer = columns ? x.map((_, i) => done.map((column) => column[i])) : done;
  return ${finish};
}`;

export const rightAnswer = right();

/** A function that returns this. */
const returning = (value: string, before = "") => `${before}\nfunction softmax(x, axis) { return ${value}; }`;

const accepted = "accepted";
const wrong = "wrong-answer";
const threw = "runtime-error";
const late = "time-limit";
const tooMuch = "output-limit";

const endless = "(() => { for (;;); })()";

const styles: readonly Attack[] = [
  { name: "a right answer", source: right(), verdict: accepted },
  {
    name: "an exported function",
    source: right().replace("function softmax", "export function softmax"),
    verdict: accepted,
  },
  {
    name: "a default export",
    source: right().replace("function softmax", "export default function softmax"),
    verdict: accepted,
  },
  { name: "an export clause at the end", source: `${right()}\nexport { softmax };`, verdict: accepted },
  {
    name: "an exported const arrow",
    source: `${right().replace("function softmax", "function inner")}\nexport const softmax = (x, axis) => inner(x, axis);`,
    verdict: accepted,
  },
  { name: "a let", source: `${right().replace("function softmax", "let softmax = function")}`, verdict: accepted },
  {
    name: "an async function",
    source: right().replace("function softmax", "async function softmax"),
    verdict: accepted,
  },
  {
    name: "a promise that settles later",
    source: right("new Promise((resolve) => setTimeout(resolve, 5, answer))"),
    verdict: accepted,
  },
  { name: "typed arrays as rows", source: right("answer.map((row) => Float32Array.from(row))"), verdict: accepted },
  {
    name: "changes its input in place",
    source: `${right("answer.map((row, i) => row.map((value, j) => (x[i][j] = value)) && x[i])")}`,
    verdict: accepted,
  },
  { name: "destroys its input", source: right("(x.length = 0, answer)"), verdict: accepted },
  {
    name: "the word export inside text",
    source: `const text = \`\nexport default 1\n\`; // "export"\nif (text !== "\\nexport default 1\\n") throw 1;${right()}`,
    verdict: accepted,
  },
];

const noArray: readonly Attack[] = [
  { name: "returns nothing", source: returning(""), verdict: wrong, says: "returned nothing" },
  { name: "returns null", source: returning("null"), verdict: wrong, says: "returned nothing" },
  { name: "returns a string", source: returning("'0.5'"), verdict: wrong, says: "a string" },
  { name: "returns a function", source: returning("softmax"), verdict: wrong, says: "a function" },
  { name: "returns an object", source: returning("({ out: x })"), verdict: wrong, says: "an object" },
  { name: "returns a symbol", source: returning("Symbol('x')"), verdict: wrong, says: "a symbol" },
  { name: "returns one number", source: returning("0.5"), verdict: wrong, says: "single number" },
  { name: "returns one flat array", source: right("answer.flat()"), verdict: wrong, says: "the shape is lost" },
  {
    name: "returns one flat typed array",
    source: right("Float64Array.from(answer.flat())"),
    verdict: wrong,
    says: "the shape is lost",
  },
  {
    name: "returns strings in the rows",
    source: right("answer.map((row) => row.map(String))"),
    verdict: wrong,
    says: "a string at [0, 0]",
  },
  {
    name: "returns BigInts",
    source: right("answer.map((row) => row.map(() => 1n))"),
    verdict: wrong,
    says: "a BigInt",
  },
  {
    name: "returns BigInt64Arrays",
    source: right("answer.map((row) => new BigInt64Array(row.length))"),
    verdict: wrong,
    says: "a BigInt",
  },
  {
    name: "returns holes",
    source: right("answer.map((row) => (delete row[1], row))"),
    verdict: wrong,
    says: "undefined at [0, 1]",
  },
  {
    name: "returns undefined elements",
    source: right("answer.map((row) => [...row.slice(1), undefined])"),
    verdict: wrong,
    says: "undefined",
  },
  { name: "returns a ragged array", source: right("(answer[1].pop(), answer)"), verdict: wrong, says: "ragged" },
  { name: "returns numbers beside arrays", source: right("[answer[0], 1]"), verdict: wrong, says: "mixes" },
  { name: "returns NaN", source: right("answer.map((row) => row.map(() => NaN))"), verdict: wrong, says: "NaN" },
  {
    name: "returns Infinity",
    source: right("answer.map((row) => row.map(() => Infinity))"),
    verdict: wrong,
    says: "Infinity",
  },
  { name: "returns an empty array", source: returning("[]"), verdict: wrong, says: "shape [0]" },
  { name: "returns a Map", source: returning("new Map([[0, x]])"), verdict: wrong, says: "an object" },
];

const monsters: readonly Attack[] = [
  {
    name: "an array that contains itself",
    source: returning("a", "const a = []; a.push(a);"),
    verdict: wrong,
    says: "nested too deeply",
  },
  {
    name: "an array that contains itself often",
    source: returning("a", "const a = []; for (let i = 0; i < 1000; i++) a.push(a);"),
    verdict: wrong,
    says: "nested too deeply",
  },
  {
    name: "one row shared two to the thirtieth times",
    source: returning("a", "let a = [1, 1]; for (let i = 0; i < 30; i++) a = [a, a];"),
    verdict: wrong,
  },
  {
    name: "one row shared in six levels of a hundred",
    source: returning("a", "let a = [1]; for (let i = 0; i < 6; i++) a = Array(100).fill(a);"),
    verdict: tooMuch,
  },
  {
    name: "a sparse array of four billion",
    source: returning("a", "const a = []; a.length = 4294967295;"),
    verdict: tooMuch,
  },
  {
    name: "sparse rows",
    source: returning("a", "const row = []; row.length = 4e9; const a = [row, row];"),
    verdict: tooMuch,
  },
  { name: "two million numbers", source: returning("new Float64Array(2e6)"), verdict: tooMuch },
  {
    name: "a million empty rows, shared",
    source: returning("a", "const r = []; const a = Array(1e6).fill(Array(1e3).fill(r));"),
    verdict: tooMuch,
  },
  {
    name: "a getter that never ends",
    source: returning("a", `const a = []; Object.defineProperty(a, 0, { get: () => ${endless}, enumerable: true });`),
    verdict: late,
  },
  {
    name: "a getter that throws",
    source: returning("a", "const a = []; Object.defineProperty(a, 0, { get() { throw new TypeError('mine'); } });"),
    verdict: threw,
    says: "mine",
  },
  {
    name: "a getter that gives another value each time",
    source: right(
      "answer.map((row) => row.map((value, j, all) => { let n = 0; Object.defineProperty(all, j, { get: () => (n++ ? 99 : value) }); return 0; }) && row)",
    ),
    verdict: accepted,
  },
  {
    name: "a proxy whose length never ends",
    source: returning(`new Proxy([], { get: () => ${endless} })`),
    verdict: late,
  },
  {
    name: "a proxy whose length lies",
    source: returning("new Proxy([], { get: (_, key) => (key === 'length' ? { valueOf: () => 2 } : 1) })"),
    verdict: wrong,
  },
  {
    name: "a proxy of infinite depth",
    source: returning("p", "const p = new Proxy([], { get: (_, key) => (key === 'length' ? 2 : p) });"),
    verdict: wrong,
    says: "nested too deeply",
  },
  {
    name: "a revoked proxy",
    source: returning("p", "const { proxy: p, revoke } = Proxy.revocable([], {}); revoke();"),
    verdict: wrong,
    says: "an object",
  },
  {
    name: "valueOf and toJSON that lie",
    source: right(
      "answer.map((row) => row.map((value) => ({ valueOf: () => value, toJSON: () => value, toString: () => String(value) })))",
    ),
    verdict: wrong,
    says: "an object",
  },
  {
    name: "Number objects",
    source: right("answer.map((row) => row.map((value) => new Number(value)))"),
    verdict: wrong,
    says: "an object",
  },
  {
    name: "a reference that changes later",
    source: right(
      "(setTimeout(() => answer.forEach((row) => row.fill(0))), Promise.resolve().then(() => answer.forEach((row) => row.fill(7))), answer)",
    ),
    verdict: accepted,
  },
  {
    name: "a thenable array",
    source: right("Object.assign(answer, { then: (resolve) => resolve(1) })"),
    verdict: accepted,
  },
  { name: "a promise that never settles", source: returning("new Promise(() => {})"), verdict: late },
  {
    name: "a promise that is rejected",
    source: returning("Promise.reject(new RangeError('no'))"),
    verdict: threw,
    says: "RangeError: no",
  },
  {
    name: "an async function that throws",
    source: "async function softmax() { await 1; throw new TypeError('later'); }",
    verdict: threw,
    says: "later",
  },
  {
    name: "microtasks without end",
    source: returning("new Promise(() => { const again = () => { Promise.resolve().then(again); }; again(); })"),
    verdict: late,
  },
];

const endlessCode: readonly Attack[] = [
  { name: "a loop without end", source: returning(endless), verdict: late },
  {
    name: "a loop without end that catches everything",
    source: "function softmax() { for (;;) try { null.x; } catch {} }",
    verdict: late,
  },
  { name: "a loop without end at the top level", source: "for (;;);", verdict: late },
  {
    name: "prints, then loops for ever",
    source: returning(endless, "console.log('I was here');"),
    verdict: late,
    prints: "I was here",
  },
  {
    name: "a regular expression that backtracks for ever",
    source: returning("/^(a+)+$/.test('a'.repeat(60) + 'b')"),
    verdict: late,
  },
  {
    name: "recursion without end",
    source: "function softmax(x) { return softmax(x); }",
    verdict: threw,
    says: "RangeError",
  },
  {
    name: "recursion without end inside toString",
    source: "const deep = () => '' + { toString: deep };\nfunction softmax() { return deep(); }",
    verdict: threw,
    says: "RangeError",
  },
  {
    name: "prints without end",
    source: "function softmax() { for (;;) console.log('x'.repeat(100)); }",
    verdict: tooMuch,
  },
  {
    name: "prints empty lines without end",
    source: "function softmax() { for (;;) console.log(''); }",
    verdict: tooMuch,
  },
  { name: "prints one gigantic line", source: returning("x", "console.log('x'.repeat(2 ** 24));"), verdict: tooMuch },
  { name: "prints without end at the top level", source: "for (;;) console.log(1);", verdict: tooMuch },
  {
    name: "prints something that contains itself",
    source: right("(answer.self = answer, console.log([answer], { answer }), answer)"),
    verdict: accepted,
    prints: "[",
  },
  {
    name: "prints a proxy that throws",
    source: `console.log(new Proxy({}, { ownKeys() { throw 1; } }), new Proxy([], { get() { throw 1; } }));${right()}`,
    verdict: accepted,
    prints: "[object]",
  },
  {
    name: "prints a getter that never ends",
    source: `console.log({ get a() { ${endless}; } });${right()}`,
    verdict: accepted,
    prints: "[getter]",
  },
];

/** What looks for `export` in a source must come to its end. */
const sources: readonly Attack[] = [
  {
    name: "regular expressions without end",
    source: `let a = ${"=/[ ".repeat(75_000)}`,
    verdict: "compile-error",
    says: "SyntaxError",
  },
  {
    name: "templates in templates",
    source: "`${".repeat(3000),
    verdict: "compile-error",
  },
  { name: "braces of exports that do not close", source: "export{)".repeat(50_000), verdict: "compile-error" },
  { name: "a hundred thousand exports", source: `${"export {};\n".repeat(100_000)}${right()}`, verdict: accepted },
  { name: "a line of a million characters", source: `${";".repeat(1e6)}${right()}`, verdict: accepted },
  {
    name: "a stack of brackets",
    source: returning("0", "try { softmaxx(); } catch (error) { error.stack = '('.repeat(2e4); throw error; }"),
    verdict: threw,
    says: "softmaxx",
  },
];

const errors: readonly Attack[] = [
  {
    name: "a syntax error",
    source: "function softmax(x, axis) {\n  return x +;\n}",
    verdict: "compile-error",
    says: "line 2, column 13",
  },
  {
    name: "a syntax error behind an export",
    source: "export const a = 1; export function softmax(x) { return (x }",
    verdict: "compile-error",
    says: "line 1, column 60",
  },
  { name: "an import", source: `import fs from "node:fs";${right()}`, verdict: "compile-error", says: "import" },
  {
    name: "no such function",
    source: "function softMax(x) { return x; }",
    verdict: "compile-error",
    says: "Rename softMax to softmax",
  },
  { name: "empty source", source: "", verdict: "compile-error", says: "named softmax" },
  {
    name: "something else under the name",
    source: "const softmax = 3;",
    verdict: "compile-error",
    says: "not as a function",
  },
  {
    name: "a getter under the name",
    source: "Object.defineProperty(globalThis, 'softmax', { get() { throw new Error('g'); } });",
    verdict: "compile-error",
  },
  { name: "an error at the top level", source: "const a = 1;\n  null.f();", verdict: threw, says: "line 2" },
  { name: "JSON.parse at the top level", source: "JSON.parse('{');", verdict: threw, says: "SyntaxError" },
  {
    name: "an error in the function",
    source: "function softmax(x) {\n  const y = x;\n  return y.foo.bar;\n}",
    verdict: threw,
    says: "line 3, column 16",
  },
  {
    name: "an error behind an export",
    source: "export function softmax(x) { return x.foo.bar; }",
    verdict: threw,
    says: "line 1, column 43",
  },
  { name: "throws null", source: "function softmax() { throw null; }", verdict: threw },
  { name: "throws undefined at the top level", source: "throw undefined;", verdict: threw },
  { name: "throws a string", source: "function softmax() { throw 'my reason'; }", verdict: threw, says: "my reason" },
  { name: "throws a number", source: "function softmax() { throw 42; }", verdict: threw, says: "42" },
  {
    name: "throws a proxy",
    source: "function softmax() { throw new Proxy({}, { get() { throw 1; }, has() { throw 1; } }); }",
    verdict: threw,
  },
  {
    name: "throws a revoked proxy",
    source: "function softmax() { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy; }",
    verdict: threw,
  },
  {
    name: "an error whose message never ends",
    source: `function softmax() { throw { get message() { return ${endless}; } }; }`,
    verdict: late,
  },
  {
    name: "an error whose message throws",
    source: "function softmax() { throw { get message() { throw this; }, name: 'Mine' }; }",
    verdict: threw,
    says: "Mine",
  },
  {
    name: "an error whose message is gigantic",
    source: "function softmax() { throw new Error('x'.repeat(2 ** 24)); }",
    verdict: threw,
  },
  {
    name: "an error whose stack is no text",
    source: "function softmax() { const e = new Error('m'); e.stack = { toString: null }; throw e; }",
    verdict: threw,
    says: "m",
  },
  {
    name: "an error whose stack names gigantic places",
    source:
      "function softmax() { const e = new Error('m'); e.stack = e.stack.replace(/\\d+/g, '9'.repeat(4000)); throw e; }",
    verdict: threw,
  },
  {
    name: "an error whose name is an object",
    source: "function softmax() { const e = new Error('m'); e.name = {}; throw e; }",
    verdict: threw,
    says: "m",
  },
  {
    name: "prepareStackTrace that never ends",
    source: `Error.prepareStackTrace = () => ${endless};\nfunction softmax() { throw new Error('m'); }`,
    verdict: late,
  },
  {
    name: "prepareStackTrace that lies",
    source: "Error.prepareStackTrace = () => ({ length: 1 });\nfunction softmax() { throw new Error('m'); }",
    verdict: threw,
    says: "m",
  },
  {
    name: "an uncaught error in a timer",
    source: right(
      "(setTimeout(() => { throw new Error('late'); }), new Promise((resolve) => setTimeout(resolve, 30, answer)))",
    ),
    verdict: accepted,
    prints: "Uncaught Error: late",
  },
  {
    name: "an unhandled rejection",
    source: right("(Promise.reject(new Error('left')), new Promise((resolve) => setTimeout(resolve, 30, answer)))"),
    verdict: accepted,
    prints: "Uncaught Error: left",
  },
  { name: "an interval left running", source: right("(setInterval(() => {}, 1), answer)"), verdict: accepted },
];

const patches: readonly Attack[] = [
  {
    name: "patches Array.prototype",
    source: `${right("(attack(), answer)")}\nfunction attack() { for (const key of Object.getOwnPropertyNames(Array.prototype)) if (key !== 'length') try { Array.prototype[key] = () => 1; } catch {} }`,
    verdict: threw,
  },
  {
    name: "patches Array.prototype at the end of a call, once",
    source: right(
      "(delete Array.prototype.slice, Array.prototype.push = Array.prototype.concat = () => { throw 1; }, answer)",
    ),
    verdict: accepted,
  },
  {
    name: "patches Array.isArray to lie",
    source: `Array.isArray = () => false; Number.isInteger = () => false;${right()}`,
    verdict: accepted,
  },
  {
    name: "index setters on Array.prototype",
    source: `for (let i = 0; i < 9; i++) Object.defineProperty(Array.prototype, i, { set() { throw 1; }, get() { return 5; }, configurable: true });\n${returning("x")}`,
    verdict: wrong,
  },
  {
    name: "patches Symbol.iterator",
    source: returning("x", "Array.prototype[Symbol.iterator] = function* () { yield 1; };"),
    verdict: wrong,
  },
  {
    name: "patches Object.prototype with a then",
    source: `Object.prototype.then = function (resolve) { resolve(1); };${right()}`,
    verdict: accepted,
  },
  {
    name: "patches Array.prototype with a setter where outputs are collected",
    source: `Object.prototype.outputs = [[1]]; for (const i of [0, 1]) Object.defineProperty(Array.prototype, i, { set() { throw 1; }, get() { return [[1]]; } });${right()}`,
    verdict: accepted,
  },
  {
    name: "patches Object.prototype with out and weights",
    source: `Object.prototype.out = [[1]]; Object.prototype.weights = [[1]]; Object.prototype.limit = true; Object.prototype.malformed = 1;${right()}`,
    verdict: accepted,
  },
  {
    name: "patches Object.prototype with descriptors",
    source: `Object.prototype.get = () => 1; Object.prototype.set = () => 1; Object.prototype.value = 1;${right()}`,
    verdict: accepted,
  },
  {
    name: "setters on Object.prototype for what the harness posts",
    source: `for (const key of ['type', 'out', 'data', 'shape', 'durationMs', 'error', 'file']) Object.defineProperty(Object.prototype, key, { set() { throw 1; }, get() { return 'x'; } });${right()}`,
    verdict: accepted,
  },
  {
    name: "patches Promise",
    source: `Promise.prototype.then = () => { throw 1; }; Promise.resolve = () => 1; globalThis.Promise = null;${right().replace("function softmax", "async function softmax")}`,
    verdict: accepted,
  },
  {
    name: "a promise whose constructor lies",
    source: right(
      "Object.assign(Promise.resolve(answer), { constructor: { [Symbol.species]: class { constructor(run) { run(() => {}, () => {}); } } } })",
    ),
    verdict: accepted,
  },
  {
    name: "patches Function.prototype",
    source: `Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { throw 1; };${right()}`,
    verdict: accepted,
  },
  {
    name: "patches Reflect and Object",
    source: `for (const it of [Reflect, Object]) for (const key of Object.getOwnPropertyNames(it)) try { it[key] = () => 1; } catch {}${right()}`,
    verdict: accepted,
  },
  {
    name: "patches typed arrays",
    source: `Object.defineProperty(Object.getPrototypeOf(Int8Array.prototype), 'length', { get: () => 0 }); globalThis.Int32Array = globalThis.Float64Array = Array;${right("answer.map((row) => Float32Array.from(row))")}`,
    verdict: accepted,
  },
  {
    name: "patches String and RegExp",
    source: `String.prototype.slice = String.prototype.includes = () => { throw 1; }; RegExp.prototype.exec = () => null;\nfunction softmax() { throw new TypeError('mine'); }`,
    verdict: threw,
    says: "mine",
  },
  {
    name: "patches the clock",
    source: `performance.now = () => -1e300; Date.now = () => NaN; globalThis.performance = undefined;${right()}`,
    verdict: accepted,
  },
  {
    name: "patches MessagePort",
    source: `MessagePort.prototype.postMessage = () => { throw 1; };${right()}`,
    verdict: accepted,
  },
  {
    name: "patches events",
    source: `Event.prototype.preventDefault = EventTarget.prototype.addEventListener = () => { throw 1; };\nfor (const key of ['error', 'lineno']) if (typeof ErrorEvent !== 'undefined') Object.defineProperty(ErrorEvent.prototype, key, { get() { throw 1; } });\nthrow new TypeError('top');`,
    verdict: threw,
    says: "top",
  },
  {
    name: "freezes everything",
    source: `for (const it of [Object, Array, Promise, Function, String, Map]) { Object.freeze(it); Object.freeze(it.prototype); } ${right()}`,
    verdict: accepted,
  },
  {
    name: "takes the global names away",
    source: `for (const key of Object.getOwnPropertyNames(globalThis)) try { globalThis[key] = undefined; } catch {}\n${returning("x")}`,
    verdict: wrong,
  },
];

const reach: readonly Attack[] = [
  { name: "closes the worker", source: `if (typeof close === "function") close();${right()}`, verdict: accepted },
  {
    name: "posts its own messages",
    source: `for (const post of [globalThis.postMessage, globalThis.DedicatedWorkerGlobalScope?.prototype.postMessage]) try { post?.call(globalThis, { type: 'returned' }); } catch {}\n${returning("x")}`,
    verdict: wrong,
  },
  {
    name: "dispatches messages and errors",
    source: `if (globalThis.dispatchEvent) { dispatchEvent(new MessageEvent('message', { data: { type: 'run' } })); }\n${right()}`,
    verdict: accepted,
  },
  {
    name: "guesses at the harness",
    source: `const names = Object.getOwnPropertyNames(globalThis).filter((name) => name.startsWith('found_'));\nfor (const name of names) globalThis[name]((x) => x);\n${returning("x")}`,
    verdict: wrong,
  },
  {
    name: "walks up the call stack",
    source: `function softmax(x) { const up = softmax.caller; if (up) up.arguments; return x; }`,
    verdict: wrong,
  },
  {
    name: "finds no way out",
    source: `const ways = ["postMessage", "close", "importScripts", "Worker", "SharedWorker", "BroadcastChannel", "fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource",
  "indexedDB", "caches", "navigator", "location", "process", "require", "module", "Buffer"];
let scope = globalThis;
while (scope) { for (const way of ways) if (Object.hasOwn(scope, way)) throw new Error("open: " + way); scope = Object.getPrototypeOf(scope); }
${right()}`,
    verdict: accepted,
  },
  {
    name: "imports a module",
    source: right("import('data:text/javascript,export default 1').then(() => [[1]], () => answer)"),
    verdict: accepted,
  },
  {
    name: "imports a module of Node",
    source: right("import('node:fs').then(() => [[1]], () => answer)"),
    verdict: accepted,
  },
  {
    name: "a WebAssembly loop without end",
    source: returning(
      "new WebAssembly.Instance(new WebAssembly.Module(loop)).exports.f()",
      "const loop = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11);",
    ),
    verdict: late,
  },
  {
    name: "sleeps on an atomic",
    source: returning("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)"),
    verdict: late,
    only: "node",
  },
  {
    name: "shared memory that changes later",
    source: right(
      "answer.map((row) => { const shared = new Float64Array(new SharedArrayBuffer(8 * row.length)); shared.set(row); setTimeout(() => shared.fill(9)); return shared; })",
    ),
    verdict: accepted,
    only: "node",
  },
  {
    name: "a buffer that grows while it is read",
    source: returning(
      "new Proxy([row, row], { get: (rows, key) => (key === '0' && buffer.resize(2 ** 24), rows[key]) })",
      "const buffer = new ArrayBuffer(8, { maxByteLength: 2 ** 24 }); const row = new Float64Array(buffer);",
    ),
    verdict: tooMuch,
  },
  {
    name: "a detached buffer",
    source: returning(
      "(structuredClone(row.buffer, { transfer: [row.buffer] }), [row, row])",
      "const row = new Float64Array(3);",
    ),
    verdict: wrong,
  },
  {
    name: "finalizers that never end",
    source: `const watch = new FinalizationRegistry(() => { for (;;); });\nfor (let i = 0; i < 1e5; i++) watch.register({}, i);\n${right()}`,
    verdict: accepted,
  },
  { name: "loads WebAssembly", source: `new WebAssembly.Memory({ initial: 1 });${right()}`, verdict: accepted },
];

const memory: readonly Attack[] = [
  {
    name: "allocates arrays without end",
    source: "function softmax() { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }",
    verdict: threw,
    says: "memory",
  },
  {
    name: "allocates numbers without end",
    source: "function softmax() { const all = []; for (;;) all.push(new Array(1e6).fill(all.length + 0.5)); }",
    verdict: threw,
    says: "memory",
  },
  {
    name: "allocates objects without end",
    source: "function softmax() { let all = null; for (;;) all = { all, text: 'x' + Math.random() }; }",
    verdict: threw,
    says: "memory",
  },
  {
    name: "allocates buffers without end",
    source: "function softmax() { const all = []; for (;;) all.push(new Uint8Array(1 << 24).fill(1)); }",
    verdict: threw,
  },
  {
    name: "allocates one gigantic buffer",
    source: "function softmax() { return new Float64Array(2 ** 40); }",
    verdict: threw,
    says: "RangeError",
  },
  {
    name: "makes a gigantic text",
    source: "function softmax() { let text = 'x'; for (;;) text += text; }",
    verdict: threw,
    says: "RangeError",
  },
];

export const attacks: readonly Attack[] = [
  ...styles,
  ...noArray,
  ...monsters,
  ...endlessCode,
  ...sources,
  ...errors,
  ...patches,
  ...reach,
];

/** These end the worker, or even its process: each takes a while. */
export const memoryAttacks: readonly Attack[] = memory;
