import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openExercise, slugs } from "../../web/exercises/index.js";
import type { Report } from "../../web/judge/index.node.js";
import { questionSlugs } from "../../web/questions/index.js";
import { memoryAttacks, rightAnswer } from "../judge/attacks.js";

const command = join(process.env.PACKAGE_FOLDER ?? "dist", "cli.js");
const folder = mkdtempSync(join(tmpdir(), "attention-dojo-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly complaint: string;
}

/** Runs the built command as a shell would. */
function run(words: readonly string[], env: NodeJS.ProcessEnv = { LANG: "C" }): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [command, ...words],
      { env: { PATH: process.env.PATH, ...env }, maxBuffer: 1 << 26 },
      (error, out, complaint) => {
        resolve({ status: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, complaint });
      },
    );
  });
}

function file(name: string, source: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}

const right = file("right.js", rightAnswer);
const wrong = file(
  "wrong.js",
  "function softmax(x, axis) {\n  console.log('axis', axis, '\\u001b[31m');\n  return x;\n}",
);

describe("attention-dojo list", () => {
  test("names every exercise with its function, and every question", async () => {
    const { status, out } = await run(["list"]);
    expect(status).toBe(0);
    for (const slug of [...slugs, ...questionSlugs]) expect(out).toContain(slug);
    expect(out).toContain("scaled_dot_product_attention(q, k, v)");
  });

  test("--json gives data", async () => {
    const rows = JSON.parse((await run(["list", "--json"])).out);
    const named = (wanted: string) =>
      rows.flatMap(({ kind, slug }: { kind: string; slug: string }) => (kind === wanted ? [slug] : []));
    expect(named("exercise")).toEqual(slugs);
    expect(named("question")).toEqual(questionSlugs);
    expect(rows).toHaveLength(slugs.length + questionSlugs.length);
    expect(rows.find(({ slug }: { slug: string }) => slug === "masked-attention")).toMatchObject({
      functionName: { javascript: "maskedAttention", python: "masked_attention" },
      title: { en: expect.any(String), zh: expect.any(String) },
    });
  });
});

describe("attention-dojo judge", () => {
  test("ends with 0 for an accepted program", async () => {
    const { status, out } = await run(["judge", "softmax", right]);
    expect([status, out]).toEqual([0, expect.stringContaining("✓ Accepted  softmax")]);
  });

  test.each(slugs)("accepts the solution of %s", async (slug) => {
    const path = file(`${slug}.mjs`, await (await openExercise(slug)).solution("javascript"));
    expect(await run(["judge", slug, path])).toMatchObject({ status: 0, complaint: "" });
  });

  test("ends with 1 for another, and says where, what and why", async () => {
    const { status, out } = await run(["judge", "softmax", wrong, "--seed", "7"]);
    expect(status).toBe(1);
    expect(out).toContain("✗ Wrong answer  softmax (javascript, seed 7)");
    expect(out).toContain("First failing case: Rows (axis -1)");
    expect(out).toMatch(/\[\d, \d\] {2}expected -?\d/);
    expect(out).toContain("Printed (Rows (axis -1))\n│ axis -1");
    expect(out, "no colours, and nothing of the learner's that steers a terminal").not.toContain("\u001b");
  });

  test("names the mistake", async () => {
    const whole =
      "const softmax = (x) => { const e = x.map((r) => r.map(Math.exp)); const t = e.flat().reduce((a, b) => a + b); return e.map((r) => r.map((v) => v / t)); };";
    const { status, out } = await run(["judge", "softmax", file("whole.js", whole), "--json"]);
    expect(status).toBe(1);
    expect((JSON.parse(out) as Report).diagnosis?.mistake).toBe("softmax-over-everything");
  });

  test("--json gives the report, the same for the same seed, with strings for what JSON has no numbers for", async () => {
    const path = file("nan.js", "const softmax = (x) => x.map((row) => row.map(() => NaN));");
    const [a, b] = (await Promise.all([1, 2].map(() => run(["judge", "softmax", path, "--json", "--seed=12"])))).map(
      ({ out }) => JSON.parse(out),
    );
    expect(a).toMatchObject({ version: 2, verdict: "wrong-answer", seed: 12 });
    expect(a.cases[0].outputs[0].actual.data[0]).toBe("NaN");
    expect(a.cases[0].inputs).toEqual(b.cases[0].inputs);
  });

  test("speaks Chinese where the environment does, or when asked", async () => {
    expect((await run(["judge", "softmax", wrong], { LANG: "zh_CN.UTF-8" })).out).toContain("答案错误");
    expect((await run(["judge", "softmax", wrong, "--lang", "zh"])).out).toContain("第一个未通过的用例");
    expect((await run(["judge", "softmax", wrong, "--lang", "en"], { LC_ALL: "zh_CN" })).out).toContain("Wrong answer");
  });

  test("shows a syntax error and where an error came from", async () => {
    const syntax = await run(["judge", "softmax", file("syntax.js", "function softmax( {")]);
    expect([syntax.status, syntax.out]).toEqual([1, expect.stringContaining("has a syntax error in line 1")]);
    const thrown = await run([
      "judge",
      "softmax",
      file("thrown.js", "const inner = (x) => x.y.z;\nfunction softmax(x) { return inner(x); }"),
    ]);
    expect(thrown.out).toContain("    │ at softmax (line 2, column 30)\n    │ at inner (line 1, column 26)");
  });

  test("survives a program that takes all memory", async () => {
    const { status, out } = await run([
      "judge",
      "softmax",
      file("memory.js", memoryAttacks[0]?.source ?? ""),
      "--json",
    ]);
    expect(status).toBe(1);
    expect((JSON.parse(out) as Report).verdict).toBe("runtime-error");
  });
});

describe("attention-dojo assets --no-python", () => {
  const files = [
    "kernels-relaxed.wasm",
    "kernels-training-relaxed.wasm",
    "kernels-training.wasm",
    "kernels.wasm",
    "sandbox-offline.html",
    "sandbox.html",
  ];

  test("writes what a site serves beside its scripts, over what an earlier version wrote", async () => {
    const site = join(folder, "sites", "dojo");
    for (const _ of ["new", "again"]) {
      const { status, out } = await run(["assets", site, "--no-python"]);
      expect([status, out]).toEqual([0, expect.stringContaining("asset-base")]);
      expect(readdirSync(site).sort()).toEqual(files);
    }
    for (const name of files)
      expect(readFileSync(join(site, name))).toEqual(readFileSync(join("dist/standalone", name)));
  });

  test.each(files)("leaves a %s alone that it has not written, and writes nothing else", async (name) => {
    const site = mkdtempSync(join(folder, "other-"));
    writeFileSync(join(site, name), "mine");
    const { status, complaint } = await run(["assets", site, "--no-python"]);
    expect([status, complaint]).toEqual([2, expect.stringContaining(`${name} is another file`)]);
    expect(readdirSync(site)).toEqual([name]);
    expect(readFileSync(join(site, name), "utf8")).toBe("mine");
  });

  test("says where it cannot write", async () => {
    const { status, complaint } = await run(["assets", join(right, "dojo"), "--no-python"]);
    expect([status, complaint]).toEqual([2, expect.stringContaining("cannot be written")]);
  });
});

describe("called wrongly, it ends with 2 and one sentence", () => {
  test.each([
    [["jugde"], 'there is no command "jugde"'],
    [["judge"], "judge takes an exercise and a file"],
    [["judge", "softmax"], "judge takes an exercise and a file"],
    [["judge", "softmax", right, right], "judge takes an exercise and a file"],
    [["judge", "sofmax", right], "Did you mean softmax?"],
    [["judge", "self_attention", right], "Did you mean self-attention"],
    [["judge", "quicksort", right], 'there is no exercise "quicksort". See'],
    [["judge", "__proto__", right], "there is no exercise"],
    [["judge", "softmax", join(folder, "absent.js")], "there is no file"],
    [["judge", "softmax", folder], "should end in .py"],
    [
      ["judge", "softmax", file("right.ts", rightAnswer)],
      "should end in .py (PyTorch, NumPy) or .js, .mjs, .cjs (JavaScript)",
    ],
    [["judge", "softmax", file("binary.js", Uint8Array.of(0xff, 0xfe, 0))], "is not a UTF-8 text file"],
    [["judge", "softmax", right, "--seed", "-1"], "seed"],
    [["judge", "softmax", right, "--seed", "x"], '--seed is "x"'],
    [["judge", "softmax", right, "--seed", "4294967296"], "from 0 to 4294967295"],
    [["judge", "softmax", right, "--lang", "fr"], '--lang is "fr"'],
    [["judge", "softmax", right, "--loud"], "--loud"],
    [["list", "softmax"], "list takes no arguments"],
    [["list", "--no-python"], "--no-python is an option of assets"],
  ])("%j", async (words, sentence) => {
    const { status, out, complaint } = await run(words);
    expect([status, out]).toEqual([2, ""]);
    expect(complaint).toMatch(/^attention-dojo: .*\n$/);
    expect(complaint).toContain(sentence);
  });
});

describe("what others wrote cannot steer the terminal", () => {
  const nasty = "\u001b[2J\u009b31m\u202egnp.exe\u2066\u200f";
  const steers = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\u2028\u2029]/u;
  const forged = "✓ Accepted  softmax (javascript, seed 7)";
  const throwing = (message: string) => `function softmax() { throw new Error(${JSON.stringify(message)}); }`;

  test("a message with line breaks forges no line of the report, and what is printed neither", async () => {
    const message = `no\n\n${forged}\n  ✓ Rows (axis -1)  0.1 ms\r\n${nasty}`;
    const source = `console.log(${JSON.stringify(message)});\n${throwing(message)}`;
    const { status, out } = await run(["judge", "softmax", file("forging.js", source), "--seed=7"]);
    expect([status, steers.test(out)]).toEqual([1, false]);
    const lines = out.split("\n");
    expect(lines.filter((line) => line.includes("✓"))).not.toHaveLength(0);
    for (const line of lines.filter((one) => one.includes("✓"))) expect(line).toMatch(/^ *│ /);
    expect(out).toContain("\\u001b[2J\\u009b31m\\u202egnp.exe");
  });

  test("a message with blanks for a whole terminal does not either", async () => {
    const blanks = " ".repeat(300);
    const source = throwing(`no${blanks}${forged}${blanks}${forged}`);
    const { out } = await run(["judge", "softmax", file("blanks.js", source)]);
    for (const line of out.split("\n").filter((one) => one.includes("✓"))) expect(line).toMatch(/^ *│ /);
  });

  test("--json holds the same text, and nothing of it as it is", async () => {
    const { out } = await run(["judge", "softmax", file("nasty.js", throwing(nasty)), "--json"]);
    expect(steers.test(out)).toBe(false);
    expect((JSON.parse(out) as Report).cases[0]?.error?.message).toBe(nasty);
  });

  test("titles of an own exercise, its path and its mistakes", async () => {
    const example = JSON.parse((await run(["example", "json"])).out);
    const titles = { en: `Mine ${nasty}\n${forged}`, zh: `我的 ${nasty}` };
    const cases = example.cases.map((one: object) => ({ ...one, title: titles }));
    const exercise = file("own.json", JSON.stringify({ ...example, title: titles, cases }));
    for (const words of [
      ["judge", exercise, file("own.js", "function softChoice(x) { return x; }")],
      ["check", exercise, "--seeds=1"],
      ["check", file("own-broken.json", JSON.stringify({ ...example, [nasty]: `\n${forged}` }))],
    ]) {
      const { out, complaint } = await run(words);
      expect([steers.test(out + complaint), out.includes(`\n${forged}`)]).toEqual([false, false]);
    }
  });

  test.each([
    ["a file's name", ["judge", "softmax", `${nasty}\n${forged}.js`]],
    ["the name of an exercise", ["judge", `${nasty}\n${forged}`, right]],
    ["an option", ["judge", "softmax", right, `--${nasty}\n${forged}`]],
    ["an exercise that is no JSON", ["judge", file("no.json", `{ "slug": ${nasty}\n${forged}`), right]],
  ])("%s is told in one line", async (_, words) => {
    const { status, out, complaint } = await run(words);
    expect([status, out, steers.test(complaint)]).toEqual([2, "", false]);
    expect(complaint).toMatch(/^attention-dojo: .*\n$/);
  });
});

test("--help says that it is no security boundary, --version the version", async () => {
  const { status, out } = await run(["--help"]);
  expect([status, out]).toEqual([0, expect.stringContaining("not a security boundary")]);
  expect((await run([])).out).toBe(out);
  expect((await run(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});
