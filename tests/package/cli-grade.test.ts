import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeHandIn } from "../../web/courses/hand-in/index.js";
import { openExercise } from "../../web/exercises/index.js";
import { rightAnswer } from "../judge/attacks.js";

const command = join(process.env.PACKAGE_FOLDER ?? "dist", "cli.js");
const folder = mkdtempSync(join(tmpdir(), "attention-dojo-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function grade(...words: readonly string[]) {
  return new Promise<{ readonly status: number; readonly out: string; readonly complaint: string }>((resolve) => {
    execFile(
      process.execPath,
      [command, "grade", ...words],
      { env: { PATH: process.env.PATH, LANG: "C" }, maxBuffer: 1 << 26 },
      (error, out, complaint) =>
        resolve({ status: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, complaint }),
    );
  });
}

function file(name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

const unscaled = (await openExercise("scaled-dot-product-attention"))
  .solution("javascript")
  .then((source) => source.replace(/Math\.sqrt\([^)]*\)/, "1"));
const handIn = (source: string, verdict: string) =>
  writeHandIn({
    ...{ exercise: "softmax", language: "javascript", source, seed: 3, verdict },
    ...{ learner: "gil", handedIn: "2026-11-30T10:00:00.000Z", dojo: "0.2.0" },
  });

test("a class: every kind of file has a result, and one that is broken keeps nobody else from theirs", async () => {
  file("class/ann/softmax.js", rightAnswer);
  file("class/ann/scaled_dot_product_attention.js", await unscaled);
  file("class/bob_softmax.js", `\ufeff${rightAnswer.replaceAll("\n", "\r\n")}`);
  file("class/softmax/cy.js", Buffer.from(`\ufeff${rightAnswer}`, "utf16le"));
  file("class/di/softmax.js", Buffer.from(`// caf\u00e9\n${rightAnswer}`, "latin1"));
  file("class/ed/softmax.js", "");
  file("class/ed/causal-mask.js", "x".repeat(5_000_000));
  file("class/ed/attention-mask.js", Buffer.from("89504e470d0a1a0a00000000", "hex"));
  file("class/flo/softmax.ipynb", "{ cut off");
  file("class/flo/homework.js", rightAnswer);
  file("class/softmax.handin.json", handIn(rightAnswer, "accepted"));
  file("class/hal/softmax.handin.json", handIn("function softmax(x) { return x; }", "accepted"));
  file("class/hal/endless/softmax.js", "function softmax() { for (;;); }");
  file("class/readme.txt", "hello");
  file("class/node_modules/x/softmax.js", rightAnswer);
  file("secret.js", rightAnswer);
  symlinkSync(join(folder, "secret.js"), join(folder, "class/link_softmax.js"));

  const at = (name: string) => join(folder, name);
  const { status, out, complaint } = await grade(
    ...[at("class"), "--seed", "7", "--jobs", "2"],
    ...["--json", at("r.json"), "--csv", at("r.csv"), "--junit", at("r.xml"), "--html", at("r.html")],
  );
  expect(status).toBe(1);
  const { results, skipped, mistakes, seed } = JSON.parse(readFileSync(at("r.json"), "utf8"));
  const rows = Object.fromEntries(
    results.map((row: Record<string, unknown>) => [row.file, [row.learner, row.exercise, row.outcome]]),
  );
  expect(rows).toEqual({
    "ann/scaled_dot_product_attention.js": ["ann", "scaled-dot-product-attention", "wrong-answer"],
    "ann/softmax.js": ["ann", "softmax", "accepted"],
    "bob_softmax.js": ["bob", "softmax", "accepted"],
    "di/softmax.js": ["di", "softmax", "accepted"],
    "ed/attention-mask.js": ["ed", "attention-mask", "unreadable"],
    "ed/causal-mask.js": ["ed", "causal-mask", "unreadable"],
    "ed/softmax.js": ["ed", "softmax", "unreadable"],
    "flo/homework.js": ["flo", undefined, "not-judged"],
    "flo/softmax.ipynb": ["flo", "softmax", "unreadable"],
    "hal/endless/softmax.js": ["hal", "softmax", "time-limit"],
    "hal/softmax.handin.json": ["hal", "softmax", "wrong-answer"],
    "softmax.handin.json": ["gil", "softmax", "accepted"],
    "softmax/cy.js": ["cy", "softmax", "accepted"],
  });
  expect([skipped, seed]).toEqual([["readme.txt"], 7]);
  expect(mistakes[0]).toMatchObject({ mistake: "missing-scale", count: 1 });
  expect(results.find((row: { readonly file: string }) => row.file.startsWith("hal/softmax")).claimed).toBe("accepted");
  expect(complaint).toContain("13/13 ");
  expect(out).toContain("Most frequent mistakes");
  expect(out).toContain("seed 7");
  for (const name of ["r.csv", "r.xml", "r.html"]) expect(readFileSync(at(name), "utf8")).toContain("missing-scale");
}, 60_000);

test("one seed gives the same results again, and all accepted ends with 0", async () => {
  file("same/ann/softmax.js", rightAnswer);
  file("same/bob/softmax.js", rightAnswer);
  const [first, second] = [
    await grade(join(folder, "same"), "--seed", "9"),
    await grade(join(folder, "same"), "--seed", "9"),
  ];
  expect([first.status, first.out]).toEqual([0, second.out]);
  expect(first.out).toMatch(/2 files, 2 learners, seed 9: 2 accepted/);
});

test.each([
  [[], "grade takes a folder"],
  [["nowhere"], "there is no file or folder nowhere"],
  [["same", "--exercise", "softmux"], "Did you mean softmax"],
  [["same", "--jobs", "0"], "--jobs"],
  [["same", "--csv", "nowhere/r.csv"], "--csv is nowhere/r.csv"],
  [["empty"], "no programs in"],
])("%j is called wrongly", async (words, says) => {
  mkdirSync(join(folder, "empty"), { recursive: true });
  const given = words.map((word) => (existsSync(join(folder, word)) ? join(folder, word) : word));
  const { status, complaint } = await grade(...given);
  expect([status, complaint]).toEqual([2, expect.stringContaining(says)]);
});
