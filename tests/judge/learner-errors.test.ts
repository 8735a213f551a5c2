import { afterAll, describe, expect, test } from "vitest";
import type { Language } from "../../web/format/index.js";
import { createJudge, type Report } from "../../web/judge/index.node.js";

const judge = createJudge();
afterAll(() => judge.dispose());

const judged = (source: string, language: Language = "javascript", exercise = "softmax"): Promise<Report> =>
  judge.judge({ exercise, language, source, seed: 1 });

const inPython =
  "import numpy as np\n\ndef softmax(x, axis):\n    e = np.exp(x)\n    return e / e.sum(axis=axis, keepdims=True)\n";
const inJavaScript = "const softmax = (x, axis) => {\n  return x.map((row) => row.map(Math.exp));\n};\n";

describe("a program in another language than it was judged as", () => {
  test.each<readonly [string, Language, string]>([
    ["Python as JavaScript", "javascript", inPython],
    ["Python under the comment that the starter begins with", "javascript", `/**\n * Softmax.\n */\n${inPython}`],
    ["Python without a function", "javascript", "from math import exp\nfor i in range(3):\n    x = exp(i)\n"],
    ["JavaScript as Python", "python", inJavaScript],
    ["JavaScript under a line of the starter", "python", `import numpy as np\n\n${inJavaScript}function f() {}\n`],
  ])("is recognised: %s", async (_, language, source) => {
    const { verdict, error, message } = await judged(source, language);
    expect(verdict).toBe("compile-error");
    const [its, taken] = language === "python" ? ["JavaScript", "Python"] : ["Python", "JavaScript"];
    expect(error?.writtenIn).toBe(its.toLowerCase());
    expect(error?.advice?.en).toContain(`This looks like ${its}, but it was run as ${taken}.`);
    expect(error?.advice?.zh).toContain(`切换到 ${its === "Python" ? "NumPy" : its}`);
    expect(message.en).toContain(error?.advice?.en);
  });

  test.each<readonly [string, Language, string]>([
    ["a bracket too few", "javascript", "function softmax(x, axis) {\n  return (x;\n}\n"],
    ["a bracket too many", "python", "def softmax(x, axis):\n    return x)\n"],
    ["a line of JavaScript in Python", "python", `${inPython}\nlet y = 3\n`],
    ["half of each", "javascript", "function softmax(x) {\n}\ndef softmax(x):\n"],
    ["a variable called var", "python", "def f(x):\n    var = x.var(\n"],
    ["no code at all", "javascript", "Softmax, please."],
  ])("is not seen in what is only wrong: %s", async (_, language, source) => {
    const { verdict, error } = await judged(source, language);
    expect(verdict).toBe("compile-error");
    expect(error).not.toHaveProperty("writtenIn");
    expect(error).not.toHaveProperty("advice");
  });

  test.each(["\n", " ", "def ", "a = ", "const a\t", "for a, ", "}"])(
    "is looked for in no time, whatever the source: %j without end",
    async (part) => {
      const source = `(${part.repeat(200_000 / part.length)}`;
      const started = performance.now();
      expect((await judged(source)).verdict).toBe("compile-error");
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );
});

describe("a function that is not there", () => {
  test.each<readonly [string, Language, string, string]>([
    [
      "an underscore too many",
      "python",
      "def soft_max(x, axis):\n    return x\n",
      "defines soft_max, but the exercise calls softmax. Rename soft_max to softmax.",
    ],
    ["another case", "javascript", "function softMax(x) { return x; }", "Rename softMax to softmax."],
    ["the only function", "javascript", "const attention = (x) => x;", "Rename attention to softmax."],
    [
      "helpers and the wrong name",
      "javascript",
      "function exp1(x) {}\nconst Softmax = async (x) => x;\nconst eps = 1;",
      "Rename Softmax to softmax.",
    ],
    [
      "several others",
      "python",
      "def a(x):\n    return x\nb = lambda x: x\nc = 3\n",
      "no function named softmax; it defines a, b.",
    ],
    [
      "a method",
      "python",
      "class Solution:\n    def softmax(self, x, axis):\n        return x\n",
      "softmax is defined inside a class or another function",
    ],
    ["a value", "javascript", "const softmax = 3;", "defines softmax, but not as a function"],
    ["nothing", "python", "x = 3\n", "no function named softmax. Keep the name"],
  ])("is told what was found instead: %s", async (_, language, source, says) => {
    const { verdict, message, error } = await judged(source, language);
    expect(verdict).toBe("compile-error");
    expect(error).toBeUndefined();
    expect(message.en).toContain(says);
    expect(message.zh).toContain("softmax");
  });
});

describe("what an error leaves unsaid", () => {
  test.each<readonly [string, Language, string, string]>([
    [
      "a line that is missing",
      "python",
      "def softmax(x, axis):\n    return np.exp(x)\n",
      "Add this line at the top: import numpy as np",
    ],
    [
      "a module that is not there",
      "python",
      "import scipy.special\ndef softmax(x, axis):\n    return x\n",
      "Only Python's standard library, NumPy and PyTorch are available here.",
    ],
    [
      "a word of JavaScript",
      "python",
      "def softmax(x, axis):\n    return x * true\n",
      "Python has no true; use True instead.",
    ],
    [
      "NumPy in JavaScript",
      "javascript",
      "const softmax = (x, axis) => np.exp(x);",
      "JavaScript has no np; use arrays of arrays",
    ],
    ["a word of Python", "javascript", "const softmax = (x, axis) => { print(x); };", "use console.log(...) instead"],
  ])("is in the report, by itself and in its sentence: %s", async (_, language, source, says) => {
    const { message, error, cases } = await judged(source, language);
    const advice = (error ?? cases[0]?.error)?.advice;
    expect(advice?.en).toContain(says);
    expect(advice?.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(message.en).toContain(says);
    expect(message.zh).toContain(advice?.zh);
  });

  test("is nothing where there is nothing to say, whatever the name", async () => {
    for (const name of ["sofmax", "constructor", "__proto__"]) {
      const { cases } = await judged(`const softmax = (x) => { throw new ReferenceError("${name} is not defined"); };`);
      expect(cases[0]?.error).not.toHaveProperty("advice");
    }
  });
});

test("arguments are called what they are called in the learner's language", async () => {
  const topLeft = {
    javascript:
      "const causalMask = (seqQ, seqK) => Array.from({ length: seqQ }, (_, i) => Array.from({ length: seqK }, (_, j) => j <= i));",
    python: "import numpy as np\ndef causal_mask(seq_q, seq_k):\n    return np.tril(np.ones((seq_q, seq_k)))\n",
  };
  const { diagnosis } = await judged(topLeft.javascript, "javascript", "causal-mask");
  expect(diagnosis?.explanation.en).toContain("seqK - seqQ");
  expect(diagnosis?.explanation.zh).toContain("seqK - seqQ");
  const python = await judged(topLeft.python, "python", "causal-mask");
  expect(python.diagnosis?.explanation.en).toContain("seq_k - seq_q");
});

test("a callback is no top level", async () => {
  const inCall = await judged("function softmax(x) {\n  return x.map((row) => row.foo.bar);\n}");
  expect(inCall.cases[0]?.error?.trace).toBe(
    "at softmax (line 2, column 12)\nat anonymous function (line 2, column 33)",
  );
  const whileLoading = await judged("[1].map((one) => one.foo.bar);");
  expect(whileLoading.error?.trace).toBe("at top level (line 1, column 5)\nat anonymous function (line 1, column 26)");
});
