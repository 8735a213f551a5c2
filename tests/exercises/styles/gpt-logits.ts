import { type Style, type WrongStyle, withHelpers } from "../style.js";

/** A program from what differs: tables, the order of a block, the mask, the activation, the end. */
const program = ({
  token = "add(embedding[id], positions[i])",
  block = "const h = plus(x, attend(x.map(norm1))); return plus(h, h.map(norm2).map(feed));",
  index = "b",
  count = "2",
  row = "k.map((key, j) => (j <= i ? dot(query, key) / Math.sqrt(d) : -Infinity))",
  weights = "share(exp(scores))",
  merged = "heads.flatMap((head) => head[i])",
  gelu = "0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3)))",
  variance = "average((z) => (z - mean) ** 2)",
  last = "norm(gamma, beta)(line)",
  logits = "embedding.map((other) => dot(end, other))",
}) =>
  withHelpers(`
    const add = (a, b) => a.map((value, i) => value + b[i]);
    const plus = (x, y) => x.map((line, i) => add(line, y[i]));
    const layer = (w, b) => (line) => w.map((weights, o) => dot(weights, line) + b[o]);
    const norm = (gamma, beta) => (line) => {
      const average = (f) => line.reduce((sum, z) => sum + f(z), 0) / line.length;
      const mean = average((z) => z);
      const root = Math.sqrt(${variance} + 1e-5);
      return line.map((z, c) => gamma[c] * (z - mean) / root + beta[c]);
    };
    const gelu = (z) => ${gelu};
    function gptLogits(ids, params, numHeads) {
      const { embedding, positions, gamma, beta } = params;
      const D = gamma.length;
      const d = D / numHeads;
      const run = (x, b) => {
        const p = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value[${index}]]));
        const [norm1, norm2] = [norm(p.gamma1, p.beta1), norm(p.gamma2, p.beta2)];
        const feed = (line) => layer(p.w2, p.b2)(layer(p.w1, p.b1)(line).map(gelu));
        const attend = (rows) => {
          const project = (w, bias) => rows.map(layer(w, bias));
          const [allQ, allK, allV] = [project(p.wq, p.bq), project(p.wk, p.bk), project(p.wv, p.bv)];
          const heads = Array.from({ length: numHeads }, (_, h) => {
            const [q, k, v] = [allQ, allK, allV].map((all) => all.map((line) => line.slice(h * d, (h + 1) * d)));
            return q.map((query, i) => {
              const scores = ${row};
              return average(${weights}, v);
            });
          });
          return rows.map((_, i) => layer(p.wo, p.bo)(${merged}));
        };
        ${block}
      };
      return ids.map((sequence) => {
        let x = sequence.map((id, i) => ${token});
        for (let b = 0; b < ${count}; b++) x = run(x, b);
        return x.map((line) => {
          const end = ${last};
          return ${logits};
        });
      });
    }`);

export const right: readonly Style[] = [
  { exercise: "gpt-logits", name: "-Infinity for the future", source: program({}) },
  {
    exercise: "gpt-logits",
    name: "only the past is scored",
    source: program({ row: "k.slice(0, i + 1).map((key) => dot(query, key) / Math.sqrt(d))" }),
  },
  {
    exercise: "gpt-logits",
    name: "-1e9 for the future, norms named twice",
    source: program({
      row: "k.map((key, j) => (j > i ? -1e9 : dot(query, key) / Math.sqrt(d)))",
      block: "const n = x.map(norm1); x = plus(x, attend(n)); return x.map((line) => add(line, feed(norm2(line))));",
    }),
  },
  {
    exercise: "gpt-logits",
    name: "flat float32 arrays and loops",
    source: `
      function gptLogits(ids, p, H) {
        const [V, D, L] = [p.embedding.length, p.gamma.length, ids[0].length];
        const d = D / H;
        const norm = (x, gamma, beta) => {
          const out = new Float32Array(L * D);
          for (let i = 0; i < L; i++) {
            let [mean, square] = [0, 0];
            for (let c = 0; c < D; c++) mean += x[i * D + c] / D;
            for (let c = 0; c < D; c++) square += (x[i * D + c] - mean) ** 2 / D;
            for (let c = 0; c < D; c++) out[i * D + c] = ((x[i * D + c] - mean) / Math.sqrt(square + 1e-5)) * gamma[c] + beta[c];
          }
          return out;
        };
        const layer = (x, w, b) => {
          const [rows, columns] = [w.length, w[0].length];
          const out = new Float32Array(L * rows);
          for (let i = 0; i < L; i++)
            for (let o = 0; o < rows; o++) {
              let sum = b ? b[o] : 0;
              for (let c = 0; c < columns; c++) sum += x[i * columns + c] * w[o][c];
              out[i * rows + o] = sum;
            }
          return out;
        };
        return ids.map((sequence) => {
          const x = new Float32Array(L * D);
          for (let i = 0; i < L; i++) for (let c = 0; c < D; c++) x[i * D + c] = p.embedding[sequence[i]][c] + p.positions[i][c];
          for (const b of [0, 1]) {
            const n = norm(x, p.gamma1[b], p.beta1[b]);
            const [q, k, v] = [layer(n, p.wq[b], p.bq[b]), layer(n, p.wk[b], p.bk[b]), layer(n, p.wv[b], p.bv[b])];
            const joined = new Float32Array(L * D);
            for (let h = 0; h < H; h++)
              for (let i = 0; i < L; i++) {
                let [max, sum] = [-Infinity, 0];
                const acc = new Float32Array(d);
                for (let j = 0; j <= i; j++) {
                  let s = 0;
                  for (let c = h * d; c < h * d + d; c++) s += q[i * D + c] * k[j * D + c];
                  s /= Math.sqrt(d);
                  const next = Math.max(max, s);
                  const [keep, weight] = [Math.exp(max - next), Math.exp(s - next)];
                  sum = sum * keep + weight;
                  for (let c = 0; c < d; c++) acc[c] = acc[c] * keep + weight * v[j * D + h * d + c];
                  max = next;
                }
                for (let c = 0; c < d; c++) joined[i * D + h * d + c] = acc[c] / sum;
              }
            layer(joined, p.wo[b], p.bo[b]).forEach((value, at) => (x[at] += value));
            const hidden = layer(norm(x, p.gamma2[b], p.beta2[b]), p.w1[b], p.b1[b]).map(
              (z) => (z / 2) * (1 + Math.tanh(0.7978845608028654 * (z + 0.044715 * z * z * z))),
            );
            layer(hidden, p.w2[b], p.b2[b]).forEach((value, at) => (x[at] += value));
          }
          const logits = layer(norm(x, p.gamma, p.beta), p.embedding);
          return sequence.map((_, i) => Array.from(logits.slice(i * V, (i + 1) * V)));
        });
      }`,
  },
];

const wrongProgram = (mistake: string, name: string, parts: Parameters<typeof program>[0]): WrongStyle => ({
  exercise: "gpt-logits",
  mistake,
  name,
  source: program(parts),
});

export const wrong: readonly WrongStyle[] = [
  wrongProgram("positions-missing", "tokens alone", { token: "embedding[id]" }),
  wrongProgram("positions-from-one", "i + 1", { token: "add(embedding[id], positions[i + 1])" }),
  wrongProgram("embedding-scaled", "the root of D", {
    token: "add(embedding[id].map((value) => value * Math.sqrt(D)), positions[i])",
  }),
  wrongProgram("last-norm-missing", "the line itself", { last: "line" }),
  wrongProgram("unembedding-not-transposed", "columns of the table", {
    logits: "embedding.map((_, token) => end.reduce((sum, value, c) => sum + value * embedding[c][token], 0))",
  }),
  wrongProgram("unembedding-not-transposed", "as many logits as features", {
    logits: "embedding[0].map((_, token) => end.reduce((sum, value, c) => sum + value * embedding[c][token], 0))",
  }),
  wrongProgram("unembedding-missing", "the last tokens", { logits: "end" }),
  wrongProgram("probabilities-returned", "share and exp", {
    logits: "share(exp(embedding.map((other) => dot(end, other))))",
  }),
  wrongProgram("post-norm", "norm of the sums", {
    block: "const h = plus(x, attend(x)).map(norm1); return plus(h, h.map(feed)).map(norm2);",
  }),
  wrongProgram("residual-from-normalised", "x overwritten", {
    block: "x = x.map(norm1); x = plus(x, attend(x)); x = x.map(norm2); return plus(x, x.map(feed));",
  }),
  wrongProgram("norm-parameters-shared", "the first twice", {
    block: "const h = plus(x, attend(x.map(norm1))); return plus(h, h.map(norm1).map(feed));",
  }),
  wrongProgram("missing-residual", "none", { block: "return attend(x.map(norm1)).map(norm2).map(feed);" }),
  wrongProgram("residual-from-input", "x again", {
    block: "const h = plus(x, attend(x.map(norm1))); return plus(x, h.map(norm2).map(feed));",
  }),
  wrongProgram("blocks-mixed-up", "always entry 0", { index: "0" }),
  wrongProgram("one-block-only", "the first", { count: "1" }),
  wrongProgram("gelu-formula", "a square", {
    gelu: "0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 2)))",
  }),
  wrongProgram("other-activation", "relu", { gelu: "Math.max(z, 0)" }),
  wrongProgram("missing-activation", "itself", { gelu: "z" }),
  wrongProgram("mask-looks-ahead", "j >= i", {
    row: "k.map((key, j) => (j >= i ? dot(query, key) / Math.sqrt(d) : -Infinity))",
  }),
  wrongProgram("mask-ignored", "none", { row: "k.map((key) => dot(query, key) / Math.sqrt(d))" }),
  wrongProgram("mask-off-by-one", "j <= i + 1", {
    row: "k.slice(0, i + 2).map((key) => dot(query, key) / Math.sqrt(d))",
  }),
  wrongProgram("mask-as-factor", "0 for the future", {
    row: "k.map((key, j) => (j <= i ? dot(query, key) / Math.sqrt(d) : 0))",
  }),
  wrongProgram("missing-scale", "dot alone", { row: "k.map((key, j) => (j <= i ? dot(query, key) : -Infinity))" }),
  wrongProgram("scale-by-model-dimension", "the root of D", {
    row: "k.map((key, j) => (j <= i ? dot(query, key) / Math.sqrt(D) : -Infinity))",
  }),
  wrongProgram("unstable-softmax", "exp of the scores", { weights: "share(scores.map(Math.exp))" }),
  wrongProgram("unbiased-variance", "D - 1", {
    variance: "average((z) => (z - mean) ** 2) * line.length / (line.length - 1)",
  }),
];
