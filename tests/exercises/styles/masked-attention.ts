import { type Style, type WrongStyle, withHelpers } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "masked-attention",
    name: "a large negative number, and the mask once more after the softmax",
    source: `
      function maskedAttention(q, k, v, mask) {
        const weights = q.map((queries, b) => queries.map((query, i) => {
          const scores = k[b].map((key, j) => key.reduce((s, x, c) => s + x * query[c], 0) / Math.sqrt(key.length) + (mask[b][i][j] ? 0 : -1e9));
          const largest = Math.max(...scores);
          const powers = scores.map((score) => Math.exp(score - largest));
          const total = powers.reduce((s, x) => s + x, 0);
          return powers.map((power, j) => (mask[b][i][j] ? power / total : 0));
        }));
        return { out: weights.map((rows, b) => rows.map((row) => v[b][0].map((_, c) => row.reduce((s, w, j) => s + w * v[b][j][c], 0)))), weights };
      }`,
  },
  {
    exercise: "masked-attention",
    name: "NaN made to zeros in the end",
    source: `
      function maskedAttention(q, k, v, mask) {
        return q.map((queries, b) => queries.map((query, i) => {
          const scores = k[b].map((key, j) => (mask[b][i][j] ? key.reduce((s, x, c) => s + x * query[c], 0) / Math.sqrt(key.length) : -Infinity));
          const largest = Math.max(...scores);
          const powers = scores.map((score) => Math.exp(score - largest));
          const total = powers.reduce((s, x) => s + x, 0);
          return v[b][0].map((_, c) => powers.reduce((s, p, j) => s + (p / total) * v[b][j][c], 0)).map((x) => (Number.isNaN(x) ? 0 : x));
        }));
      }`,
  },
  {
    exercise: "masked-attention",
    name: "only the visible keys, gathered first, in float32",
    source: `
      function maskedAttention(q, k, v, mask) {
        return q.map((queries, b) => queries.map((query, i) => {
          const visible = [...k[b].keys()].filter((j) => mask[b][i][j]);
          const out = new Float32Array(v[b][0].length);
          if (visible.length === 0) return out;
          const scores = Float32Array.from(visible, (j) => k[b][j].reduce((s, x, c) => s + x * query[c], 0) / Math.sqrt(query.length));
          const largest = Math.max(...scores);
          const powers = scores.map((score) => Math.exp(score - largest));
          const total = powers.reduce((s, x) => s + x, 0);
          visible.forEach((j, n) => out.forEach((_, c) => (out[c] += (powers[n] / total) * v[b][j][c])));
          return out;
        }));
      }`,
  },
  {
    exercise: "masked-attention",
    name: "-1e9, and zeros for an empty row",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const visible = mask[b][i].filter(Boolean);
        const scores = k[b].map((key, j) => (mask[b][i][j] ? dot(row, key) / Math.sqrt(row.length) : -1e9));
        return visible.length === 0 ? v[b][0].map(() => 0) : average(share(exp(scores)), v[b]);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    name: "the lowest float, and zeros for an empty row",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const visible = mask[b][i].filter(Boolean);
        const scores = k[b].map((key, j) => (mask[b][i][j] ? dot(row, key) / Math.sqrt(row.length) : -3.4028234663852886e38));
        return visible.length === 0 ? v[b][0].map(() => 0) : average(share(exp(scores)), v[b]);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    name: "-1e9 added, and zeros for an empty row",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const visible = mask[b][i].filter(Boolean);
        const scores = k[b].map((key, j) => dot(row, key) / Math.sqrt(row.length) + (mask[b][i][j] ? 0 : -1e9));
        return visible.length === 0 ? v[b][0].map(() => 0) : average(share(exp(scores)), v[b]);
      }));
    }`),
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "masked-attention",
    mistake: "masked-row-nan",
    name: "-Infinity and nothing else",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) =>
        average(share(exp(k[b].map((key, j) => (mask[b][i][j] ? dot(row, key) / Math.sqrt(row.length) : -Infinity)))), v[b])));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "masked-row-mean",
    name: "-1e30 in place of -Infinity",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) =>
        average(share(exp(k[b].map((key, j) => (mask[b][i][j] ? dot(row, key) / Math.sqrt(row.length) : -1e30)))), v[b])));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "mask-inverted",
    name: "nn.MultiheadAttention's meaning, with empty rows treated rightly",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const scores = k[b].map((key, j) => (mask[b][i][j] ? -Infinity : dot(row, key) / Math.sqrt(row.length)));
        return scores.every((score) => score === -Infinity) ? v[b][0].map(() => 0) : average(share(exp(scores)), v[b]);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "mask-times-infinity",
    name: "(1 - mask) * -Infinity",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) =>
        average(share(exp(k[b].map((key, j) => dot(row, key) / Math.sqrt(row.length) + (1 - mask[b][i][j]) * -Infinity))), v[b])));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "mask-after-softmax",
    name: "weights times mask",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) =>
        average(share(exp(k[b].map((key) => dot(row, key) / Math.sqrt(row.length)))).map((w, j) => w * mask[b][i][j]), v[b])));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "maximum-of-hidden",
    name: "weights times mask, normalised again",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const weights = share(exp(k[b].map((key) => dot(row, key) / Math.sqrt(row.length)))).map((w, j) => w * mask[b][i][j]);
        return average(weights.some((w) => w > 0) ? share(weights) : weights, v[b]);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "mask-value-too-high",
    name: "-2000 in place of -Infinity, and zeros for an empty row",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const visible = mask[b][i].filter(Boolean);
        const scores = k[b].map((key, j) => (mask[b][i][j] ? dot(row, key) / Math.sqrt(row.length) : -2000));
        return visible.length === 0 ? v[b][0].map(() => 0) : average(share(exp(scores)), v[b]);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "mask-value-too-high",
    name: "-1e4 in place of -Infinity, and zeros for an empty row",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const visible = mask[b][i].filter(Boolean);
        const scores = k[b].map((key, j) => (mask[b][i][j] ? dot(row, key) / Math.sqrt(row.length) : -1e4));
        return visible.length === 0 ? v[b][0].map(() => 0) : average(share(exp(scores)), v[b]);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "mask-value-too-high",
    name: "-1e5 in place of -Infinity, and zeros for an empty row",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const visible = mask[b][i].filter(Boolean);
        const scores = k[b].map((key, j) => (mask[b][i][j] ? dot(row, key) / Math.sqrt(row.length) : -1e5));
        return visible.length === 0 ? v[b][0].map(() => 0) : average(share(exp(scores)), v[b]);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "mask-value-too-high",
    name: "-1e6 in place of -Infinity, and zeros for an empty row",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const visible = mask[b][i].filter(Boolean);
        const scores = k[b].map((key, j) => (mask[b][i][j] ? dot(row, key) / Math.sqrt(row.length) : -1e6));
        return visible.length === 0 ? v[b][0].map(() => 0) : average(share(exp(scores)), v[b]);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "mask-value-too-high",
    name: "-2000 added, and zeros for an empty row",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const visible = mask[b][i].filter(Boolean);
        const scores = k[b].map((key, j) => dot(row, key) / Math.sqrt(row.length) + (mask[b][i][j] ? 0 : -2000));
        return visible.length === 0 ? v[b][0].map(() => 0) : average(share(exp(scores)), v[b]);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "mask-value-too-high",
    name: "-1e5 added, and zeros for an empty row",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const visible = mask[b][i].filter(Boolean);
        const scores = k[b].map((key, j) => dot(row, key) / Math.sqrt(row.length) + (mask[b][i][j] ? 0 : -1e5));
        return visible.length === 0 ? v[b][0].map(() => 0) : average(share(exp(scores)), v[b]);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "one-mask-for-all",
    name: "the mask of entry 0",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const seen = k[b].map((_, j) => mask[0][i][j]);
        const scores = k[b].map((key, j) => (seen[j] ? dot(row, key) / Math.sqrt(row.length) : -Infinity));
        return seen.some(Boolean) ? average(share(exp(scores)), v[b]) : v[b][0].map(() => 0);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "one-mask-for-all",
    name: "the mask of query 0",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const seen = k[b].map((_, j) => mask[b][0][j]);
        const scores = k[b].map((key, j) => (seen[j] ? dot(row, key) / Math.sqrt(row.length) : -Infinity));
        return seen.some(Boolean) ? average(share(exp(scores)), v[b]) : v[b][0].map(() => 0);
      }));
    }`),
  },
  {
    exercise: "masked-attention",
    mistake: "unasked-causal-mask",
    name: "mask and past together",
    source: withHelpers(`function maskedAttention(q, k, v, mask) {
      return q.map((rows, b) => rows.map((row, i) => {
        const seen = k[b].map((_, j) => mask[b][i][j] && j <= i);
        const scores = k[b].map((key, j) => (seen[j] ? dot(row, key) / Math.sqrt(row.length) : -Infinity));
        return seen.some(Boolean) ? average(share(exp(scores)), v[b]) : v[b][0].map(() => 0);
      }));
    }`),
  },
];
