import type { Style, WrongStyle } from "../style.js";

const exercise = "top-k-router";

const steps = `
      const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
      const softmax = (row) => {
        const m = Math.max(...row);
        const e = row.map((v) => Math.exp(v - m));
        const z = e.reduce((a, b) => a + b, 0);
        return e.map((v) => v / z);
      };
      const best = (scores, k) => [...scores.keys()].sort((a, b) => scores[b] - scores[a] || a - b).slice(0, k);`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "-Infinity where not chosen",
    source: `${steps}
      function topKRouter(x, w, k) {
        return x.map((token) => {
          const scores = w.map((row) => dot(row, token));
          const chosen = new Set(best(scores, k));
          return softmax(scores.map((s, e) => (chosen.has(e) ? s : -Infinity)));
        });
      }`,
  },
  {
    exercise,
    name: "Mixtral's: a softmax over all, the chosen normalised again",
    source: `${steps}
      function topKRouter(x, w, k) {
        const out = [];
        for (const token of x) {
          const p = softmax(w.map((row) => dot(row, token)));
          const chosen = best(w.map((row) => dot(row, token)), k);
          const total = chosen.reduce((s, e) => s + p[e], 0);
          const row = new Array(w.length).fill(0);
          for (const e of chosen) row[e] = p[e] / total;
          out.push(row);
        }
        return out;
      }`,
  },
  {
    exercise,
    name: "the best found k times in typed arrays",
    source: `
      function topKRouter(x, w, k) {
        return x.map((token) => {
          const scores = Float64Array.from(w, (row) => row.reduce((s, v, i) => s + v * token[i], 0));
          const out = new Float64Array(w.length);
          let total = 0;
          let top;
          for (let n = 0; n < k; n++) {
            let at = -1;
            for (let e = 0; e < scores.length; e++) if (out[e] === 0 && (at < 0 || scores[e] > scores[at])) at = e;
            top ??= scores[at];
            out[at] = Math.max(Math.exp(scores[at] - top), Number.MIN_VALUE);
            total += out[at];
          }
          return out.map((v) => v / total);
        });
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "softmax-before-choice",
    name: "a softmax over all experts",
    source: `${steps}
      function topKRouter(x, w, k) {
        return x.map((token) => {
          const p = softmax(w.map((row) => dot(row, token)));
          const chosen = best(w.map((row) => dot(row, token)), k);
          return p.map((v, e) => (chosen.includes(e) ? v : 0));
        });
      }`,
  },
  {
    exercise,
    mistake: "threshold-ties",
    name: "the k-th score",
    source: `${steps}
      function topKRouter(x, w, k) {
        return x.map((token) => {
          const scores = w.map((row) => dot(row, token));
          const kth = [...scores].sort((a, b) => b - a)[k - 1];
          return softmax(scores.map((s) => (s >= kth ? s : -Infinity)));
        });
      }`,
  },
  {
    exercise,
    mistake: "experts-choose-tokens",
    name: "columns sorted",
    source: `${steps}
      function topKRouter(x, w, k) {
        const scores = x.map((token) => w.map((row) => dot(row, token)));
        const chosen = w.map((_, e) => best(scores.map((row) => row[e]), k));
        return scores.map((row, n) => softmax(row.map((s, e) => (chosen[e].includes(n) ? s : -Infinity))));
      }`,
  },
  {
    exercise,
    mistake: "softmax-over-tokens",
    name: "each expert's column normalised",
    source: `${steps}
      function topKRouter(x, w, k) {
        const scores = x.map((token) => w.map((row) => dot(row, token)));
        const cut = scores.map((row) => { const chosen = best(row, k); return row.map((s, e) => (chosen.includes(e) ? s : -Infinity)); });
        const columns = w.map((_, e) => softmax(cut.map((row) => row[e])));
        return x.map((_, n) => columns.map((column) => column[n]));
      }`,
  },
];
