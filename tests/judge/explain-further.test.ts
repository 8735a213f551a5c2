import { afterAll, describe, expect, test } from "vitest";
import { createJudge } from "../../web/judge/index.node.js";

const judge = createJudge();
afterAll(() => judge.dispose());

const softmax = (body: string) => `
  const one = (row) => {
    const top = Math.max(...row);
    const powers = row.map((value) => Math.exp(value - top));
    return powers.map((power) => power / powers.reduce((a, b) => a + b));
  };
  const flip = (m) => m[0].map((_, j) => m.map((row) => row[j]));
  const right = (x, axis) => (axis === 0 ? flip(flip(x).map(one)) : x.map(one));
  ${body}`;
const judged = (source: string, language: "javascript" | "python" = "javascript") =>
  judge.judge({ exercise: "softmax", language, source, seed: 1 });

describe("two calls with the same input", () => {
  test("differ where dropout is still on", async () => {
    const { verdict, diagnosis } = await judged(
      softmax(`function softmax(x, axis) {
        return right(x, axis).map((row) => row.map((weight) => (Math.random() < 0.5 ? 0 : 2 * weight * Math.random())));
      }`),
    );
    expect(verdict).toBe("wrong-answer");
    expect(diagnosis?.mistake).toBe("not-deterministic");
    expect(diagnosis?.title.en).toContain("same input differ");
  });

  test("differ in NumPy with a generator of their own", async () => {
    const source = `
import numpy as np
np.random.seed(42)
def softmax(x, axis):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True) * (np.random.rand(*x.shape) > 0.5)`;
    expect((await judged(source, "python")).diagnosis?.mistake).toBe("not-deterministic");
  });

  test("differ where the first call leaves something behind", async () => {
    const { diagnosis } = await judged(
      softmax(`let before = 0;
      function softmax(x, axis) {
        before += 1;
        return right(x, axis).map((row) => row.map((weight) => weight * before * 1.5));
      }`),
    );
    expect(diagnosis?.mistake).toBe("not-deterministic");
  });

  test("are the same, NaN for NaN: what is only wrong is not called random", async () => {
    for (const wrong of ["weight * weight", "weight / 3 + 0.1", "NaN"]) {
      const { diagnosis } = await judged(
        softmax(`const softmax = (x, axis) => right(x, axis).map((row) => row.map((weight) => ${wrong}));`),
      );
      expect(diagnosis?.mistake).not.toBe("not-deterministic");
    }
  });

  test("are not made for a program that is accepted, or that does not end", async () => {
    const accepted = await judged(softmax("const softmax = right; console.log(1);"));
    expect(accepted).toMatchObject({ verdict: "accepted", console: "1\n" });
    const endless = await judge.judge({
      exercise: "softmax",
      language: "javascript",
      source: "function softmax() { for (;;); }",
      seed: 1,
      limits: { deadlineMs: 200 },
    });
    expect(endless.diagnosis).toBeUndefined();
  });
});

describe("what a sentence says", () => {
  const first = async (source: string, exercise = "softmax") =>
    (await judge.judge({ exercise, language: "javascript", source, seed: 1 })).message;

  test("-Infinity is called so", async () => {
    const { en, zh } = await first("const softmax = (x) => x.map((row) => row.map(() => -Infinity));");
    expect(en).toContain("is -Infinity at 6 of 6 positions");
    expect(en).toContain("a logarithm of 0");
    expect(zh).toContain("有 6 个是 -Infinity");
    const both = await first("const softmax = (x) => x.map((row) => row.map((_, j) => (j ? 1 / 0 : -1 / 0)));");
    expect(both.en).toContain("is Infinity or -Infinity at 6 of 6");
    const plus = await first("const softmax = (x) => x.map((row) => row.map(() => Infinity));");
    expect(plus.en).toContain("is Infinity at 6 of 6");
  });

  test("numbers rounded to float16 are recognised, others are not", async () => {
    const rounded = (digits: string) =>
      first(softmax(`const softmax = (x, axis) => right(x, axis).map((row) => row.map((weight) => ${digits}));`));
    const half =
      "Math.round(weight * 2 ** (10 - Math.floor(Math.log2(weight)))) / 2 ** (10 - Math.floor(Math.log2(weight)))";
    expect((await rounded(half)).en).toContain("float16");
    expect((await rounded(half)).zh).toContain("float16");
    expect((await rounded("weight + 0.0004")).en).not.toContain("float16");
    expect((await rounded("0.5")).en).not.toContain("float16");
  });
});

describe("an error", () => {
  const message = async (source: string, language: "javascript" | "python") =>
    (await judge.judge({ exercise: "attention-weights", language, source, seed: 1 })).message;

  test("np.softmax: NumPy has none, and what to write", async () => {
    const { en, zh } = await message(
      "import numpy as np\ndef compute_attention(x, w):\n    return np.softmax(x @ w)\n",
      "python",
    );
    expect(en).toContain("NumPy has no softmax. Write one: subtract the maximum");
    expect(zh).toContain("NumPy 没有 softmax，需要自己写");
    const js = await message("const computeAttention = (x, w) => Math.softmax(x);", "javascript");
    expect(js.en).toContain("JavaScript has no softmax");
  });

  test("einops in a NumPy program: what to write in its place, and no other language is offered", async () => {
    const source = "import numpy as np\nfrom einops import rearrange\n\ndef compute_attention(x, w):\n    return x\n";
    const { message, error } = await judge.judge({
      exercise: "attention-weights",
      language: "python",
      source,
      seed: 1,
    });
    expect(message.en).toContain("In NumPy use reshape, transpose and np.einsum");
    expect(message.zh).toContain("einops");
    expect(error?.writtenIn).toBeUndefined();
  });

  test("import tensorflow: what can be used instead", async () => {
    const { en, zh } = await message("import tensorflow as tf\ndef compute_attention(x, w):\n    return x\n", "python");
    expect(en).toContain("What tensorflow does in this task can be written with one of them.");
    expect(zh).toContain("tensorflow");
  });
});
