import { type Style, type WrongStyle, withHelpers } from "../style.js";

/** A program from what differs: how the features are cut, which keys are seen, what becomes of the heads. */
const program = ({
  part = "row.slice(which * D + h * d, which * D + (h + 1) * d)",
  score = "dot(query, key) / Math.sqrt(d)",
  row = "k.map((key, j) => (j <= i ? score(query, key) : -Infinity))",
  weights = "share(exp(scores))",
  finish = "wO.map((line, o) => dot(line, merged) + bO[o])",
}) =>
  withHelpers(`
    function causalSelfAttention(x, wQkv, bQkv, wO, bO, numHeads) {
      const [L, D] = [x[0].length, x[0][0].length];
      const d = D / numHeads;
      return x.map((rows) => {
        const qkv = rows.map((row) => wQkv.map((line, o) => dot(line, row) + bQkv[o]));
        const score = (query, key) => ${score};
        const heads = Array.from({ length: numHeads }, (_, h) => {
          const [q, k, v] = [0, 1, 2].map((which) => qkv.map((row) => ${part}));
          return q.map((query, i) => {
            const scores = ${row};
            return average(${weights}, v);
          });
        });
        return rows.map((_, i) => {
          const merged = heads.flatMap((head) => head[i]);
          return ${finish};
        });
      });
    }`);

export const right: readonly Style[] = [
  { exercise: "causal-self-attention", name: "-Infinity for the future", source: program({}) },
  {
    exercise: "causal-self-attention",
    name: "only the past is scored",
    source: program({ row: "k.slice(0, i + 1).map((key) => score(query, key))" }),
  },
  {
    exercise: "causal-self-attention",
    name: "-1e9 for the future",
    source: program({ row: "k.map((key, j) => (j > i ? -1e9 : score(query, key)))" }),
  },
  {
    exercise: "causal-self-attention",
    name: "flat float32 arrays, a running softmax",
    source: `
      function causalSelfAttention(x, wQkv, bQkv, wO, bO, numHeads) {
        const [L, D] = [x[0].length, x[0][0].length];
        const d = D / numHeads;
        const layer = (input, w, b) => {
          const out = new Float32Array(L * w.length);
          for (let i = 0; i < L; i++)
            for (let o = 0; o < w.length; o++) {
              let sum = b[o];
              for (let c = 0; c < D; c++) sum += input[i * D + c] * w[o][c];
              out[i * w.length + o] = sum;
            }
          return out;
        };
        return x.map((rows) => {
          const qkv = layer(rows.flat(), wQkv, bQkv);
          const joined = new Float32Array(L * D);
          for (let h = 0; h < numHeads; h++)
            for (let i = 0; i < L; i++) {
              let [max, sum] = [-Infinity, 0];
              const acc = new Float32Array(d);
              for (let j = 0; j <= i; j++) {
                let s = 0;
                for (let c = 0; c < d; c++) s += qkv[i * 3 * D + h * d + c] * qkv[j * 3 * D + D + h * d + c];
                s /= Math.sqrt(d);
                const next = Math.max(max, s);
                const [keep, p] = [Math.exp(max - next), Math.exp(s - next)];
                sum = sum * keep + p;
                for (let c = 0; c < d; c++) acc[c] = acc[c] * keep + p * qkv[j * 3 * D + 2 * D + h * d + c];
                max = next;
              }
              for (let c = 0; c < d; c++) joined[i * D + h * d + c] = acc[c] / sum;
            }
          const y = layer(joined, wO, bO);
          return rows.map((_, i) => Array.from(y.slice(i * D, (i + 1) * D)));
        });
      }`,
  },
];

const wrongProgram = (mistake: string, name: string, parts: Parameters<typeof program>[0]): WrongStyle => ({
  exercise: "causal-self-attention",
  mistake,
  name,
  source: program(parts),
});

export const wrong: readonly WrongStyle[] = [
  wrongProgram("fused-split-order", "three parts of each head", {
    part: "row.slice((3 * h + which) * d, (3 * h + which + 1) * d)",
  }),
  wrongProgram("fused-split-order", "every third feature", {
    part: "row.filter((_, c) => c % 3 === which).slice(h * d, (h + 1) * d)",
  }),
  wrongProgram("mask-looks-ahead", "j >= i", {
    row: "k.map((key, j) => (j >= i ? score(query, key) : -Infinity))",
  }),
  wrongProgram("mask-off-by-one", "j < i", { row: "k.map((key, j) => (j < i ? score(query, key) : -Infinity))" }),
  wrongProgram("mask-off-by-one", "j <= i + 1", { row: "k.slice(0, i + 2).map((key) => score(query, key))" }),
  wrongProgram("mask-after-softmax", "zeros afterwards", {
    row: "k.map((key) => score(query, key))",
    weights: "share(exp(scores)).map((w, j) => (j <= i ? w : 0))",
  }),
  wrongProgram("mask-ignored", "none", { row: "k.map((key) => score(query, key))" }),
  wrongProgram("mask-as-factor", "0 for the future", { row: "k.map((key, j) => (j <= i ? score(query, key) : 0))" }),
  wrongProgram("scale-by-model-dimension", "the root of D", { score: "dot(query, key) / Math.sqrt(D)" }),
  wrongProgram("missing-output-projection", "merged only", { finish: "merged" }),
  wrongProgram("unstable-softmax", "exp of the scores", { weights: "share(scores.map(Math.exp))" }),
];
