/**
 * Attends from every query to every key.
 *
 * @param {number[][][]} q queries, (B, L, d)
 * @param {number[][][]} k keys, (B, S, d)
 * @param {number[][][]} v values, (B, S, d_v)
 * @returns {number[][][]} (B, L, d_v)
 */
function scaledDotProductAttention(q, k, v) {
  const queries = transpose(q);
  const keys = transpose(k);
  const scores = queries.map((position) => position.map((query, b) => keys.map((key) => dot(query, key[b]))));
  const weights = scores.map((rows) => rows.map(softmax)); // over the keys
  return weights.map((rows, b) => rows.map((row) => weightedSum(row, v[b])));
}

function transpose(x) {
  return x[0].map((_, j) => x.map((row) => row[j]));
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
