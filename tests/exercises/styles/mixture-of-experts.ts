import type { Style, WrongStyle } from "../style.js";

const exercise = "mixture-of-experts";

/** A program from what differs. */
const program = ({
  choice = "order.slice(0, k)",
  shares = "(() => { const p = chosen.map((e) => Math.exp(scores[e] - scores[order[0]])); const t = p.reduce((a, b) => a + b, 0); return p.map((v) => v / t); })()",
  expert = "project(project(token, w1[e]).map(relu), w2[e])",
  add = "out[d] += shares[rank] * v",
}) => `
      const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
      const relu = (v) => Math.max(v, 0);
      const project = (v, w) => w.map((row) => dot(row, v));
      function mixtureOfExperts(x, wRouter, w1, w2, k) {
        return x.map((token) => {
          const scores = project(token, wRouter);
          const order = scores.map((_, e) => e).sort((a, b) => scores[b] - scores[a]);
          const chosen = ${choice};
          const shares = ${shares};
          const out = token.map(() => 0);
          chosen.forEach((e, rank) => ${expert}.forEach((v, d) => { ${add}; }));
          return out;
        });
      }`;

export const right: readonly Style[] = [
  { exercise, name: "token by token", source: program({}) },
  {
    exercise,
    name: "expert by expert, with lists of tokens",
    source: `
      function mixtureOfExperts(x, wRouter, w1, w2, k) {
        const D = x[0].length;
        const out = x.map(() => new Float64Array(D));
        const lists = wRouter.map(() => []);
        x.forEach((token, n) => {
          const pairs = wRouter.map((row, e) => [row.reduce((s, v, i) => s + v * token[i], 0), e]);
          pairs.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
          const best = pairs.slice(0, k);
          const total = best.reduce((s, [score]) => s + Math.exp(score - best[0][0]), 0);
          for (const [score, e] of best) lists[e].push([n, Math.exp(score - best[0][0]) / total]);
        });
        lists.forEach((list, e) => {
          for (const [n, gate] of list) {
            const hidden = w1[e].map((row) => { let s = 0; for (let i = 0; i < D; i++) s += row[i] * x[n][i]; return s > 0 ? s : 0; });
            w2[e].forEach((row, d) => { out[n][d] += gate * row.reduce((s, v, f) => s + v * hidden[f], 0); });
          }
        });
        return out;
      }`,
  },
  {
    exercise,
    name: "all experts, gates of zero",
    source: `
      const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
      const mixtureOfExperts = (x, wRouter, w1, w2, k) => x.map((token) => {
        const scores = wRouter.map((row) => dot(row, token));
        const rank = (e) => scores.filter((s, u) => s > scores[e] || (s === scores[e] && u < e)).length;
        const powers = scores.map((s, e) => (rank(e) < k ? Math.exp(s - Math.max(...scores)) : 0));
        const total = powers.reduce((a, b) => a + b, 0);
        return token.map((_, d) => powers.reduce((sum, p, e) => sum + (p / total) * dot(w2[e][d], w1[e].map((row) => Math.max(0, dot(row, token)))), 0));
      });`,
  },
];

const wrongProgram = (mistake: string, name: string, parts: Parameters<typeof program>[0]): WrongStyle => ({
  exercise,
  mistake,
  name,
  source: program(parts),
});

export const wrong: readonly WrongStyle[] = [
  wrongProgram("experts-averaged", "a mean of the chosen", { shares: "chosen.map(() => 1 / k)" }),
  wrongProgram("softmax-before-choice", "all scores in the sum", {
    shares:
      "(() => { const p = scores.map((s) => Math.exp(s - scores[order[0]])); const t = p.reduce((a, b) => a + b, 0); return chosen.map((e) => p[e] / t); })()",
  }),
  wrongProgram("first-choice-only", "the best", { choice: "order.slice(0, 1)" }),
  wrongProgram("overwritten-not-added", "=", { add: "out[d] = shares[rank] * v" }),
  wrongProgram("rank-as-expert", "w1[rank]", { expert: "project(project(token, w1[rank]).map(relu), w2[rank])" }),
  wrongProgram("missing-activation", "no relu", { expert: "project(project(token, w1[e]), w2[e])" }),
  wrongProgram("smallest-kept", "ascending", { choice: "order.reverse().slice(0, k)" }),
  wrongProgram("gate-applied-twice", "on the input and on the output", {
    expert: "project(project(token.map((v) => v * shares[rank]), w1[e]).map(relu), w2[e])",
  }),
];
