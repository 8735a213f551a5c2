/** Classes in PyTorch: where their weights go, what their gradients are held against, and what is no harm to anybody. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createJudge, type Judge, type Report } from "../../web/judge/index.node.js";
import { createPythonRuntime } from "../../web/runtimes/python/node.js";
import { rightPrograms } from "../exercises/programs.js";
import { ensurePythonAssets } from "./python-assets.js";

let judge: Judge;
beforeAll(async () => {
  const assets = await ensurePythonAssets();
  judge = createJudge({ runtimes: { python: () => createPythonRuntime({ assets }) } });
  await judge.prepare("pytorch");
}, 300_000);
afterAll(() => judge?.dispose());

const judged = (source: string, exercise = "self-attention"): Promise<Report> =>
  judge.judge({ exercise, language: "pytorch", source: `${imports}${source}`, seed: 5 });

const imports = `import math
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

`;

/** @param change of the source, as `[before, after]` */
function selfAttention(...change: readonly (readonly [string, string])[]): string {
  const source = `
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(q.size(-1)), dim=-1)
        return self.out(weights @ v)
`;
  return change.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`The program has no ${before}.`);
    return text.replaceAll(before, after);
  }, source);
}

const notes = (report: Report) => (report.notes ?? []).map(({ en }) => en).join(" ");

describe("the weights of an exercise go into the parameters of a class", () => {
  test("by the starter's names, and nothing is said", async () => {
    const report = await judged(selfAttention());
    expect(report).toMatchObject({ verdict: "accepted", language: "pytorch" });
    expect(report.notes).toBeUndefined();
  });

  test.each<readonly [string, string, string]>([
    ["W_q, W_k, W_v, W_o", "W_q W_k W_v W_o", "W_q → wq bq, W_k → wk bk, W_v → wv bv, W_o → wo bo"],
    ["q_proj and the like", "q_proj k_proj v_proj o_proj", "q_proj → wq bq"],
    ["to_q and the like", "to_q to_k to_v to_out", "to_out → wo bo"],
    ["query_linear and the like", "query_linear key_linear value_linear out_linear", "out_linear → wo bo"],
    ["queries, keys, values, fc_out", "queries keys values fc_out", "queries → wq bq"],
    ["wq, wk, wv, wo", "wq wk wv wo", "wo → wo bo"],
    ["camelCase", "linearQ linearK linearV linearOut", "linearQ → wq bq"],
  ])("by names that people write: %s", async (_, names, says) => {
    const [q = "", k = "", v = "", o = ""] = names.split(" ");
    const report = await judged(
      selfAttention(
        ["self.query", `self.${q}`],
        ["self.key", `self.${k}`],
        ["self.value", `self.${v}`],
        ["self.out", `self.${o}`],
      ),
    );
    expect(report.verdict).toBe("accepted");
    expect(notes(report)).toContain(says);
    expect(notes(report)).toContain("by their names");
  });

  test("in the order of definition, where no name says what they are, and the report says so", async () => {
    const report = await judged(
      selfAttention(
        ["self.query", "self.first"],
        ["self.key", "self.second"],
        ["self.value", "self.third"],
        ["self.out", "self.last"],
      ),
    );
    expect(report.verdict).toBe("accepted");
    expect(notes(report)).toContain("in the order in which you define them: first → wq bq, second → wk bk");
  });

  test("of one fused projection, by rows", async () => {
    const report = await judged(`
class SelfAttention(nn.Module):
    def __init__(self, embed_dim, dropout=0.1):
        super().__init__()
        self.c_attn = nn.Linear(embed_dim, 3 * embed_dim)
        self.c_proj = nn.Linear(embed_dim, embed_dim)
        self.drop = nn.Dropout(dropout)

    def forward(self, x):
        q, k, v = self.c_attn(x).chunk(3, dim=-1)
        weights = self.drop((q @ k.mT / q.shape[-1] ** 0.5).softmax(-1))
        return self.c_proj(weights @ v), weights
`);
    expect(report.verdict).toBe("accepted");
    expect(notes(report)).toContain("c_attn → wq wk wv bq bk bv");
  });

  test("of one layer for each head, and of parameters (heads, D, d)", async () => {
    const lists = await judged(
      `
class Head(nn.Module):
    def __init__(self, n_embd, head_size):
        super().__init__()
        self.key = nn.Linear(n_embd, head_size)
        self.query = nn.Linear(n_embd, head_size)
        self.value = nn.Linear(n_embd, head_size)

    def forward(self, x):
        k, q, v = self.key(x), self.query(x), self.value(x)
        return F.softmax(q @ k.transpose(-2, -1) * k.shape[-1] ** -0.5, dim=-1) @ v

class MultiHeadAttention(nn.Module):
    def __init__(self, n_embd, num_heads):
        super().__init__()
        self.heads = nn.ModuleList([Head(n_embd, n_embd // num_heads) for _ in range(num_heads)])
        self.proj = nn.Linear(n_embd, n_embd)

    def forward(self, x):
        return self.proj(torch.cat([head(x) for head in self.heads], dim=-1))
`,
      "multi-head-attention",
    );
    expect(lists.verdict).toBe("accepted");
    expect(notes(lists)).toContain("heads.*.query → wq bq");

    const stacked = await judged(
      `
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        d = d_model // num_heads
        self.Wq, self.Wk, self.Wv = (nn.Parameter(torch.randn(num_heads, d_model, d)) for _ in range(3))
        self.bq, self.bk, self.bv = (nn.Parameter(torch.zeros(num_heads, 1, d)) for _ in range(3))
        self.Wo = nn.Linear(d_model, d_model)

    def forward(self, x):
        q, k, v = (torch.einsum("bld,hde->bhle", x, w) + b for w, b in ((self.Wq, self.bq), (self.Wk, self.bk), (self.Wv, self.bv)))
        weights = torch.softmax(q @ k.mT / math.sqrt(q.shape[-1]), -1)
        return self.Wo((weights @ v).transpose(1, 2).flatten(2)), weights
`,
      "multi-head-attention",
    );
    expect(stacked.verdict).toBe("accepted");
  });

  test("of blocks that follow one another, each its part of what is stacked; a loss that is None does no harm", async () => {
    const { source } = rightPrograms("torch").find(
      (one) => one.exercise === "gpt-logits" && one.name.startsWith("nanoGPT"),
    ) as { source: string };
    const tied = await judged(source, "gpt-logits");
    expect(tied.verdict).toBe("accepted");
    expect(notes(tied)).toContain("transformer.h.*.attn.c_attn → wq wk wv");
    expect(notes(tied)).toContain("transformer.wpe → positions");
    const untied = await judged(source.replace("self.transformer.wte.weight = self.lm_head.weight", ""), "gpt-logits");
    expect(untied.message.en).toContain("GPT has parameters that this exercise has no weights for: lm_head.weight");
    const first = await judged(
      source.replace(
        "h=nn.ModuleList([Block(config) for _ in range(config.n_layer)])",
        "h=nn.ModuleList([Block(config)])",
      ),
      "gpt-logits",
    );
    expect(first.message.en).toContain("blocks.*.query.weight");
  });

  const square = (apply: (x: string, w: string) => string) => `
class SelfAttention(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d, d)) for _ in range(4))
        self.b_q, self.b_k, self.b_v, self.b_o = (nn.Parameter(torch.zeros(d)) for _ in range(4))

    def forward(self, x):
        q, k, v = (${apply("x", "w")} + b for w, b in ((self.W_q, self.b_q), (self.W_k, self.b_k), (self.W_v, self.b_v)))
        weights = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(x.shape[-1]), -1)
        return ${apply("(weights @ v)", "self.W_o")} + self.b_o
`;
  test("of square parameters that belong to no layer, whichever way they are applied", async () => {
    const columns = await judged(square((x, w) => `${x} @ ${w}`));
    expect(columns.verdict).toBe("accepted");
    expect(notes(columns)).toContain("filled as (in, out), for x @ W.");
    const rows = await judged(square((x, w) => `F.linear(${x}, ${w})`));
    expect(rows.verdict).toBe("accepted");
    expect(notes(rows)).toContain("filled as (out, in), for x @ W.T.");
  });

  test("of layers that are not made before their first input", async () => {
    const report = await judged(selfAttention(["nn.Linear(d_model, d_model)", "nn.LazyLinear(d_model)"]));
    expect(report.verdict).toBe("accepted");
  });

  test("a class of another name, with arguments by other names, that takes queries, keys, values and a mask", async () => {
    const report = await judged(`
class Attention(nn.Module):
    def __init__(self, embed_size, heads=1, dropout=0.1):
        super().__init__()
        self.values = nn.Linear(embed_size, embed_size)
        self.keys = nn.Linear(embed_size, embed_size)
        self.queries = nn.Linear(embed_size, embed_size)
        self.fc_out = nn.Linear(embed_size, embed_size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, values, keys, query, mask):
        v, k, q = self.values(values), self.keys(keys), self.queries(query)
        energy = torch.einsum("bqd,bkd->bqk", q, k)
        if mask is not None:
            energy = energy.masked_fill(mask == 0, float("-1e20"))
        return self.fc_out(self.dropout(torch.softmax(energy / (k.shape[-1] ** 0.5), dim=2)) @ v)
`);
    expect(report.verdict).toBe("accepted");
    expect(notes(report)).toContain("The class Attention was taken for SelfAttention.");
  });

  test("a class that wants one object with everything in it", async () => {
    const report = await judged(
      selfAttention(["def __init__(self, d_model):", "def __init__(self, config):\n        d_model = config.n_embd"]),
    );
    expect(report.verdict).toBe("accepted");
  });

  test("a function is accepted too", async () => {
    const report = await judged(`
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    q, k, v = F.linear(x, wq, bq), F.linear(x, wk, bk), F.linear(x, wv, bv)
    return F.linear(torch.softmax(q @ k.mT / q.shape[-1] ** 0.5, -1) @ v, wo, bo)
`);
    expect(report.verdict).toBe("accepted");
  });

  test("a class serves where there are no weights, by the names of queries, keys and values; a function goes before it", async () => {
    const attention = (body: string) => `
class DotProduct(nn.Module):
    def __init__(self, d_k, dropout=0.1):
        super().__init__()
        self.scale, self.dropout = d_k ** -0.5, nn.Dropout(dropout)

    def forward(self, query, key, value, mask=None):
        weights = self.dropout(torch.softmax(query @ key.mT * self.scale, -1))
        return ${body}
`;
    const slug = "scaled-dot-product-attention";
    expect(await judged(attention("weights @ value, weights"), slug)).toMatchObject({ verdict: "accepted" });
    const both = `${attention("weights")}\ndef scaled_dot_product_attention(q, k, v):\n    return DotProduct(q.shape[-1]).eval()(q, k, v) @ v\n`;
    expect(await judged(both, slug)).toMatchObject({ verdict: "accepted" });
  });

  test("what has no place is a sentence that names it", async () => {
    const more = await judged(
      selfAttention(["super().__init__()", "super().__init__()\n        self.pos = nn.Parameter(torch.zeros(5))"]),
    );
    expect(more.message.en).toContain("SelfAttention has parameters that this exercise has no weights for: pos (5)");
    const none = await judged(
      "class SelfAttention(nn.Module):\n    def __init__(self, d):\n        super().__init__()\n",
    );
    expect(none.message.en).toContain("has no parameters for these weights: query.weight, key.weight");
    const nothing = await judged("x = 1\n");
    expect(nothing.verdict).toBe("compile-error");
    expect(nothing.message.en).toContain("no class SelfAttention(nn.Module), and no function self_attention");
  });
});

describe("mistakes that only classes make have names", () => {
  test.each<readonly [string, string, readonly [string, string]]>([
    [
      "missing-bias",
      "a layer without bias",
      ["nn.Linear(d_model, d_model)", "nn.Linear(d_model, d_model, bias=False)"],
    ],
    [
      "weights-made-in-forward",
      "a layer made in forward",
      ["        q, k, v =", "        self.out = nn.Linear(x.size(-1), x.size(-1))\n        q, k, v ="],
    ],
    [
      "weights-drawn-anew",
      "weights initialised in forward",
      ["        q, k, v =", "        nn.init.xavier_uniform_(self.query.weight)\n        q, k, v ="],
    ],
    ["random-in-forward", "dropout that does not know of eval", ["weights @ v", "F.dropout(weights, 0.5) @ v"]],
    ["missing-scale", "one that functions make too", [" / math.sqrt(q.size(-1))", ""]],
    ["softmax-over-queries", "another", ["dim=-1", "dim=1"]],
  ])("%s: %s", async (mistake, _, change) => {
    const report = await judged(selfAttention(change));
    expect(report.verdict).not.toBe("accepted");
    expect(report.diagnosis?.mistake).toBe(mistake);
  });

  test("PyTorch's finished version is refused, however it is reached", async () => {
    for (const call of ["F.scaled_dot_product_attention", "torch.nn.functional.scaled_dot_product_attention"]) {
      const report = await judged(selfAttention(["weights @ v", `${call}(q, k, v)`]));
      expect(report.message.en).toContain("F.scaled_dot_product_attention is what this exercise asks you to write.");
    }
    const whole = await judged(
      selfAttention([
        "self.query = nn.Linear",
        "self.mha = nn.MultiheadAttention(d_model, 1)\n        self.query = nn.Linear",
      ]),
    );
    expect(whole.message.en).toContain("nn.MultiheadAttention is what this exercise asks you to write.");
  });
});

const softmax = (body: string) => `def softmax(x, axis):\n${body.replace(/^/gm, "    ")}\n`;

describe("gradients are checked when the values are right", () => {
  test.each<readonly [string, string, string]>([
    [
      "cut by detach",
      "gradient-cut",
      softmax("x = x.detach()\ne = torch.exp(x - x.amax(axis, True))\nreturn e / e.sum(axis, True)"),
    ],
    [
      "cut by NumPy",
      "gradient-cut",
      softmax(
        "x = x.detach().numpy()\ne = np.exp(x - x.max(axis, keepdims=True))\nreturn torch.from_numpy(e / e.sum(axis, keepdims=True))",
      ),
    ],
    [
      "cut by NumPy, which raises",
      "gradient-cut",
      softmax(
        "x = x.numpy()\ne = np.exp(x - x.max(axis, keepdims=True))\nreturn torch.from_numpy(e / e.sum(axis, keepdims=True))",
      ),
    ],
    [
      "cut by no_grad",
      "gradient-cut",
      softmax("with torch.no_grad():\n    e = torch.exp(x - x.amax(axis, True))\n    return e / e.sum(axis, True)"),
    ],
    [
      "cut by data",
      "gradient-cut",
      softmax("e = torch.exp(x.data - x.data.amax(axis, True))\nreturn e / e.sum(axis, True)"),
    ],
    [
      "cut in one place",
      "gradient-wrong",
      softmax("e = torch.exp(x - x.amax(axis, True))\nreturn e / e.sum(axis, True).detach()"),
    ],
  ])("%s", async (_, mistake, source) => {
    const report = await judged(source, "softmax");
    expect(report.verdict).not.toBe("accepted");
    expect(report.diagnosis?.mistake).toBe(mistake);
    expect(report.message.en).toContain("The values are right");
    // Run looks at values alone.
    const run = await judge.judge({
      exercise: "softmax",
      language: "pytorch",
      source: imports + source,
      cases: "sample",
    });
    expect(run.verdict).toBe("accepted");
  });

  test("what a program prints is printed once", async () => {
    const source = softmax("print('called')\ne = torch.exp(x - x.amax(axis, True))\nreturn e / e.sum(axis, True)");
    const report = await judged(source, "softmax");
    expect(report.verdict).toBe("accepted");
    expect(report.console).toBe("called\n".repeat(report.cases.length));
  });

  test.each([
    [
      "a maximum that is detached",
      softmax("e = torch.exp(x - x.amax(axis, True).detach())\nreturn e / e.sum(axis, True)"),
    ],
    [
      "a backward of one's own",
      `
class Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, dim):
        e = torch.exp(x - x.amax(dim, True))
        p = e / e.sum(dim, True)
        ctx.save_for_backward(p)
        ctx.dim = dim
        return p

    @staticmethod
    def backward(ctx, grad):
        (p,) = ctx.saved_tensors
        return p * (grad - (p * grad).sum(ctx.dim, True)), None

def softmax(x, axis):
    return Softmax.apply(x, axis)
`,
    ],
    [
      "what is written in place",
      softmax("x -= x.detach().amax(axis, True)\nx = x.exp_()\nreturn x / x.sum(axis, True)"),
    ],
    [
      "loops",
      softmax(
        "x = x.transpose(axis, -1)\nout = torch.zeros_like(x)\nfor i in range(x.shape[0]):\n    e = [torch.exp(v - x[i].max()) for v in x[i]]\n    for j in range(len(e)):\n        out[i, j] = e[j] / sum(e)\nreturn out.transpose(axis, -1)",
      ),
    ],
  ])("%s is right", async (_, source) => {
    expect(await judged(source, "softmax")).toMatchObject({ verdict: "accepted" });
  });

  const masked = (fill: string) => `
def masked_attention(q, k, v, mask):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    ${fill}
    weights = torch.softmax(scores, -1)
    weights = torch.where(mask.any(-1, keepdim=True), weights, torch.zeros_like(weights))
    return weights @ v
`;
  test("NaN from a row without keys, hidden after the softmax, is named", async () => {
    const added = 'scores = scores + torch.zeros_like(scores).masked_fill(~mask, float("-inf"))';
    const report = await judged(masked(added), "masked-attention");
    expect(report.diagnosis?.mistake).toBe("gradient-not-finite");
    const filled = 'scores = scores.masked_fill(~mask, float("-inf"))';
    expect(await judged(masked(filled), "masked-attention")).toMatchObject({ verdict: "accepted" });
  });
});

describe("programs that are up to something", () => {
  const wrong = selfAttention([" / math.sqrt(q.size(-1))", ""]);
  test.each([
    ["comparisons", "torch.Tensor.__eq__ = lambda a, b: True\ntorch.allclose = lambda *a, **k: True"],
    ["what makes tensors", "torch.from_numpy = lambda a: torch.zeros(a.shape)\ntorch.Tensor.detach = lambda a: a * 0"],
    [
      "what is known of modules",
      "nn.Module.named_parameters = lambda self: iter(())\nnn.Module.eval = lambda self: self",
    ],
    ["parameters", "nn.Parameter.__new__ = lambda cls, *a, **k: torch.zeros(1)"],
    ["going back", "torch.autograd.backward = lambda *a, **k: None\ntorch.Tensor.backward = lambda *a: None"],
    ["NumPy under it", "np.ndarray = list\nnp.asarray = lambda *a, **k: [0]"],
    ["modules by name", "import sys\nsys.modules['torch'] = None\nsys.modules['numpy'] = None"],
  ])("patching %s makes nothing right", async (_, patch) => {
    const report = await judged(`${wrong}\n${patch}\n`);
    expect(report.verdict).not.toBe("accepted");
    expect(await judged(selfAttention())).toMatchObject({ verdict: "accepted" });
  });

  test("a parameter of a strange name is text, and cut", async () => {
    const report = await judged(
      selfAttention([
        "super().__init__()",
        "super().__init__()\n        self.register_parameter('<img src=x onerror=1>' + 'a' * 500, nn.Parameter(torch.zeros(5)))",
      ]),
    );
    expect(report.message.en).toContain("<img src=x");
    expect(report.message.en.length).toBeLessThan(400);
  });

  test("a forward that never ends when it goes back ends with the deadline", async () => {
    const report = await judge.judge({
      exercise: "softmax",
      language: "pytorch",
      source: `${imports}${softmax("if x.requires_grad:\n    while True:\n        pass\nreturn torch.exp(x - x.amax(axis, True)) / torch.exp(x - x.amax(axis, True)).sum(axis, True)")}`,
      seed: 5,
      limits: { deadlineMs: 1500 },
    });
    expect(report.verdict).toBe("time-limit");
  });

  test("there is no torch for programs in NumPy, nor anything that leads to it", async () => {
    const source =
      "import sys\nassert not [m for m in sys.modules if m.startswith('torch')]\nimport torch\ndef softmax(x, axis):\n    return x\n";
    const report = await judge.judge({ exercise: "softmax", language: "python", source, seed: 1 });
    expect(report.error).toMatchObject({ name: "ModuleNotFoundError", writtenIn: "pytorch" });
  });
});
