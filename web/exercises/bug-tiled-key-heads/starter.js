/**
 * H query heads share G key and value heads.
 *
 * @param {number[][][][]} q (B, H, L, d)
 * @param {number[][][][]} k (B, G, S, d)
 * @param {number[][][][]} v (B, G, S, d)
 * @returns {number[][][][]} (B, H, L, d)
 */
function groupedQueryAttention(q, k, v) {
  const groupSize = q[0].length / k[0].length;
  return q.map((heads, b) => {
    const keys = repeated(k[b], groupSize); // (H, S, d): a key head for each query head
    const values = repeated(v[b], groupSize);
    return heads.map((queries, h) => attend(queries, keys[h], values[h]));
  });
}

function repeated(heads, times) {
  return Array(times).fill(heads).flat();
}

// One head: queries (L, d), keys and values (S, d).
function attend(queries, keys, values) {
  const scale = 1 / Math.sqrt(queries[0].length);
  const weights = queries.map((query) => softmax(keys.map((key) => scale * dot(query, key)))); // (L, S)
  return weights.map((row) => weightedSum(row, values));
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}
