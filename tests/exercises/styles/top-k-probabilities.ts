import type { Style, WrongStyle } from "../style.js";

const exercise = "top-k-probabilities";

export const right: readonly Style[] = [
  {
    exercise,
    name: "-Infinity, then a softmax over the row",
    source: `
      function topKProbabilities(logits, temperature, k) {
        return logits.map((row) => {
          const scaled = row.map((x) => x / temperature);
          const kept = new Set(scaled.map((x, i) => [x, i]).sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, k).map(([, i]) => i));
          const cut = scaled.map((x, i) => (kept.has(i) ? x : -Infinity));
          const m = Math.max(...cut);
          const e = cut.map((x) => Math.exp(x - m));
          const z = e.reduce((a, b) => a + b, 0);
          return e.map((x) => x / z);
        });
      }`,
  },
  {
    exercise,
    name: "a softmax over everything, cut and normalised again",
    source: `
      function topKProbabilities(logits, temperature, k) {
        return logits.map((row) => {
          const m = Math.max(...row);
          const p = row.map((x) => Math.exp((x - m) / temperature));
          const rank = (i) => row.filter((x, j) => x > row[i] || (x === row[i] && j < i)).length;
          const kept = p.map((x, i) => (rank(i) < k ? x : 0));
          const total = kept.reduce((a, b) => a + b, 0);
          return Float64Array.from(kept, (x) => x / total);
        });
      }`,
  },
  {
    exercise,
    name: "the largest found k times",
    source: `
      function topKProbabilities(logits, temperature, k) {
        return logits.map((row) => {
          const left = row.slice();
          const chosen = [];
          for (let n = 0; n < k; n++) {
            let best = -1;
            for (let i = 0; i < left.length; i++) if (left[i] !== null && (best < 0 || left[i] > left[best])) best = i;
            chosen.push(best);
            left[best] = null;
          }
          const top = row[chosen[0]];
          let z = 0;
          for (const i of chosen) z += Math.exp((row[i] - top) / temperature);
          return row.map((x, i) => (chosen.includes(i) ? Math.exp((x - top) / temperature) / z : 0));
        });
      }`,
  },
];

const softmax = `
      const softmax = (row) => {
        const m = Math.max(...row);
        const e = row.map((x) => Math.exp(x - m));
        const z = e.reduce((a, b) => a + b, 0);
        return e.map((x) => x / z);
      };`;

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "cut-by-probability-not-rank",
    name: "the k-th largest as a threshold",
    source: `${softmax}
      function topKProbabilities(logits, temperature, k) {
        return logits.map((row) => {
          const z = row.map((x) => x / temperature);
          const threshold = [...z].sort((a, b) => b - a)[k - 1];
          return softmax(z.map((x) => (x < threshold ? -Infinity : x)));
        });
      }`,
  },
  {
    exercise,
    mistake: "smallest-kept",
    name: "an ascending sort",
    source: `${softmax}
      function topKProbabilities(logits, temperature, k) {
        return logits.map((row) => {
          const z = row.map((x) => x / temperature);
          const kept = z.map((_, i) => i).sort((a, b) => z[a] - z[b]).slice(0, k);
          return softmax(z.map((x, i) => (kept.includes(i) ? x : -Infinity)));
        });
      }`,
  },
  {
    exercise,
    mistake: "not-normalized-again",
    name: "a softmax first",
    source: `${softmax}
      function topKProbabilities(logits, temperature, k) {
        return logits.map((row) => {
          const p = softmax(row.map((x) => x / temperature));
          const kept = p.map((_, i) => i).sort((a, b) => row[b] - row[a]).slice(0, k);
          return p.map((x, i) => (kept.includes(i) ? x : 0));
        });
      }`,
  },
  {
    exercise,
    mistake: "multiplied-by-temperature",
    name: "times",
    source: `${softmax}
      function topKProbabilities(logits, temperature, k) {
        return logits.map((row) => {
          const z = row.map((x) => x * temperature);
          const kept = z.map((_, i) => i).sort((a, b) => z[b] - z[a]).slice(0, k);
          return softmax(z.map((x, i) => (kept.includes(i) ? x : -Infinity)));
        });
      }`,
  },
  {
    exercise,
    mistake: "chosen-over-the-batch",
    name: "the indices of the first row",
    source: `${softmax}
      function topKProbabilities(logits, temperature, k) {
        const kept = logits[0].map((_, i) => i).sort((a, b) => logits[0][b] - logits[0][a]).slice(0, k);
        return logits.map((row) => softmax(row.map((x, i) => (kept.includes(i) ? x / temperature : -Infinity))));
      }`,
  },
];
