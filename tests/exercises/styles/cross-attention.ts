import { type Style, type WrongStyle, withHelpers } from "../style.js";

/** A program from what differs: what is projected, which keys are seen, what becomes of the heads. */
const program = ({
  q = "x[b]",
  k = "memory[b]",
  v = "memory[b]",
  project = "rows.map((row) => w.map((line, o) => dot(line, row) + bias[o]))",
  score = "dot(own(query), own(key)) / Math.sqrt(d)",
  visible = "memoryMask[b][j]",
  scores = "keys.map((key, j) => (visible(i, j) ? score(query, key) : -Infinity))",
  weights = "total(powers) > 0 ? share(powers) : powers",
  exponentials = "scores.some((s) => s > -Infinity) ? exp(scores) : scores.map(() => 0)",
  sum = "average",
  finish = "wo.map((line, o) => dot(line, merged) + bo[o])",
}) =>
  withHelpers(`
    const total = (row) => row.reduce((a, b) => a + b, 0);
    function crossAttention(x, memory, memoryMask, params, numHeads) {
      const { wq, bq, wk, bk, wv, bv, wo, bo } = params;
      const D = bq.length;
      const d = D / numHeads;
      const project = (rows, w, bias) => ${project};
      return x.map((_, b) => {
        const [queries, keys, values] = [project(${q}, wq, bq), project(${k}, wk, bk), project(${v}, wv, bv)];
        const visible = (i, j) => ${visible};
        return queries.map((query, i) => {
          const merged = Array.from({ length: numHeads }, (_, h) => {
            const own = (row) => row.slice(h * d, (h + 1) * d);
            const score = (query, key) => ${score};
            const scores = ${scores};
            const powers = ${exponentials};
            return ${sum}(${weights}, values.map(own));
          }).flat();
          return ${finish};
        });
      });
    }`);

export const right: readonly Style[] = [
  { exercise: "cross-attention", name: "-Infinity for padding, empty entries looked for", source: program({}) },
  {
    exercise: "cross-attention",
    name: "-1e30 for padding, zeros afterwards",
    source: program({
      scores: "keys.map((key, j) => (visible(i, j) ? score(query, key) : -1e30))",
      exponentials: "exp(scores).map((p, j) => (visible(i, j) ? p : 0))",
    }),
  },
  {
    exercise: "cross-attention",
    name: "padding filtered out beforehand",
    source: `
      function crossAttention(x, memory, memoryMask, { wq, bq, wk, bk, wv, bv, wo, bo }, numHeads) {
        const layer = (row, w, b) => w.map((line, o) => { let s = b[o]; for (let c = 0; c < line.length; c++) s += line[c] * row[c]; return s; });
        const d = bq.length / numHeads;
        return x.map((rows, b) => {
          const real = memory[b].filter((_, j) => memoryMask[b][j]);
          const [keys, values] = [real.map((row) => layer(row, wk, bk)), real.map((row) => layer(row, wv, bv))];
          return rows.map((row) => {
            const query = layer(row, wq, bq);
            const joined = new Array(bq.length).fill(0);
            for (let h = 0; h < numHeads; h++) {
              const scores = keys.map((key) => { let s = 0; for (let c = h * d; c < (h + 1) * d; c++) s += key[c] * query[c]; return s / Math.sqrt(d); });
              const top = Math.max(...scores);
              const powers = scores.map((s) => Math.exp(s - top));
              const sum = powers.reduce((a, p) => a + p, 0);
              values.forEach((value, j) => { for (let c = h * d; c < (h + 1) * d; c++) joined[c] += (powers[j] / sum) * value[c]; });
            }
            return layer(joined, wo, bo);
          });
        });
      }`,
  },
];

const wrongProgram = (mistake: string, name: string, parts: Parameters<typeof program>[0]): WrongStyle => ({
  exercise: "cross-attention",
  mistake,
  name,
  source: program(parts),
});
const alongRow = "rows.map((row) => w.map((line, o) => dot(row, line) + bias[o]))";

export const wrong: readonly WrongStyle[] = [
  wrongProgram("queries-and-keys-swapped", "memory asks, x is read", {
    q: "memory[b]",
    k: "x[b]",
    v: "x[b]",
    visible: "true",
  }),
  wrongProgram("keys-from-target", "self-attention", { k: "x[b]", v: "x[b]", visible: "true" }),
  wrongProgram("keys-from-target", "self-attention, along the row", {
    k: "x[b]",
    v: "x[b]",
    visible: "true",
    project: alongRow,
  }),
  wrongProgram("values-from-target", "values of x", {
    v: "x[b]",
    project: alongRow,
    sum: "((w, rows) => rows[0].map((_, c) => rows.reduce((s, row, j) => s + w[j] * row[c], 0)))",
  }),
  wrongProgram("causal-where-not-wanted", "j <= i", { visible: "memoryMask[b][j] && j <= i" }),
  wrongProgram("mask-on-queries", "the mask of i", { visible: "memoryMask[b][i]" }),
  wrongProgram("mask-inverted", "not", { visible: "!memoryMask[b][j]" }),
  wrongProgram("padding-attended", "no mask", { visible: "true" }),
  wrongProgram("missing-output-projection", "merged only", { finish: "merged" }),
  wrongProgram("masked-row-mean", "-1e9", {
    scores: "keys.map((key, j) => (visible(i, j) ? score(query, key) : -1e9))",
  }),
  wrongProgram("masked-row-nan", "-Infinity", { exponentials: "exp(scores)", weights: "share(powers)" }),
  wrongProgram("scale-by-model-dimension", "the root of D", { score: "dot(own(query), own(key)) / Math.sqrt(D)" }),
];
