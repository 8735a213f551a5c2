import { expect, test } from "vitest";
import { gradesToCsv } from "../../../web/cli/grade/csv.js";
import type { Grade, Grades } from "../../../web/cli/grade/grade.js";
import { gradesToJson } from "../../../web/cli/grade/grades-json.js";
import { gradesToHtml } from "../../../web/cli/grade/html-page.js";
import { gradesToJunit } from "../../../web/cli/grade/junit.js";
import { summarise } from "../../../web/cli/grade/summarise.js";

const hostile = `=HYPERLINK("x"),<script>alert('1')</script>&\u001b[31m\u202e]]>`;

const grade = (learner: string, outcome: Grade["outcome"], mistake?: string): Grade => ({
  file: `${learner}/softmax.py`,
  learner,
  exercise: "softmax",
  language: "python",
  outcome,
  message: { en: "What happened.", zh: "发生了什么。" },
  ...(mistake && { mistake: { mistake, title: { en: `T ${mistake}` }, explanation: { en: `E ${mistake}` } } }),
  cases: { passed: 1, total: 3 },
  durationMs: 12,
  source: `print("${learner}")`,
});

const all: Grades = {
  seed: 7,
  skipped: ["readme.txt"],
  grades: [
    grade("ann", "wrong-answer", "missing-scale"),
    grade("bob", "accepted"),
    grade("cy", "wrong-answer", "wrong-axis"),
    grade("di", "wrong-answer", "missing-scale"),
    { ...grade("ed", "unreadable"), exercise: undefined },
    { ...grade(hostile, "wrong-answer"), claimed: "accepted" },
  ],
};

test("mistakes are counted, the most frequent first", () => {
  const { byMistake, byLearner, byOutcome } = summarise(all.grades);
  expect(byMistake.map(({ mistake, grades }) => [mistake, grades.length])).toEqual([
    ["missing-scale", 2],
    ["wrong-axis", 1],
  ]);
  expect(byLearner.find(({ learner }) => learner === "bob")).toMatchObject({ accepted: 1 });
  expect(byOutcome.get("wrong-answer")).toBe(4);
});

test("CSV: a row for each file, and nothing that a spreadsheet would run", () => {
  const rows = gradesToCsv(all).split("\r\n");
  expect(rows[0]?.startsWith("\ufefflearner,exercise,file")).toBe(true);
  expect(rows).toHaveLength(1 + all.grades.length + 1);
  expect(rows[1]).toBe("ann,softmax,ann/softmax.py,python,wrong-answer,missing-scale,1,3,,7,What happened.");
  expect(rows.at(-2)?.startsWith(`"'=HYPERLINK(""x"")`)).toBe(true);
});

test("JUnit: well-formed whatever learners are called", () => {
  const xml = gradesToJunit(all, "en");
  expect(xml).toContain('<testsuite name="bob" tests="1" failures="0" errors="0">');
  expect(xml).toContain('<testsuite name="ed" tests="1" failures="0" errors="1">');
  expect(xml).toContain('<failure type="missing-scale" message="T missing-scale">');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold them
  expect(xml).not.toMatch(/[\u0000-\u0008\u001b]|<script/);
  const depth = [...xml.matchAll(/<(\/?)[a-z]+[^<>]*?(\/?)>/g)].reduce(
    (sum, [, closes, alone]) => sum + (closes ? -1 : alone ? 0 : 1),
    0,
  );
  expect(depth).toBe(0);
});

test("the teacher's page has no markup of learners'", () => {
  for (const locale of ["en", "zh"] as const) {
    const html = gradesToHtml(all, locale);
    expect(html).not.toMatch(/<script|\u202e/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("print(&quot;ann&quot;)");
    expect(html).toContain("readme.txt");
  }
  expect(gradesToHtml(all, "en")).toContain("The page's verdict is said to be accepted.");
});

test("JSON: data without the programs", () => {
  const data = JSON.parse(gradesToJson(all, "0.2.0"));
  expect(data).toMatchObject({
    version: 1,
    seed: 7,
    dojo: "0.2.0",
    mistakes: [{ mistake: "missing-scale", count: 2 }, {}],
  });
  expect(data.results).toHaveLength(all.grades.length);
  expect(data.results[0].source).toBeUndefined();
});
