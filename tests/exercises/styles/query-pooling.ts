import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "query-pooling";

/** A program from what differs: what is projected, which tokens are seen, what becomes of the heads. */
const program = ({
  q = "queries",
  k = "x[b]",
  v = "x[b]",
  entry = "b",
  score = "dot(own(query), own(key)) / Math.sqrt(d)",
  visible = "mask[b][j]",
  scores = "keys.map((key, j) => (visible(i, j) ? score(query, key) : -Infinity))",
  weights = "total(powers) > 0 ? share(powers) : powers",
  exponentials = "scores.some((s) => s > -Infinity) ? exp(scores) : scores.map(() => 0)",
  finish = "wo.map((line, o) => dot(line, merged) + bo[o])",
}) =>
  withHelpers(`
    const total = (row) => row.reduce((a, b) => a + b, 0);
    function queryPooling(queries, x, mask, params, numHeads) {
      const { wq, bq, wk, bk, wv, bv, wo, bo } = params;
      const d = bq.length / numHeads;
      const project = (rows, w, bias) => rows.map((row) => w.map((line, o) => dot(line, row) + bias[o]));
      return x.map((_, number) => {
        const b = ${entry === "b" ? "number" : entry};
        const [asking, keys, values] = [project(${q}, wq, bq), project(${k}, wk, bk), project(${v}, wv, bv)];
        const visible = (i, j) => ${visible};
        return asking.map((query, i) => {
          const merged = Array.from({ length: numHeads }, (_, h) => {
            const own = (row) => row.slice(h * d, (h + 1) * d);
            const score = (query, key) => ${score};
            const scores = ${scores};
            const powers = ${exponentials};
            return average(${weights}, values.map(own));
          }).flat();
          return ${finish};
        });
      });
    }`);

export const right: readonly Style[] = [
  { exercise, name: "-Infinity for padding, empty entries looked for", source: program({}) },
  {
    exercise,
    name: "-1e30 for padding, zeros afterwards",
    source: program({
      scores: "keys.map((key, j) => (visible(i, j) ? score(query, key) : -1e30))",
      exponentials: "exp(scores).map((p, j) => (visible(i, j) ? p : 0))",
    }),
  },
  {
    exercise,
    name: "padding filtered out, queries projected once",
    source: `
      function queryPooling(queries, x, mask, { wq, bq, wk, bk, wv, bv, wo, bo }, numHeads) {
        const layer = (row, w, b) => w.map((line, o) => { let s = b[o]; for (let c = 0; c < line.length; c++) s += line[c] * row[c]; return s; });
        const d = bq.length / numHeads;
        const asking = queries.map((row) => layer(row, wq, bq));
        return x.map((tokens, b) => {
          const real = tokens.filter((_, j) => mask[b][j]);
          const [keys, values] = [real.map((row) => layer(row, wk, bk)), real.map((row) => layer(row, wv, bv))];
          return asking.map((query) => {
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
  exercise,
  mistake,
  name,
  source: program(parts),
});

export const wrong: readonly WrongStyle[] = [
  wrongProgram("queries-not-repeated", "the first entry's tokens", { entry: "0" }),
  wrongProgram("padding-attended", "no mask", { visible: "true" }),
  wrongProgram("keys-from-queries", "queries among themselves", { k: "queries", v: "queries", visible: "true" }),
  wrongProgram("queries-and-keys-swapped", "tokens ask", { q: "x[b]", k: "queries", v: "queries", visible: "true" }),
  wrongProgram("mask-inverted", "not", { visible: "!mask[b][j]" }),
  wrongProgram("residual-added", "plus the query", {
    finish: "wo.map((line, o) => dot(line, merged) + bo[o] + queries[i][o])",
  }),
  wrongProgram("missing-output-projection", "merged only", { finish: "merged" }),
  wrongProgram("scale-by-model-dimension", "the root of D", {
    score: "dot(own(query), own(key)) / Math.sqrt(bq.length)",
  }),
];
