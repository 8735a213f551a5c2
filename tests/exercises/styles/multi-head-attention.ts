import { type Style, type WrongStyle, withHelpers } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "multi-head-attention",
    name: "head by head, each adding its share of the output projection",
    source: `
      function multiHeadAttention(x, wq, bq, wk, bk, wv, bv, wo, bo, numHeads) {
        const d = bq.length / numHeads;
        const project = (row, w, b, h) => w.slice(h * d, h * d + d).map((r, o) => r.reduce((s, value, c) => s + value * row[c], b[h * d + o]));
        return x.map((rows) => {
          const out = rows.map(() => Float64Array.from(bo));
          for (let h = 0; h < numHeads; h++) {
            const q = rows.map((row) => project(row, wq, bq, h));
            const k = rows.map((row) => project(row, wk, bk, h));
            const v = rows.map((row) => project(row, wv, bv, h));
            q.forEach((query, i) => {
              const scores = k.map((key) => key.reduce((s, value, c) => s + value * query[c], 0) * d ** -0.5);
              const largest = Math.max(...scores);
              const powers = scores.map((score) => Math.exp(score - largest));
              const total = powers.reduce((s, p) => s + p, 0);
              const head = query.map((_, c) => v.reduce((s, value, j) => s + (value[c] * powers[j]) / total, 0));
              out[i].forEach((_, o) => (out[i][o] += head.reduce((s, value, c) => s + value * wo[o][h * d + c], 0)));
            });
          }
          return out;
        });
      }`,
  },
  {
    exercise: "multi-head-attention",
    name: "flat float32 arrays with strides, queries scaled first, no bias of the keys",
    source: `
      function multiHeadAttention(x, wq, bq, wk, bk, wv, bv, wo, bo, numHeads) {
        const [L, D] = [x[0].length, x[0][0].length];
        const d = D / numHeads;
        const linear = (rows, w, b, factor = 1) => {
          const y = new Float32Array(L * D);
          for (let i = 0; i < L; i++) for (let o = 0; o < D; o++) {
            let sum = b ? b[o] : 0;
            for (let c = 0; c < D; c++) sum += rows[i * D + c] * w[o][c];
            y[i * D + o] = sum * factor;
          }
          return y;
        };
        return x.map((entry) => {
          const rows = Float32Array.from(entry.flat());
          const [q, k, v] = [linear(rows, wq, bq, 1 / Math.sqrt(d)), linear(rows, wk), linear(rows, wv, bv)];
          const joined = new Float32Array(L * D);
          for (let h = 0; h < numHeads; h++) for (let i = 0; i < L; i++) {
            const scores = new Float32Array(L);
            for (let j = 0; j < L; j++) for (let c = h * d; c < (h + 1) * d; c++) scores[j] += q[i * D + c] * k[j * D + c];
            const largest = scores.reduce((a, b) => Math.max(a, b));
            const powers = scores.map((score) => Math.exp(score - largest));
            const total = powers.reduce((a, b) => a + b);
            for (let j = 0; j < L; j++) for (let c = h * d; c < (h + 1) * d; c++) joined[i * D + c] += (powers[j] / total) * v[j * D + c];
          }
          const y = linear(joined, wo, bo);
          return entry.map((_, i) => y.subarray(i * D, (i + 1) * D));
        });
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "multi-head-attention",
    mistake: "heads-reshaped-not-transposed",
    name: "slices of the flat array for heads",
    source: withHelpers(`function multiHeadAttention(x, wq, bq, wk, bk, wv, bv, wo, bo, H) {
      const [L, D] = [x[0].length, x[0][0].length];
      const linear = (rows, w, b) => rows.map((row) => w.map((r, o) => dot(row, r) + b[o]));
      const cut = (flat, size) => Array.from({ length: flat.length / size }, (_, i) => flat.slice(i * size, (i + 1) * size));
      const heads = (rows) => cut(cut(rows.flat(), D / H), L);
      return x.map((rows) => {
        const [q, k, v] = [heads(linear(rows, wq, bq)), heads(linear(rows, wk, bk)), heads(linear(rows, wv, bv))];
        const out = q.map((head, h) => head.map((query) => average(share(exp(k[h].map((key) => dot(query, key) / Math.sqrt(D / H)))), v[h])));
        return linear(cut(out.flat(2), D), wo, bo);
      });
    }`),
  },
  {
    exercise: "multi-head-attention",
    mistake: "scale-by-model-dimension",
    name: "the root of D",
    source: withHelpers(`function multiHeadAttention(x, wq, bq, wk, bk, wv, bv, wo, bo, H) {
      const d = bq.length / H;
      const linear = (rows, w, b) => rows.map((row) => w.map((r, o) => dot(row, r) + b[o]));
      return x.map((rows) => {
        const [q, k, v] = [linear(rows, wq, bq), linear(rows, wk, bk), linear(rows, wv, bv)];
        const heads = Array.from({ length: H }, (_, h) => {
          const own = (all) => all.map((row) => row.slice(h * d, (h + 1) * d));
          return own(q).map((query) => average(share(exp(own(k).map((key) => dot(query, key) / Math.sqrt(d * H)))), own(v)));
        });
        return linear(rows.map((_, i) => heads.flatMap((head) => head[i])), wo, bo);
      });
    }`),
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-averaged",
    name: "the mean of the heads into wo",
    source: withHelpers(`function multiHeadAttention(x, wq, bq, wk, bk, wv, bv, wo, bo, H) {
      const linear = (rows, w, b) => rows.map((row) => w.map((r, o) => r.reduce((s, value, i) => s + value * row[i], b[o])));
      return x.map((rows) => {
        const d = bq.length / H;
        const [q, k, v] = [linear(rows, wq, bq), linear(rows, wk, bk), linear(rows, wv, bv)];
        const heads = Array.from({ length: H }, (_, h) => {
          const own = (all) => all.map((row) => row.slice(h * d, (h + 1) * d));
          return own(q).map((query) => average(share(exp(own(k).map((key) => dot(query, key) / Math.sqrt(d)))), own(v)));
        });
        return linear(rows.map((_, i) => heads[0][i].map((_, c) => heads.reduce((s, head) => s + head[i][c] / H, 0))), wo, bo);
      });
    }`),
  },
  {
    exercise: "multi-head-attention",
    mistake: "heads-split-before-projection",
    name: "each head projects its own features",
    source: withHelpers(`
      function multiHeadAttention(x, wq, bq, wk, bk, wv, bv, wo, bo, numHeads) {
        const d = x[0][0].length / numHeads;
        return x.map((rows) => {
          const heads = Array.from({ length: numHeads }, (_, h) => {
            const own = (row) => row.slice(h * d, (h + 1) * d);
            const project = (w, bias) => rows.map((row) => own(w).map((line, o) => dot(own(row), own(line)) + bias[h * d + o]));
            const [q, k, v] = [project(wq, bq), project(wk, bk), project(wv, bv)];
            return q.map((query) => average(share(exp(k.map((key) => dot(query, key) / Math.sqrt(d)))), v));
          });
          return rows.map((_, i) => wo.map((line, o) => dot(heads.flatMap((head) => head[i]), line) + bo[o]));
        });
      }`),
  },
  {
    exercise: "multi-head-attention",
    mistake: "unasked-causal-mask",
    name: "decoder style",
    source: withHelpers(`
      function multiHeadAttention(x, wq, bq, wk, bk, wv, bv, wo, bo, numHeads) {
        const d = x[0][0].length / numHeads;
        return x.map((rows) => {
          const project = (w, bias) => rows.map((row) => w.map((line, o) => dot(row, line) + bias[o]));
          const [q, k, v] = [project(wq, bq), project(wk, bk), project(wv, bv)];
          const own = (row, h) => row.slice(h * d, (h + 1) * d);
          const attended = rows.map((_, i) => Array.from({ length: numHeads }, (_, h) =>
            average(share(exp(k.map((key, j) => (j > i ? -1e9 : dot(own(q[i], h), own(key, h)) / Math.sqrt(d))))), v.map((row) => own(row, h)))).flat());
          return attended.map((row) => wo.map((line, o) => dot(row, line) + bo[o]));
        });
      }`),
  },
];
