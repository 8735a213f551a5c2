function scaledDotProductAttention(q, k, v) {
  const scale = 1 / Math.sqrt(q[0][0].length);
  const scores = q.map((queries, b) => queries.map((query) => k[b].map((key) => scale * dot(query, key))));
  const weights = scores.map((rows) => rows.map(softmax)); // over the keys
  return { out: weights.map((rows, b) => rows.map((row) => weightedSum(row, v[b]))), weights };
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
