import { expect, test } from "vitest";
import { costFigures } from "../../web/elements/exercise/help/cost-figures.js";
import { openExercise, slugs } from "../../web/exercises/index.js";
import { workOf } from "../bench/problem.js";

/** They move, compare or average a few numbers; there is no sum of products to count. */
const withoutCost = [
  "accept-draft",
  "attention-mask",
  "beam-search",
  "bpe-merges",
  "causal-mask",
  "dpo-loss",
  "group-advantages",
  "packed-mask",
  "shifted-window-mask",
  "split-heads",
  "top-k-probabilities",
  "top-p-probabilities",
  "tree-mask",
  "window-partition",
];

const figuresOf = async (slug: string) => {
  const { signature, cost } = await openExercise(slug);
  return cost && costFigures(signature, cost);
};

test("every exercise but bug hunts says what it costs", async () => {
  const silent: string[] = [];
  for (const slug of slugs.filter((name) => !name.startsWith("bug-"))) {
    const figures = await figuresOf(slug);
    if (figures === undefined) silent.push(slug);
    else expect(Math.min(figures.operations, figures.bytes), slug).toBeGreaterThan(0);
  }
  expect(silent).toEqual(withoutCost);
});

test("operations are those that the benchmark counts for the kernels", async () => {
  const attention = {
    kind: "attention",
    batch: 1,
    heads: 32,
    kvHeads: 32,
    seqQ: 4096,
    seqK: 4096,
    dim: 128,
    causal: false,
  } as const;
  const backward = { kind: "attention-backward", heads: 32, seq: 4096, dim: 128 } as const;
  const work = async (slug: string) => (await figuresOf(slug))?.operations;
  for (const slug of [
    "scaled-dot-product-attention",
    "masked-attention",
    "grouped-query-attention",
    "tiled-attention",
  ]) {
    expect(await work(slug), slug).toBe(workOf(attention).amount);
  }
  expect(await work("attention-backward")).toBe(workOf(backward).amount);
  expect(await work("multi-head-attention")).toBe(
    workOf({ kind: "multi-head", heads: 12, seq: 512, width: 768 }).amount,
  );
});

test("inputs and outputs are counted once each, truth values as a byte", async () => {
  const [L, d, heads] = [4096, 128, 32];
  expect((await figuresOf("scaled-dot-product-attention"))?.bytes).toBe(4 * heads * 4 * L * d);
  expect((await figuresOf("masked-attention"))?.bytes).toBe(4 * heads * 4 * L * d + heads * L * L);
  expect((await figuresOf("scaled-dot-product-attention"))?.keptBytes).toBe(4 * heads * L * L);
});
