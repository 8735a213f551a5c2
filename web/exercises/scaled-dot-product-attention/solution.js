function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// (S) and (S, d_v) to (d_v)
function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}

function scaledDotProductAttention(q, k, v) {
  const scale = 1 / Math.sqrt(q[0][0].length);
  // weights: (B, L, S), out: (B, L, d_v)
  const weights = q.map((queries, b) => queries.map((query) => softmax(k[b].map((key) => scale * dot(query, key)))));
  const out = weights.map((rows, b) => rows.map((row) => weightedSum(row, v[b])));
  return { out, weights };
}
