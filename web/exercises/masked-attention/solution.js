function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// (S) to (S). Masked keys have the score -Infinity. A row of nothing else becomes a row of zeros.
function maskedSoftmax(scores) {
  const largest = Math.max(...scores);
  if (largest === -Infinity) return scores.map(() => 0);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

// (S) and (S, d_v) to (d_v)
function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}

function maskedAttention(q, k, v, mask) {
  const scale = 1 / Math.sqrt(q[0][0].length);
  const weights = q.map((queries, b) =>
    queries.map((query, i) =>
      maskedSoftmax(k[b].map((key, j) => (mask[b][i][j] ? scale * dot(query, key) : -Infinity))),
    ),
  ); // (B, L, S)
  const out = weights.map((rows, b) => rows.map((row) => weightedSum(row, v[b]))); // (B, L, d_v)
  return { out, weights };
}
