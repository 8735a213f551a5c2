import { type Style, type WrongStyle, withHelpers, wrongStylesOf } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "graph-attention",
    name: "lists of neighbours",
    source: withHelpers(`
      function graphAttention(x, adjacency, w, aDst, aSrc) {
        const leaky = (t) => Math.max(t, 0.2 * t);
        return x.map((_, i) => w.flatMap((weight, h) => {
          const z = x.map((node) => weight.map((row) => dot(row, node)));
          const near = z.filter((_, j) => adjacency[i][j]);
          if (near.length === 0) return weight.map(() => 0);
          const s = near.map((node) => leaky(dot(aDst[h], z[i]) + dot(aSrc[h], node)));
          return average(share(exp(s)), near);
        }));
      }`),
  },
  {
    exercise: "graph-attention",
    name: "side by side as in the paper, weights too",
    source: `
      export const graphAttention = (x, adjacency, w, aDst, aSrc) => {
        const N = x.length, out = x.map(() => []), weights = [];
        w.forEach((W, h) => {
          const a = [...aDst[h], ...aSrc[h]];
          const z = x.map((row) => W.map((r) => r.reduce((s, v, c) => s + v * row[c], 0)));
          const P = z.map((zi, i) => {
            const p = new Array(N).fill(0);
            let top = -Infinity, total = 0;
            const s = z.map((zj) => { const t = [...zi, ...zj].reduce((sum, v, c) => sum + v * a[c], 0); return t < 0 ? t / 5 : t; });
            for (let j = 0; j < N; j++) if (adjacency[i][j]) top = Math.max(top, s[j]);
            for (let j = 0; j < N; j++) if (adjacency[i][j]) total += p[j] = Math.exp(s[j] - top);
            return total > 0 ? p.map((v) => v / total) : p;
          });
          weights.push(P);
          P.forEach((p, i) => W.forEach((_, c) => out[i].push(p.reduce((s, v, j) => s + v * z[j][c], 0))));
        });
        return { out, weights };
      };`,
  },
];

/** A right program with some of its lines replaced. */
const program = ({
  sum = "dot(aDst[h], z[i]) + dot(aSrc[h], z[j])",
  score = "t < 0 ? 0.2 * t : t",
  edge = "adjacency[i][j]",
  row = "s.some((t) => t > -Infinity) ? share(exp(s)) : s.map(() => 0)",
  result = "average(p, z)",
  join = "x.map((_, i) => heads.flatMap((head) => head[i]))",
}) =>
  withHelpers(`
    function graphAttention(x, adjacency, w, aDst, aSrc) {
      const leaky = (t) => (${score});
      const heads = w.map((weight, h) => {
        const z = x.map((node) => weight.map((r) => dot(r, node)));
        return x.map((_, i) => {
          const s = x.map((_, j) => (${edge} ? leaky(${sum}) : -Infinity));
          const p = ${row};
          return ${result};
        });
      });
      return ${join};
    }`);

const wrongOf = wrongStylesOf("graph-attention");

export const wrong: readonly WrongStyle[] = [
  wrongOf("leaky-relu-missing", "the sum", program({ score: "t" })),
  wrongOf(
    "leaky-relu-after-softmax",
    "of the result",
    program({ score: "t", result: "average(p, z).map((t) => Math.max(t, 0.2 * t))" }),
  ),
  wrongOf("other-slope", "0.01", program({ score: "t < 0 ? 0.01 * t : t" })),
  wrongOf("other-slope", "ReLU", program({ score: "Math.max(0, t)" })),
  wrongOf("source-and-target-exchanged", "swapped", program({ sum: "dot(aSrc[h], z[i]) + dot(aDst[h], z[j])" })),
  wrongOf("direction-reversed", "[j][i]", program({ edge: "adjacency[j][i]" })),
  wrongOf("self-loops-added", "i === j", program({ edge: "(i === j || adjacency[i][j])" })),
  wrongOf("softmax-over-all-nodes", "no edges", program({ edge: "true" })),
  wrongOf(
    "softmax-over-all-nodes",
    "masked afterwards",
    program({ edge: "true", row: "share(exp(s)).map((w, j) => (adjacency[i][j] ? w : 0))" }),
  ),
  wrongOf("masked-row-nan", "no check", program({ row: "share(exp(s))" })),
  wrongOf(
    "heads-averaged",
    "mean",
    program({
      join: "x.map((_, i) => heads[0][i].map((_, c) => heads.reduce((t, head) => t + head[i][c], 0) / heads.length))",
    }),
  ),
];
