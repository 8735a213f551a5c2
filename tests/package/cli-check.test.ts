/** `attention-dojo check`: the rules of the package's own exercises, for those of others. The example breaks each in turn. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const command = join(process.env.PACKAGE_FOLDER ?? "dist", "cli.js");
const folder = mkdtempSync(join(tmpdir(), "attention-dojo-check-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly complaint: string;
}

const run = (words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const { npm_execpath: _, NO_COLOR: __, ...inherited } = process.env;
    const options = { env: { ...inherited, LANG: "C" }, maxBuffer: 1 << 26 };
    execFile(process.execPath, [command, ...words], options, (error, out, complaint) =>
      resolve({ status: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, complaint }),
    );
  });

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

type Data = Record<string, unknown>;
let json = "";
beforeAll(async () => {
  json = (await run(["example", "json"])).out;
});

/** The example in JavaScript alone, so that no test waits for Python, with a change. */
function changed(change: (data: Data) => void): string {
  const data: Data = JSON.parse(json);
  for (const part of ["starter", "solution"]) delete (data[part] as Data).python;
  change(data);
  return file(`${Math.random()}.json`, JSON.stringify(data));
}

const at = (data: Data, ...keys: readonly (string | number)[]): Data =>
  keys.reduce<Data>((value, key) => value[key] as Data, data);

test.each(["json", "js"])(
  "nothing is wrong with the example that it prints (%s), Python included",
  async (form) => {
    const { out } = await run(["example", form]);
    const { status, out: said, complaint } = await run(["check", file(`example.${form}`, out), "--seeds", "5"]);
    expect(status).toBe(0);
    expect(complaint, "nothing but the download of Python, the first time").toMatch(/^(?:Downloading Python .*\n)?$/);
    expect(said).toMatch(
      /^✓ format {4}The file is an exercise.*\n(✓ \w+ .*\n){8}\nNo problems found in .*, with 5 seeds\.\n$/,
    );
  },
  180_000,
);

describe("each rule finds what breaks it", () => {
  const program = (row: string) => `function softChoice(x, temperature) { return x.map((row) => { ${row} }); }`;
  test.each<readonly [string, string, (data: Data) => void]>([
    ["format", "slug is missing: give a name", (data) => delete data.slug],
    ["format", "prompt has a formula that does not parse", (data) => (data.prompt = "$\\nothing$")],
    ["texts", "hints number 1: give at least 3", (data) => (data.hints = ["one"])],
    ["texts", "prompt is not told in Chinese: translate it", (data) => (data.prompt = "Only English.")],
    [
      "texts",
      "solution.explanation has no text in English: write one",
      (data) => delete at(data, "solution").explanation,
    ],
    [
      "sources",
      "starter.javascript does not define the function: define softChoice(x, temperature)",
      (data) => (at(data, "starter").javascript = "const softChoice = (x) => x.map((row) => row.map(() => 0));"),
    ],
    ["cases", "cases number 2", (data) => (data.cases = (data.cases as Data[]).slice(0, 2))],
    ["cases", "cases have 1 samples", (data) => delete at(data, "cases", 1).sample],
    [
      "cases",
      "cases are the same for every seed",
      (data) => {
        for (const it of data.cases as Data[])
          at(it, "inputs").x = [
            [1, 2],
            [3, 5],
          ];
      },
    ],
    ["shapes", "function softChoice", (data) => (at(data, "solution").javascript = "const x = 1;")],
    [
      "solution",
      "gives another out",
      (data) => {
        data.expected = { kernel: "softmax", inputs: { x: "x" }, outputs: { out: "y" } };
      },
    ],
    [
      "judged",
      'solution.javascript, seed 1 is judged "wrong-answer"',
      (data) => {
        data.expected = { kernel: "softmax", inputs: { x: "x" }, outputs: { out: "y" } };
      },
    ],
    [
      "judged",
      "starter.javascript, seed 1 is accepted: take the answer out of it",
      (data) => (at(data, "starter").javascript = at(data, "solution").javascript),
    ],
    [
      "judged",
      'starter.javascript, seed 1 is judged "runtime-error"',
      (data) => (at(data, "starter").javascript = "function softChoice(x, temperature) { throw 1; }"),
    ],
    [
      "rounding",
      "lets answers pass that are rounded to two decimals",
      (data) => (data.tolerance = { absolute: 0.1, relative: 0 }),
    ],
    [
      "mistakes",
      "passes every case: add a case",
      (data) => (at(data, "mistakes", 0).ways = [at(data, "solution").javascript]),
    ],
    [
      "mistakes",
      "the tolerance: add a case whose right answer differs more",
      (data) => {
        at(data, "mistakes", 0).ways = [
          program(
            "const m = Math.max(...row); const e = row.map((s) => Math.exp((s - m) / temperature)); const t = e.reduce((a, b) => a + b, 0); return e.map((v) => v / t + 0.001);",
          ),
        ];
      },
    ],
    [
      "mistakes",
      "mistake again, ways[0], seed 1 is named temperature-ignored: add a case that tells the two apart",
      (data) => {
        (data.mistakes as Data[]).push({ ...at(data, "mistakes", 0), code: "again" });
      },
    ],
    [
      "mistakes",
      "is not named: give a case on which it returns something",
      (data) => {
        at(data, "mistakes", 0).ways = [program("throw new Error('no');")];
      },
    ],
  ])("%s: %s", async (rule, sentence, change) => {
    const { status, out, complaint } = await run(["check", changed(change), "--seeds", "3"]);
    expect([status, complaint]).toEqual([1, ""]);
    const from = out.slice(out.indexOf(`✗ ${rule}`));
    const findings = (from.split("\n✓")[0] ?? "").replace(/\s+(?:│ )?/g, " ");
    expect(out).toContain(`✗ ${rule}`);
    expect(findings).toContain(sentence);
    expect(out).toMatch(/\n\d+ findings? in .*\.json\.\n$/);
  });
});

test("--json gives the findings as data", async () => {
  const path = changed((data) => (data.hints = []));
  const { status, out } = await run(["check", path, "--seeds=2", "--json"]);
  const report = JSON.parse(out);
  expect(status).toBe(1);
  expect(report).toMatchObject({ version: 2, file: path, seeds: 2, clean: false });
  const rules: readonly { rule: string; findings: readonly unknown[] }[] = report.rules;
  expect(rules.map(({ rule }) => rule)).toEqual([
    "format",
    "texts",
    "sources",
    "cases",
    "shapes",
    "solution",
    "judged",
    "rounding",
    "mistakes",
  ]);
  expect(rules.filter(({ findings }) => findings.length > 0)).toMatchObject([
    { rule: "texts", findings: [{ where: "hints", problem: "number 0" }] },
  ]);
});

test("text of the exercise does not steer the terminal", async () => {
  const { out } = await run(["check", changed((data) => (data.slug = "\u001b[31m"))]);
  expect(out).not.toContain("\u001b");
});

test("judge takes the file of an own exercise too", async () => {
  const exercise = changed(() => {});
  const answer = file("answer.js", "const softChoice = (x, temperature) => x;");
  const { status, out } = await run(["judge", exercise, answer, "--seed", "3"]);
  expect([status, out]).toEqual([1, expect.stringContaining("✗ Wrong answer  softmax-with-temperature")]);
});

describe("called wrongly, it ends with 2 and one sentence", () => {
  test.each([
    [["check"], "check takes the file of an exercise"],
    [["check", "a.json", "b.json"], "check takes the file of an exercise"],
    [["check", join(folder, "absent.json")], "there is no file"],
    [["check", join(folder, "absent.js")], "there is no file"],
    [["check", "README.md"], "should end in .json, .js or .mjs"],
    [["check", "a.json", "--seeds", "0"], '--seeds is "0"'],
    [["check", "a.json", "--seed", "1"], "check takes --seeds"],
    [["judge", "softmax", "a.js", "--seeds", "1"], "--seeds is an option of check"],
    [["judge", join(folder, "absent.json"), "a.js"], "there is no file"],
    [["example", "yaml"], "example takes js or json"],
  ])("%j", async (words, sentence) => {
    const { status, out, complaint } = await run(words);
    expect([status, out]).toEqual([2, ""]);
    expect(complaint).toMatch(/^attention-dojo: .*\n$/);
    expect(complaint).toContain(sentence);
  });

  test.each([
    ["broken.js", "export default {", "The module does not load: SyntaxError"],
    ["without.js", "export const exercise = {};", "has no default export"],
    ["broken.json", "{", "The file is no JSON"],
  ])("but %s is a finding", async (name, content, sentence) => {
    const { status, out } = await run(["check", file(name, content)]);
    expect([status, out.replace(/\s+/g, " ")]).toEqual([1, expect.stringContaining(sentence)]);
  });
});
