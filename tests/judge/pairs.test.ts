/** Two known mistakes in one program. The programs are written apart from the mistakes' ways. */
import { afterAll, describe, expect, test } from "vitest";
import { openExercise } from "../../web/exercises/index.js";
import { spellNames } from "../../web/format/index.js";
import { createJudge } from "../../web/judge/index.node.js";
import { withHelpers } from "../exercises/style.js";

const judge = createJudge();
afterAll(() => judge.dispose());

interface Steps {
  readonly applied?: "x @ w.T" | "x @ w";
  readonly divisor?: string;
  readonly split?: string;
  readonly bias?: string;
  readonly weights?: string;
  readonly finish?: string;
}

const multiHead = ({
  applied = "x @ w.T",
  divisor = "Math.sqrt(d)",
  split = "rows.map((row) => row.slice(h * d, (h + 1) * d))",
  bias = "b[o]",
  weights = "q[h].map((query) => share(exp(k[h].map((key) => dot(query, key) / scale))))",
  finish = "linear(joined, wo, bo)",
}: Steps) =>
  withHelpers(`function multiHeadAttention(x, wq, bq, wk, bk, wv, bv, wo, bo, numHeads) {
    const D = x[0][0].length;
    const d = D / numHeads;
    const scale = ${divisor};
    const linear = (rows, w, b) => rows.map((row) => row.map((_, o) =>
      row.reduce((s, value, i) => s + value * ${applied === "x @ w" ? "w[i][o]" : "w[o][i]"}, 0) + ${bias}));
    const heads = (rows) => Array.from({ length: numHeads }, (_, h) => ${split});
    return x.map((rows) => {
      const [q, k, v] = [heads(linear(rows, wq, bq)), heads(linear(rows, wk, bk)), heads(linear(rows, wv, bv))];
      const out = q.map((_, h) => { const weights = ${weights}; return weights.map((row) => average(row, v[h])); });
      const joined = rows.map((_, i) => out.flatMap((head) => head[i]));
      return ${finish};
    });
  }`);

const attend = (scores: string, values = "v[b]") =>
  withHelpers(`function scaledDotProductAttention(q, k, v) {
    const scores = q.map((rows, b) => rows.map((row) => k[b].map((key) => dot(row, key))));
    return scores.map((rows, b) => { const weights = ${scores}; return weights.map((row) => average(row, ${values})); });
  }`);
const overBatch =
  "rows.map((row, i) => row.map((score, j) => Math.exp(score) / scores.reduce((s, other) => s + Math.exp(other[i][j]), 0)))";

const masked = (weights: string) =>
  withHelpers(`function maskedAttention(q, k, v, mask) {
    return q.map((rows, b) => rows.map((row, i) => {
      const scores = k[b].map((key) => dot(row, key));
      const seen = mask[b][i];
      return average(${weights}, v[b]);
    }));
  }`);

const sdpa = "scaled-dot-product-attention";
const mha = "multi-head-attention";
test.each([
  [sdpa, ["missing-scale", "softmax-over-batch"], attend(overBatch)],
  [sdpa, ["missing-scale", "values-from-keys"], attend("rows.map((row) => share(exp(row)))", "k[b]")],
  [
    mha,
    ["weights-not-transposed", "scale-by-model-dimension"],
    multiHead({ applied: "x @ w", divisor: "Math.sqrt(D)" }),
  ],
  [
    mha,
    ["weights-not-transposed", "heads-reshaped-not-transposed"],
    multiHead({
      applied: "x @ w",
      split:
        "((flat) => rows.map((_, i) => flat.slice((h * rows.length + i) * d, (h * rows.length + i + 1) * d)))(rows.flat())",
    }),
  ],
  [mha, ["missing-bias", "missing-scale"], multiHead({ bias: "0", divisor: "1" })],
  [mha, ["missing-output-projection", "scale-by-dimension"], multiHead({ finish: "joined", divisor: "d" })],
  [
    "masked-attention",
    ["missing-scale", "mask-after-softmax"],
    masked("share(exp(scores)).map((w, j) => (seen[j] ? w : 0))"),
  ],
  [
    "masked-attention",
    ["scale-by-dimension", "mask-inverted"],
    masked("share(exp(scores.map((s, j) => (seen[j] ? -1e9 : s / row.length))))"),
  ],
] as const)("%s: %s", async (exercise, mistakes, source) => {
  for (const seed of [1, 2, 3]) {
    const { verdict, diagnosis } = await judge.judge({ exercise, language: "javascript", source, seed });
    expect(verdict).toBe("wrong-answer");
    expect(diagnosis?.mistake.split("+").sort()).toEqual([...mistakes].sort());
    expect(diagnosis?.title.en).toMatch(/^Two mistakes at once: /);
    expect(diagnosis?.title.zh).toMatch(/^同时有两个错误：/);
    const { mistakes: known, signature } = await openExercise(exercise);
    for (const mistake of await known()) {
      if (!mistakes.some((code) => code === mistake.code)) continue;
      expect(diagnosis?.explanation.en).toContain(spellNames(mistake, signature, "javascript").explanation.en);
    }
  }
});

describe("what is neither", () => {
  test.each([sdpa, mha, "masked-attention", "transformer-encoder-block", "attention-text-classifier"])(
    "%s: other wrong answers have no name, and it is quick",
    async (slug) => {
      const source = (await (await openExercise(slug)).solution("javascript")).replaceAll(
        /\bMath\.exp\(/g,
        "Math.atan(",
      );
      const times: number[] = [];
      for (const seed of [1, 2, 3]) {
        const start = performance.now();
        const report = await judge.judge({ exercise: slug, language: "javascript", source, seed });
        times.push(performance.now() - start);
        expect(report.verdict).not.toBe("accepted");
        expect(report.diagnosis).toBeUndefined();
      }
      // 300 ms where nothing else runs; whatever else the machine does makes it slower, never faster. Without a limit, the pairs
      // of the encoder block alone would take seconds.
      expect(Math.min(...times)).toBeLessThan(1500);
    },
  );
});
