import { expect, test } from "vitest";
import { readHandIn, writeHandIn } from "../../web/courses/hand-in/index.js";

const given = {
  exercise: "softmax",
  language: "python",
  source: "def softmax(x, axis):\n    return x\n",
  seed: 7,
  verdict: "wrong-answer",
  learner: "张伟",
  handedIn: "2026-11-30T10:00:00.000Z",
  dojo: "0.2.0",
} as const;

test("what is written is read", () => expect(readHandIn(writeHandIn(given))).toMatchObject(given));

test.each([
  ["{", "not JSON"],
  ["[]", "not a file of"],
  ["{}", "not a file of"],
  [JSON.stringify({ ...JSON.parse(writeHandIn(given)), version: 2 }), "version 2"],
  [JSON.stringify({ ...JSON.parse(writeHandIn(given)), language: "cobol" }), "language"],
  [JSON.stringify({ ...JSON.parse(writeHandIn(given)), seed: -1 }), "seed"],
  [JSON.stringify({ ...JSON.parse(writeHandIn(given)), source: 3 }), "source"],
  [JSON.stringify({ ...JSON.parse(writeHandIn(given)), source: "x".repeat(500_001) }), "source"],
  [JSON.stringify({ ...JSON.parse(writeHandIn(given)), learner: "x".repeat(101) }), "learner"],
])("%.40s is refused with a sentence", (text, says) => expect(() => readHandIn(text)).toThrow(says));
