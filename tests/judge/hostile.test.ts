import { afterAll, describe, expect, test } from "vitest";
import { createJudge } from "../../web/judge/index.node.js";
import { type Attack, attacks, memoryAttacks } from "./attacks.js";

const judge = createJudge();
afterAll(() => judge.dispose());

const limits = { deadlineMs: 2000 };

async function check({ source, verdict, says, prints }: Attack, deadlineMs = limits.deadlineMs) {
  const report = await judge.judge({
    exercise: "softmax",
    language: "javascript",
    source,
    seed: 1,
    limits: { deadlineMs },
  });
  expect(report.verdict, JSON.stringify([report.message.en, report.console.slice(0, 500)])).toBe(verdict);
  if (says) expect(report.message.en).toContain(says);
  if (prints) expect(report.console).toContain(prints);
  expect(report.console.length).toBeLessThanOrEqual(64 * 1024);
  expect(JSON.stringify(report).length).toBeLessThan(1e6);
}

describe("hostile code in Node", () => {
  for (const attack of attacks.filter(({ only }) => only !== "browser")) test(attack.name, () => check(attack));
  for (const attack of memoryAttacks) test(attack.name, () => check(attack, 20_000), 60_000);

  test("the next program is judged as if nothing had been", () => check(attacks[0] as Attack));
});
