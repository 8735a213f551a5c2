import { describe, expect, test } from "vitest";
import { dialectOf } from "../../web/judge/dialect.js";
import { createJudge } from "../../web/judge/index.node.js";

test.each([
  ["import torch", "pytorch"],
  ["import torch as t", "pytorch"],
  ["import math, torch", "pytorch"],
  ["import math as m, torch.nn as nn", "pytorch"],
  ["from torch import nn", "pytorch"],
  ["if True:\n    import numpy, torch", "pytorch"],
  ["import numpy as np", "python"],
  ["import math, numpy as np", "python"],
  ["from numpy.lib import stride_tricks", "python"],
  ["import math", undefined],
  ["import torchvision, mytorch", undefined],
  ["# import torch", undefined],
])("%j is %s", (source, dialect) => {
  expect(dialectOf(`${source}\nx = 1\n`)).toBe(dialect);
});

describe("what the small PyTorch has not", () => {
  const advice = async (source: string) => {
    const judge = createJudge();
    try {
      const { error, cases } = await judge.judge({
        exercise: "topk-attention",
        language: "pytorch",
        source,
        seed: 1,
      });
      return (error ?? cases[0]?.error)?.advice?.en;
    } finally {
      judge.dispose();
    }
  };

  test("is said by its whole name, and PyTorch is not offered to who has chosen it", async () => {
    expect(await advice("from torch.nn.attention.flex_attention import flex_attention\n")).toBe(
      "The small PyTorch here has no torch.nn.attention: write it with tensors and torch.nn.",
    );
  });

  test("because it is the task: what may be used instead", async () => {
    const calls =
      "import torch.nn.functional as F\ndef topk_attention(q, k, v, top):\n    return F.scaled_dot_product_attention(q, k, v)\n";
    expect(await advice(calls)).toContain("torch.softmax may be used");
  });
});
