import type { Style, WrongStyle } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "transformer-encoder-block",
    name: "index loops, without the key bias",
    source: `
      function encoderBlock(x, params, numHeads) {
        const result = [];
        for (const tokens of x) {
          const L = tokens.length;
          const D = tokens[0].length;
          const d = D / numHeads;
          const project = (rows, w, b) => {
            const out = rows.map(() => new Float64Array(w.length));
            for (let i = 0; i < rows.length; i++)
              for (let o = 0; o < w.length; o++) {
                let sum = b[o];
                for (let c = 0; c < w[o].length; c++) sum += rows[i][c] * w[o][c];
                out[i][o] = sum;
              }
            return out;
          };
          const norm = (rows, gamma, beta) => {
            for (const row of rows) {
              let mean = 0;
              for (const value of row) mean += value / D;
              let variance = 0;
              for (const value of row) variance += (value - mean) ** 2 / D;
              for (let i = 0; i < D; i++) row[i] = (gamma[i] * (row[i] - mean)) / Math.sqrt(variance + 1e-5) + beta[i];
            }
            return rows;
          };
          // The key bias is left out: it shifts all the scores of a query alike.
          const [q, k, v] = [project(tokens, params.wq, params.bq), project(tokens, params.wk, new Array(D).fill(0)), project(tokens, params.wv, params.bv)];
          const heads = tokens.map(() => new Float64Array(D));
          for (let head = 0; head < numHeads; head++)
            for (let i = 0; i < L; i++) {
              const scores = [];
              for (let j = 0; j < L; j++) {
                let sum = 0;
                for (let c = head * d; c < (head + 1) * d; c++) sum += q[i][c] * k[j][c];
                scores.push(sum / Math.sqrt(d));
              }
              const largest = Math.max(...scores);
              const powers = scores.map((score) => Math.exp(score - largest));
              const total = powers.reduce((a, b) => a + b);
              for (let j = 0; j < L; j++) for (let c = head * d; c < (head + 1) * d; c++) heads[i][c] += (powers[j] / total) * v[j][c];
            }
          const attended = project(heads, params.wo, params.bo);
          const h = norm(attended.map((row, i) => row.map((value, c) => value + tokens[i][c])), params.gamma1, params.beta1);
          const hidden = project(h, params.w1, params.b1).map((row) => row.map((value) => (value > 0 ? value : 0)));
          const fed = project(hidden, params.w2, params.b2);
          result.push(norm(fed.map((row, i) => row.map((value, c) => value + h[i][c])), params.gamma2, params.beta2));
        }
        return result;
      }`,
  },
  {
    exercise: "transformer-encoder-block",
    name: "float32 throughout",
    source: `
      const f = Math.fround;
      const dot = (a, b) => a.reduce((sum, value, i) => f(sum + f(value * b[i])), 0);
      const linear = (rows, w, b) => rows.map((row) => Float32Array.from(w, (weights, o) => f(dot(row, weights) + b[o])));
      const plus = (a, b) => a.map((row, i) => Float32Array.from(row, (value, j) => value + b[i][j]));
      const norm = (rows, gamma, beta) =>
        rows.map((row) => {
          const mean = f(row.reduce((a, b) => f(a + b), 0) / row.length);
          const centered = row.map((value) => value - mean);
          const deviation = f(Math.sqrt(f(f(dot(centered, centered) / row.length) + f(1e-5))));
          return centered.map((value, i) => f(f(value / deviation) * gamma[i]) + beta[i]);
        });
      const encoderBlock = (x, p, numHeads) =>
        x.map((tokens) => {
          const d = tokens[0].length / numHeads;
          const input = tokens.map((token) => Float32Array.from(token));
          const [q, k, v] = ["q", "k", "v"].map((n) => linear(input, p[\`w\${n}\`], p[\`b\${n}\`]));
          const concatenated = input.map((_, i) => {
            const row = new Float32Array(tokens[0].length);
            for (let h = 0; h < numHeads; h++) {
              const part = (vector) => vector.subarray(h * d, (h + 1) * d);
              const query = part(q[i]).map((value) => value / f(Math.sqrt(d)));
              const scores = Float32Array.from(k, (key) => dot(query, part(key)));
              const largest = Math.max(...scores);
              const powers = scores.map((score) => Math.exp(score - largest));
              const total = powers.reduce((a, b) => f(a + b), 0);
              const weights = powers.map((power) => power / total);
              v.forEach((value, j) => part(value).forEach((number, c) => (row[h * d + c] += f(weights[j] * number))));
            }
            return row;
          });
          const h = norm(plus(input, linear(concatenated, p.wo, p.bo)), p.gamma1, p.beta1);
          const hidden = linear(h, p.w1, p.b1).map((row) => row.map((value) => Math.max(0, value)));
          return norm(plus(h, linear(hidden, p.w2, p.b2)), p.gamma2, p.beta2);
        });`,
  },
  {
    exercise: "transformer-encoder-block",
    name: "the whole batch, step by step",
    source: `
      // NumPy's way in JavaScript: functions over nested arrays of any depth.
      const onLast = (x, fn) => (Array.isArray(x[0]) ? x.map((inner) => onLast(inner, fn)) : fn(x));
      const zip = (a, b, fn) => (Array.isArray(a) ? a.map((inner, i) => zip(inner, b[i], fn)) : fn(a, b));
      const dense = (w, b) => (row) => w.map((weights, o) => weights.reduce((sum, weight, i) => sum + weight * row[i], b[o]));
      const standardise = (gamma, beta) => (row) => {
        const mean = row.reduce((a, b) => a + b) / row.length;
        const variance = row.reduce((sum, value) => sum + value * value, 0) / row.length - mean * mean;
        return row.map((value, i) => ((value - mean) / Math.sqrt(variance + 0.00001)) * gamma[i] + beta[i]);
      };
      const softmax = (row) => {
        const top = Math.max(...row);
        const z = row.reduce((sum, value) => sum + Math.exp(value - top), 0);
        return row.map((value) => Math.exp(value - top) / z);
      };

      function encoderBlock(x, { wq, bq, wk, bk, wv, bv, wo, bo, w1, b1, w2, b2, ...norms }, numHeads) {
        const size = wq.length / numHeads;
        const split = (sequence) => Array.from({ length: numHeads }, (_, h) => sequence.map((token) => token.slice(h * size, h * size + size)));
        const q = onLast(x, dense(wq, bq)).map(split);
        const k = onLast(x, dense(wk, bk)).map(split);
        const v = onLast(x, dense(wv, bv)).map(split);
        const scores = q.map((heads, b) => heads.map((rows, h) => rows.map((row) => k[b][h].map((key) => key.reduce((s, value, i) => s + value * row[i], 0) * size ** -0.5))));
        const weights = onLast(scores, softmax);
        const merged = weights.map((heads, b) =>
          x[b].map((_, i) => heads.flatMap((rows, h) => Array.from({ length: size }, (_, c) => rows[i].reduce((s, a, j) => s + a * v[b][h][j][c], 0)))),
        );
        const add = (a, b) => zip(a, b, (s, t) => s + t);
        const first = onLast(add(x, onLast(merged, dense(wo, bo))), standardise(norms.gamma1, norms.beta1));
        const hidden = onLast(onLast(first, dense(w1, b1)), (row) => row.map((value) => value * (value > 0)));
        return onLast(add(first, onLast(hidden, dense(w2, b2))), standardise(norms.gamma2, norms.beta2));
      }`,
  },
];

/** What the programs below share. */
const shared = `
      const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
      const linear = (rows, w, b) => rows.map((row) => w.map((r, o) => dot(row, r) + b[o]));
      const plus = (a, b) => a.map((row, i) => row.map((v, j) => v + b[i][j]));
      const norm = (rows, gamma, beta) => rows.map((row) => {
        const m = row.reduce((a, b) => a + b) / row.length;
        const s = Math.sqrt(row.reduce((t, v) => t + (v - m) ** 2, 0) / row.length + 1e-5);
        return row.map((v, i) => ((v - m) / s) * gamma[i] + beta[i]);
      });
      const share = (row) => row.map((v) => v / row.reduce((a, b) => a + b, 0));
      const safe = (row) => share(row.map((v) => Math.exp(v - Math.max(...row))));
      const heads = (rows, p, H, divisor) => {
        const [q, k, v] = [linear(rows, p.wq, p.bq), linear(rows, p.wk, p.bk), linear(rows, p.wv, p.bv)];
        const d = p.bq.length / H;
        const parts = Array.from({ length: H }, (_, h) => {
          const [a, b, c] = [q, k, v].map((all) => all.map((row) => row.slice(h * d, h * d + d)));
          return a.map((query) => {
            const weights = safe(b.map((key) => dot(query, key) / (divisor ?? Math.sqrt(d))));
            return c[0].map((_, i) => weights.reduce((s, weight, j) => s + weight * c[j][i], 0));
          });
        });
        return rows.map((_, i) => parts.flatMap((part) => part[i]));
      };
      const attend = (rows, p, H, divisor) => linear(heads(rows, p, H, divisor), p.wo, p.bo);
      const feed = (rows, p) => linear(linear(rows, p.w1, p.b1).map((row) => row.map((v) => Math.max(v, 0))), p.w2, p.b2);`;

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "transformer-encoder-block",
    mistake: "scale-by-model-dimension",
    name: "the root of D",
    source: `${shared}
      const encoderBlock = (x, p, H) => x.map((rows) => {
        const h = norm(plus(rows, attend(rows, p, H, Math.sqrt(rows[0].length))), p.gamma1, p.beta1);
        return norm(plus(h, feed(h, p)), p.gamma2, p.beta2);
      });`,
  },
  {
    exercise: "transformer-encoder-block",
    mistake: "missing-affine",
    name: "a normalisation without gamma and beta",
    source: `${shared}
      const plain = (rows) => norm(rows, rows[0].map(() => 1), rows[0].map(() => 0));
      const encoderBlock = (x, p, H) => x.map((rows) => {
        const h = plain(plus(rows, attend(rows, p, H)));
        return plain(plus(h, feed(h, p)));
      });`,
  },
  {
    exercise: "transformer-encoder-block",
    mistake: "missing-residual",
    name: "no skip connection at all",
    source: `${shared}
      const encoderBlock = (x, p, H) => x.map((rows) => norm(feed(norm(attend(rows, p, H), p.gamma1, p.beta1), p), p.gamma2, p.beta2));`,
  },
  {
    exercise: "transformer-encoder-block",
    mistake: "missing-residual",
    name: "none around the feed-forward part",
    source: `${shared}
      const encoderBlock = (x, p, H) => x.map((rows) => norm(feed(norm(plus(rows, attend(rows, p, H)), p.gamma1, p.beta1), p), p.gamma2, p.beta2));`,
  },
  {
    exercise: "transformer-encoder-block",
    mistake: "pre-norm",
    name: "the order of later models",
    source: `${shared}
      const encoderBlock = (x, p, H) => x.map((rows) => {
        const h = plus(rows, attend(norm(rows, p.gamma1, p.beta1), p, H));
        return plus(h, feed(norm(h, p.gamma2, p.beta2), p));
      });`,
  },
  {
    exercise: "transformer-encoder-block",
    mistake: "single-norm",
    name: "only the second",
    source: `${shared}
      const encoderBlock = (x, p, H) => x.map((rows) => {
        const h = plus(rows, attend(rows, p, H));
        return norm(plus(h, feed(h, p)), p.gamma2, p.beta2);
      });`,
  },
  {
    exercise: "transformer-encoder-block",
    mistake: "single-norm",
    name: "only the first",
    source: `${shared}
      const encoderBlock = (x, p, H) => x.map((rows) => {
        const h = norm(plus(rows, attend(rows, p, H)), p.gamma1, p.beta1);
        return plus(h, feed(h, p));
      });`,
  },
  {
    exercise: "transformer-encoder-block",
    mistake: "missing-activation",
    name: "two linear layers in a row",
    source: `${shared}
      const encoderBlock = (x, p, H) => x.map((rows) => {
        const h = norm(plus(rows, attend(rows, p, H)), p.gamma1, p.beta1);
        return norm(plus(h, linear(linear(h, p.w1, p.b1), p.w2, p.b2)), p.gamma2, p.beta2);
      });`,
  },
  {
    exercise: "transformer-encoder-block",
    mistake: "missing-output-projection",
    name: "the heads as they are",
    source: `${shared}
      const encoderBlock = (x, p, H) => x.map((rows) => {
        const h = norm(plus(rows, heads(rows, p, H)), p.gamma1, p.beta1);
        return norm(plus(h, feed(h, p)), p.gamma2, p.beta2);
      });`,
  },
];
