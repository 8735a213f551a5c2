import type { Style, WrongStyle } from "../style.js";

const exercise = "layer-norm-backward";

/** A program with some steps of its own, for one token. */
const program = ({
  sigma = "Math.sqrt(v + eps)",
  g = "dy[b][i].map((x, c) => x * gamma[c])",
  dx = "(g[c] - mg - n[c] * mgn) / s",
  dgamma = "+= dy[b][i][c] * n[c]",
  dbeta = "+= dy[b][i][c]",
} = {}) => `
  const mean = (r) => r.reduce((a, x) => a + x, 0) / r.length;
  function layerNormBackward(x, gamma, dy, eps) {
    const D = gamma.length;
    const dgamma = new Array(D).fill(0), dbeta = new Array(D).fill(0), dx = [];
    for (let b = 0; b < x.length; b++) {
      dx.push([]);
      for (let i = 0; i < x[b].length; i++) {
        const m = mean(x[b][i]);
        const centered = x[b][i].map((a) => a - m);
        const v = mean(centered.map((a) => a * a));
        const s = ${sigma};
        const n = centered.map((a) => a / s);
        const g = ${g};
        const mg = mean(g), mgn = mean(g.map((a, c) => a * n[c]));
        const row = [];
        for (let c = 0; c < D; c++) {
          row.push(${dx});
          dgamma[c] ${dgamma};
          dbeta[c] ${dbeta};
        }
        dx[b].push(row);
      }
    }
    return { dx, dgamma, dbeta };
  }`;

export const right: readonly Style[] = [
  { exercise, name: "loops", source: program() },
  {
    exercise,
    name: "the whole Jacobian",
    source: `
      export function layerNormBackward(x, gamma, dy, eps) {
        const D = gamma.length;
        const dgamma = new Float64Array(D), dbeta = new Float64Array(D);
        const dx = x.map((rows, b) => rows.map((row, i) => {
          const mu = row.reduce((a, c) => a + c) / D;
          const sigma = Math.sqrt(row.reduce((a, c) => a + (c - mu) ** 2, 0) / D + eps);
          const n = row.map((a) => (a - mu) / sigma);
          n.forEach((a, c) => { dgamma[c] += dy[b][i][c] * a; dbeta[c] += dy[b][i][c]; });
          return n.map((nc, c) => n.reduce((sum, nj, j) =>
            sum + dy[b][i][j] * gamma[j] * ((j === c ? 1 : 0) - 1 / D - nj * nc / D) / sigma, 0));
        }));
        return { dx, dgamma, dbeta };
      }`,
  },
  {
    exercise,
    name: "step by step, through variance and mean, as a list",
    source: `
      const sum = (r) => r.reduce((a, x) => a + x, 0);
      const layerNormBackward = (x, gamma, dy, eps) => {
        const D = gamma.length;
        const tokens = x.flat().map((row, n) => {
          const mu = sum(row) / D, d = row.map((a) => a - mu);
          const v = sum(d.map((a) => a * a)) / D + eps;
          const dn = dy.flat()[n].map((a, c) => a * gamma[c]);
          const dv = sum(dn.map((a, c) => a * d[c])) * -0.5 * v ** -1.5;
          const dmu = -sum(dn) / Math.sqrt(v) - 2 * dv * sum(d) / D;
          return { n: d.map((a) => a / Math.sqrt(v)), dx: dn.map((a, c) => a / Math.sqrt(v) + dv * 2 * d[c] / D + dmu / D) };
        });
        const L = x[0].length;
        const flat = dy.flat();
        return [
          x.map((rows, b) => rows.map((_, i) => tokens[b * L + i].dx)),
          gamma.map((_, c) => sum(tokens.map((t, n) => t.n[c] * flat[n][c]))),
          gamma.map((_, c) => sum(flat.map((r) => r[c]))),
        ];
      };`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "statistics-as-constants",
    name: "g / s",
    source: program({ dx: "g[c] / s" }),
  },
  { exercise, mistake: "mean-term-missing", name: "no mean of g", source: program({ dx: "(g[c] - n[c] * mgn) / s" }) },
  { exercise, mistake: "variance-term-missing", name: "no n", source: program({ dx: "(g[c] - mg) / s" }) },
  { exercise, mistake: "gamma-misplaced", name: "no gamma", source: program({ g: "dy[b][i]" }) },
  {
    exercise,
    mistake: "dgamma-of-raw-input",
    name: "x itself",
    source: program({ dgamma: "+= dy[b][i][c] * x[b][i][c]" }),
  },
  {
    exercise,
    mistake: "gamma-in-dgamma",
    name: "g for both",
    source: program({ dgamma: "+= g[c] * n[c]", dbeta: "+= g[c]" }),
  },
  { exercise, mistake: "not-accumulated", name: "= for +=", source: program({ dbeta: "= dy[b][i][c]" }) },
  { exercise, mistake: "epsilon-outside-root", name: "added last", source: program({ sigma: "Math.sqrt(v) + eps" }) },
  { exercise, mistake: "epsilon-ignored", name: "1e-5", source: program({ sigma: "Math.sqrt(v + 1e-5)" }) },
  {
    exercise,
    mistake: "sums-for-means",
    name: "D times the means",
    source: program({ dx: "(g[c] - D * mg - n[c] * D * mgn) / s" }),
  },
  { exercise, mistake: "spread-not-divided", name: "brackets", source: program({ dx: "g[c] / s - mg - n[c] * mgn" }) },
];
