import { expect, test } from "vitest";
import { createJudge } from "../../web/judge/index.node.js";
import type { Malformed, Runtime } from "../../web/runtimes/index.js";

/** A judge whose Python always gives the same malformed value. */
function judgeThatGets(malformed: Malformed) {
  const runtime: Runtime = {
    prepare: async () => {},
    run: async () => ({
      load: { status: "ok" },
      calls: [{ status: "malformed", malformed, durationMs: 1 }],
      console: "",
      printed: { load: "", calls: [] },
    }),
    dispose: () => {},
  };
  return createJudge({ runtimes: { python: () => runtime } });
}

test.each([
  ["a dictionary", "a dictionary", "字典"],
  ["an array of objects (dtype=object)", "an array of objects (dtype=object)", "元素为对象的数组（dtype=object）"],
  ["an array of complex numbers (dtype=complex128)", "dtype=complex128", "元素为复数的数组（dtype=complex128）"],
  ["an array of strings (dtype=str96)", "dtype=str96", "元素为字符串的数组（dtype=str96）"],
])("what came back instead of numbers is named in both languages: %s", async (found, english, chinese) => {
  const judge = judgeThatGets({ output: 0, problem: "not-an-array", found });
  const report = await judge.judge({ exercise: "softmax", language: "python", source: "", seed: 1 });
  expect(report.verdict).toBe("wrong-answer");
  expect(report.message.en).toContain(english);
  expect(report.message.zh).toContain(chinese);
});

test("who imports PyTorch where NumPy is written is told to switch", async () => {
  const error = { name: "ModuleNotFoundError", message: "No module named 'torch'", line: 1 };
  const runtime: Runtime = {
    prepare: async () => {},
    run: async () => ({ load: { status: "threw", error }, calls: [], console: "", printed: { load: "", calls: [] } }),
    dispose: () => {},
  };
  const judge = createJudge({ runtimes: { python: () => runtime } });
  const { message, error: told } = await judge.judge({ exercise: "softmax", language: "python", source: "", seed: 1 });
  expect(message.en).toContain("No module named 'torch'. Programs that import torch are judged as PyTorch");
  expect(message.zh).toContain("切换到 PyTorch");
  expect(told?.writtenIn).toBe("pytorch");
});

test("a runtime that does not start is a JudgeError with its sentence, and an abort stays what it is", async () => {
  const broken: Runtime = {
    prepare: () => Promise.reject(new Error("There is no room.")),
    run: (_, signal) => Promise.reject(signal?.reason ?? new Error("There is no room.")),
    dispose: () => {},
  };
  const judge = createJudge({ runtimes: { python: () => broken } });
  const request = { exercise: "softmax", language: "python", source: "" } as const;
  const refusal = { name: "JudgeError", code: "no-runtime", message: "There is no room." };
  await expect(judge.prepare("python")).rejects.toMatchObject(refusal);
  await expect(judge.judge(request)).rejects.toMatchObject(refusal);
  await expect(judge.judge({ ...request, signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
});
