import { type Style, type WrongStyle, withHelpers } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "attention-text-classifier",
    name: "-1e9 added to hidden scores",
    source: `
      function classify(ids, mask, params) {
        const { embedding, wq, bq, wk, bk, wv, bv, wo, bo, wc, bc } = params;
        const mul = (rows, w, b) => rows.map((row) => w.map((ws, o) => ws.reduce((s, value, i) => s + value * row[i], b[o])));
        return ids.map((sentence, b) => {
          const x = sentence.map((id) => embedding[id].slice());
          const [q, k, v] = [mul(x, wq, bq), mul(x, wk, bk), mul(x, wv, bv)];
          const attended = q.map((query) => {
            const scores = k.map((key, j) => key.reduce((s, value, i) => s + value * query[i], 0) / Math.sqrt(query.length) + (mask[b][j] ? 0 : -1e9));
            const top = Math.max(...scores);
            const powers = scores.map((score) => Math.exp(score - top));
            const z = powers.reduce((a, c) => a + c);
            return v[0].map((_, c) => powers.reduce((s, power, j) => s + (power / z) * v[j][c], 0));
          });
          const h = mul(attended, wo, bo);
          const n = mask[b].filter(Boolean).length;
          const pooled = h[0].map((_, c) => h.reduce((s, row, i) => s + (mask[b][i] ? row[c] : 0), 0) / n);
          return mul([pooled], wc, bc)[0];
        });
      }`,
  },
  {
    exercise: "attention-text-classifier",
    name: "padding dropped first, projection after the mean",
    source: `
      // Padding is dropped before anything is computed, the key bias is left out, and the mean comes before the projection.
      const classify = (ids, mask, { embedding, wq, bq, wk, wv, bv, wo, bo, wc, bc }) =>
        ids.map((sentence, b) => {
          const apply = (w, bias) => (row) => w.map((ws, o) => ws.reduce((s, value, i) => s + value * row[i], bias ? bias[o] : 0));
          const x = sentence.filter((_, i) => mask[b][i]).map((id) => embedding[id]);
          const q = x.map(apply(wq, bq));
          const k = x.map(apply(wk));
          const v = x.map(apply(wv, bv));
          const share = new Float64Array(x.length);
          for (const query of q) {
            const scores = k.map((key) => key.reduce((s, value, i) => s + value * query[i], 0) / Math.sqrt(query.length));
            const top = Math.max(...scores);
            const powers = scores.map((score) => Math.exp(score - top));
            const z = powers.reduce((s, power) => s + power, 0);
            powers.forEach((power, j) => (share[j] += power / z / x.length));
          }
          const pooled = v[0].map((_, c) => v.reduce((s, value, j) => s + share[j] * value[c], 0));
          return Float64Array.from(apply(wc, bc)(apply(wo, bo)(pooled)));
        });`,
  },
  {
    exercise: "attention-text-classifier",
    name: "float32 throughout",
    source: `
      const f = Math.fround;
      const dot = (a, b) => a.reduce((sum, value, i) => f(sum + f(value * b[i])), 0);
      const linear = (rows, w, b) => rows.map((row) => Float32Array.from(w, (weights, o) => f(dot(row, weights) + b[o])));
      export function classify(ids, mask, p) {
        const logits = [];
        for (let b = 0; b < ids.length; b++) {
          const x = ids[b].map((id) => Float32Array.from(p.embedding[id]));
          const [q, k, v] = ["q", "k", "v"].map((n) => linear(x, p[\`w\${n}\`], p[\`b\${n}\`]));
          const attended = q.map((query) => {
            const scores = Float32Array.from(k, (key, j) => (mask[b][j] ? f(dot(query, key) / f(Math.sqrt(query.length))) : -Infinity));
            const largest = Math.max(...scores);
            const powers = scores.map((score) => Math.exp(score - largest));
            const total = powers.reduce((s, power) => f(s + power), 0);
            const out = new Float32Array(query.length);
            v.forEach((value, j) => value.forEach((number, c) => (out[c] += f(f(powers[j] / total) * number))));
            return out;
          });
          const pooled = new Float32Array(p.bo.length);
          let count = 0;
          linear(attended, p.wo, p.bo).forEach((token, i) => {
            if (!mask[b][i]) return;
            count++;
            token.forEach((value, c) => (pooled[c] += value));
          });
          logits.push(linear([pooled.map((value) => value / count)], p.wc, p.bc)[0]);
        }
        return logits;
      }`,
  },
];

/** What the programs below share. */
const shared = `
      const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
      const linear = (rows, w, b) => rows.map((row) => w.map((r, o) => dot(row, r) + b[o]));
      const share = (row) => row.map((v) => v / row.reduce((a, b) => a + b, 0));
      const safe = (row) => share(row.map((v) => Math.exp(v - Math.max(...row))));
      const average = (rows) => rows[0].map((_, c) => rows.reduce((s, row) => s + row[c], 0) / rows.length);
      const root = Math.sqrt;
      // weigh: from the scores of a query to its weights.
      const tokens = (sentence, p, weigh, divisor = root(p.bq.length)) => {
        const x = sentence.map((id) => p.embedding[id]);
        const [q, k, v] = [linear(x, p.wq, p.bq), linear(x, p.wk, p.bk), linear(x, p.wv, p.bv)];
        const attended = q.map((query) => {
          const weights = weigh(k.map((key) => dot(query, key) / divisor));
          return v[0].map((_, c) => weights.reduce((s, weight, j) => s + weight * v[j][c], 0));
        });
        return linear(attended, p.wo, p.bo);
      };
      const hide = (mask) => (scores) => safe(scores.map((s, j) => (mask[j] ? s : -Infinity)));
      const only = (rows, mask) => rows.filter((_, i) => mask[i]);`;

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "attention-text-classifier",
    mistake: "missing-scale",
    name: "scores as they are",
    source: `${shared}
      const classify = (ids, mask, p) => ids.map((s, b) => linear([average(only(tokens(s, p, hide(mask[b]), 1), mask[b]))], p.wc, p.bc)[0]);`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "mask-after-softmax",
    name: "weights times mask",
    source: `${shared}
      const classify = (ids, mask, p) => ids.map((s, b) => linear([average(only(tokens(s, p, (scores) => safe(scores).map((w, j) => w * mask[b][j])), mask[b]))], p.wc, p.bc)[0]);`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "mask-inverted",
    name: "everywhere",
    source: `${shared}
      const classify = (ids, mask, p) => ids.map((s, b) => {
        const padding = mask[b].map((real) => !real);
        const counted = only(tokens(s, p, hide(padding)), padding);
        const sum = p.bo.map((_, c) => counted.reduce((t, row) => t + row[c], 0) / counted.length);
        return linear([sum], p.wc, p.bc)[0];
      });`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "mask-inverted",
    name: "in the attention, with -1e9",
    source: `${shared}
      const classify = (ids, mask, p) => ids.map((s, b) => linear([average(only(tokens(s, p, (scores) => safe(scores.map((v, j) => (mask[b][j] ? -1e9 : v)))), mask[b]))], p.wc, p.bc)[0]);`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "missing-bias",
    name: "no bias anywhere",
    source: `${shared}
      const classify = (ids, mask, p) => {
        const none = Object.fromEntries(Object.entries(p).map(([name, v]) => [name, name[0] === "b" ? v.map(() => 0) : v]));
        return ids.map((s, b) => linear([average(only(tokens(s, none, hide(mask[b])), mask[b]))], none.wc, none.bc)[0]);
      };`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "missing-bias",
    name: "none in the classifier",
    source: `${shared}
      const classify = (ids, mask, p) => ids.map((s, b) => p.wc.map((row) => dot(row, average(only(tokens(s, p, hide(mask[b])), mask[b])))));`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "padding-attended",
    name: "the mask in the mean alone",
    source: `${shared}
      const classify = (ids, mask, p) => ids.map((s, b) => linear([average(only(tokens(s, p, safe), mask[b]))], p.wc, p.bc)[0]);`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "padding-averaged",
    name: "the mask in the attention alone",
    source: `${shared}
      const classify = (ids, mask, p) => ids.map((s, b) => linear([average(tokens(s, p, hide(mask[b])))], p.wc, p.bc)[0]);`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "padding-averaged",
    name: "divided by L",
    source: `${shared}
      const classify = (ids, mask, p) => ids.map((s, b) => {
        const real = only(tokens(s, p, hide(mask[b])), mask[b]);
        return linear([p.bo.map((_, c) => real.reduce((t, row) => t + row[c], 0) / s.length)], p.wc, p.bc)[0];
      });`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "first-token-only",
    name: "token 0",
    source: `${shared}
      const classify = (ids, mask, p) => ids.map((s, b) => linear(tokens(s, p, hide(mask[b])).slice(0, 1), p.wc, p.bc)[0]);`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "no-pooling",
    name: "logits for every token",
    source: `${shared}
      const classify = (ids, mask, p) => ids.map((s, b) => linear(tokens(s, p, hide(mask[b])), p.wc, p.bc));`,
  },
  {
    exercise: "attention-text-classifier",
    mistake: "mask-value-too-high",
    name: "-2000 in place of -Infinity",
    source: withHelpers(`function classify(ids, mask, p) {
      const linear = (row, w, bias) => w.map((column, o) => dot(row, column) + bias[o]);
      return ids.map((sentence, b) => {
        const x = sentence.map((id) => p.embedding[id]);
        const [q, k, v] = ["q", "k", "v"].map((n) => x.map((row) => linear(row, p["w" + n], p["b" + n])));
        const tokens = q.map((query) => {
          const scores = k.map((key, j) => {
            const s = dot(query, key) / Math.sqrt(key.length);
            return (mask[b][j] ? s : -2000);
          });
          return linear(average(share(exp(scores)), v), p.wo, p.bo);
        });
        const real = tokens.filter((_, i) => mask[b][i]);
        return linear(average(real.map(() => 1 / real.length), real), p.wc, p.bc);
      });
    }`),
  },
  {
    exercise: "attention-text-classifier",
    mistake: "mask-value-too-high",
    name: "-2000 added",
    source: withHelpers(`function classify(ids, mask, p) {
      const linear = (row, w, bias) => w.map((column, o) => dot(row, column) + bias[o]);
      return ids.map((sentence, b) => {
        const x = sentence.map((id) => p.embedding[id]);
        const [q, k, v] = ["q", "k", "v"].map((n) => x.map((row) => linear(row, p["w" + n], p["b" + n])));
        const tokens = q.map((query) => {
          const scores = k.map((key, j) => {
            const s = dot(query, key) / Math.sqrt(key.length);
            return s + (mask[b][j] ? 0 : -2000);
          });
          return linear(average(share(exp(scores)), v), p.wo, p.bo);
        });
        const real = tokens.filter((_, i) => mask[b][i]);
        return linear(average(real.map(() => 1 / real.length), real), p.wc, p.bc);
      });
    }`),
  },
  {
    exercise: "attention-text-classifier",
    mistake: "mask-value-too-high",
    name: "-1e5 in place of -Infinity",
    source: withHelpers(`function classify(ids, mask, p) {
      const linear = (row, w, bias) => w.map((column, o) => dot(row, column) + bias[o]);
      return ids.map((sentence, b) => {
        const x = sentence.map((id) => p.embedding[id]);
        const [q, k, v] = ["q", "k", "v"].map((n) => x.map((row) => linear(row, p["w" + n], p["b" + n])));
        const tokens = q.map((query) => {
          const scores = k.map((key, j) => {
            const s = dot(query, key) / Math.sqrt(key.length);
            return (mask[b][j] ? s : -1e5);
          });
          return linear(average(share(exp(scores)), v), p.wo, p.bo);
        });
        const real = tokens.filter((_, i) => mask[b][i]);
        return linear(average(real.map(() => 1 / real.length), real), p.wc, p.bc);
      });
    }`),
  },
  {
    exercise: "attention-text-classifier",
    mistake: "mask-value-too-high",
    name: "-1e5 added",
    source: withHelpers(`function classify(ids, mask, p) {
      const linear = (row, w, bias) => w.map((column, o) => dot(row, column) + bias[o]);
      return ids.map((sentence, b) => {
        const x = sentence.map((id) => p.embedding[id]);
        const [q, k, v] = ["q", "k", "v"].map((n) => x.map((row) => linear(row, p["w" + n], p["b" + n])));
        const tokens = q.map((query) => {
          const scores = k.map((key, j) => {
            const s = dot(query, key) / Math.sqrt(key.length);
            return s + (mask[b][j] ? 0 : -1e5);
          });
          return linear(average(share(exp(scores)), v), p.wo, p.bo);
        });
        const real = tokens.filter((_, i) => mask[b][i]);
        return linear(average(real.map(() => 1 / real.length), real), p.wc, p.bc);
      });
    }`),
  },
];
