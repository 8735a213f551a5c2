import type { Style, WrongStyle } from "../style.js";

/** A whole program of exchangeable functions. */
const program = (change: Readonly<Record<string, string>> = {}) =>
  Object.values({
    linear: "const linear = (rows, w) => rows.map((row) => w.map((weights) => dot(row, weights)));",
    dot: "const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);",
    plus: "const plus = (a, b) => a.map((row, i) => row.map((value, j) => value + b[i][j]));",
    norm: `
      const norm = (rows, gamma, eps) =>
        rows.map((row) => {
          const root = Math.sqrt(dot(row, row) / row.length + eps);
          return row.map((value, i) => (gamma[i] * value) / root);
        });`,
    angle: "const angle = (position, i, d, base) => position * Math.pow(base, (-2 * i) / d);",
    rotate: `
      function rotate(row, position, base) {
        const half = row.length / 2;
        const out = row.slice();
        for (let i = 0; i < half; i++) {
          const a = angle(position, i, row.length, base);
          out[i] = row[i] * Math.cos(a) - row[i + half] * Math.sin(a);
          out[i + half] = row[i + half] * Math.cos(a) + row[i] * Math.sin(a);
        }
        return out;
      }`,
    group: "const group = (h, H, G) => Math.floor(h / (H / G));",
    visible: "const visible = (i, j) => j <= i;",
    weigh: `
      function weigh(scores, i) {
        const shown = scores.map((score, j) => (visible(i, j) ? score : -Infinity));
        const largest = Math.max(...shown);
        const powers = shown.map((score) => Math.exp(score - largest));
        const total = powers.reduce((a, b) => a + b, 0);
        return powers.map((power) => power / total);
      }`,
    scale: "const scale = (score, d, D) => score / Math.sqrt(d);",
    values: "const values = (v) => v;",
    attention: `
      function attention(rows, p, H, G, base) {
        const d = rows[0].length / H;
        const [q, k, v] = [linear(rows, p.wq), linear(rows, p.wk), linear(rows, p.wv)];
        const merged = rows.map(() => []);
        for (let h = 0; h < H; h++) {
          const of = (all, n) => all.map((row) => row.slice(n * d, (n + 1) * d));
          const turned = (all) => all.map((row, position) => rotate(row, position, base));
          const g = group(h, H, G);
          const [qs, ks, vs] = [turned(of(q, h)), turned(of(k, g)), values(of(v, g), base)];
          qs.forEach((query, i) => {
            const weights = weigh(ks.map((key) => scale(dot(query, key), d, rows[0].length)), i);
            for (let c = 0; c < d; c++) merged[i].push(weights.reduce((sum, weight, j) => sum + weight * vs[j][c], 0));
          });
        }
        return linear(merged, p.wo);
      }`,
    gate: "const gate = (g, u) => (g / (1 + Math.exp(-g))) * u;",
    feed: `
      function feed(rows, p) {
        const [g, u] = [linear(rows, p.w_gate), linear(rows, p.w_up)];
        return linear(g.map((row, i) => row.map((value, j) => gate(value, u[i][j]))), p.w_down);
      }`,
    block: `
      const block = (x, p, H, G, base, eps) => {
        const h = plus(x, attention(norm(x, p.gamma1, eps), p, H, G, base));
        return plus(h, feed(norm(h, p.gamma2, eps), p));
      };`,
    main: `
      function llamaBlock(x, params, numHeads, numKvHeads, base, eps) {
        return x.map((tokens) => block(tokens, params, numHeads, numKvHeads, base, eps));
      }`,
    ...change,
  }).join("\n");

export const right: readonly Style[] = [
  { exercise: "llama-block", name: "small functions, the future masked", source: program() },
  {
    exercise: "llama-block",
    name: "index loops in flat arrays",
    source: `
      function llamaBlock(x, params, H, G, base, eps) {
        const D = x[0][0].length;
        const d = D / H;
        const apply = (w, row) => Float64Array.from(w, (weights) => {
          let sum = 0;
          for (let c = 0; c < weights.length; c++) sum += weights[c] * row[c];
          return sum;
        });
        const rms = (row, gamma) => {
          let sum = 0;
          for (const value of row) sum += value * value;
          return row.map((value, c) => (value / Math.sqrt(sum / D + eps)) * gamma[c]);
        };
        const turn = (row, position) => {
          for (let from = 0; from < row.length; from += d)
            for (let i = 0; i < d / 2; i++) {
              const theta = position / base ** ((2 * i) / d);
              const [a, b] = [row[from + i], row[from + i + d / 2]];
              row[from + i] = a * Math.cos(theta) - b * Math.sin(theta);
              row[from + i + d / 2] = a * Math.sin(theta) + b * Math.cos(theta);
            }
          return row;
        };
        return x.map((tokens) => {
          const keys = [];
          const values = [];
          return tokens.map((token, position) => {
            const n = rms(token, params.gamma1);
            const q = turn(apply(params.wq, n), position);
            keys.push(turn(apply(params.wk, n), position));
            values.push(apply(params.wv, n));
            const merged = new Float64Array(D);
            for (let h = 0; h < H; h++) {
              const from = Math.floor((h * G) / H) * d;
              let largest = -Infinity;
              let total = 0;
              const sums = new Float64Array(d);
              for (let j = 0; j <= position; j++) {
                let score = 0;
                for (let c = 0; c < d; c++) score += q[h * d + c] * keys[j][from + c];
                score /= Math.sqrt(d);
                const next = Math.max(largest, score);
                const [shrink, power] = [Math.exp(largest - next), Math.exp(score - next)];
                total = total * shrink + power;
                for (let c = 0; c < d; c++) sums[c] = sums[c] * shrink + power * values[j][from + c];
                largest = next;
              }
              for (let c = 0; c < d; c++) merged[h * d + c] = sums[c] / total;
            }
            const attended = apply(params.wo, merged);
            const h = token.map((value, c) => value + attended[c]);
            const m = rms(h, params.gamma2);
            const [g, u] = [apply(params.w_gate, m), apply(params.w_up, m)];
            const fed = apply(params.w_down, g.map((value, f) => value * u[f] * (1 / (1 + Math.exp(-value)))));
            return h.map((value, c) => value + fed[c]);
          });
        });
      }`,
  },
];

const mistaken = (mistake: string, name: string, change: Readonly<Record<string, string>>): WrongStyle => ({
  exercise: "llama-block",
  mistake,
  name,
  source: program(change),
});
const blockOf = (body: string) => ({ block: `const block = (x, p, H, G, base, eps) => { ${body} };` });

export const wrong: readonly WrongStyle[] = [
  mistaken(
    "post-norm",
    "the sums are normalised",
    blockOf(`
      const h = norm(plus(x, attention(x, p, H, G, base)), p.gamma1, eps);
      return norm(plus(h, feed(h, p)), p.gamma2, eps);`),
  ),
  mistaken(
    "residual-from-normalised",
    "n is added to",
    blockOf(`
      const n = norm(x, p.gamma1, eps);
      const h = plus(n, attention(n, p, H, G, base));
      const m = norm(h, p.gamma2, eps);
      return plus(m, feed(m, p));`),
  ),
  mistaken(
    "norm-parameters-shared",
    "gamma1 twice",
    blockOf(`
      const h = plus(x, attention(norm(x, p.gamma1, eps), p, H, G, base));
      return plus(h, feed(norm(h, p.gamma1, eps), p));`),
  ),
  mistaken("values-rotated", "like the keys", {
    values: "const values = (v, base) => v.map((row, position) => rotate(row, position, base));",
  }),
  mistaken("pairs-are-neighbours", "2i and 2i + 1", {
    rotate: `
      function rotate(row, position, base) {
        const out = row.slice();
        for (let i = 0; i < row.length; i += 2) {
          const a = angle(position, i / 2, row.length, base);
          out[i] = row[i] * Math.cos(a) - row[i + 1] * Math.sin(a);
          out[i + 1] = row[i + 1] * Math.cos(a) + row[i] * Math.sin(a);
        }
        return out;
      }`,
  }),
  mistaken("overwritten-before-use", "in place", {
    rotate: `
      function rotate(row, position, base) {
        const half = row.length / 2;
        for (let i = 0; i < half; i++) {
          const a = angle(position, i, row.length, base);
          row[i] = row[i] * Math.cos(a) - row[i + half] * Math.sin(a);
          row[i + half] = row[i + half] * Math.cos(a) + row[i] * Math.sin(a);
        }
        return row;
      }`,
  }),
  mistaken("rope-before-split", "the whole token as one vector", {
    attention: `
      function attention(rows, p, H, G, base) {
        const d = rows[0].length / H;
        const turned = (all) => all.map((row, position) => rotate(row, position, base));
        const [q, k, v] = [turned(linear(rows, p.wq)), turned(linear(rows, p.wk)), linear(rows, p.wv)];
        const merged = rows.map((_, i) => []);
        for (let h = 0; h < H; h++) {
          const of = (all, n) => all.map((row) => row.slice(n * d, (n + 1) * d));
          const [qs, ks, vs] = [of(q, h), of(k, group(h, H, G)), of(v, group(h, H, G))];
          qs.forEach((query, i) => {
            const weights = weigh(ks.map((key) => dot(query, key) / Math.sqrt(d)), i);
            for (let c = 0; c < d; c++) merged[i].push(weights.reduce((sum, weight, j) => sum + weight * vs[j][c], 0));
          });
        }
        return linear(merged, p.wo);
      }`,
  }),
  mistaken("base-ignored", "10000", { angle: "const angle = (position, i, d) => position / 10000 ** ((2 * i) / d);" }),
  mistaken("groups-tiled-not-repeated", "h % G", { group: "const group = (h, H, G) => h % G;" }),
  mistaken("mask-looks-ahead", "j >= i", { visible: "const visible = (i, j) => j >= i;" }),
  mistaken("mask-ignored", "all of them", { visible: "const visible = () => true;" }),
  mistaken("scale-by-model-dimension", "of D", { scale: "const scale = (score, d, D) => score / Math.sqrt(D);" }),
  mistaken("gate-and-up-exchanged", "silu(u)", { gate: "const gate = (g, u) => g * (u / (1 + Math.exp(-u)));" }),
  mistaken("mean-subtracted", "layer normalisation", {
    norm: `
      const norm = (rows, gamma, eps) =>
        rows.map((row) => {
          const mean = row.reduce((a, b) => a + b, 0) / row.length;
          const centred = row.map((value) => value - mean);
          const root = Math.sqrt(dot(centred, centred) / row.length + eps);
          return centred.map((value, i) => (gamma[i] * value) / root);
        });`,
  }),
  mistaken("unstable-softmax", "no maximum", {
    weigh: `
      function weigh(scores, i) {
        const powers = scores.map((score, j) => (visible(i, j) ? Math.exp(score) : 0));
        const total = powers.reduce((a, b) => a + b, 0);
        return powers.map((power) => power / total);
      }`,
  }),
  mistaken("missing-output-projection", "as merged", {
    linear: "const linear = (rows, w) => (w ? rows.map((row) => w.map((weights) => dot(row, weights))) : rows);",
    block: `
      const block = (x, p, H, G, base, eps) => {
        const h = plus(x, attention(norm(x, p.gamma1, eps), { ...p, wo: null }, H, G, base));
        return plus(h, feed(norm(h, p.gamma2, eps), p));
      };`,
  }),
];
