/** What right programs cost is counted where the task says so, and nobody is blamed for what they did not do. */
import { afterAll, describe, expect, test } from "vitest";
import { openExercise } from "../../web/exercises/index.js";
import type { Language } from "../../web/format/index.js";
import { createJudge } from "../../web/judge/index.node.js";

const judge = createJudge();
afterAll(() => judge.dispose());

const judged = (exercise: string, language: Language, source: string) =>
  judge.judge({ exercise, language, source, seed: 1 });

const wasteful: Readonly<Record<string, readonly [Language, string]>> = {
  "all pairs in NumPy": [
    "python",
    `
import numpy as np
def sliding_window_attention(q, k, v, window):
    i = np.arange(q.shape[2])
    s = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    s = np.where((i[None] <= i[:, None]) & (i[None] > i[:, None] - window), s, -np.inf)
    p = np.exp(s - s.max(-1, keepdims=True))
    return p / p.sum(-1, keepdims=True) @ v
`,
  ],
  "all pairs with einsum": [
    "python",
    `
import numpy as np
def sliding_window_attention(q, k, v, window):
    i = np.arange(q.shape[2])
    s = np.einsum("bhld,bhsd->bhls", q, k) / np.sqrt(q.shape[-1])
    s = np.where((i[None] <= i[:, None]) & (i[None] > i[:, None] - window), s, -np.inf)
    p = np.exp(s - s.max(-1, keepdims=True))
    return np.einsum("bhls,bhsd->bhld", p / p.sum(-1, keepdims=True), v)
`,
  ],
  "every key for each query, in a loop": [
    "python",
    `
import numpy as np
def sliding_window_attention(q, k, v, window):
    out = np.zeros_like(q)
    for i in range(q.shape[2]):
        s = (k * q[:, :, i:i + 1]).sum(-1) / np.sqrt(q.shape[-1])
        s[..., i + 1:] = -np.inf
        s[..., :max(i - window + 1, 0)] = -np.inf
        p = np.exp(s - s.max(-1, keepdims=True))
        out[:, :, i] = ((p / p.sum(-1, keepdims=True))[..., None] * v).sum(2)
    return out
`,
  ],
  "all pairs in PyTorch": [
    "pytorch",
    `
import torch
def sliding_window_attention(q, k, v, window):
    i = torch.arange(q.size(2))
    s = q @ k.transpose(-2, -1) / q.size(-1) ** 0.5
    hidden = (i[None] > i[:, None]) | (i[None] <= i[:, None] - window)
    return torch.softmax(s.masked_fill(hidden, float("-inf")), dim=-1) @ v
`,
  ],
};

const thrifty: Readonly<Record<string, readonly [Language, string]>> = {
  "slices in NumPy": [
    "python",
    `
import numpy as np
def sliding_window_attention(q, k, v, window):
    out = np.empty_like(q)
    for i in range(q.shape[2]):
        keys = slice(max(0, i - window + 1), i + 1)
        s = q[:, :, i:i + 1] @ k[:, :, keys].swapaxes(-1, -2) / np.sqrt(q.shape[-1])
        p = np.exp(s - s.max(-1, keepdims=True))
        out[:, :, i:i + 1] = p / p.sum(-1, keepdims=True) @ v[:, :, keys]
    return out
`,
  ],
  "windows gathered by index, and a mask of all pairs beside them": [
    "python",
    `
import numpy as np
def sliding_window_attention(q, k, v, window):
    i = np.arange(q.shape[2])
    banded = (i[None] <= i[:, None]) & (i[None] > i[:, None] - window)
    at = i[:, None] - np.arange(window)
    near = np.clip(at, 0, None)
    s = np.einsum("bhld,bhlwd->bhlw", q, k[:, :, near]) / np.sqrt(q.shape[-1])
    s = np.where((at >= 0) & banded[i[:, None], near], s, -np.inf)
    p = np.exp(s - s.max(-1, keepdims=True))
    return np.einsum("bhlw,bhlwd->bhld", p / p.sum(-1, keepdims=True), v[:, :, near])
`,
  ],
  "slices in PyTorch": [
    "pytorch",
    `
import torch
def sliding_window_attention(q, k, v, window):
    rows = []
    for i in range(q.size(2)):
        keys = slice(max(0, i - window + 1), i + 1)
        s = q[:, :, i:i + 1] @ k[:, :, keys].transpose(-2, -1) / q.size(-1) ** 0.5
        rows.append(torch.softmax(s, dim=-1) @ v[:, :, keys])
    return torch.cat(rows, dim=2)
`,
  ],
};

describe("sliding-window-attention", () => {
  test.each(Object.entries(wasteful))(
    "%s: accepted, and the work is named",
    { timeout: 60_000 },
    async (_, [language, source]) => {
      const report = await judged("sliding-window-attention", language, source);
      expect(report).toMatchObject({ verdict: "accepted", diagnosis: { mistake: "work-outside-the-window" } });
      expect(report.notes?.some(({ en }) => en.includes("operations"))).toBe(true);
    },
  );

  test.each(Object.entries(thrifty))(
    "%s: accepted, and nothing is said",
    { timeout: 60_000 },
    async (_, [language, source]) => {
      const report = await judged("sliding-window-attention", language, source);
      expect(report.verdict).toBe("accepted");
      expect(report.diagnosis).toBeUndefined();
    },
  );

  test("samples alone are not counted", { timeout: 60_000 }, async () => {
    const [language, source] = wasteful["all pairs in NumPy"] as readonly [Language, string];
    const report = await judge.judge({
      exercise: "sliding-window-attention",
      language,
      source,
      seed: 1,
      cases: "sample",
    });
    expect(report.diagnosis).toBeUndefined();
  });
});

describe("tiled-attention", () => {
  const untiled: Readonly<Record<string, readonly [Language, string]>> = {
    "all scores at once": [
      "python",
      `
import numpy as np
def tiled_attention(q, k, v, block, causal):
    L, S = q.shape[2], k.shape[2]
    s = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    visible = np.arange(S) <= np.arange(L)[:, None] + S - L if causal else np.ones((L, S), bool)
    s = np.where(visible, s, -np.inf)
    m = s.max(-1, keepdims=True)
    m = np.where(np.isneginf(m), 0, m)
    p = np.exp(s - m)
    total = p.sum(-1, keepdims=True)
    with np.errstate(divide="ignore"):
        return p @ v / np.where(total == 0, 1, total), (m + np.log(total))[..., 0]
`,
    ],
    "scores by blocks, which are all kept": [
      "python",
      `
import numpy as np
def tiled_attention(q, k, v, block, causal):
    L, S = q.shape[2], k.shape[2]
    parts = [q @ k[:, :, j:j + block].swapaxes(-1, -2) / np.sqrt(q.shape[-1]) for j in range(0, S, block)]
    s = np.concatenate(parts, axis=-1)
    visible = np.arange(S) <= np.arange(L)[:, None] + S - L if causal else np.ones((L, S), bool)
    s = np.where(visible, s, -np.inf)
    m = s.max(-1, keepdims=True)
    m = np.where(np.isneginf(m), 0, m)
    p = np.exp(s - m)
    total = p.sum(-1, keepdims=True)
    with np.errstate(divide="ignore"):
        return p @ v / np.where(total == 0, 1, total), (m + np.log(total))[..., 0]
`,
    ],
    "all scores at once in PyTorch": [
      "pytorch",
      `
import torch
def tiled_attention(q, k, v, block, causal):
    L, S = q.size(2), k.size(2)
    s = torch.einsum("bhld,bhsd->bhls", q, k) / q.size(-1) ** 0.5
    if causal:
        s = s.masked_fill(torch.arange(S) > torch.arange(L)[:, None] + S - L, float("-inf"))
    m = s.amax(-1, keepdim=True)
    m = torch.where(torch.isinf(m), torch.zeros_like(m), m)
    p = torch.exp(s - m)
    total = p.sum(-1, keepdim=True)
    return p @ v / torch.where(total == 0, torch.ones_like(total), total), (m + torch.log(total))[..., 0]
`,
    ],
  };

  test.each(Object.entries(untiled))("%s: the matrix is named", { timeout: 60_000 }, async (_, [language, source]) => {
    const report = await judged("tiled-attention", language, source);
    expect(report).toMatchObject({ verdict: "wrong-answer", diagnosis: { mistake: "score-matrix-kept" } });
    expect(report.cases.filter(({ verdict }) => verdict !== "accepted").map(({ name }) => name)).toEqual(["counted"]);
  });

  test.each(["python", "pytorch"] as const)("its solutions in %s keep less", { timeout: 60_000 }, async (language) => {
    const exercise = await openExercise("tiled-attention");
    for (const style of exercise.styles(language)) {
      const report = await judged("tiled-attention", language, await exercise.solution(language, style));
      expect(report, style).toMatchObject({ verdict: "accepted" });
      expect(report.diagnosis).toBeUndefined();
    }
  });
});
