/** Statements by the rules of xAPI 1.0.3, "Part Two: Experience API Data": what a strict record store would check. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { extensions, recordStatements, type Statement, statementOf } from "../../web/courses/xapi/index.js";
import { createJudge, type Report } from "../../web/judge/index.node.js";

const options = {
  actor: { account: { homePage: "https://school.example", name: "17" } },
  activityBase: "https://school.example/dojo/",
} as const;

const judge = createJudge();
const source = "const softmax = (x) => x.map((row) => row.map(Math.exp));";
const wrong: Report = await judge.judge({ exercise: "softmax", language: "javascript", source, seed: 7 });
judge.dispose();
const right: Report = { ...wrong, verdict: "accepted", cases: [] };

const shared = {
  version: 1,
  exercise: "softmax",
  title: { en: "Softmax", zh: "Softmax" },
  language: "javascript",
} as const;
const question = { version: 1, question: "why-scale", title: { en: "Why?", zh: "为什么？" }, kind: "choice" } as const;
const answer = { chosen: ["a", "c"], written: "", ticked: [] };

const heard: readonly (readonly [name: string, detail: object, verb: string])[] = [
  ["attention-ready", shared, "initialized"],
  ["attention-result", { ...shared, mode: "run", source, report: wrong }, "attempted"],
  ["attention-result", { ...shared, mode: "submit", source, report: wrong }, "failed"],
  ["attention-result", { ...shared, mode: "submit", source, report: right }, "passed"],
  ["attention-solved", { ...shared, source, report: right }, "completed"],
  ["attention-hint", { ...shared, hint: 2, total: 3 }, "experienced"],
  ["attention-question-ready", question, "initialized"],
  ["attention-question-answered", { ...question, answer, mark: { points: 1, of: 2 } }, "answered"],
];

const tell = (name: string, detail: object) => new CustomEvent(name, { detail });

/** 4.1.1 identifiers, 4.2 timestamps and durations, 2.4.2.3 agents, 4.2.1 language maps, 2.4.5.1 scores. */
function checkStatement(statement: Statement): void {
  const allowed = ["id", "actor", "verb", "object", "result", "context", "timestamp"];
  expect(Object.keys(statement).filter((key) => !allowed.includes(key))).toEqual([]);
  expect(statement.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(new Date(statement.timestamp).toISOString()).toBe(statement.timestamp);
  const iris = [statement.verb.id, statement.object.id, statement.object.definition.type];
  for (const iri of [...iris, ...Object.keys(statement.context.extensions ?? {})])
    expect(() => new URL(iri)).not.toThrow();
  expect(statement.verb.id).toMatch(/^http:\/\/adlnet\.gov\/expapi\/verbs\/\w+$/);
  for (const map of [statement.verb.display, statement.object.definition.name ?? {}]) {
    for (const [tag, words] of Object.entries(map)) {
      expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
      expect(words).toMatch(/\S/);
    }
  }
  const { score, duration } = statement.result ?? {};
  if (score) {
    expect(score.scaled).toBeGreaterThanOrEqual(0);
    expect(score.scaled).toBeLessThanOrEqual(1);
    expect(score.raw).toBeGreaterThanOrEqual(score.min);
    expect(score.raw).toBeLessThanOrEqual(score.max);
  }
  if (duration) expect(duration).toMatch(/^PT\d+(\.\d{1,2})?S$/);
  // Nothing in a statement may be null, but in extensions.
  expect(JSON.stringify({ ...statement, context: { ...statement.context, extensions: {} } })).not.toContain("null");
}

describe("a statement", () => {
  test.each(heard)("of %s keeps the rules, and says %#", (name, detail, verb) => {
    const statement = statementOf(tell(name, detail), options) as Statement;
    checkStatement(statement);
    expect(statement.verb.id).toBe(`http://adlnet.gov/expapi/verbs/${verb}`);
    expect(statement.object.id).toMatch(/^https:\/\/school\.example\/dojo\/(exercises\/softmax|questions\/why-scale)/);
    expect(JSON.stringify(statement)).not.toContain("Math.exp");
  });

  test("tells the verdict, the mistake and the seed", () => {
    const statement = statementOf(
      tell("attention-result", { ...shared, mode: "submit", source, report: wrong }),
      options,
    );
    expect(statement?.result).toMatchObject({
      success: false,
      completion: false,
      score: { scaled: 0, raw: 0, max: 1 },
    });
    expect(statement?.context.extensions).toMatchObject({
      [extensions.verdict]: "wrong-answer",
      [extensions.mistake]: "not-normalized",
      [extensions.seed]: 7,
      [extensions.language]: "javascript",
    });
  });

  test("holds what the learner wrote only when asked to", () => {
    const event = tell("attention-result", { ...shared, mode: "submit", source, report: wrong });
    expect(statementOf(event, options)?.result?.response).toBeUndefined();
    expect(statementOf(event, { ...options, response: true })?.result?.response).toBe(source);
    const answered = tell("attention-question-answered", { ...question, answer, mark: { points: 1, of: 2 } });
    expect(statementOf(answered, { ...options, response: true })?.result?.response).toBe("a[,]c");
  });

  test("says nothing of other events", () => {
    for (const name of ["attention-change", "attention-run", "attention-error", "click"])
      expect(statementOf(tell(name, shared), options)).toBeUndefined();
  });

  test("names options that no store would take", () => {
    const event = tell("attention-ready", shared);
    expect(() => statementOf(event, { ...options, activityBase: "dojo" })).toThrow(
      /activityBase is "dojo".*absolute IRI/,
    );
    expect(() => statementOf(event, { ...options, registration: "17" })).toThrow(/registration is "17".*UUID/);
  });
});

describe("recording", () => {
  afterEach(() => void vi.useRealTimers());

  test("sends each statement, with the time since the exercise was there, until it is ended", () => {
    vi.useFakeTimers();
    const page = new EventTarget();
    const sent: Statement[] = [];
    const end = recordStatements(page, options, (statement) => sent.push(statement));
    page.dispatchEvent(tell("attention-ready", shared));
    vi.advanceTimersByTime(93_500);
    page.dispatchEvent(tell("attention-result", { ...shared, mode: "submit", source, report: right }));
    end();
    page.dispatchEvent(tell("attention-hint", { ...shared, hint: 1, total: 3 }));
    expect(sent.map(({ verb }) => verb.display["en-US"])).toEqual(["initialized", "passed"]);
    expect(sent[1]?.result?.duration).toBe("PT93.5S");
    for (const statement of sent) checkStatement(statement);
  });
});
