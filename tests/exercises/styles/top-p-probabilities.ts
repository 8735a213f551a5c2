import type { Style, WrongStyle } from "../style.js";

const exercise = "top-p-probabilities";

const softmax = `
      const softmax = (row) => {
        const m = Math.max(...row);
        const e = row.map((x) => Math.exp(x - m));
        const z = e.reduce((a, b) => a + b, 0);
        return e.map((x) => x / z);
      };`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "pairs, a sum before each, -Infinity",
    source: `${softmax}
      function topPProbabilities(logits, p) {
        return logits.map((row) => {
          const pairs = softmax(row).map((prob, token) => ({ prob, token })).sort((a, b) => b.prob - a.prob);
          const cut = row.map(() => -Infinity);
          let before = 0;
          for (const { prob, token } of pairs) {
            if (before < p) cut[token] = row[token];
            before += prob;
          }
          return softmax(cut);
        });
      }`,
  },
  {
    exercise,
    name: "for each token the sum of those that are likelier",
    source: `${softmax}
      function topPProbabilities(logits, p) {
        return logits.map((row) => {
          const q = softmax(row);
          const kept = q.map((one, i) => (row.reduce((s, x, j) => (x > row[i] ? s + q[j] : s), 0) < p ? one : 0));
          const total = kept.reduce((a, b) => a + b, 0);
          return Float64Array.from(kept, (x) => x / total);
        });
      }`,
  },
  {
    exercise,
    name: "from the least likely on, until more than 1 - p would be gone",
    source: `${softmax}
      function topPProbabilities(logits, p) {
        const out = [];
        for (const row of logits) {
          const q = softmax(row);
          const order = [...q.keys()].sort((a, b) => row[a] - row[b]);
          let gone = 0;
          while (order.length > 1 && gone + q[order[0]] <= 1 - p) gone += q[order.shift()];
          const total = order.reduce((s, i) => s + q[i], 0);
          out.push(q.map((x, i) => (order.includes(i) ? x / total : 0)));
        }
        return out;
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "crossing-token-dropped",
    name: "stops before the sum passes p",
    source: `${softmax}
      function topPProbabilities(logits, p) {
        return logits.map((row) => {
          const q = softmax(row);
          const order = [...q.keys()].sort((a, b) => q[b] - q[a]);
          const cut = row.map(() => -Infinity);
          let sum = 0;
          for (const i of order) {
            sum += q[i];
            if (sum > p) break;
            cut[i] = row[i];
          }
          return softmax(cut);
        });
      }`,
  },
  {
    exercise,
    mistake: "not-sorted-back",
    name: "the sorted probabilities",
    source: `${softmax}
      function topPProbabilities(logits, p) {
        return logits.map((row) => {
          const q = softmax(row).sort((a, b) => b - a);
          let sum = 0;
          const kept = q.map((x) => { const keep = sum < p; sum += x; return keep ? x : 0; });
          const total = kept.reduce((a, b) => a + b, 0);
          return kept.map((x) => x / total);
        });
      }`,
  },
  {
    exercise,
    mistake: "cumulated-unsorted",
    name: "no sort",
    source: `${softmax}
      function topPProbabilities(logits, p) {
        return logits.map((row) => {
          let sum = 0;
          const kept = softmax(row).map((x) => { const keep = sum < p; sum += x; return keep ? x : 0; });
          const total = kept.reduce((a, b) => a + b, 0);
          return kept.map((x) => x / total);
        });
      }`,
  },
  {
    exercise,
    mistake: "filtered-logits-as-zero",
    name: "zeros before the softmax",
    source: `${softmax}
      function topPProbabilities(logits, p) {
        return logits.map((row) => {
          const q = softmax(row);
          const cut = row.map(() => 0);
          let sum = 0;
          for (const i of [...q.keys()].sort((a, b) => q[b] - q[a])) {
            if (sum >= p) break;
            cut[i] = row[i];
            sum += q[i];
          }
          return softmax(cut);
        });
      }`,
  },
  {
    exercise,
    mistake: "sorted-ascending",
    name: "the sort of the smallest first",
    source: `${softmax}
      function topPProbabilities(logits, p) {
        return logits.map((row) => {
          const q = softmax(row);
          const out = q.map(() => 0);
          let sum = 0;
          for (const i of [...q.keys()].sort((a, b) => q[a] - q[b])) {
            if (sum >= p) break;
            out[i] = q[i];
            sum += q[i];
          }
          return out.map((x) => x / sum);
        });
      }`,
  },
];
